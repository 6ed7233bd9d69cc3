import Assessment
import Foundation
import Testing
import Values

@testable import Interchange

/// How teachers write papers in Word, one habit a test.
@Suite struct WordHabitsTests {
    private static let capitals = [
        "Câu 1. Thủ đô là", "A. Huế", "B. Hà Nội", "C. Vinh", "D. Cần Thơ",
        "Câu 2. 2 + 2 bằng", "A. 3", "B. 5", "C. 4", "D. 6",
    ]
    private static let expected = [
        "Thủ đô là: Huế|*Hà Nội|Vinh|Cần Thơ", "2 + 2 bằng: 3|5|*4|6",
    ]

    @Test(arguments: [
        ["BẢNG ĐÁP ÁN", "1.B\t2.C"], ["ĐÁP ÁN", "1. B\t\t2. C"], ["HẾT", "ĐÁP ÁN", "1-B, 2-C"],
        ["ANSWER KEY", "1B 2C"],
        ["(Cán bộ coi thi không giải thích gì thêm)", "ĐÁP ÁN", "1.B 2.C"],
        ["HƯỚNG DẪN GIẢI", "Câu 1. Chọn B. Vì thế.", "Câu 2: Đáp án C", "Cộng lại."],
        ["----- HẾT -----", "LỜI GIẢI CHI TIẾT", "Câu 1: Vì thế. Chọn B.", "Câu 2. Chọn C"],
    ])
    func keysStandAtTheEnd(behind: [String]) throws {
        let draft = try WordPaper.read(Self.capitals + behind)
        #expect(WordPaper.told(draft) == Self.expected, "\(draft.notes)")
    }

    @Test(arguments: [
        "ĐA: B", "Đáp án đúng là: B", "Đáp án B", "Chọn B.", "=> Chọn đáp án B", "Đ/A: b",
        "Lời giải: Vì thế ta chọn B.", "Answer: B",
    ])
    func anAnswerStandsBelowItsQuestion(line: String) throws {
        let draft = try WordPaper.read(Array(Self.capitals.prefix(5)) + [line])
        #expect(WordPaper.told(draft) == [Self.expected[0]], "\(draft.notes)")
    }

    @Test func aMarkThatContradictsTheSolutionIsNoKey() throws {
        let draft = try WordPaper.read([
            "Câu 1. Thủ đô là", "__A__. Huế", "B. Hà Nội", "C. Vinh", "Lời giải: Chọn B.",
        ])
        #expect(draft.questions.isEmpty)
        #expect(draft.notes.count == 1)
    }

    @Test(arguments: [
        "Câu 1 (0,25 điểm): ", "Câu 1 (0.25đ) ", "Câu 1. (1 điểm) ", "CÂU 1/ ", "Câu hỏi 1: ",
        "Bài 1. ", "Câu 1 - ", "Question 1. (1 point) ", "Câu 1: ",
    ])
    func aQuestionBegins(head: String) throws {
        let draft = try WordPaper.read([head + "Thủ đô là"] + Self.capitals[1...4] + ["ĐA: B"])
        #expect(WordPaper.told(draft) == [Self.expected[0]], "\(draft.notes)")
    }

    @Test(arguments: [
        ("(Thông hiểu) ", CognitiveLevel.comprehension), ("[NB] ", .recognition),
        ("(VD - 0,25đ) ", .application), ("(0,5 điểm; Vận dụng cao) ", .advancedApplication),
    ])
    func levelsStandInBrackets(tag: String, level: CognitiveLevel) throws {
        let draft = try WordPaper.read(
            ["Câu 1: \(tag)Thủ đô là"] + Self.capitals[1...4] + ["ĐA: B"])
        #expect(draft.questions.first?.question.level == level)
        #expect(WordPaper.told(draft) == [Self.expected[0]], "\(draft.notes)")
    }

    @Test func blanksThatDoNotBreakAreBlanks() throws {
        let draft = try WordPaper.read(
            ["Câu\u{A0}1.\u{A0}Thủ đô là"]
                + Self.capitals[1...4].map { $0.replacing(" ", with: "\u{A0}") }
                + ["ĐA: B"])
        #expect(WordPaper.told(draft) == [Self.expected[0]], "\(draft.notes)")
    }

    @Test(arguments: [
        "Đáp án: a) Đ, b) S, c) Đ", "Đáp án: a-Đ; b-S; c-Đ", "a) Đúng; b) Sai; c) Đúng",
        "Lời giải: a) Đúng. b) Sai. c) Đúng.", "ĐÁP ÁN: ĐSĐ",
    ])
    func statementsAreAnsweredByTheirLetters(line: String) throws {
        let draft = try WordPaper.read([
            "Câu 1. Về nước ta:", "a) Huế ở Việt Nam.", "b) Vinh ở Lào.", "c) Sen đẹp.", line,
        ])
        #expect(
            WordPaper.told(draft) == ["Về nước ta:: *Huế ở Việt Nam.)|Vinh ở Lào.)|*Sen đẹp.)"],
            "\(draft.notes)")
    }

    @Test func aSolutionTellsOfEachStatement() throws {
        let draft = try WordPaper.read([
            "Câu 1. Về nước ta:", "a) Huế ở Việt Nam.", "b) Vinh ở Lào.", "Hướng dẫn giải",
            "a) Đúng. Ở miền Trung.", "b) Sai, vì Vinh ở Nghệ An.",
        ])
        #expect(WordPaper.told(draft) == ["Về nước ta:: *Huế ở Việt Nam.)|Vinh ở Lào.)"])
    }

    @Test func aWrittenPartIsOfEssaysWithTheirRubrics() throws {
        let draft = try WordPaper.read(
            ["I. TRẮC NGHIỆM"] + Self.capitals.prefix(5) + ["ĐA: B"]
                + [
                    "II. TỰ LUẬN (3 điểm)", "Câu 1 (2 điểm). Vai trò của sen?",
                    "Câu 2. Giải 2x = 4.", "HƯỚNG DẪN CHẤM", "Câu 1. Nêu được vai trò.",
                    "Câu 2. x = 2.",
                ])
        #expect(
            draft.questions.map(\.question.content.interaction.type)
                == [.singleChoice, .essay, .essay], "\(draft.notes)")
        #expect(
            draft.questions.last?.question.content.solution == RichText(plain: "x = 2."))
        #expect(
            WordPaper.told(draft).first == Self.expected[0], "the heading is no part of an option")
    }

    private static let keyed = [["Câu", "Mã 101", "Mã 102"], ["1", "B", "D"], ["2", "C", "A"]]

    @Test func keysOfAnotherFormAreNoKeys() throws {
        func read(_ code: String) throws -> BankDraft {
            let lines = ([code] + Self.capitals + ["ĐÁP ÁN"]).map {
                PandocTree.Block.paragraph(WordPaper.inline($0))
            }
            return try WordReader.read(
                PandocTree(blocks: lines + [WordPaper.table(Self.keyed)]), file: "de.docx")
        }
        #expect(WordPaper.told(try read("Mã đề: 101")) == Self.expected)
        #expect(
            WordPaper.told(try read("Mã đề thi 102"))
                == ["Thủ đô là: Huế|Hà Nội|Vinh|*Cần Thơ", "2 + 2 bằng: *3|5|4|6"])
        let unsaid = try read("ĐỀ KIỂM TRA")
        #expect(unsaid.questions.isEmpty)
        #expect(unsaid.notes.contains { $0.reason == .keysOfSeveralCodes })
    }

    @Test func keysStandInPairsOfColumns() throws {
        let lines = (Self.capitals + ["Đáp án"]).map {
            PandocTree.Block.paragraph(WordPaper.inline($0))
        }
        let keys = WordPaper.table([["Câu", "Đáp án", "Câu", "Đáp án"], ["1", "B", "2", "C"]])
        let draft = try WordReader.read(PandocTree(blocks: lines + [keys]), file: "de.docx")
        #expect(WordPaper.told(draft) == Self.expected, "\(draft.notes)")
    }

    @Test func aQuestionStandsInATable() throws {
        let rows = [
            ["Câu 1", "Thủ đô là"], ["A.", "Huế"], ["B.", "Hà Nội"], ["C.", "Vinh"],
            ["D.", "Cần Thơ"], ["Đáp án", "B"], ["Mức độ", "NB"],
        ]
        let draft = try WordReader.read(
            PandocTree(blocks: [WordPaper.table(rows)]), file: "de.docx")
        #expect(WordPaper.told(draft) == [Self.expected[0]], "\(draft.notes)")
        #expect(draft.questions.first?.question.level == .recognition)
    }

    @Test func aRemarkInBracketsIsTheQuestions() throws {
        let draft = try WordPaper.read(
            ["Câu 1. (Trích “Lục Vân Tiên”) Thủ đô là"] + Self.capitals[1...4] + ["ĐA: B"])
        #expect(WordPaper.told(draft).first?.hasPrefix("(Trích “Lục Vân Tiên”) Thủ đô là") == true)
    }

    @Test func optionsStandBehindTheStem() throws {
        let draft = try WordPaper.read([
            "Câu 1. Thủ đô là\tA. Huế\t__B__. Hà Nội\tC. Vinh\tD. Cần Thơ",
            "Câu 2. 2 + 2 bằng", "Chọn số: A. 3\tB. 5\t__C__. 4\tD. 6",
        ])
        #expect(WordPaper.told(draft).first == Self.expected[0])
        #expect(WordPaper.told(draft).last?.hasSuffix("3|5|*4|6") == true)
    }

    @Test func aLineAboveAsksForWordsAlone() throws {
        let draft = try WordPaper.read([
            "Choose the word whose underlined part differs:",
            "Question 1. A. m__ea__t\tB. br__ea__d\tC. s__ea__t\tD. h__ea__t",
            "Question 2.", "A. c__oo__k\tB. b__oo__k\tC. f__oo__d\tD. l__oo__k",
            "ANSWER KEY", "1.B\t2.C",
        ])
        let stem = "Choose the word whose underlined part differs:"
        #expect(
            WordPaper.told(draft).map {
                $0.replacing(" ea ", with: "ea").replacing(" oo ", with: "oo")
            }
                == ["\(stem): meat|*bread|seat|heat", "\(stem): cook|book|*food|look"],
            "\(draft.notes)")
    }

    @Test func gapsOfAPassageAreAskedByTheirNumbers() throws {
        let draft = try WordPaper.read([
            "Read the following passage and choose the word that fits each blank from 1 to 2.",
            "The lotus is (1) ______. It grows in (2) ______ water.",
            "Question 1. A. beauty\tB. beautiful\tC. beautify",
            "Question 2. A. on\tB. at\tC. still", "ANSWER KEY", "1.B 2.C",
        ])
        #expect(WordPaper.told(draft) == ["(1): beauty|*beautiful|beautify", "(2): on|at|*still"])
        #expect(draft.questions.allSatisfy { $0.question.content.stimulus != nil })
    }

    @Test func smallLettersChooseWhereOneIsMarked() throws {
        let draft = try WordPaper.read([
            "Câu 1. Thủ đô là", "a) Huế", "^b) Hà Nội^", "c) Vinh", "d) Cần Thơ",
        ])
        #expect(WordPaper.told(draft) == [Self.expected[0]])
    }

    @Test func smallLettersAreStatementsWhereTruthIsAskedFor() throws {
        let draft = try WordPaper.read([
            "Trong mỗi ý a), b), c), d), thí sinh chọn đúng hoặc sai.",
            "Câu 1. Về nước ta:", "a) Huế là thủ đô.", "^b) Hà Nội là thủ đô.^", "c) Vinh ở Lào.",
        ])
        #expect(
            WordPaper.told(draft)
                == ["Về nước ta:: Huế là thủ đô.)|*Hà Nội là thủ đô.)|Vinh ở Lào.)"])
    }

    @Test(arguments: [("(Đ)", "(S)"), ("[đúng]", "[sai]"), ("– Đúng", "– Sai"), ("→ Đ", "→ S")])
    func verdictsStandBehindStatements(yes: String, no: String) throws {
        let draft = try WordPaper.read([
            "Câu 1. Về nước ta:", "a) Huế ở Việt Nam. \(yes)", "b) Vinh ở Lào. \(no)",
            "c) Hà Nội là thủ đô. \(yes)", "d) Cần Thơ ở Lào. \(no)",
        ])
        #expect(
            WordPaper.told(draft) == [
                "Về nước ta:: *Huế ở Việt Nam.)|Vinh ở Lào.)|*Hà Nội là thủ đô.)|Cần Thơ ở Lào.)"
            ], "\(draft.notes)")
    }
}
