import Assessment

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
