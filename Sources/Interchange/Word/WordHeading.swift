/// A heading of a paper that names the kind of what stands below: "B. TỰ LUẬN (3,0 điểm)",
/// "PHẦN B: TỰ LUẬN", "Phần tự luận:".
struct WordHeading {
    /// 2 of "B."; nil where it has no number.
    let number: Int?
    /// Without its number.
    let words: String

    /// Signs of the longest one.
    private static let longest = 100

    init?(_ text: String) {
        guard text.count <= Self.longest, let match = text.wholeMatch(of: Self.heading) else {
            return nil
        }
        let kind = String(match.4)
        let saysPart = match.1 != nil || match.3 != nil
        guard saysPart || kind == kind.uppercased() else { return nil }
        number = match.2.flatMap { Self.number(String($0).uppercased()) }
        words = kind + match.5
    }

    private static var heading:
        Regex<(Substring, Substring?, Substring?, Substring?, Substring, Substring)>
    {
        /[*\s]*(phần\s+)?(?:([A-D]|[IVX]+|[1-9])\s*[.:)\/–-]*\s+)?(phần\s+)?(?:câu hỏi\s+|bài tập\s+)?(trắc nghiệm|tự luận)(?=$|[\s.:,;(*–-])(.*)/
            .ignoresCase()
    }

    private static func number(_ sign: String) -> Int? {
        if let number = Int(sign) { return number }
        let roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
        if let place = roman.firstIndex(of: sign) { return place + 1 }
        return ["A", "B", "C", "D"].firstIndex(of: sign).map { $0 + 1 }
    }

    /// Whether solutions, or a marking guide, stand below: "HƯỚNG DẪN CHẤM VÀ ĐÁP ÁN".
    static func isOfSolutions(_ text: String) -> Bool {
        text.count <= longest && text.wholeMatch(of: solutions) != nil
            && text.contains(/đáp án|hướng dẫn|lời giải|giải|điểm/.ignoresCase())
    }

    private static var solutions: Regex<Substring> {
        /[\s=*–—-]*(?:(?:đáp án|hướng dẫn|lời giải|giải thích|giải|chấm|chi tiết|biểu điểm|thang điểm|bài|và|,|–|-)(?:\s+|(?=[.:,*–—=-])|$))+[\s.:=*–—-]*/
            .ignoresCase()
    }
}
