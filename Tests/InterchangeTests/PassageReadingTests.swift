import Assessment
import Testing
import Values

@testable import Interchange

/// What several questions are about, in every format.
@Suite struct PassageReadingTests {
    /// The passage of each question, or "-".
    private func passages(_ draft: BankDraft) -> [String] {
        draft.questions.map { $0.question.content.stimulus?.text.plainText ?? "-" }
    }

    @Test func aKeywordBeginsAPassage() throws {
        let draft = try cau(
            """
            Câu 1. Trước?
            Đáp án: 1
            Ngữ liệu chung (câu 2–3): Sen mọc ở đầm.

            A. không phải phương án
            Đáp án: cũng là chữ
            Câu 2. Ở đâu?
            Đáp án: đầm
            Chủ đề: Khác
            Câu 3. Cây gì?
            Đáp án: sen
            Câu 4. Sau?
            Đáp án: 4
            **Shared text:** Hai.
            Câu 5. Mấy?
            Đáp án: 2
            Câu 9. Mấy nữa?
            Đáp án: 2
            Ngữ liệu chung:
            Câu 10. Hết?
            Đáp án: 0
            """)
        #expect(draft.reasons == [])
        let lotus = "Sen mọc ở đầm. A. không phải phương án Đáp án: cũng là chữ"
        #expect(passages(draft) == ["-", lotus, lotus, "-", "Hai.", "Hai.", "-"])
        #expect(draft.questions[2].question.topic == ["Khác"])
    }

    /// As papers have it: a sentence that names the questions, of which the first follows.
    @Test(arguments: [
        (
            "Đọc đoạn văn sau và trả lời các câu hỏi từ 1 đến 2:",
            "Đọc đoạn văn sau và trả lời các câu hỏi bên dưới:"
        ),
        (
            "**Dựa vào bảng số liệu, trả lời câu 1 đến câu 2.**",
            "Dựa vào bảng số liệu, trả lời câu hỏi bên dưới."
        ),
        (
            "Read the passage and answer questions 1 to 2.",
            "Read the passage and answer questions below."
        ),
        (
            "Read the passage and fill in each of the blanks from 1 to 2.",
            "Read the passage and fill in each of the blanks from 1 to 2."
        ),
    ])
    func aSentenceBeginsOne(sentence: String, shown: String) throws {
        let draft = try cau(
            """
            \(sentence)
            Sen nở.
            Câu 1. Hoa gì?
            Đáp án: sen
            Câu 2. Làm gì?
            Đáp án: nở
            Câu 3. Sau?
            Đáp án: 3
            """)
        #expect(draft.reasons == [])
        #expect(passages(draft) == ["\(shown) Sen nở.", "\(shown) Sen nở.", "-"])
    }

    @Test(arguments: [
        // The question that follows is another one.
        "Câu 4. Hỏi?\nĐọc bảng sau và trả lời câu 1 đến 2.\nĐáp án: 5\nCâu 5. Nữa?\nĐáp án: 5",
        // In a solution it is text.
        "Câu 1. Hỏi?\nĐáp án: 5\nLời giải: Vì.\nĐọc lại và trả lời câu 2 đến 3.\nCâu 2. Nữa?\nĐáp án: 5",
        // Without numbers it is the stem's own.
        "Câu 1. Hỏi?\nĐọc đoạn văn sau.\nĐáp án: 5\nCâu 2. Nữa?\nĐáp án: 5",
    ])
    func aSentenceMayBeText(text: String) throws {
        let draft = try cau(text)
        #expect(draft.reasons == [])
        #expect(passages(draft) == ["-", "-"])
    }

    private static let listening = """
        Ngữ liệu chung (câu 1–2): Nghe hội thoại.
        Tệp nghe: nghe/bai1.mp3
        Số lần nghe: 2
        Lời thoại: Nam: Hello!

        Lan: Hi!
        Câu 1. Who speaks first?
        *A. Nam
        B. Lan
        Câu 2. How many people speak?
        Đáp án: 2
        """

    @Test func aRecordingBelongsToItsPassage() throws {
        let draft = try cau(Self.listening)
        #expect(draft.reasons == [])
        let recording = try #require(draft.questions[1].question.content.stimulus?.recording)
        #expect(recording.source == .path("nghe/bai1.mp3") && recording.plays == 2)
        #expect(recording.transcript.plainText == "Nam: Hello! Lan: Hi!")
    }

    @Test(arguments: [
        ("Lời thoại: Nam: Hello!\n\nLan: Hi!\n", "", ImportReason.recordingWithoutTranscript),
        ("Số lần nghe: 2", "Số lần nghe: 21", .badPlays(21)),
        ("Số lần nghe: 2", "Số lần nghe: hai", .settingNotUnderstood("hai")),
        ("nghe/bai1.mp3", "../bai1.mp3", .settingNotUnderstood("../bai1.mp3")),
        ("Tệp nghe: nghe/bai1.mp3\n", "", .settingNotUnderstood("2")),
    ])
    func aBadRecordingLeavesItsQuestionsOut(
        old: String, new: String, reason: ImportReason
    ) throws {
        let draft = try cau(Self.listening.replacing(old, with: new))
        #expect(draft.reasons == [reason, reason])
        #expect(draft.leftOut == 2)
    }

    /// Other programs show the passage with each question.
    @Test func giftShowsThePassageInTheStem() throws {
        let draft = try cau(Self.listening)
        let (bytes, notes) = BankFormat.gift.write(draft)
        #expect(notes.map(\.reason) == [.ownRecording, .ownRecording])
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("<p>Nghe hội thoại.</p>") && text.contains("[passage\\:1]") == false)
        #expect(text.contains("[passage:1]"))
        let again = try BankFormat.gift.read(bytes, file: "x.gift")
        #expect(again.questions.map(\.question) == draft.questions.map(\.question))
    }

    @Test func hostilePassagesAreLinear() throws {
        let sentence = "Đọc đoạn văn sau và trả lời câu 1 đến 2.\n"
        let draft = try cau(
            String(repeating: sentence, count: 20_000) + "Câu 1. Hỏi?\nĐáp án: 1")
        #expect(draft.read == 1)
    }
}
