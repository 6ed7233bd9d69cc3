import Assessment
import Testing
import Values

@testable import Interchange

/// Sheets as they come from other programs and from teachers.
@Suite struct SpreadsheetHabitsTests {
    private static let table = """
        Câu hỏi,A,B,C,D,Đáp án
        Thủ đô là,Huế,Hà Nội,Vinh,Cần Thơ,B
        """

    private static func bytes(_ text: String, isBig: Bool, hasMark: Bool) -> [UInt8] {
        (hasMark ? "\u{FEFF}" + text : text).utf16.flatMap { unit in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return isBig ? [high, low] : [low, high]
        }
    }

    private static func keys(_ draft: BankDraft) -> [String] {
        draft.questions.compactMap {
            ResponseText.key(of: $0.question.content.interaction)
        }
    }

    @Test(
        arguments: [",", ";", "\t"], [(true, true), (false, true), (false, false), (true, false)])
    func readsUTF16(separator: String, order: (isBig: Bool, hasMark: Bool)) throws {
        let text = Self.table.replacing(",", with: separator)
        let draft = try BankFormat.csv.read(
            Self.bytes(text, isBig: order.isBig, hasMark: order.hasMark), file: "a.csv")
        #expect(Self.keys(draft) == ["B"])
        #expect(draft.questions.first?.question.content.stem == RichText(plain: "Thủ đô là"))
    }

    @Test func readsCauTextInUTF16() throws {
        let text = "Câu 1. Thủ đô là\r\n*A. Hà Nội\r\nB. Huế\r\n"
        let draft = try BankFormat.cauText.read(
            Self.bytes(text, isBig: false, hasMark: true), file: "a.txt")
        #expect(Self.keys(draft) == ["A"])
    }

    @Test(arguments: ["Đáp án", "Phương án", "Lựa chọn", "Option", "Answer"])
    func optionsAreCountedByNumbers(name: String) throws {
        let text = """
            Câu hỏi,\(name) 1,\(name) 2,\(name) 3,\(name) 4,Đáp án đúng
            Thủ đô là,Huế,Hà Nội,Vinh,Cần Thơ,2
            2 + 2 bằng,3,5,4,6,3
            """
        let draft = try BankFormat.csv.read(Array(text.utf8), file: "a.csv")
        #expect(Self.keys(draft) == ["B", "C"])
        #expect(draft.notes.isEmpty)
    }

    @Test func everySheetOfQuestionsIsRead() throws {
        let heading = TextRow(line: 1, cells: ["Câu hỏi", "A", "B", "Đáp án"])
        let sheets = [
            TextSheet(
                name: "Chương 1",
                rows: [heading, TextRow(line: 2, cells: ["Một?", "1", "2", "A"])]),
            TextSheet(name: "Hướng dẫn", rows: [TextRow(line: 1, cells: ["Đọc kỹ"])]),
            TextSheet(
                name: "Chương 2",
                rows: [
                    heading, TextRow(line: 2, cells: ["Hai?", "1", "2", "B"]),
                    TextRow(line: 3, cells: ["Ba?", "1", "2", "X"]),
                ]),
        ]
        let draft = try BankFormat.spreadsheet.read(.sheets(sheets), file: "a.xlsx")
        #expect(Self.keys(draft) == ["A", "B"])
        #expect(draft.read == 3)
        #expect(draft.notes.map(\.file) == ["a.xlsx [Chương 2]"], "the note names the sheet")
        #expect(draft.notes.map(\.line) == [3])
    }
}
