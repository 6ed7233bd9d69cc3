import Assessment
import Testing
import Values

@testable import Interchange

/// What is written reads back as the same bank, whatever the texts look like.
@Suite struct RoundTripTests {
    @Test(arguments: 0..<20)
    func cauTextReadsBack(seed: UInt64) throws {
        var generator = Generator(seed: seed)
        let bank = generator.bank(25)
        let (bytes, notes) = BankFormat.cauText.write(bank)
        #expect(notes.isEmpty)
        let again = try BankFormat.cauText.read(bytes, file: "x.cau.txt")
        #expect((again.subject, again.grade) == (bank.subject, bank.grade))
        try expectSame(again, bank.questions.map(\.question), bytes)
        #expect(BankFormat.cauText.write(again).bytes == bytes, "writing is stable")
    }

    @Test(arguments: 0..<20)
    func giftReadsBack(seed: UInt64) throws {
        var generator = Generator(seed: seed &+ 1_000)
        let bank = generator.bank(25)
        let (bytes, notes) = BankFormat.gift.write(bank)
        let again = try BankFormat.gift.read(bytes, file: "x.gift")
        let kept = bank.questions.map(\.question).filter {
            GIFTPlace.refusal(of: $0.content.interaction) == nil
        }
        let refused = notes.filter { $0.kind == .leftOut }
        #expect(refused.count == bank.questions.count - kept.count)
        try expectSame(again, kept, bytes)
    }

    @Test(arguments: 0..<20)
    func csvReadsBack(seed: UInt64) throws {
        var generator = Generator(seed: seed &+ 2_000)
        let bank = generator.bank(25)
        let (bytes, notes) = BankFormat.csv.write(bank)
        #expect(notes.isEmpty)
        let again = try BankFormat.csv.read(bytes, file: "x.csv")
        try expectSame(again, bank.questions.map(\.question), bytes)
    }

    private func expectSame(_ again: BankDraft, _ questions: [Question], _ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let left = again.notes.filter { $0.kind == .leftOut }
        #expect(left.isEmpty, "\(left) in \(text)")
        try #require(again.questions.count == questions.count, "\(text)")
        for (read, question) in zip(again.questions, questions) where read.question != question {
            Issue.record("line \(read.line):\n\(question)\nread as\n\(read.question)\nin\n\(text)")
            return
        }
    }

    /// Decomposed letters come out composed: two spellings of a word are one text.
    @Test func writesComposedLetters() {
        let question = Question(
            content: QuestionContent(
                stem: RichText(plain: "Tie\u{302}\u{301}ng Vie\u{323}\u{302}t"),
                interaction: .numeric(NumericEntry(answer: .zero))))
        let bank = BankDraft(questions: [DraftQuestion(question: question, line: 1)])
        for format in BankFormat.texts {
            let text = String(decoding: format.write(bank).bytes, as: UTF8.self)
            #expect(text.unicodeScalars.contains("\u{1EBF}"))
            #expect(
                !text.unicodeScalars.contains {
                    $0.properties.canonicalCombiningClass != .notReordered
                })
        }
    }

    /// Of many texts the shortest that comes back changed, which says most.
    @Test(arguments: ["cau", "html"])
    func textReadsBack(format: String) {
        var generator = Generator(seed: 99)
        var worst: (text: RichText, written: String, read: RichText)?
        for _ in 0..<4_000 {
            let text = generator.text()
            let written: String
            let read: RichText
            var findings = MarkupFindings()
            if format == "cau" {
                let lines = BlockWriter.lines(text)
                written = lines.map(\.text).joined(separator: "\n")
                let whole = Array(Composition.composed(written).utf8)[...]
                read = BlockReader.read(
                    whole.pieces(between: ASCII.newline).map { SourceLine(number: 1, bytes: $0) },
                    findings: &findings)
            } else {
                written = HTMLWriter.write(text)[...].text
                read = HTMLReader.read(written, as: .html, findings: &findings)
            }
            if read != text, written.utf8.count < worst?.written.utf8.count ?? .max {
                worst = (text, written, read)
            }
        }
        if let worst {
            Issue.record(
                "\(worst.text.blocks)\nread as\n\(worst.read.blocks)\nin\n\(worst.written)")
        }
    }

    @Test func canonicalFormIsStable() {
        var generator = Generator(seed: 7)
        for _ in 0..<2_000 {
            let text = generator.text()
            #expect(text.canonical == text)
        }
    }
}
