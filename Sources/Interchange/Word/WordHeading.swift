import Assessment
import Values

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

/// What teachers write between questions and below them, in few words.
enum WordInstruction {
    /// Whether a line asks something of the questions that follow: it belongs to no option.
    static func begins(_ text: String) -> Bool {
        isOfPassage(text) || text.prefixMatch(of: asking) != nil
    }

    private static var asking: Regex<Substring> {
        /[*\s]*(?:(?:[A-Z]|[IVX]+|\d{1,2})\s*[.)\/]\s+)?(?:mark the letter|choose the|choose one|circle the|circle one|fill in|complete the|rewrite |look at|match the|give the|put the|supply the|find the|select the|identify the|listen|questions? \d+\s*(?:-|–|to)|thí sinh (?:trả lời|chọn|viết)|khoanh (?:tròn|vào)|trong mỗi ý|chọn (?:đáp án|phương án|câu trả lời|từ|ý) |điền (?:từ|vào|số)|nghe (?:và|đoạn)|viết lại|các câu (?:sau|dưới))/
            .ignoresCase()
    }

    /// Whether a line says what is to be read for the questions that follow.
    static func isOfPassage(_ text: String) -> Bool {
        text.prefixMatch(of: reading) != nil
    }

    private static var reading: Regex<Substring> {
        /[*\s]*(?:read the (?:following )?(?:passage|text|letter|e-?mail|advertisement|announcement|article|notice|dialogue|conversation)|đọc (?:các |những )?(?:đoạn|văn bản|bài (?:thơ|văn|đọc|ca dao)|ngữ liệu|thông tin|tình huống))/
            .ignoresCase()
    }

    /// "Trả lời: 5", "ĐS: 5"
    static var reply: Regex<(Substring, Substring)> {
        /(?:trả lời|TL|ĐS|đáp số|kết quả|KQ|ans|result)\s*[:.]\s*(.*)/.ignoresCase()
    }

    /// "ANSWER KEY: 1. B 2. A"
    static var keys: Regex<(Substring, Substring)> {
        /[\s=*–—-]*(?:bảng đáp án|answer keys?|answers|keys?)\s*[:–-]?\s+(1\s*[.):–-]?\s*[A-H]\b.*\d.*)/
            .ignoresCase()
    }
}

/// Levels in brackets that papers have besides "[NB]": "[Mức độ 2]", "<VD>", "[12.1.NB]".
enum WordLevel {
    /// - Returns: the level at the start of a stem, and the signs that it takes.
    static func read(_ text: String) -> (CognitiveLevel, count: Int)? {
        guard let match = text.prefixMatch(of: tag) else { return nil }
        let level =
            match.2.flatMap { Int($0) }.map { CognitiveLevel.allCases[$0 - 1] }
            ?? match.1.flatMap { CognitiveLevel(words: $0) }
        return level.map { ($0, match.0.count) }
    }

    private static var tag: Regex<(Substring, Substring?, Substring?)> {
        /[\[<{]\s*(?:[A-Za-z.]*\d[\dA-Za-z.]*[.,;:\s–-]+)?(?:(NB|TH|VDC|VD|nhận biết|thông hiểu|vận dụng cao|vận dụng)|(?:mức độ|mức|MĐ)\s*([1-4]))(?:[.,;:\s–-]+\d[\d.]*)?\s*[\]>}]\s*/
            .ignoresCase()
    }
}
