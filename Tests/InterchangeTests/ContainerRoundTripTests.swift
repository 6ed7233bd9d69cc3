import Assessment
import Converters
import Foundation
import Testing
import Values

@testable import Interchange

/// The sample banks written as Word files and sheets, and read back.
@Suite struct ContainerRoundTripTests {
    private static let banks = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../QuestionBanks").standardizedFileURL

    static let files: [String] = {
        let all = FileManager.default.enumerator(atPath: banks.path)?.allObjects as? [String] ?? []
        return all.filter { $0.hasSuffix(".cau.txt") }.sorted()
    }()

    private func draft(_ file: String) throws -> BankDraft {
        let bytes = try Data(contentsOf: Self.banks.appending(path: file))
        return try BankFormat.cauText.read([UInt8](bytes), file: file)
    }

    /// What must come through a format that spells formulas its own way.
    private struct Gist: Equatable, CustomStringConvertible {
        let description: String

        init(_ question: Question) {
            let words = question.content.askedTexts.map { text -> String in
                let written = BlockWriter.lines(text).map(\.text).joined(separator: " ")
                return VietnameseText.clean(
                    written.replacing(/\$[^$]*\$/, with: "$").replacing(/\]\([^)]*\)/, with: "]"))
            }
            description = [
                question.identifier ?? "-", question.level?.rawValue ?? "-",
                question.topic.joined(separator: "/"),
                question.tags.sorted().joined(separator: ","),
                question.content.interaction.type.rawValue,
                ResponseText.key(of: question.content.interaction),
                words.joined(separator: "|"),
                "\(question.content.texts.flatMap(\.formulas).count) formulas",
                "\(question.content.texts.flatMap(\.images).count) pictures",
            ].joined(separator: " · ")
        }
    }

    @Test(arguments: files)
    func comesBackFromASheet(file: String) async throws {
        let draft = try draft(file)
        let converter = BankConverter()
        for format in [BankFormat.spreadsheet, .csv] {
            let (bytes, notes) = try await converter.write(draft, as: format)
            let again = try await converter.read(bytes, as: format, file: file).draft
            #expect(notes.isEmpty)
            #expect(again.notes.filter { $0.kind == .leftOut } == [])
            #expect(again.questions.map(\.question) == draft.questions.map(\.question))
        }
    }

    /// A sheet has the subject's name, of which Excel takes not every letter.
    @Test(arguments: ["Toán/Tin", "[x]:*?\\", "'", "", String(repeating: "Ngữ văn ", count: 9)])
    func anySubjectNamesASheet(subject: String) async throws {
        let draft = BankDraft(
            questions: try cau("Câu 1. Tính.\nĐáp án: 5").questions, subject: subject)
        let (bytes, _) = try await BankConverter().write(draft, as: .spreadsheet)
        let again = try await BankConverter().read(bytes, as: .spreadsheet, file: "x.xlsx").draft
        #expect(again.questions.count == 1)
    }

    /// Only what is said to be a number is one.
    @Test func aTablesTextStaysText() throws {
        let document = TableDocument(
            titles: ["Bảng"],
            rows: [[.init("007"), .init("12", isNumber: true), .init("=1+1"), .init("1,5")]],
            headRows: 0, widths: [5, 5, 5, 5], notes: ["2024"])
        let bytes = try TableWriter.spreadsheet(document, sheet: "a/b")
        let rows = try #require(try Workbook(bytes).sheets.first?.rows)
        #expect(rows.map(\.cells) == [["Bảng"], ["007", "12", "=1+1", "1,5"], ["2024"]])
    }

    /// Whatever the texts look like.
    @Test(arguments: 0..<4)
    func anyBankComesBackFromASheet(seed: UInt64) async throws {
        var generator = Generator(seed: seed &+ 3_000)
        let bank = generator.bank(25)
        let (bytes, notes) = try await BankConverter().write(bank, as: .spreadsheet)
        #expect(notes.isEmpty)
        let again = try await BankConverter().read(bytes, as: .spreadsheet, file: "x.xlsx").draft
        #expect(again.notes.filter { $0.kind == .leftOut } == [])
        try #require(again.questions.count == bank.questions.count)
        for (read, wanted) in zip(again.questions, bank.questions)
        where read.question != wanted.question {
            Issue.record("\(wanted.question)\nread as\n\(read.question)")
            return
        }
    }

    @Test(arguments: files)
    func comesBackFromWord(file: String) async throws {
        let draft = try draft(file)
        let converter = BankConverter()
        let folder = Self.banks.appending(path: file).deletingLastPathComponent()
        var pictures: [String: [UInt8]] = [:]
        for image in draft.questions.flatMap(\.question.content.texts).flatMap(\.images) {
            guard case .path(let path) = image.source else { continue }
            pictures[path] = [UInt8](try Data(contentsOf: folder.appending(path: path)))
        }
        let (bytes, _) = try await converter.write(draft, as: .word, pictures: pictures)
        let read = try await converter.read(bytes, as: .word, file: file)
        #expect(read.pictures.count >= Set(pictures.values).count)
        #expect(read.draft.notes.filter { $0.kind == .leftOut } == [])
        let (found, wanted) = (read.draft.questions, draft.questions)
        try #require(found.count == wanted.count)
        for (one, other) in zip(found, wanted) {
            #expect(Gist(one.question) == Gist(other.question))
        }
    }
}
