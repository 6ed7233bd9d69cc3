import Assessment
import Foundation
import Interchange
import People
import Storage
import Testing
import Values

@testable import Authoring

/// The sample banks of the project, and what is made of them.
@Suite struct SampleBankTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../QuestionBanks").standardizedFileURL

    static let slugs = ["toan-12", "vat-li-12", "tin-hoc-10", "tieng-anh-10"]

    /// Takes in every file of a sample bank.
    private func take(_ slug: String, into office: Office) async throws -> [BankImportReport] {
        let folder = Self.folder.appending(path: slug)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".cau.txt") }.sorted()
        var reports: [BankImportReport] = []
        for name in names {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            reports.append(
                try await office.take(text, name: name) { path in
                    (try? Data(contentsOf: folder.appending(path: path))).map { [UInt8]($0) }
                })
        }
        return reports
    }

    @Test(arguments: slugs)
    func nothingIsLeftOut(slug: String) async throws {
        let office = try await Office()
        let reports = try await take(slug, into: office)
        #expect(reports.map(\.leftOut).allSatisfy { $0 == 0 })
        #expect(reports.flatMap(\.notes).isEmpty)
        #expect(reports.map(\.imported).reduce(0, +) >= 60)
        #expect(try await take(slug, into: office).allSatisfy { $0.imported == 0 })
    }

    @Test(arguments: slugs, [BankFormat.cauText])
    func anExportIsTheSameBank(slug: String, format: BankFormat) async throws {
        let office = try await Office()
        _ = try await take(slug, into: office)
        let out = try await office.banks.export(
            "toan-12", as: format, by: office.teacher, at: Office.now)
        #expect(out.notes.isEmpty)
        let text = String(decoding: out.bytes, as: UTF8.self)
        let count = try await office.listed().count
        let again = try await office.take(text)
        #expect((again.imported, again.same, again.leftOut) == (0, count, 0), "in the same bank")

        let other = try await Office()
        let report = try await other.take(text)
        #expect((report.imported, report.leftOut) == (count, 0), "in an empty one")
        let (mine, theirs) = (try await office.listed(), try await other.listed())
        #expect(Set(mine.map(\.question.guid)) == Set(theirs.map(\.question.guid)))
    }

    @Test(arguments: [(NationalFormat.maths, 22), (.science, 28), (.humanities, 28)])
    func nationalFormatsTotalTen(format: NationalFormat, questions: Int) {
        let blueprint = format.blueprint(titles: ["I", "II", "III"])
        #expect(blueprint.totalMarks == Mark(10))
        #expect(blueprint.questionCount == questions)
    }

    @Test(arguments: [("toan-12", NationalFormat.maths, 22), ("vat-li-12", .science, 28)])
    func theSampleBankFillsTheNationalPaper(
        slug: String, format: NationalFormat, questions: Int
    ) async throws {
        let office = try await Office()
        _ = try await take(slug, into: office)
        let code = try await office.test(format.blueprint(titles: ["I", "II", "III"]))
        let (_, form) = try await office.tests.sample(of: code, by: office.teacher, at: Office.now)
        #expect(form.count == questions)
        #expect(Set(form.slots.map(\.reference)).count == questions, "no question twice")
    }
}
