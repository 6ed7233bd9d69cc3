import Assessment
import Testing
import Values

@testable import Interchange

/// Gaps of a cloze: what stands between the brackets, in every kind of file.
@Suite struct CauGapsTests {
    private func gaps(_ stem: String) throws -> [Cloze.Gap] {
        let draft = try cau("Câu 1. \(stem)\nLoại: điền khuyết")
        #expect(draft.reasons == [])
        guard case .cloze(let cloze)? = draft.questions.first?.question.content.interaction else {
            return []
        }
        return cloze.gaps
    }

    private func words(_ text: String) -> Cloze.Gap {
        .words(ShortAnswer(answers: [ShortAnswer.Accepted(pattern: text)]))
    }

    @Test func bracketsAreEscapedOnlyWhereTheyEndTheGap() throws {
        #expect(try gaps("Là [[a[1] b]].") == [words("a[1] b")])
        #expect(try gaps("Là [[a\\]]].") == [words("a]")])
        let cloze = Cloze(gaps: [words("a[1] b"), words("x]] y"), words("z]")])
        let stem = RichText([.paragraph([.gap(1), .text(" "), .gap(2), .text(" "), .gap(3)])])
        let lines = CauGaps.put(cloze.gaps.map(CauCloze.write), into: BlockWriter.lines(stem))
        #expect(lines.map(\.text) == ["[[a[1] b]] [[x\\]] y]] [[z\\]]]"])
        #expect(
            CauGaps.take([SourceLine(number: 1, bytes: lines[0])]).gaps.map(\.text) == [
                "a[1] b", "x]] y", "z]",
            ])
    }

    /// " / " parts a list; in quotes it is an answer's own.
    @Test func wordsWithASlashStandInQuotes() throws {
        #expect(try gaps("Đi [[\"km / h\"]].") == [words("km / h")])
        #expect(try gaps("Đi [[km/h]].") == [words("km/h")])
        #expect(CauCloze.write(words("km / h")) == "\"km / h\"")
        #expect(CauCloze.write(.choice(["a / b", "c"], right: 1)) == "a \\/ b / *c")
        #expect(try gaps("Là [[a \\/ b / *c]].") == [.choice(["a / b", "c"], right: 1)])
    }

    /// The reader of documents escapes their text; in a gap that must go again.
    @Test(arguments: ["*went / goes", "a_b", "2 \\* 3", "x < y", "a\\|b", "z\\]", "\"a / b\""])
    func documentsGapsComeBack(text: String) {
        let line = Array("Là [[\(text)]] nhé".utf8)[...]
        let literal = CauGaps.literal([line])
        var findings = MarkupFindings()
        let shown = BlockReader.read(
            literal.map { SourceLine(number: 1, bytes: $0) }, findings: &findings)
        #expect(shown.plainText == "Là [[\(text)]] nhé")
        let again = BlockWriter.lines(shown).map { SourceLine(number: 1, bytes: $0) }
        let plain = CauGaps.take([SourceLine(number: 1, bytes: line)])
        #expect(CauGaps.take(again, isWord: true).gaps.map(\.text) == plain.gaps.map(\.text))
    }

    /// Each of these took seconds when every search began anew.
    @Test(arguments: ["[[", "\\(", "`a ``b ", "$$ ", "[[\\]", "[[*a / b]] "])
    func hostileTextsAreLinear(piece: String) throws {
        let text = String(repeating: piece, count: 200_000)
        let draft = try cau("Câu 1. \(text)\nLoại: điền khuyết")
        #expect(draft.read == 1 && draft.questions.isEmpty)
        let list = Array(repeating: "a", count: 100_000).joined(separator: " / ")
        #expect(try cau("Câu 1. [[*\(list)]]\nLoại: điền khuyết").questions.isEmpty)
    }
}
