import Assessment
import Values

/// Answers as Câu text writes them: "B", "A, C", "ĐSĐĐ".
enum CauAnswer {
    /// The place of an option by its letter: 0 for "A"; "b", "B." and "(B)" are understood.
    static func option(_ text: String) -> Int? {
        let bytes = text.utf8.filter { !$0.isSpace && !".()".utf8.contains($0) }
        guard bytes.count == 1, let letter = bytes.first?.lowered, letter.isLowerLetter
        else { return nil }
        return Int(letter - UInt8(ascii: "a"))
    }

    /// The places of one or several options: "A", "A, C", "A và C", "AC"; each once, ascending.
    static func options(_ text: String) -> [Int]? {
        if let place = option(text) { return [place] }
        let capitals = UInt8(ascii: "A")...UInt8(ascii: "H")
        if text.utf8.count > 1, text.utf8.allSatisfy(capitals.contains) {
            return Set(text.utf8.map { Int($0 - capitals.lowerBound) }).sorted()
        }
        var places: Set<Int> = []
        for word in text.split(whereSeparator: { ",;& ".contains($0) }) {
            if word == "và" || word == "and" { continue }
            guard let place = option(String(word)) else { return nil }
            places.insert(place)
        }
        return places.isEmpty ? nil : places.sorted()
    }

    /// One entry a statement: Đ or T, S or F, in any letter case, parted by anything or
    /// nothing, also behind letters; "-" is an unanswered one.
    static func statements(_ text: String) -> [Bool?]? {
        if let said = lettered(text) { return said }
        let words = text.lowercased().replacing("đúng", with: "đ").replacing("sai", with: "s")
            .replacing("true", with: "t").replacing("false", with: "f")
        var said: [Bool?] = []
        for scalar in words.unicodeScalars {
            switch scalar {
            case "đ", "t": said.append(true)
            case "s", "f": said.append(false)
            case "-", "–", "_": said.append(nil)
            case " ", "\t", ",", ".", ";", "|": continue
            default: return nil
            }
        }
        return said.isEmpty ? nil : said
    }

    /// "a) Đ, b) S", "a - Đúng; b - Sai": from a on without a gap.
    private static func lettered(_ text: String) -> [Bool?]? {
        var said: [Bool?] = []
        var rest = text.lowercased()[...]
        while let match = rest.prefixMatch(of: letteredStatement) {
            guard let letter = match.1.utf8.first, Int(letter) - 97 == said.count else {
                return nil
            }
            said.append(["đúng", "đ", "true", "t"].contains(match.2))
            rest = rest[match.range.upperBound...]
        }
        return rest.isEmpty && said.count > 1 ? said : nil
    }

    private static var letteredStatement: Regex<(Substring, Substring, Substring)> {
        /[\s,;.]*\(?([a-h])\s*[).:–-]+\s*(đúng|sai|true|false|[đstf])(?=$|[\s,;.])[\s,;.]*/
    }

    /// The option that each number is joined with: "1-A, 2-C", "1A 2C", "1. A; 2. C".
    ///
    /// - Returns: places of options, in the order of the numbers 1 to n; nil where a number
    ///   is missing or comes twice.
    static func pairs(_ text: String) -> [Int]? {
        var found: [Int: Int] = [:]
        var number = ""
        for character in text {
            if character.isASCII, character.isNumber {
                number.append(character)
            } else if let place = option(String(character)), let count = Int(number) {
                guard found.updateValue(place, forKey: count) == nil else { return nil }
                number = ""
            } else if !" \t-–—.:,;()→>".contains(character) {
                return nil
            }
        }
        let pairs = (1...max(1, found.count)).compactMap { found[$0] }
        return number.isEmpty && pairs.count == found.count && !pairs.isEmpty ? pairs : nil
    }

    /// Numbers 1 to n in some order: "2-1-3", "2 → 1 → 3", "2, 1, 3".
    static func order(_ text: String) -> [Int]? {
        let signs = " \t-–—.,;→>"
        guard text.allSatisfy({ $0.isASCII && $0.isNumber || signs.contains($0) }) else {
            return nil
        }
        let numbers = text.split { signs.contains($0) }.compactMap { Int($0) }
        return numbers.count > 1 && numbers.sorted() == Array(1...numbers.count) ? numbers : nil
    }

    /// Whether a text can be an answer at all, and not only a sentence about one.
    static func isPlausible(_ text: String) -> Bool {
        options(text) != nil || statements(text) != nil || CauNumber.read(text) != nil
    }
}
