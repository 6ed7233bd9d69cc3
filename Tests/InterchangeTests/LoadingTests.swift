import Assessment
import Converters
import Testing
import Values

@testable import Interchange

/// A bank of every type goes out and comes in again: in each format the types that have a
/// home there are the same questions.
@Suite struct LoadingTests {
    /// Two questions of each type at least.
    private func bank(_ seed: UInt64, isTame: Bool) -> BankDraft {
        var generator = Generator(seed: seed, isTame: isTame)
        var questions: [Question] = []
        var counts: [QuestionType: Int] = [:]
        while QuestionType.allCases.contains(where: { counts[$0, default: 0] < 2 }) {
            let question = generator.question(number: questions.count)
            counts[question.content.interaction.type, default: 0] += 1
            questions.append(question)
        }
        var drafts = questions.map { DraftQuestion(question: $0, line: 0) }
        generator.attachPassages(to: &drafts)
        return BankDraft(questions: drafts)
    }

    private func expectSame(
        _ found: [DraftQuestion], _ wanted: [DraftQuestion], _ notes: [ImportNote]
    ) {
        #expect(notes.filter { $0.kind == .leftOut } == [])
        #expect(found.count == wanted.count)
        for (one, other) in zip(found, wanted) where one.question != other.question {
            Issue.record("\(other.question)\nread as\n\(one.question)")
            return
        }
    }

    @Test(arguments: [BankFormat.cauText, .gift, .spreadsheet, .csv], 0..<4)
    func comesBack(format: BankFormat, seed: UInt64) async throws {
        let bank = bank(seed &+ 5_000, isTame: false)
        let (bytes, _) = try await BankConverter().write(bank, as: format)
        let again = try await BankConverter().read(bytes, as: format, file: "x").draft
        let kept = bank.questions.filter {
            format != .gift || GIFTPlace.refusal(of: $0.question.content.interaction) == nil
        }
        expectSame(again.questions, kept, again.notes)
    }

    @Test(arguments: [BankFormat.word, .openDocument], 0..<4)
    func comesBackFromADocument(format: BankFormat, seed: UInt64) async throws {
        let bank = bank(seed &+ 6_000, isTame: true)
        let (bytes, _) = try await BankConverter().write(bank, as: format)
        let again = try await BankConverter().read(bytes, as: format, file: "x").draft
        expectSame(again.questions, bank.questions, again.notes)
    }
}
