import Assessment
import Foundation
import Values

@testable import Interchange

/// Word documents as pandoc would tell of them, and what was read of one in few words.
enum WordPaper {
    /// A document of these paragraphs; what stands between "__" is underlined, between "^^"
    /// coloured, and "\t" is a tab stop.
    static func read(_ paragraphs: [String]) throws -> BankDraft {
        try WordReader.read(PandocTree(blocks: paragraphs.map(paragraph)), file: "de.docx")
    }

    static func paragraph(_ text: String) -> PandocTree.Block {
        var inlines: [PandocTree.Inline] = []
        for (place, part) in text.components(separatedBy: "__").enumerated() {
            let words = inline(part)
            inlines += place % 2 == 1 ? [.styled(.underline, words)] : words
        }
        return .paragraph(inlines)
    }

    static func inline(_ text: String) -> [PandocTree.Inline] {
        var isColoured = false
        var words: [PandocTree.Inline] = []
        let signed = text.map { character -> String in
            switch character {
            case "\t": return String(WordSigns.tab) + " "
            case "^":
                isColoured.toggle()
                return String(isColoured ? WordSigns.colourBegins : WordSigns.colourEnds)
            default: return String(character)
            }
        }.joined()
        for (place, word) in signed.split(separator: " ", omittingEmptySubsequences: false)
            .enumerated()
        {
            if place > 0 { words.append(.space) }
            if !word.isEmpty { words.append(.text(String(word))) }
        }
        return words
    }

    /// Each question as "stem: A|*B|C|D".
    static func told(_ draft: BankDraft) -> [String] {
        draft.questions.map { drafted in
            let content = drafted.question.content
            let choices: [String] =
                switch content.interaction {
                case .singleChoice(let choice):
                    choice.options.map { ($0.weight == Mark(1) ? "*" : "") + $0.text.plainText }
                case .trueFalseGroup(let group):
                    group.statements.map { ($0.isTrue ? "*" : "") + $0.text.plainText + ")" }
                default: ["?"]
                }
            return "\(content.stem.plainText): \(choices.joined(separator: "|"))"
        }
    }

    static func table(_ rows: [[String]]) -> PandocTree.Block {
        .table(headerRows: 0, rows: rows.map { $0.map { [paragraph($0)] } })
    }
}
