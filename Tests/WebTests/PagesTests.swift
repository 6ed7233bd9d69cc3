import Assessment
import Foundation
import Interchange
import People
import Storage
import Testing
import Values

@testable import Web

/// `Public/pages` with both languages.
@Suite struct PagesTests {
    static let files: [String] = {
        let folder = TestSite.publicFolder.appending(path: "pages").path
        let names = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
        return names.filter { $0.hasSuffix(".mustache") }.map { String($0.dropLast(9)) }.sorted()
    }()

    @Test(arguments: files, Language.allCases)
    func everyPageRenders(name: String, language: Language) throws {
        let pages = try Pages(folder: TestSite.publicFolder)
        let html = try pages.render(
            name,
            [
                "lang": language.rawValue, "csrf": "t", "signedIn": ["name": "An", "home": "/"],
                "isAdministrator": true, "seesUnits": true, "isTeacher": true, "isStudent": true,
            ], in: language)
        for mark in ["[[", "]]", "{{", "}}"] {
            #expect(!html.contains(mark), "\(mark) in \(name)")
        }
        if !name.hasPrefix("question/"), !name.hasPrefix("piece/") {
            #expect(html.hasPrefix("<!doctype html>"), "\(name) has its layout")
            #expect(html.contains("lang=\"\(language.rawValue)\""), "\(name)")
        }
    }

    @Test func aMissingPageIsAnError() throws {
        let pages = try Pages(folder: TestSite.publicFolder)
        #expect(throws: PagesError.self) { try pages.render("khong-co", [:], in: .english) }
    }

    @Test func emptyTextsAreNothing() {
        let view: View = [
            "a": "", "b": "x", "c": ["d": "", "e": "y"] as View, "f": [["g": ""]] as [View],
        ]
        let names = Names(view)
        #expect(names.child(named: "a") == nil)
        #expect(names.child(named: "b") as? String == "x")
        let inner = names.child(named: "c") as? Names
        #expect(inner?.child(named: "d") == nil)
        #expect(inner?.child(named: "e") as? String == "y")
        let list = names.child(named: "f") as? [Names]
        #expect(list?.count == 1)
        #expect(list?.first?.child(named: "g") == nil)
    }

    // MARK: Words

    /// Swift's sources of the site.
    private static func sources() throws -> [(name: String, text: String)] {
        let folder = TestSite.root.appending(path: "Sources/Web")
        let names =
            FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
        return try names.filter { $0.hasSuffix(".swift") }.map {
            ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
        }
    }

    @Test func everyWordOfTheSourcesIsThere() throws {
        let locales = try Locales(folder: TestSite.publicFolder.appending(path: "locales"))
        var found = 0
        for (name, text) in try Self.sources() {
            for match in text.matches(of: /word\("([^"\\]+)"\)/) {
                found += 1
                #expect(locales.has(String(match.1)), "\(match.1) in \(name)")
            }
            for match in text.matches(of: /"(error\.[a-z.-]+)"/)
            where match.1 != "error." {
                found += 1
                #expect(locales.has(String(match.1)), "\(match.1) in \(name)")
            }
            for match in text.matches(of: /done=([a-z-]+)/) {
                found += 1
                #expect(locales.has("done.\(match.1)"), "done.\(match.1) in \(name)")
            }
        }
        #expect(found > 60, "the scan finds them: \(found)")
    }

    /// Words that are put together from a stem and a value.
    @Test(arguments: [
        ("type", QuestionType.allCases.map(\.rawValue)),
        ("level", ["NB", "TH", "VD", "VDC"]),
        ("format", BankFormat.allCases.map(\.rawValue)),
        ("note", ["changed", "leftOut"]),
        ("preset", ["blank", "national-maths", "national-science", "national-humanities"]),
        ("part", ["one", "two", "three"]),
        ("word", ["male", "female"]),
        ("verdict", ItemVerdict.allCases.map(\.rawValue)),
        ("history", ["ended", "lateAdmitted", "keyChanged"]),
        ("audit", AuditAction.allCases.map(\.rawValue)),
        ("unit-kind", UnitKind.allCases.map(\.rawValue)),
        ("school-level", SchoolLevel.allCases.map(\.rawValue)),
        ("post", PostTitle.allCases.map(\.rawValue)),
        ("role", Role.allCases.map(\.rawValue)),
        ("succession.merge", ["from", "to"]),
        ("succession.split", ["from", "to"]),
        ("succession.promotion", ["from", "to"]),
        ("people", PeopleStore.Filter.Kind.allCases.map(\.rawValue)),
    ])
    func everyWordOfAValueIsThere(stem: String, values: [String]) throws {
        let locales = try Locales(folder: TestSite.publicFolder.appending(path: "locales"))
        for value in values { #expect(locales.has("\(stem).\(value)"), "\(stem).\(value)") }
    }

    @Test func everyRefusalHasItsWords() throws {
        let locales = try Locales(folder: TestSite.publicFolder.appending(path: "locales"))
        let refusals: [Refusal] = [
            .notFound, .staleForm, .malformed("malformed"), .tooLarge(limit: 1), .tooSlow,
            .stopping, .slowDown,
        ]
        for key in refusals.map(\.key) + ["internal"] {
            for part in ["heading", "text"] {
                #expect(locales.has("error.\(key).\(part)"), "error.\(key).\(part)")
            }
        }
        for key in ["soon", "over", "submitted", "time-up"] {
            #expect(locales.has("closed.\(key).heading") && locales.has("closed.\(key).text"))
        }
    }

    @Test func bothLanguagesHaveTheSameHoles() throws {
        let locales = try Locales(folder: TestSite.publicFolder.appending(path: "locales"))
        let file = TestSite.publicFolder.appending(path: "locales/vi.json")
        let keys = try JSONDecoder().decode(
            [String: String].self, from: try Data(contentsOf: file)
        ).keys
        for key in keys {
            let holes = Language.allCases.map { language in
                Set(
                    locales.text(key, in: language).matches(of: /\{\{[^}]*\}\}/).map {
                        String($0.0)
                    })
            }
            #expect(Set(holes).count == 1, "\(key)")
            #expect(!locales.text(key, in: .vietnamese).isEmpty)
        }
    }
}
