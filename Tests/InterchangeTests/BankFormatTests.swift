import Testing

@testable import Interchange

@Suite struct BankFormatTests {
    @Test(arguments: [
        ("a.cau.txt", "", BankFormat.cauText), ("A.GIFT", "", .gift),
        ("a.gift.txt", "Câu 1.", .gift),
        ("a.txt", "// x\nCâu 1. Hỏi?\nĐáp án: {1}", .cauText), ("a.txt", "Hỏi?{T}", .gift),
        ("a.txt", "$CATEGORY: x", .gift), ("a.txt", "::Câu 1::Hỏi?{T}", .gift),
        ("a.txt", "chữ", nil),
        ("a.doc", "Câu 1. Hỏi?", nil), ("txt", "Câu 1. Hỏi?", nil),
    ])
    func isToldByNameOrContent(file: String, content: String, format: BankFormat?) {
        #expect(BankFormat(file: file, content: Array(content.utf8)) == format)
    }
}
