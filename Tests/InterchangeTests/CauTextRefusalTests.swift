import Assessment
import Testing
import Values

@testable import Interchange

@Suite struct CauTextRefusalTests {
    /// Between two sound questions each bad one is left out alone, with its line.
    @Test(arguments: [
        ("A. a\nB. b", ImportReason.noRightOption),
        ("*A. a\n*B. b", .severalRightOptions(2)),
        ("*A. a\nB. b\nĐáp án: B", .answersContradict),
        ("A. a\nB. b\nĐáp án: D", .unknownOption("D")),
        ("A. a\nB. b\nĐáp án: ?", .answerNotUnderstood("?")),
        ("A. a\n*C. c", .letterMissing(expected: "B", found: "C")),
        ("A. a\n*B. b\nB. c", .letterMissing(expected: "C", found: "B")),
        ("*A. a", .tooFewOptions(1)),
        ("*A. a\nB.", .emptyOption("B")),
        ("a) p\nb) q", .statementsWithoutKey),
        ("*a) p\nb) q\nĐáp án: SS", .answersContradict),
        ("a) p\nb) q\nĐáp án: Đ", .wrongNumberOfAnswers(statements: 2, answers: 1)),
        ("a) p\nb) q\nĐáp án: Đ-", .answerNotUnderstood("Đ-")),
        ("*a) p\nA. a\nB. b", .optionsAndStatements),
        ("", .noAnswer),
        ("Đáp án: thủ đô", .answerNotANumber("thủ đô")),
        ("Đáp án: B", .answerNotANumber("B")),
        ("Đáp án: 1.234.567", .answerNotANumber("1.234.567")),
        ("Đáp án: 1 ± -2", .negativeTolerance),
        ("Đáp án: 1\nGUID: xyz", .badGUID("xyz")),
        ("Đáp án: 1\nMã: trùng", .sameIdentifier("trùng", line: 1)),
        ("```\nx = 1\nĐáp án: 1", .unclosedCode(line: 6)),
    ])
    func leavesOutOneQuestionAlone(body: String, reason: ImportReason) throws {
        let draft = try cau(
            "Câu 1. Trước?\nĐáp án: 1\nMã: trùng\n\nCâu 2. Câu hỏng?\n\(body)\n\nCâu 3. Sau?\nĐáp án: 3"
        )
        #expect(draft.keys == ["1", "3"])
        #expect(draft.read == 3)
        #expect(draft.leftOut == 1)
        let note = try #require(draft.notes.first)
        #expect(draft.notes.count == 1)
        #expect(note.reason == reason)
        #expect((note.line, note.question, note.kind) == (5, "Câu hỏng?", .leftOut))
        for language in Language.allCases { #expect(!note.text(in: language).isEmpty) }
    }

    @Test func leavesOutAnEmptyStem() throws {
        #expect(try cau("Câu 1.\nĐáp án: 1\nCâu 2. Hỏi?\nĐáp án: 2").reasons == [.emptyStem])
    }

    @Test func refusesTheAnswerTableThatDisagrees() throws {
        let draft = try cau(
            "Câu 1. Hỏi?\n*A. a\nB. b\nCâu 2. Hỏi?\nA. a\nB. b\nHẾT\nĐÁP ÁN\n1-B 2-F")
        #expect(draft.reasons == [.answersContradict, .unknownOption("F")])
    }

    @Test func saysWhichNumberIsAmbiguous() throws {
        let draft = try cau(
            "PHẦN I\nCâu 1. H?\nA. a\nB. b\nPHẦN II\nCâu 1. H?\nA. a\nB. b\nĐÁP ÁN\n1-B")
        #expect(draft.reasons == [.ambiguousNumber("1"), .noRightOption, .noRightOption])
    }

    @Test(arguments: [
        ("Câu 1. Hỏi?\nA. 2π.\n*B. 2π.", ImportReason.sameOptions("A", "B")),
        ("Câu 1. Giá 5$ là bao nhiêu?\nĐáp án: 1", .loneDollar),
        ("Câu 1. Hỏi?\nĐáp án: 1\nMức độ: khó", .unknownLevel("khó")),
        (
            "Câu 1. Hỏi ![](https://example.com/a.png)?\nĐáp án: 1",
            .pictureDropped("https://example.com/a.png")
        ),
        ("Câu 1. Hỏi ![](../../etc/passwd)?\nĐáp án: 1", .pictureDropped("../../etc/passwd")),
    ])
    func keepsWithAWarning(text: String, reason: ImportReason) throws {
        let draft = try cau(text)
        #expect(draft.questions.count == 1)
        #expect(draft.reasons == [reason])
        #expect(draft.notes.first?.kind == .changed)
    }

    @Test func notesTextThatBelongsNowhere() throws {
        let draft = try cau(
            "ĐỀ KIỂM TRA\nThời gian 45 phút\n\nCâu 1. Hỏi?\nĐáp án: 1\nHẾT\nGiám thị không giải thích gì thêm."
        )
        #expect(draft.reasons == [.textOutsideQuestions, .textOutsideQuestions])
        #expect(draft.notes.map(\.line) == [1, 7])
        #expect(draft.read == 1)
    }

    @Test(
        arguments: [
            ([], ImportFault.Reason.empty),
            (Array(" \n\n".utf8), .empty),
            ([0xFF, 0xFE, 0x43, 0x00], .utf16),
            ([0xFE, 0xFF, 0x00, 0x43], .utf16),
            (Array("C\u{0}a\u{0}u\u{0} \u{0}1\u{0}.\u{0}".utf8), .utf16),
            (Array("Câu 1. ".utf8) + [0] + Array("Hỏi?".utf8), .binary(offset: 8)),
            (
                Array("Câu 1.\nH".utf8) + [0xE1, 0xBB] + Array("i?".utf8),
                .notUTF8(offset: 9, line: 2)
            ),
            (Array("chỉ là chữ".utf8), .noQuestions),
        ] as [([UInt8], ImportFault.Reason)])
    func refusesTheWholeFile(bytes: [UInt8], reason: ImportFault.Reason) {
        let fault = #expect(throws: ImportFault.self) {
            try BankFormat.cauText.read(bytes, file: "x.cau.txt")
        }
        #expect(fault?.reason == reason)
        for language in Language.allCases { #expect(fault?.text(in: language).isEmpty == false) }
    }
}
