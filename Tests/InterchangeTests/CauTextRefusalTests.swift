import Assessment
import Testing
import Values

@testable import Interchange

@Suite struct CauTextRefusalTests {
    /// Between two sound questions each bad one is left out alone, with its line.
    @Test(arguments: [
        ("A. a\nB. b", ImportReason.noRightOption),
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
        ("*A. a\n*B. b\nĐáp án: A", .answersContradict),
        ("*A. a\nB. b\nĐáp án: A, C", .unknownOption("C")),
        ("*A. [50%] a\nB. b", .noRightOption),
        ("*A. [150%] a\nB. b", .badWeight(answer: 1)),
        ("*A. [999999999,99999999%] a\nB. b", .badWeight(answer: 1)),
        ("*A. [50%] a\n*B. [40%] b\nC. c", .weightsDoNotSumToOne(Mark("0.9") ?? .zero)),
        ("*A. a\n*B. b\nC. [50%] c", .answersContradict),
        ("*A. a\n*B. b\nC. [-150%] c", .badWeight(answer: 3)),
        ("*A. [50%] a\n*B. [50%] b\nChấm: trọn câu", .answersContradict),
        ("*A. a\nB. b\nLoại: lạ", .settingNotUnderstood("Loại: lạ")),
        ("Đáp án: Đ\nĐáp án: S", .answersContradict),
        ("Đáp án: Đ | 5", .answersContradict),
        ("Đáp án: 5 | năm", .numbersAndWords),
        ("Đáp án: [50%] năm", .noRightAnswer),
        ("Đáp án: [50%] 5 ± 1", .noRightAnswer),
        ("Đáp án: *", .noRightAnswer),
        ("Đáp án: năm |", .emptyAnswer(2)),
        ("Đáp án: 5..3", .emptyRange(answer: 1)),
        ("Đáp án: 5\nLời giải: Tính.\nĐáp án: 6", .answersContradict),
        ("Đáp án:", .noAnswer),
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

    /// An answer, or a setting, that fits nothing is named with its own line.
    @Test(arguments: [
        ("Đáp án: ĐSĐĐ", ImportReason.answerNotUnderstood("ĐSĐĐ")),
        ("Đáp án: B", .answerNotANumber("B")),
        ("Đáp án: 1.234.567", .answerNotANumber("1.234.567")),
        ("Đáp án: 1/2", .answerNotANumber("1/2")),
        ("Đáp án: ?", .answerNotANumber("?")),
        ("Chấm: tỉ lệ\nĐáp án: 5", .settingNotUnderstood("Chấm: tỉ lệ")),
        (
            "Phân biệt hoa thường: có\n*A. a\nB. b",
            .settingNotUnderstood("Phân biệt hoa thường: có")
        ),
        ("Chấm: từng phần\n*A. a\nB. b", .settingNotUnderstood("Chấm: từng phần")),
        ("Dấu thập phân: chấm\nĐáp án: năm", .settingNotUnderstood("Dấu thập phân: chấm")),
    ])
    func namesTheLineAtFault(body: String, reason: ImportReason) throws {
        let draft = try cau("Câu 1. Câu hỏng?\n\n\(body)\n\nCâu 2. Sau?\nĐáp án: 3")
        #expect(draft.keys == ["3"])
        #expect(draft.reasons == [reason])
        #expect(draft.notes.first?.line == 3)
        for language in Language.allCases { #expect(!reason.text(in: language).isEmpty) }
    }

    @Test func refusesATableThatNamesAnotherNumber() throws {
        let draft = try cau(
            "Câu 1. Tính.\nĐáp án: 5\nCâu 2. Thủ đô?\nCâu 3. Tính.\nĐáp án: 1 | 2\nĐÁP ÁN\n1-6\n2-Hà Nội\n3-2"
        )
        #expect(draft.keys == ["1 | 2"])
        #expect(draft.reasons == [.answersContradict, .answerNotUnderstood("Hà")])
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
        ("Câu 1. Hỏi?\nPhản hồi: lạc.\nĐáp án: 1", .feedbackDropped),
        ("Câu 1. Hỏi?\nĐáp án: 1\nPhản hồi Sai: lạc.", .feedbackDropped),
        ("Câu 1. Hỏi?\nA. a\nB. b\nĐáp án: A\nPhản hồi: lạc.", .feedbackDropped),
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
            ([0xFF, 0xFE, 0x43], .utf16),
            ([0xFE, 0xFF, 0xD8, 0x00], .utf16),
            ([0xFF, 0xFE], .empty),
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
