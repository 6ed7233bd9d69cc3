import Assessment
import Testing
import Values

@testable import Interchange

/// Matching, ordering and cloze as Câu text writes them.
@Suite struct CauPartsTests {
    private func content(_ text: String) throws -> QuestionContent {
        let draft = try cau(text)
        #expect(draft.reasons == [])
        return try #require(draft.questions.first?.question.content)
    }

    private static let animals = """
        Câu 1. Ghép mỗi con vật với lớp của nó.
        1) Chó
        2) Ếch
        3) Mèo
        A. Lớp Thú
        B. Lớp Lưỡng cư
        C. Côn trùng
        """

    /// The answer's shape alone says that it is a matching question.
    @Test(arguments: [
        "1-A, 2-B, 3-A", "1A 2B 3A", "1. A; 2. B; 3. A", "3-A,1-A,2-B", "1→a 2→b 3→a",
    ])
    func readsPairs(answer: String) throws {
        let content = try content(Self.animals + "\nĐáp án: \(answer)")
        guard case .matching(let pairs) = content.interaction else {
            Issue.record("\(content.interaction)")
            return
        }
        #expect(content.stem.plainText == "Ghép mỗi con vật với lớp của nó.")
        #expect(pairs.prompts.map(\.text.plainText) == ["Chó", "Ếch", "Mèo"])
        #expect(pairs.prompts.map(\.choice) == [1, 2, 1])
        #expect(pairs.choices.map(\.text.plainText) == ["Lớp Thú", "Lớp Lưỡng cư", "Côn trùng"])
        #expect(pairs.rule == .proportional)
    }

    /// As Word numbers a list by itself.
    @Test(arguments: ["1. ", "\\1) "])
    func readsLinesThatWordNumbers(first: String) throws {
        let lines = Self.animals.replacing("1) ", with: first).replacing("2) ", with: "2. ")
            .replacing("3) ", with: "3. ")
        let content = try content(lines + "\nĐáp án: 1-A, 2-B, 3-A")
        guard case .matching(let pairs) = content.interaction else {
            Issue.record("\(content.interaction)")
            return
        }
        #expect(pairs.prompts.map(\.text.plainText) == ["Chó", "Ếch", "Mèo"])
        #expect(content.stem.plainText == "Ghép mỗi con vật với lớp của nó.")
    }

    @Test func readsAnOrder() throws {
        let content = try content(
            """
            Câu 1. Sắp xếp các bước.
            1) Rửa tay
            2) Ăn cơm
            3) Mời ông bà
            Loại: sắp xếp
            Chấm: từng phần
            Đáp án: 1 → 3 → 2
            """)
        guard case .ordering(let order) = content.interaction else {
            Issue.record("\(content.interaction)")
            return
        }
        #expect(order.items.map(\.place) == [1, 3, 2])
        #expect(order.order == [1, 3, 2])
        #expect(order.rule == .proportional)
    }

    @Test func readsGaps() throws {
        let content = try content(
            """
            Câu 1. Nam [[*went / goes / go]] to [[Hà Nội | [50%] Thăng Long]]; $\\pi \\approx$ [[3,14 ± 0,01]].
            Mảng `a[[0]]` và [\\[x]] không phải chỗ trống.
            Type: cloze
            """)
        guard case .cloze(let cloze) = content.interaction else {
            Issue.record("\(content.interaction)")
            return
        }
        #expect(content.stem.gaps == [1, 2, 3])
        try #require(cloze.gaps.count == 3)
        #expect(cloze.gaps[0] == .choice(["went", "goes", "go"], right: 0))
        guard case .words(let words) = cloze.gaps[1], case .number = cloze.gaps[2] else {
            Issue.record("\(cloze.gaps)")
            return
        }
        #expect(words.answers.map(\.weight.exact) == ["1", "0.5"])
        #expect(content.stem.plainText.contains("[[x]]"))
    }

    /// Lists in Python are no gaps: without "Loại:" brackets are brackets.
    @Test func bracketsAloneAreNoGaps() throws {
        let content = try content("Câu 1. Cho `a = [[1, 2], [3]]` và [[x]].\nĐáp án: 2")
        #expect(content.interaction.type == .numeric && content.stem.gaps == [])
    }

    @Test(arguments: [
        (
            animals.replacing("1) ", with: "").replacing("2) ", with: "").replacing("3) ", with: "")
                + "\nĐáp án: 1-A, 2-B", ImportReason.noList
        ),
        (animals + "\nĐáp án: 1-A, 2-B", .wrongNumberOfAnswers(statements: 3, answers: 2)),
        (animals + "\nĐáp án: 1-A, 2-B, 3-D", .unknownOption("D")),
        (animals + "\nLoại: ghép cặp", .noAnswer),
        (animals + "\nĐáp án: 1-A, 2-B, 3-A\nĐáp án: 1-A, 2-B, 3-B", .answersContradict),
        (
            animals + "\nĐáp án: 1-A, 2-B, 3-A\nChấm: quốc gia",
            .settingNotUnderstood("Chấm: quốc gia")
        ),
        ("Câu 1. Xếp.\n1) a\n2) b\nLoại: sắp xếp\nĐáp án: 1-1", .answerNotUnderstood("1-1")),
        (
            "Câu 1. Xếp.\n1) a\n2) b\nLoại: sắp xếp\nĐáp án: 1-2-3",
            .wrongNumberOfAnswers(statements: 2, answers: 3)
        ),
        ("Câu 1. Không có gì.\nLoại: điền khuyết", .noGap),
        ("Câu 1. Là [[a / b]].\nLoại: điền khuyết", .gap(1, .notOneStar)),
        ("Câu 1. [[x]] là [[*a / *b]].\nLoại: điền khuyết", .gap(2, .notOneStar)),
        ("Câu 1. Là [[*a / b / a]].\nLoại: điền khuyết", .gap(1, .sameChoices("A", "C"))),
        (
            animals.replacing("Côn trùng", with: "Lớp Thú") + "\nĐáp án: 1-A, 2-B, 3-A",
            .sameChoices("A", "C")
        ),
        ("Câu 1. Tả.\nLoại: tự luận\nTiêu chí: Hay", .badPoints(1)),
        ("Câu 1. Tả.\nLoại: tự luận\nTiêu chí: [0] Hay", .badPoints(1)),
        ("Câu 1. Tả.\nLoại: tự luận\nTiêu chí: [1]", .emptyOption("1")),
        ("Câu 1. Tả.\nLoại: tự luận\nĐáp án: hay", .answerNotUnderstood("hay")),
        ("Câu 1. Tả.\nĐáp án: hay\nTiêu chí: [1] Hay", .criteriaWithoutEssay),
        ("Câu 1. Là [[]].\nLoại: điền khuyết", .gap(1, .emptyAnswer(1))),
        ("Câu 1. Là [[*a / a]] nhé.\nLoại: điền khuyết\nĐáp án: a", .answerNotUnderstood("a")),
        (
            "Câu 1. Là [[1.234.567]].\nLoại: điền khuyết",
            .gap(1, .answerNotANumber("1.234.567"))
        ),
        ("Câu 1. Là [[*a / ]].\nLoại: điền khuyết", .gap(1, .emptyOption("B"))),
    ])
    func refusesWithTheReason(text: String, reason: ImportReason) throws {
        let draft = try cau(text)
        #expect(draft.reasons.first == reason)
        #expect(draft.questions.isEmpty)
    }

    /// A pair too few, one twice, a letter too many: the line is named, not the question's.
    @Test(arguments: ["1-A, 1-B, 3-A", "1-A, 2-, 3-A", "1-AB, 2-C, 3-A", "A-1, B-2, C-3"])
    func refusesMalformedPairsWithTheirLine(answer: String) throws {
        for type in ["", "\nLoại: ghép cặp"] {
            let draft = try cau(Self.animals + "\nĐáp án: \(answer)" + type)
            #expect(draft.notes.map(\.line) == [8])
            #expect(draft.reasons == [.answerNotUnderstood(answer)])
        }
    }

    /// In a solution "Đáp án:" is the key where the type has such keys, else text.
    @Test func takesAnswersOfASolutionByType() throws {
        let pairs = try content(
            Self.animals + "\nLời giải: Xem sách.\nĐáp án: 1-A, 2-B, 3-A\nHết bài.")
        #expect(ResponseText.key(of: pairs.interaction) == "1-A, 2-B, 3-A")
        #expect(pairs.solution.plainText == "Xem sách. Hết bài.")
        let order = try content(
            "Câu 1. Xếp.\n1) a\n2) b\nLoại: sắp xếp\nLời giải: Ta có:\nĐáp án: 2-1")
        #expect(ResponseText.key(of: order.interaction) == "2-1")
        let cloze = try content(
            "Câu 1. Là [[ao]].\nLời giải: Ta có:\nĐáp án: B\nvà thế thôi.\nLoại: điền khuyết")
        #expect(cloze.solution.plainText == "Ta có: Đáp án: B và thế thôi.")
        let essay = try content("Câu 1. Viết.\nLoại: tự luận\nLời giải: Gợi ý.\nĐáp án: 5")
        #expect(essay.solution.plainText == "Gợi ý. Đáp án: 5")
        let choice = try content("Câu 1. Mấy?\nA. 1\n*B. 2\nLời giải: Vì\nĐáp án: 1-A, 2-B")
        #expect(choice.solution.plainText == "Vì Đáp án: 1-A, 2-B")
    }

    @Test func readsAnEssay() throws {
        let content = try content(
            """
            Câu 1. Tả cây sen.
            Loại: tự luận
            Tiêu chí: [0,5] Mở bài giới thiệu cây sen.
            Tiêu chí: [1.25 điểm] Thân bài:
            - tả lá
            - tả hoa
            Lời giải: Gợi ý.
            """)
        guard case .essay(let essay) = content.interaction else {
            Issue.record("\(content.interaction)")
            return
        }
        #expect(essay.criteria.map(\.points.exact) == ["0.5", "1.25"])
        #expect(essay.criteria[1].text.plainText == "Thân bài: tả lá tả hoa")
        #expect(content.solution.plainText == "Gợi ý.")
        #expect(try self.content("Câu 1. Viết.\nType: essay").interaction == .essay(Essay()))
    }

    /// Moodle takes the right side of a pair as plain text.
    @Test(arguments: [
        ("a < b & c", "a < b & c"), ("x<sub>2</sub>", "x2"), ("a &lt; b", "a < b"),
        ("5 > 3", "5 > 3"),
    ])
    func giftChoicesArePlainUnlessTheyHaveMarkup(written: String, text: String) throws {
        let draft = try gift("[html]Ghép {\n=p -> \(written)\n=q -> khác\n}")
        guard case .matching(let pairs)? = draft.questions.first?.question.content.interaction
        else {
            Issue.record("\(draft.notes)")
            return
        }
        #expect(pairs.choices.first?.text.plainText == text)
        let (bytes, _) = BankFormat.gift.write(draft)
        #expect(
            try BankFormat.gift.read(bytes, file: "x.gift").questions.map(\.question)
                == draft.questions.map(\.question))
        if !written.contains("sub") {
            #expect(String(decoding: bytes, as: UTF8.self).contains(" -> \(text)\n"))
        }
    }

    @Test func giftPairsKeepTheirChoices() throws {
        let text = """
            ::Thủ đô:: Ghép nước với thủ đô. {
            =Việt Nam -> Hà Nội
            =Lào -> Viêng Chăn
            =CHDCND Lào -> Viêng Chăn
            = -> Huế
            }
            """
        let draft = try BankFormat.gift.read(Array(text.utf8), file: "x.gift")
        guard case .matching(let pairs)? = draft.questions.first?.question.content.interaction
        else {
            Issue.record("\(draft.notes)")
            return
        }
        #expect(pairs.prompts.map(\.choice) == [1, 2, 2])
        #expect(pairs.choices.map(\.text.plainText) == ["Hà Nội", "Viêng Chăn", "Huế"])
    }
}
