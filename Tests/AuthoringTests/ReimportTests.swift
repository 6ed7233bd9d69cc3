import Assessment
import Converters
import Foundation
import Interchange
import People
import Storage
import Testing
import Values

@testable import Authoring

/// A bank that went out as a file and comes in again unchanged makes no new versions,
/// however the format spells it.
@Suite struct ReimportTests {
    @Test(arguments: SampleBankTests.slugs)
    func anExportMakesNoVersions(slug: String) async throws {
        let office = try await Office()
        try await take(slug, into: office)
        let subject = try await office.subject()
        let count = try await office.listed().count
        for format in BankFormat.allCases {
            let out = try await office.banks.export(
                "toan-12", as: format, by: office.teacher, at: Office.now)
            let left = out.notes.count { $0.kind == .leftOut }
            let file = try BankFile(
                name: "bank", bytes: out.bytes, format: format, picture: { out.pictures[$0] })
            let preview = try await office.banks.preview(file, into: subject)
            #expect((preview.imported, preview.leftOut) == (0, 0), "\(format)")
            #expect(preview.same == count - left, "\(format)")
        }
    }

    /// Taking it in is what the preview said: nothing.
    @Test func aWordFileTakenInAgainChangesNothing() async throws {
        let office = try await Office()
        try await office.take("Câu 1. Tính $\\dfrac12 + x^2$.\nĐáp án: 5\nMã: q1\n")
        for format in [BankFormat.word, .openDocument] {
            let out = try await office.banks.export(
                "toan-12", as: format, by: office.teacher, at: Office.now)
            let report = try await office.banks.apply(
                try BankFile(name: "bank", bytes: out.bytes, format: format),
                into: try await office.subject(), by: office.teacher, at: Office.now)
            #expect((report.imported, report.same) == (0, 1))
        }
        let listed = try await office.listed()
        #expect(listed.map(\.question.version) == [1])
        #expect(listed[0].content.stem.formulas.map(\.tex.source) == ["\\dfrac12 + x^2"])
    }

    private func take(_ slug: String, into office: Office) async throws {
        let folder = SampleBankTests.folder.appending(path: slug)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        for name in names.sorted() where name.hasSuffix(".cau.txt") {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            try await office.take(text, name: name) { path in
                (try? Data(contentsOf: folder.appending(path: path))).map { [UInt8]($0) }
            }
        }
    }

    /// What a teacher changes in the Word file is a new version all the same.
    @Test(arguments: [("$x^2$", "$x^3$"), ("$x^2$", "$x_2$"), ("$\\frac{1}{2}$", "$\\frac{2}{1}$")])
    func aChangedFormulaIsAVersion(before: String, after: String) async throws {
        let office = try await Office()
        let text = "Câu 1. Tính \(before).\nĐáp án: 5\nMã: q1\n"
        try await office.take(text)
        let draft = try BankFormat.cauText.read(
            Array(text.replacing(before, with: after).utf8), file: "x.cau.txt")
        let (bytes, _) = try await BankConverter().write(draft, as: .word)
        let report = try await office.banks.preview(
            try BankFile(name: "x.docx", bytes: bytes), into: try await office.subject())
        #expect((report.imported, report.same) == (1, 0))
    }

    /// In a format that keeps what its author wrote, another spelling is meant.
    @Test(arguments: [("$\\frac12$", "$\\dfrac12$"), ("0,5", "0,50")])
    func anAuthorsSpellingIsAVersion(before: String, after: String) async throws {
        let office = try await Office()
        let text = "Câu 1. Tính $\\frac12$.\nĐáp án: 0,5\nMã: q1\n"
        try await office.take(text)
        let report = try await office.take(text.replacing(before, with: after))
        #expect((report.imported, report.same) == (1, 0))
    }
}
