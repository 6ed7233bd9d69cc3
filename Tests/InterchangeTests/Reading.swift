import Assessment
import Values

@testable import Interchange

/// Reads a Câu text given as a literal.
func cau(_ text: String) throws -> BankDraft {
    try BankFormat.cauText.read(Array(text.utf8), file: "bank.cau.txt")
}

/// Reads a GIFT text given as a literal.
func gift(_ text: String) throws -> BankDraft {
    try BankFormat.gift.read(Array(text.utf8), file: "bank.gift")
}

extension BankDraft {
    /// The keys of its questions as Câu text writes them.
    var keys: [String] { questions.map { ResponseText.key(of: $0.question.content.interaction) } }

    var reasons: [ImportReason] { notes.map(\.reason) }

    /// The stem of the first question.
    var stem: RichText { questions.first?.question.content.stem ?? RichText([]) }
}

extension RichText {
    static func paragraph(_ inlines: Inline...) -> RichText { RichText([.paragraph(inlines)]) }
}
