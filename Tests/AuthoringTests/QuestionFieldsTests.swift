import Assessment
import Interchange
import Testing
import Values

@testable import Authoring

/// Questions as fields of a form.
@Suite struct QuestionFieldsTests {
    /// Câu text of each type → fields → the same content; nil where fields are too narrow.
    @Test(arguments: [
        ("Câu 1. Mấy?\n*A. 1\n#B. 2\nLời giải: vì $x^2$", true),
        ("Câu 1. Mấy?\n*A. 1\n*B. 2\nC. 3", true),
        ("Câu 1. Mấy?\n*A. 1\n*B. 2\nC. 3\nChấm: từng phần", true),
        ("Câu 1. Đúng không?\nĐáp án: S", true),
        ("Câu 1. Xét:\n*a) x\nb) y\n*c) z\nd) t", true),
        ("Câu 1. Thủ đô?\nĐáp án: Hà Nội | [50%] Thăng Long\nĐáp án: \"2024\"", true),
        ("Câu 1. Thủ đô?\nĐáp án: \"*\" | [10%] *", true),
        ("Câu 1. Số pi?\nĐáp án: 3,14 ± 0,01 | 3..4 | [50%] 3 ± 5% | *", true),
        ("Câu 1. Ghép\n\n1) một\n2) hai\nA. 1\nB. 2\nC. 3\nĐáp án: 1-A, 2-C\nLoại: ghép cặp", true),
        ("Câu 1. Xếp\n\n1) hai\n2) một\nĐáp án: 2-1\nLoại: sắp xếp", true),
        ("Câu 1. Tả\nLoại: tự luận\nTiêu chí: [0,5] Ý hay", true),
        ("Câu 1. Mấy?\n*A. 1\nPhản hồi: hay\nB. 2\nPhản hồi: chưa", true),
        ("Câu 1. Mấy?\n*A. 1\nB. [50%] 2\nC. [-33,33333%] 3", true),
        ("Câu 1. Mấy?\n*A. [60%] 1\n*B. [40%] 2\nC. [-50%] 3", true),
        ("Câu 1. Đúng?\nĐáp án: Đ\nPhản hồi: hay", true),
        ("Câu 1. Xét:\n*a) x\nPhản hồi: vì x\nb) y", true),
        ("Câu 1. Số?\nĐáp án: 3\nPhản hồi: hay\nĐáp án: *\nPhản hồi: chưa", true),
        ("Ngữ liệu chung: Đọc *bài* này.\nCâu 1. Mấy?\nĐáp án: 3", true),
        (
            "Ngữ liệu chung:\nTệp nghe: nghe/a.mp3\nSố lần nghe: 2\nLời thoại: A: Chào.\n\nCâu 1. Ai?\nĐáp án: Nam",
            true
        ),
        ("Câu 1. Đây là [[chỗ trống]].\nLoại: điền khuyết", false),
    ])
    func fieldsHoldAWholeQuestionOrNone(text: String, fits: Bool) throws {
        let question = try #require(QuestionText.read(text).question, "\(text)")
        let fields = QuestionFields(question.content)
        #expect((fields != nil) == fits, "\(text)")
        if let fields { #expect(try fields.content() == question.content) }
        #expect(
            QuestionText.read(QuestionText.write(question.content)).question?.content
                == question.content, "as text it always fits")
    }

    @Test(arguments: [
        (QuestionFields.Row(text: "", isRight: true, feedback: "x"), "o0"),
        (.init(text: "1"), "r0"), (.init(text: "1", isRight: true, weight: "50"), "w0"),
        (.init(text: "1", isRight: true, weight: "nửa"), "w0"),
    ])
    func faultsNameTheirField(first: QuestionFields.Row, field: String) throws {
        var fields = QuestionFields(type: .singleChoice)
        fields.stem = "Mấy?"
        fields.rows = [first, .init(text: "2")]
        let faults = #expect(throws: QuestionFields.Faults.self) { try fields.content() }
        #expect(faults?.all.map(\.field) == [field])
        fields.stem = " "
        let both = #expect(throws: QuestionFields.Faults.self) { try fields.content() }
        #expect(Set(both?.all.map(\.field) ?? []) == ["stem", field])
    }

    /// What is typed in one field, of which type, and the fields that are told of.
    @Test(arguments: [
        (QuestionType.numeric, [QuestionFields.Row(text: "ba")], ["o0"]),
        (.numeric, [.init(text: "3"), .init(text: "3", value: "x")], ["o1"]),
        (.numeric, [.init(text: "3", value: "-1")], ["v0"]),
        (.numeric, [.init(text: "4..3")], ["o0"]),
        (.numeric, [.init(text: "*")], ["o0"]), (.numeric, [], ["o0"]),
        (.shortAnswer, [.init(text: "Huế", weight: "50%")], ["o0"]),
        (.shortAnswer, [.init(text: "Huế"), .init(text: "", feedback: "?")], ["o1"]),
        (.shortAnswer, [.init(text: "Huế"), .init(text: "Hue", weight: "200")], ["w1"]),
        (.trueFalse, [], ["r0"]), (.trueFalse, [.init(text: "", isRight: false)], ["r0"]),
        (.trueFalseGroup, [.init(text: "a", isRight: true), .init(text: "b")], ["r1"]),
        (
            .multipleChoice, [.init(text: "a", isRight: true, weight: "-5"), .init(text: "b")],
            ["w0", "r0"]
        ),
        (
            .multipleChoice, [.init(text: "a", isRight: true, weight: "50"), .init(text: "b")],
            ["w0"]
        ),
        (.essay, [.init(text: "Ý", value: "nhiều")], ["v0"]),
        (.ordering, [.init(text: "a", value: "2"), .init(text: "b", value: "2")], ["v0"]),
    ])
    func whatIsMissingIsToldBesideItsField(
        type: QuestionType, rows: [QuestionFields.Row], expected: [String]
    ) {
        var fields = QuestionFields(type: type)
        fields.stem = "Mấy?"
        fields.rows = rows
        #expect(fields.read().faults.map(\.field) == expected)
    }

    @Test(arguments: [
        ("", "2", "Chào", ["sound"]), ("", "", "Chào", ["sound"]),
        ("nghe/a.mp3", "", "", ["transcript"]), ("nghe/a.mp3", "21", "Chào", ["plays"]),
        ("nghe/a.mp3", "hai", "Chào", ["plays"]), ("nghe/a.mp3", "20", "Chào", []),
    ])
    func aRecordingIsWhole(
        path: String, plays: String, transcript: String, expected: [String]
    ) {
        var fields = Office.typed("Ai nói?").fields
        fields.recording = path
        fields.plays = plays
        fields.transcript = transcript
        #expect(fields.read().faults.map(\.field) == expected)
    }

    /// Whatever stands in a form is read, and written and read again as it was.
    @Test(arguments: QuestionType.allCases)
    func everyFormIsRead(type: QuestionType) throws {
        for odd in ["", " ", "-1", "99999999999999999999", "\u{0}", "*", "[[", "50%", "![](x.png)"]
        {
            for isRight in [nil, false, true] {
                let row = QuestionFields.Row(
                    text: odd, isRight: isRight, isPinned: true, value: odd, weight: odd,
                    feedback: odd)
                var fields = QuestionFields(type: type)
                fields.stem = odd
                fields.passage = odd
                fields.recording = odd
                fields.plays = odd
                fields.transcript = odd
                fields.rows = [row, row]
                fields.prompts = [row]
                var typed = TypedQuestion(type: type)
                typed.fields = fields
                typed.text = odd
                for isText in [false, true] {
                    typed.isText = isText
                    let reading = typed.read()
                    if reading.faults.isEmpty {
                        let isUsable = !reading.question.content.faults.contains { $0.forbidsUse }
                        #expect(isUsable)
                    }
                }
            }
        }
    }

    @Test(arguments: ["", "Câu 1. x\n*A. 1\nB. 2\nCâu 2. y\nĐáp án: 3", "\u{0}", "x"])
    func aTextIsOneQuestionOrAReason(text: String) {
        let (question, notes) = QuestionText.read(text)
        #expect(question == nil && notes.contains { $0.kind == .leftOut }, "\(text)")
        var typed = TypedQuestion(type: .cloze)
        typed.text = text
        #expect(typed.read().faults.map(\.field).contains("text"))
    }
}
