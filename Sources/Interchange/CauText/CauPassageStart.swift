/// The line that begins what several questions are about: "Ngữ liệu chung (câu 1–3): …", or a
/// sentence such as "Đọc đoạn văn sau và trả lời các câu từ 1 đến 3:".
package struct CauPassageStart {
    /// The questions that it is for, by their numbers; nil: all up to the next such line.
    let numbers: ClosedRange<Int>?
    /// A sentence is one only where the first of these questions follows.
    let isSentence: Bool
    /// What belongs to the passage of the line itself.
    let rest: Bytes

    private static let keywords = [
        "Ngữ liệu chung", "Đoạn văn chung", "Shared text", "Shared passage",
    ].map { Array($0.utf8) }

    private static let openings = [
        "Đọc ", "Dựa ", "Căn cứ ", "Nghe ", "Quan sát ", "Read ", "Listen ", "Use ",
    ].map { Array($0.utf8) }

    /// What these begin with: most lines are told by it.
    private static let firsts = Set((keywords + openings).compactMap(\.first))

    /// Bytes of a sentence that are looked at.
    private static let longest = 400

    /// - Parameter line: without white space at its ends.
    init?(_ line: Bytes) {
        let bare = line.drop { $0 == ASCII.star || $0 == ASCII.underscore }
        guard let first = bare.first, Self.firsts.contains(first) else { return nil }
        if let keyword = Self.keywords.first(where: { bare.starts(with: $0) }) {
            let behind = bare.dropFirst(keyword.count)
            guard let colon = behind.prefix(60).firstIndex(of: ASCII.colon) else { return nil }
            let numbers = Self.numbers(behind[..<colon].text)
            guard numbers != nil || behind[..<colon].allSatisfy({ $0.isSpace || $0 == ASCII.star })
            else { return nil }
            self.numbers = numbers
            isSentence = false
            rest = behind[(colon + 1)...].drop { $0 == ASCII.star }.trimmed()
            return
        }
        guard Self.openings.contains(where: { bare.starts(with: $0) }) else { return nil }
        let text = line.prefix(Self.longest).text
        guard let match = text.firstMatch(of: Self.range), let first = Int(match.2),
            let last = Int(match.3), first < last
        else { return nil }
        numbers = first...last
        isSentence = true
        // The numbers are those of this file; on a paper others stand there.
        let words = text[match.range.lowerBound...]
        let instead: String? =
            words.lowercased().hasPrefix("c")
            ? "câu hỏi bên dưới" : words.lowercased().hasPrefix("q") ? "questions below" : nil
        var changed = text
        if let instead { changed.replaceSubrange(match.range, with: instead) }
        rest = (Array(changed.utf8) + line.dropFirst(Self.longest))[...]
    }

    /// "(câu 4–6)", "(questions 4-6)", "(câu 4)".
    private static func numbers(_ text: String) -> ClosedRange<Int>? {
        let found = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
        guard let first = found.first, found.count <= 2, let last = found.last, first <= last
        else { return nil }
        return first...last
    }

    /// "câu 1 đến câu 3", "các câu hỏi từ 1 đến 3", "questions 1 to 3", "from 1 to 3".
    private static var range: Regex<(Substring, Substring, Substring, Substring)> {
        /(?i)(câu|questions?|from)[^0-9]{0,20}?([0-9]{1,3})\s*(?:đến|tới|to|through|-|–)\s*(?:câu\s*)?([0-9]{1,3})/
    }

    /// The line before a passage for the questions of these numbers.
    static func write(_ numbers: ClosedRange<Int>) -> String {
        numbers.count == 1
            ? "Ngữ liệu chung (câu \(numbers.lowerBound)):"
            : "Ngữ liệu chung (câu \(numbers.lowerBound)–\(numbers.upperBound)):"
    }
}
