import Assessment
import Testing
import Values

@testable import Interchange

@Suite struct CauTextReadingTests {
    static let paper = """
        Môn: Toán
        Khối: 12
        Chủ đề: Hàm số / Cực trị

        // A line that begins with two slashes is a note to oneself and is not read.

        PHẦN I. Câu trắc nghiệm nhiều phương án lựa chọn

        Câu 1. [NB] Hàm số $y = x^3 - 3x$ đạt cực đại tại điểm nào?
        A. $x = 1$
        *B. $x = -1$
        C. $x = 0$
        D. $x = 3$
        Mã: toan12-hamso-001
        Lời giải: $y' = 3x^2 - 3$ đổi dấu từ dương sang âm khi qua $x = -1$.

        PHẦN II. Câu trắc nghiệm đúng sai

        Câu 2. [TH] Cho hàm số $f(x) = x^2 - 2x$. Xét tính đúng sai của các phát biểu sau.
        *a) $f(0) = 0$.
        b) $f(x)$ đồng biến trên $(-\\infty; 1)$.
        *c) Giá trị nhỏ nhất của $f(x)$ là $-1$.
        d) Phương trình $f(x) = 0$ có ba nghiệm.
        Mã: toan12-hamso-002

        PHẦN III. Câu trắc nghiệm trả lời ngắn

        Câu 3. [VD] Giá trị lớn nhất của $-x^2 + 4x + 1$ bằng bao nhiêu?
        Đáp án: 5
        Mã: toan12-hamso-003

        Câu 4. [VD] Tính $\\sqrt{2}$, làm tròn đến hàng phần trăm.
        Đáp án: 1,41 ± 0,005
        """

    @Test func readsThePaperOfTheDocumentation() throws {
        let draft = try cau(Self.paper)
        #expect(draft.notes.isEmpty)
        #expect((draft.subject, draft.grade) == ("Toán", "12"))
        #expect(draft.keys == ["B", "ĐSĐS", "5", "1,41 ± 0,005"])
        #expect(draft.questions.map(\.line) == [9, 19, 28, 32])
        #expect(
            draft.questions.map(\.question.level) == [
                .recognition, .comprehension, .application, .application,
            ])
        #expect(draft.questions.allSatisfy { $0.question.topic == ["Hàm số", "Cực trị"] })
        #expect(draft.questions[0].question.identifier == "toan12-hamso-001")
        #expect(
            draft.stem
                == .paragraph(
                    .text("Hàm số "), .formula(RichText.TeX("y = x^3 - 3x")),
                    .text(" đạt cực đại tại điểm nào?")))
        #expect(
            draft.questions[0].question.content.solution.formulas.map(\.tex.source) == [
                "y' = 3x^2 - 3", "x = -1",
            ])
    }

    @Test(arguments: [
        ("Câu 1. Hỏi?\nA. a\n*B. b", "star"),
        ("Câu 1. Hỏi?\nA. a\nB. b\nĐáp án: B", "answer line"),
        ("Câu 1. Hỏi?\nA. a\n*B. b\nĐáp án: B.", "both, agreeing"),
        ("Câu 1. Hỏi?\nA) a\n*B) b", "parentheses"),
        ("Câu 1. Hỏi?\nA. a\t*B. b", "one line, a tab"),
        ("Câu 1. Hỏi?\n  A. a    *B. b", "one line, spaces, indented"),
        ("**Câu 1.** Hỏi?\n**A.** a\n**B.** b\n**Đáp án:** B", "bold markers"),
        ("**Câu 1: [NB]** Hỏi?\nA. a\n*B. b", "bold number and level"),
        ("Bài 1: Hỏi?\nA. a\n*B. b", "Bài"),
        ("Question 1. Hỏi?\nA. a\n*B. b", "Question"),
        ("Câu. Hỏi?\nA. a\n*B. b", "no number"),
        ("CÂU 7) Hỏi?\nA. a\n*B. b", "capitals"),
        ("Câu 1\nHỏi?\nA. a\n*B. b", "the number alone"),
        ("Câu 1. Hỏi?\nA. a\nB. b\nHẾT\nĐÁP ÁN\n1-B", "table"),
        ("Câu 1. Hỏi?\nA. a\nB. b\n--- HẾT ---\n\nBẢNG ĐÁP ÁN\n1.B", "table with a point"),
        ("Câu 1. Hỏi?\nA. a\nB. b\nBẢNG ĐÁP ÁN\n| 1B |", "table with bars"),
        ("Câu 1. Hỏi?\nA. a\nB. b\nBẢNG ĐÁP ÁN\n1. B", "number and answer apart"),
        ("\u{FEFF}Câu 1. Hỏi?\r\nA. a\r\n*B. b\r\n", "BOM and CRLF"),
        ("Ca\u{302}u 1. Hỏi?\nA. a\nB. b\nĐa\u{301}p a\u{301}n: B", "NFD"),
        (
            "Câu 1. Hỏi?\nA. a\n*B. b\nAnswer: B\nId: x\nLevel: NB\nSolution: vì thế",
            "English keywords"
        ),
        ("Câu 1. Hỏi?\nA.\u{A0}a\n*B.\u{A0}b", "no-break spaces, as copied from Word"),
    ])
    func readsASingleChoice(text: String, why: Comment) throws {
        let draft = try cau(text)
        #expect(draft.keys == ["B"], why)
        #expect(draft.reasons == [], why)
        #expect(draft.stem == RichText(plain: "Hỏi?"), why)
        let options: [String] =
            switch draft.questions.first?.question.content.interaction {
            case .singleChoice(let choice): choice.options.map(\.text.plainText)
            default: []
            }
        #expect(options == ["a", "b"], why)
    }

    @Test(arguments: [
        ("[NB]", CognitiveLevel.recognition), ("(TH)", .comprehension), ("[VD]", .application),
        ("[VDC]", .advancedApplication),
    ])
    func readsTheLevelTag(tag: String, level: CognitiveLevel) throws {
        for text in [
            "Câu 1. \(tag) Hỏi?\nĐáp án: 1", "Câu 1 \(tag). Hỏi?\nĐáp án: 1",
            "Câu 1 \(tag) Hỏi?\nĐáp án: 1",
        ] {
            let draft = try cau(text)
            #expect(draft.questions.first?.question.level == level, "\(text)")
            #expect(draft.stem == RichText(plain: "Hỏi?"), "\(text)")
        }
    }

    @Test(arguments: [
        ("ĐSĐĐ", "ĐSĐĐ"), ("đsđđ", "ĐSĐĐ"), ("TFTT", "ĐSĐĐ"), ("Đ, S, Đ, Đ", "ĐSĐĐ"),
        ("Đúng Sai Đúng Đúng", "ĐSĐĐ"), ("SSSS", "SSSS"),
    ])
    func readsTheKeyOfStatements(written: String, key: String) throws {
        let draft = try cau("Câu 1. Xét:\na) p\nb) q\nc) r\nd) s\nĐáp án: \(written)")
        #expect(draft.keys == [key])
    }

    @Test(arguments: [
        ("5", "5"), ("-3,5", "-3,5"), ("0.25", "0,25"), ("1,41 ± 0,005", "1,41 ± 0,005"),
        ("1.41 +- 0.005", "1,41 ± 0,005"), ("3,1..3,2", "3,1..3,2"), ("12 000", "12 000"),
        ("2e-3", "2e-3"), ("5.", "5"),
    ])
    func readsNumbers(written: String, key: String) throws {
        #expect(try cau("Câu 1. Tính.\nĐáp án: \(written)").keys == [key])
    }

    @Test func readsTheMetadata() throws {
        let draft = try cau(
            """
            Chủ đề: Số học và/hoặc / Chia hết
            Câu 1. Hỏi?
            Đáp án: 1
            Mã: a-1
            GUID: 123E4567-E89B-12D3-A456-426614174000
            Tên: Câu mở đầu
            Mức độ: VDC
            Từ khóa: chia hết, số dư\\, thương

            Chủ đề:
            Câu 2. Hỏi?
            Đáp án: 2
            """)
        let question = try #require(draft.questions.first?.question)
        #expect(question.identifier == "a-1")
        #expect(question.guid?.description == "123e4567-e89b-12d3-a456-426614174000")
        #expect(question.name == "Câu mở đầu")
        #expect(question.level == .advancedApplication)
        #expect(question.tags == ["chia hết", "số dư, thương"])
        #expect(question.topic == ["Số học và/hoặc", "Chia hết"])
        #expect(draft.questions.last?.question.topic == [])
    }

    /// A single choice over statements is the commonest shape of biology papers.
    @Test func takesStatementsBeforeOptionsIntoTheStem() throws {
        let draft = try cau(
            "Câu 1. Cho các phát biểu:\na) Một.\nb) Hai.\nSố phát biểu đúng là\nA. 0\nB. 1\n*C. 2")
        #expect(draft.keys == ["C"])
        #expect(draft.stem.plainText == "Cho các phát biểu: a) Một. b) Hai. Số phát biểu đúng là")
        #expect(draft.stem.blocks.count == 3)
    }

    @Test func keepsRomanListsOfTheText() throws {
        let draft = try cau(
            """
            I. TRẮC NGHIỆM
            Câu 1. Cho các phát biểu:
            I. Một.
            II. Hai.
            A. 1
            *B. 2
            Lời giải:
            I. Đúng.
            II. Đúng.

            II. TỰ LUẬN NGẮN
            Câu 2. Tính.
            Đáp án: 2
            Lời giải: Dễ.

            III. PHẦN CUỐI

            Câu 3. Tính.
            Đáp án: 3
            """)
        #expect(draft.reasons == [])
        #expect(draft.keys == ["B", "2", "3"])
        #expect(draft.stem.plainText == "Cho các phát biểu: I. Một. II. Hai.")
        #expect(draft.questions[1].question.content.solution.plainText == "Dễ.")
    }

    @Test func readsAPartedAnswerTable() throws {
        let draft = try cau(
            """
            PHẦN I
            Câu 1. Hỏi?
            A. a
            B. b
            Câu 2. Hỏi?
            A. a
            B. b
            PHẦN II
            Câu 1. Xét:
            a) p
            b) q
            PHẦN III
            Câu 1. Tính.
            Câu 2. Tính.
            HẾT
            BẢNG ĐÁP ÁN
            PHẦN I
            1-A  2-B
            PHẦN II
            1-ĐS
            PHẦN III
            1-1,41
            2--5 | 9-A
            """)
        #expect(draft.keys == ["A", "B", "ĐS", "1,41", "-5"])
        #expect(draft.reasons == [.answerForNoQuestion("9")])
    }

    @Test func keepsWhatLooksLikeAMarkerInSolutions() throws {
        let draft = try cau(
            "Câu 1. Hỏi?\nA. a\n*B. b\nLời giải: Xét:\nA. sai vì thế.\na) đúng.\nĐáp án: chọn câu B.\nĐáp án: B"
        )
        #expect(draft.keys == ["B"])
        #expect(
            draft.questions[0].question.content.solution.plainText
                == "Xét: A. sai vì thế. a) đúng. Đáp án: chọn câu B.")
    }
}
