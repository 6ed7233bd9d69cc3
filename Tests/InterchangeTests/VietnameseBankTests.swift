import Assessment
import Foundation
import Testing
import Values

@testable import Interchange

/// 300 real grade-12 questions, with the dirt of texts out of PDF files.
@Suite(.enabled(if: Corpora.arePresent, "the shared corpora are not beside this checkout"))
struct VietnameseBankTests {
    private struct Line: Decodable {
        struct Stem: Decodable {
            struct Choice: Decodable { let text, label: String }
            let stem: String
            let choices: [Choice]
        }
        struct Info: Decodable { let subject: String }
        let id: String
        let question: Stem
        let answerKey: String
        let info: Info
    }

    private func lines() throws -> [Line] {
        try Corpora.bytes("vi-bank/exams_vi_share.jsonl").split(separator: 10).map {
            try JSONDecoder().decode(Line.self, from: Data($0))
        }
    }

    private func bank() throws -> BankDraft {
        BankDraft(
            questions: try lines().map { line in
                let right = line.question.choices.firstIndex { $0.label == line.answerKey } ?? -1
                let options = line.question.choices.enumerated().map {
                    ChoiceOption(id: $0 + 1, text: RichText(plain: $1.text).canonical)
                }
                let content = QuestionContent(
                    stem: RichText(plain: line.question.stem).canonical,
                    interaction: .singleChoice(SingleChoice(options: options, right: right + 1)))
                return DraftQuestion(
                    question: Question(
                        content: content, identifier: line.id, topic: [line.info.subject]), line: 0)
            })
    }

    @Test(arguments: BankFormat.texts)
    func comesBackWithTheRightKeys(format: BankFormat) throws {
        let bank = try bank()
        let draft = try format.read(format.write(bank).bytes, file: "vi")
        #expect(draft.read == 300)
        #expect(draft.keys == (try lines()).map(\.answerKey))
        #expect(draft.questions.map(\.question) == bank.questions.map(\.question))
        #expect(!draft.notes.contains { $0.kind == .leftOut })
    }

    /// Formulas lost in the PDF leave twins: a warning, and the key stays.
    @Test func warnsOfTwinOptions() throws {
        let (bytes, _) = BankFormat.cauText.write(try bank())
        let draft = try BankFormat.cauText.read(bytes, file: "vi")
        let twins = try lines().filter {
            Set($0.question.choices.map { CanonicalForm.prose($0.text) }).count < 4
        }
        #expect(Set(draft.notes.map(\.line)).count == twins.count)
        #expect(draft.notes.allSatisfy { if case .sameOptions = $0.reason { true } else { false } })
    }

    /// As a teacher would type them, without escapes: the keys hold all the same.
    @Test func readsPlainTyping() throws {
        var text = ""
        for (place, line) in try lines().enumerated() {
            text += "Câu \(place + 1). \(CanonicalForm.prose(line.question.stem))\n"
            text += line.question.choices.map { "\($0.label). \(CanonicalForm.prose($0.text))" }
                .joined(separator: "\n")
            text += "\n\n"
        }
        text += "HẾT\n\nBẢNG ĐÁP ÁN\n"
        text += try lines().enumerated().map { "\($0 + 1)-\($1.answerKey)" }.joined(separator: "\t")
        let draft = try cau(text)
        #expect(draft.read == 300)
        #expect(draft.keys == (try lines()).map(\.answerKey))
    }
}
