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
    /// nothing; "-" is an unanswered one.
    static func statements(_ text: String) -> [Bool?]? {
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

    /// Whether a text can be an answer at all, and not only a sentence about one.
    static func isPlausible(_ text: String) -> Bool {
        options(text) != nil || statements(text) != nil || CauNumber.read(text) != nil
    }
}
