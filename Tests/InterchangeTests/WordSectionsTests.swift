import Assessment
import Testing
import Values

@testable import Interchange

/// What stands between and behind the questions of papers written in Word.
@Suite struct WordSectionsTests {
    private static let capital = [
        "Câu 1. Thủ đô là", "A. Huế", "B. Hà Nội", "C. Vinh", "__D__. Cần Thơ",
    ]
    private static let told = "Thủ đô là: Huế|Hà Nội|Vinh|*Cần Thơ"

    private static func stems(_ draft: BankDraft) -> [String] {
        draft.questions.map { $0.question.content.stem.plainText }
    }

    // MARK: Behind the options

    @Test(arguments: [
        "B. TỰ LUẬN (3,0 điểm)", "B. PHẦN TỰ LUẬN", "PHẦN B. TỰ LUẬN", "PHẦN B: TỰ LUẬN",
        "Phần tự luận:", "TỰ LUẬN", "II/ TỰ LUẬN (3 điểm)", "PHẦN TỰ LUẬN (3,0 điểm)",
        "2. TỰ LUẬN",
    ])
    func aHeadingOfEssaysIsNoPartOfAnOption(heading: String) throws {
        let draft = try WordPaper.read(
            ["A. TRẮC NGHIỆM (7,0 điểm)"] + Self.capital
                + [heading, "Câu 2. Vai trò của sen?", "a) Kể ba vai trò.", "b) Nêu ví dụ."])
        #expect(WordPaper.told(draft).first == Self.told, "\(draft.notes)")
        #expect(
            draft.questions.map(\.question.content.interaction.type) == [.singleChoice, .essay])
        #expect(Self.stems(draft).last == "Vai trò của sen? a) Kể ba vai trò. b) Nêu ví dụ.")
        #expect(draft.notes.isEmpty, "\(draft.notes)")
    }

    @Test func anOptionThatSpeaksOfEssaysIsOne() throws {
        let draft = try WordPaper.read([
            "Câu 1. Hình thức thi:", "A. Trắc nghiệm", "__B__. Tự luận", "C. Vấn đáp",
        ])
        #expect(WordPaper.told(draft) == ["Hình thức thi:: Trắc nghiệm|*Tự luận|Vấn đáp"])
    }

    /// Two groups with an instruction each: both ask all of their questions.
    @Test func instructionsStandBetweenGroups() throws {
        let first =
            "Mark the letter A, B, C, or D to indicate the word whose underlined part differs."
        let second = "Choose the word that has a different stress."
        let draft = try WordPaper.read([
            first, "Question 1. A. meat\tB. bread\tC. seat\t__D__. heat",
            "Question 2. A. cook\tB. book\t__C__. food\tD. look", second,
            "Question 3. A. begin\tB. attend\t__C__. happen\tD. relax",
            "Question 4. __A__. lotus\tB. relax\tC. begin\tD. attend",
            "Read the following passage and answer the questions below.",
            "The lotus grows in ponds.", "Question 5. Where does it grow?",
            "A. ponds", "__B__. streets", "C. trees", "D. clouds",
            "Complete the sentences with the best option.", "Question 6. It … in water.",
            "A. grow", "__B__. grows", "C. grew", "D. growing",
        ])
        #expect(
            WordPaper.told(draft) == [
                "\(first): meat|bread|seat|*heat", "\(first): cook|book|*food|look",
                "\(second): begin|attend|*happen|relax", "\(second): *lotus|relax|begin|attend",
                "Where does it grow?: ponds|*streets|trees|clouds",
                "It … in water.: grow|*grows|grew|growing",
            ], "\(draft.notes)")
        let passages = draft.questions.map { $0.question.content.stimulus?.text.plainText }
        #expect(passages[..<4] == [nil, nil, nil, nil] && passages[5] == nil)
        #expect(passages[4]?.hasSuffix("The lotus grows in ponds.") == true)
        #expect(draft.notes.isEmpty, "\(draft.notes)")
    }

    @Test func anExplanationIsASolution() throws {
        let draft = try WordPaper.read(Self.capital + ["Giải thích: Vì thế.", "Và vì kia."])
        #expect(WordPaper.told(draft) == [Self.told])
        #expect(draft.questions.first?.question.content.solution.plainText == "Vì thế. Và vì kia.")
    }

    /// Nobody can know whether it is a part of the option: who reads the report can.
    @Test func otherWordsBehindTheOptionsAreTold() throws {
        let draft = try WordPaper.read(Self.capital + ["bên bờ sông Hậu", "Câu 2. Hết?"])
        #expect(WordPaper.told(draft).first?.hasSuffix("*Cần Thơ bên bờ sông Hậu") == true)
        let note = try #require(draft.notes.first)
        #expect(note.reason == .textBehindOptions("D", "bên bờ sông Hậu"))
        #expect(note.question == "Thủ đô là")
    }

    @Test func twoMarkedOptionsAreTold() throws {
        let draft = try WordPaper.read([
            "Câu 1. Thành phố là", "__A__. Huế", "B. Sen", "__C__. Vinh", "D. Lúa",
        ])
        #expect(draft.questions.first?.question.content.interaction.type == .multipleChoice)
        #expect(draft.notes.map(\.reason) == [.severalMarked(["A", "C"])])
    }

    // MARK: Answers

    @Test(arguments: ["Trả lời: 5", "ĐS: 5", "Đáp số: 5", "Kết quả: 5", "TL: 5", "Đáp án: 5"])
    func aNumberIsAnsweredBelow(line: String) throws {
        let draft = try WordPaper.read(["Câu 1. 2 + 3 bằng", line])
        #expect(draft.questions.first?.question.content.interaction.type == .numeric)
    }

    @Test func dotsToWriteOnAreNoAnswer() throws {
        let draft = try WordPaper.read([
            "Câu 1. 2 + 3 bằng", "Trả lời: ………………", "BẢNG ĐÁP ÁN", "1. 5",
        ])
        #expect(draft.questions.first?.question.content.interaction.type == .numeric)
        #expect(Self.stems(draft) == ["2 + 3 bằng"])
    }

    private static let two =
        capital.map { $0.replacing("_", with: "") } + [
            "Câu 2. 2 + 2 bằng", "A. 4", "B. 5", "C. 6", "D. 7",
        ]

    @Test(arguments: ["ANSWER KEY: 1. D 2. A", "ĐÁP ÁN: 1. D 2. A", "BẢNG ĐÁP ÁN: 1.D 2.A"])
    func keysStandBehindTheirHeading(line: String) throws {
        let draft = try WordPaper.read(Self.two + [line])
        #expect(WordPaper.told(draft) == [Self.told, "2 + 2 bằng: *4|5|6|7"], "\(draft.notes)")
    }

    /// The second of two questions has two pairs of its own.
    @Test func pairsOfAQuestionAreItsOwn() throws {
        let draft = try WordPaper.read(
            Self.capital + [
                "Câu 2. Nối sông với thành phố:", "1) Sông Hương", "2) Sông Hàn", "A. Huế",
                "B. Đà Nẵng", "Đáp án: 1-A, 2-B",
            ])
        #expect(
            draft.questions.map(\.question.content.interaction.type) == [.singleChoice, .matching])
    }

    private static func read(
        _ lines: [String], _ rows: [String]..., behind: [String] = []
    ) throws -> BankDraft {
        let blocks =
            lines.map(WordPaper.paragraph) + [WordPaper.table(rows)]
            + behind.map(WordPaper.paragraph)
        return try WordReader.read(PandocTree(blocks: blocks), file: "de.docx")
    }

    @Test func crossesSayWhatIsTrue() throws {
        let draft = try Self.read(
            ["Câu 1. Về nước ta:"], ["Phát biểu", "Đúng", "Sai"],
            ["a) Huế ở Việt Nam.", "X", ""], ["b) Vinh ở Lào.", "", "x"])
        #expect(
            WordPaper.told(draft) == ["Về nước ta:: *Huế ở Việt Nam.)|Vinh ở Lào.)"],
            "\(draft.notes)")
    }

    @Test func boxesToCrossAreStatementsWithoutAKey() throws {
        let draft = try Self.read(
            ["Câu 1. Về nước ta:"], ["", "Phát biểu", "Đúng", "Sai"],
            ["1", "Huế ở Việt Nam.", "", ""], ["2", "Vinh ở Lào.", "", ""],
            behind: ["ĐÁP ÁN", "Câu 1: ĐS"])
        #expect(WordPaper.told(draft) == ["Về nước ta:: *Huế ở Việt Nam.)|Vinh ở Lào.)"])
    }

    @Test func verdictsStandAtTheEndsOfStatements() throws {
        let draft = try WordPaper.read([
            "Câu 1. Về nước ta:", "a) Huế ở Việt Nam.\tĐ", "b) Vinh ở Lào. S",
        ])
        #expect(WordPaper.told(draft) == ["Về nước ta:: *Huế ở Việt Nam.)|Vinh ở Lào.)"])
    }

    // MARK: Marking guides

    @Test(arguments: [
        "HƯỚNG DẪN CHẤM", "HƯỚNG DẪN CHẤM VÀ ĐÁP ÁN", "ĐÁP ÁN - HƯỚNG DẪN CHẤM",
        "Đáp án và biểu điểm:",
    ])
    func aGuideGivesSolutions(heading: String) throws {
        let draft = try Self.read(
            Self.capital + [
                "II. TỰ LUẬN", "Câu 1. Vai trò của sen?", "Câu 2. Giải 2x = 4.", "HẾT", heading,
            ],
            ["Câu", "Nội dung", "Điểm"], ["1", "Làm đẹp.", "0,5"], ["", "Làm thuốc.", "0,5"],
            ["2", "x = 2", "1,0"])
        #expect(
            draft.questions.map { $0.question.content.solution.plainText }
                == ["", "Làm đẹp. (0,5 điểm) Làm thuốc. (0,5 điểm)", "x = 2 (1,0 điểm)"],
            "\(draft.notes)")
        #expect(draft.notes.isEmpty, "\(draft.notes)")
    }

    @Test(arguments: ["–", "- và -", "bài", "chi tiết"])
    func otherWordsAreNoHeading(text: String) { #expect(!WordHeading.isOfSolutions(text)) }

    /// Word's cells that reach down over rows are missing in the rows below.
    @Test func aGuideHasItsSteps() throws {
        let draft = try Self.read(
            ["PHẦN TỰ LUẬN", "Câu 1. Về sen:", "a) Màu gì?", "b) Nở khi nào?", "HƯỚNG DẪN CHẤM"],
            ["Câu", "Ý", "Đáp án", "Thang điểm"], ["1", "a", "Hồng.", "0,5 điểm"],
            ["b", "Mùa hè.", "0,5 điểm"])
        #expect(
            draft.questions.map { $0.question.content.solution.plainText }
                == ["a Hồng. (0,5 điểm) b Mùa hè. (0,5 điểm)"], "\(draft.notes)")
    }

    @Test func aGuideMayHoldTheKeys() throws {
        let draft = try Self.read(
            Self.two + ["HƯỚNG DẪN CHẤM", "A. TRẮC NGHIỆM (7 điểm)"],
            ["Câu", "1", "2"], ["Đáp án", "D", "A"])
        #expect(WordPaper.told(draft) == [Self.told, "2 + 2 bằng: *4|5|6|7"], "\(draft.notes)")
    }

    // MARK: Levels

    @Test(arguments: [
        ("[Mức độ 2] ", CognitiveLevel.comprehension), ("<VD> ", .application),
        ("[12.1.NB] ", .recognition), ("[MĐ4] ", .advancedApplication), ("{TH} ", .comprehension),
        ("[TH.2] ", .comprehension),
    ])
    func levelsStandInOtherBrackets(tag: String, level: CognitiveLevel) throws {
        let draft = try WordPaper.read(["Câu 1. \(tag)Thủ đô là"] + Self.capital.dropFirst())
        #expect(draft.questions.first?.question.level == level)
        #expect(WordPaper.told(draft) == [Self.told])
    }

    @Test func otherBracketsAreTheQuestions() throws {
        let draft = try WordPaper.read(["Câu 1. [3; 5] là"] + Self.capital.dropFirst())
        #expect(Self.stems(draft) == ["[3; 5] là"])
    }

    // MARK: What cannot be read

    @Test(arguments: [
        ["C©u 1: Thñ ®« cña n­íc ta lµ", "A. HuÕ", "B. Hµ Néi", "C. Vinh", "D. CÇn Th¬"],
        ["Caâu 1: Thuû ñoâ cuûa nöôùc ta laø", "A. Hueá", "B. Haø Noäi", "C. Vinh", "D. Caàn Thô"],
    ])
    func lettersOfOldEncodingsAreTold(lines: [String]) throws {
        let draft = try WordPaper.read(lines)
        #expect(draft.questions.isEmpty)
        #expect(draft.notes.map(\.reason) == [.oldFont])
    }

    @Test(arguments: [
        "Nguyễn Ái Quốc ra đi tìm đường cứu nước năm 1911 tại Bến Nhà Rồng.",
        "Le café où l’on boit du thé; señor Muñoz © 2024, x¹ + y¹ = 5 µm.",
        "Ngoằn ngoèo khúc khuỷu, quanh co, thuở xưa, uống nước nhớ nguồn.",
    ])
    func wordsOfUnicodeAreNone(text: String) { #expect(!OldLetters.show(in: text)) }

    @Test func drawingsAreTold() throws {
        let draft = try WordPaper.read(
            ["Câu 1. Trong hình \(WordSigns.drawing) thủ đô là"] + Self.capital.dropFirst())
        #expect(WordPaper.told(draft).count == 1)
        #expect(draft.notes.map(\.reason) == [.drawingDropped])
    }
}
