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

    /// "… Vậy chọn B." at the end of a line of a solution.
    static var choosing: Regex<(Substring, Substring)> {
        /(?:^|[\s.;,(=>⇒→])(?:chọn|đáp án)(?: đáp án| phương án| câu| đúng| là)*\s*:?\s+([A-H])\s*[.)]*$/
            .ignoresCase()
    }

    /// "ĐA: B", "Đáp án đúng là B", "=> Chọn B." alone on a line.
    static var answering: Regex<(Substring, Substring)> {
        /[\s=>⇒→*-]*(?:ĐA|Đ\/A|Đáp án|Chọn|Key|Ans|Answer)(?: đáp án| phương án| câu| đúng| là)*\s*[.:]?\s*([A-H])\s*\.?/
            .ignoresCase()
    }

    /// "Chọn B. Vì …" at the start of a solution.
    static var deciding: Regex<(Substring, Substring)> {
        /(?:Chọn|Đáp án|ĐA|Answer)(?: đáp án| phương án| câu| đúng| là)*\s*[.:]?\s*([A-H])(?:$|[\s.,:;)]\s*)/
            .ignoresCase()
    }

    /// What papers close with.
    static var closing: Regex<Substring> {
        /(?:[Cc]án bộ coi thi|[Gg]iám thị)(?: coi thi)? không giải thích|[Tt]hí sinh không (?:được )?sử dụng tài liệu/
    }
}
