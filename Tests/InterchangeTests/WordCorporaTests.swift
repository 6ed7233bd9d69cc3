import Assessment
import Converters
import Testing
import Values

@testable import Interchange

/// Word files laid out as Vietnamese teachers lay them out, with their keys.
@Suite(.enabled(if: Corpora.arePresent, "the shared corpora are not beside this checkout"))
struct WordCorporaTests {
    /// Reads a Word file as an import does.
    static func read(_ file: String) async throws -> (BankDraft, pictures: [String: [UInt8]]) {
        let kind = WordConverter.Kind(rawValue: String(file.split(separator: ".").last ?? ""))
        let content = try await WordConverter().read(
            try Corpora.bytes(file), as: try #require(kind))
        return (
            try WordReader.read(try PandocTree(json: content.tree), file: file), content.pictures
        )
    }

    @Test(arguments: [
        ("01_underline_whole_option.docx", "01"), ("02_bold_option.docx", "02"),
        ("03_red_option.docx", "03"), ("04_four_options_one_line_letter_underlined.docx", "04"),
        ("05_answer_table_at_end.docx", "05"), ("06_equations_and_image.docx", "06"),
    ])
    func readsTheKeysOfAPaper(file: String, number: String) async throws {
        let (draft, _) = try await Self.read("docx-vi/generated/\(file)")
        let name = "docx-vi/generated/\(number).expected.csv"
        let table = try CSVTable(try Corpora.bytes(name), file: name)
        let columns = try #require(table.rows.first?.cells)
        let expected = table.rows.dropFirst().map(\.cells)
        let lost = draft.notes.filter { $0.kind == .leftOut }
        #expect(lost.map { "\($0.line): \($0.text(in: .english))" } == [])
        try #require(draft.questions.count == expected.count)
        for (found, row) in zip(draft.questions.map(\.question), expected) {
            func cell(_ name: String) -> String? { columns.firstIndex(of: name).map { row[$0] } }
            #expect(ResponseText.key(of: found.content.interaction) == cell("key"))
            if let stem = cell("stem") {
                let plain = VietnameseText.clean(found.content.stem.plainText)
                #expect(plain.hasPrefix(VietnameseText.clean(stem).prefix(60)))
            }
            guard let options = cell("options"),
                case .singleChoice(let choice) = found.content.interaction
            else { continue }
            let texts = choice.options.map { VietnameseText.clean($0.text.plainText) }
            #expect(texts == options.split(separator: " | ").map { VietnameseText.clean("\($0)") })
        }
    }

    /// No look that tells the right option is left on the paper.
    @Test(arguments: ["01_underline_whole_option.docx", "02_bold_option.docx"])
    func takesTheMarksOffTheTexts(file: String) async throws {
        let (draft, _) = try await Self.read("docx-vi/generated/\(file)")
        for question in draft.questions.map(\.question) {
            for text in question.content.askedTexts.dropFirst() {
                guard case .paragraph(let inlines)? = text.blocks.first else { continue }
                #expect(
                    !inlines.contains {
                        switch $0 {
                        case .underline, .strong: true
                        default: false
                        }
                    })
            }
        }
    }

    @Test func readsThePaperOf2025() async throws {
        let (draft, _) = try await Self.read("docx-vi/generated/07_format2025.docx")
        let name = "docx-vi/generated/07_format2025.expected.csv"
        let rows = try CSVTable(try Corpora.bytes(name), file: name).rows.dropFirst().map(\.cells)
        let lost = draft.notes.filter { $0.kind == .leftOut }
        #expect(lost.map { "\($0.line): \($0.text(in: .english))" } == [])
        let keys = draft.questions.map { ResponseText.key(of: $0.question.content.interaction) }
        let expected = rows.map { row in
            row[4].contains("=")
                ? row[4].split(separator: " ").map { String($0.suffix(1)) }.joined() : row[4]
        }
        #expect(keys.map(Numeral.init) == expected.map(Numeral.init))
        #expect(keys.prefix(16) == expected.prefix(16))
    }

    @Test func readsEquationsAndPictures() async throws {
        let (draft, pictures) = try await Self.read("docx-vi/generated/06_equations_and_image.docx")
        let formulas = draft.questions.flatMap(\.question.content.texts).flatMap(\.formulas)
        #expect(formulas.count >= 6)
        let images = draft.questions.flatMap(\.question.content.texts).flatMap(\.images)
        #expect(images.map(\.source) == [.path("media/image1.png")])
        #expect(pictures["media/image1.png"]?.starts(with: [0x89, 0x50, 0x4E, 0x47]) == true)
    }
}
