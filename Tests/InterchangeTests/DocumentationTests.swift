import Assessment
import Foundation
import Testing

@testable import Interchange

/// The examples of docs/formats.md are read as the document says.
@Suite struct DocumentationTests {
    static let page: String = {
        let path = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/formats.md")
        return (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    }()

    @Test func firstExampleIsABank() throws {
        let fences = Self.page.components(separatedBy: "\n```\n")
        try #require(fences.count > 2)
        let draft = try cau(fences[1])
        #expect(draft.keys == ["B", "ĐSĐS", "5", "1,41 ± 0,005"])
        #expect(draft.notes.isEmpty)
    }

    @Test func secondExampleHasItsAnswersBehind() throws {
        let fences = Self.page.components(separatedBy: "\n```\n")
        try #require(fences.count > 4)
        let draft = try cau(fences[3])
        #expect(draft.keys == ["B", "C", "ĐS"])
        #expect(draft.notes.isEmpty)
    }

    @Test func thirdExampleHasEveryOtherType() throws {
        let fences = Self.page.components(separatedBy: "\n```\n")
        try #require(fences.count > 6)
        let draft = try cau(fences[5])
        #expect(
            draft.keys == [
                "A,C", "B", "Đ", "Hà Nội | [80%] Thăng Long", "3,14 ± 0,01", "1-A, 2-B, 3-A",
                "2-1-3", "went; Hà Nội | [50%] Thăng Long; 3",
            ])
        #expect(
            draft.questions.map(\.question.content.interaction.type) == [
                .multipleChoice, .singleChoice, .trueFalse, .shortAnswer, .numeric, .matching,
                .ordering, .cloze,
            ])
        #expect(draft.notes.isEmpty)
    }

    @Test func fourthExampleIsListenedTo() throws {
        let fences = Self.page.components(separatedBy: "\n```\n")
        try #require(fences.count > 8)
        let draft = try cau(fences[7])
        #expect(draft.keys == ["the lotus festival", "Đ"])
        #expect(draft.questions.map(\.question.content.stimulus?.recording?.plays) == [2, 2])
        #expect(draft.notes.isEmpty)
    }

    @Test(arguments: [
        "Tệp nghe:", "Số lần nghe:", "Lời thoại:", "Recording:", "Plays:", "Transcript:", "Môn:",
        "Khối:", "Chủ đề:", "Đáp án:", "Mã:", "GUID:", "Tên:", "Mức độ:", "Từ khóa:",
        "Lời giải:", "Hướng dẫn giải:", "Subject:", "Grade:", "Topic:", "Answer:", "Id:", "Name:",
        "Level:", "Tags:", "Solution:", "Phản hồi:", "Phản hồi Đúng:", "Phản hồi Sai:", "Loại:",
        "Chấm:", "Phân biệt hoa thường:", "Dấu thập phân:", "Feedback:", "Feedback true:",
        "Feedback false:", "Type:", "Grading:", "Case sensitive:", "Decimal mark:",
    ])
    func namesEveryKeyword(keyword: String) {
        #expect(Self.page.contains("`\(keyword)`"))
        guard case .field = CauLine(Array("\(keyword) x".utf8)[...]) else {
            Issue.record("\(keyword) is not read")
            return
        }
    }
}
