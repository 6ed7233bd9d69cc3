import Assessment
import Foundation
import Values

/// Answers as Câu text writes them: "B", "ĐSĐĐ", "1,41 ± 0,005".
enum CauAnswer {
    /// The place of an option by its letter: 0 for "A"; "b", "B." and "(B)" are understood.
    static func option(_ text: String) -> Int? {
        let bytes = text.utf8.filter { !$0.isSpace && !".()".utf8.contains($0) }
        guard bytes.count == 1, let letter = bytes.first?.lowered, letter.isLowerLetter
        else { return nil }
        return Int(letter - UInt8(ascii: "a"))
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

    /// "5", "1,41 ± 0,005", "1,41 +- 0,005", "3,1..3,2".
    static func number(_ text: String) -> NumericEntry? {
        if let range = text.firstRange(of: "..") {
            guard let low = Numeral(String(text[..<range.lowerBound])),
                let high = Numeral(String(text[range.upperBound...]))
            else { return nil }
            return NumericEntry(answers: [NumericEntry.Accepted(.between(low, high))])
        }
        for sign in ["±", "+-", "+/-"] {
            guard let range = text.firstRange(of: sign) else { continue }
            guard let answer = Numeral(String(text[..<range.lowerBound])),
                let tolerance = Numeral(String(text[range.upperBound...]))
            else { return nil }
            return NumericEntry(answer: answer, tolerance: tolerance)
        }
        return Numeral(text).map { NumericEntry(answer: $0) }
    }

    static func write(_ entry: NumericEntry) -> String {
        switch entry.answers.first(where: { $0.weight == .one })?.range {
        case .near(let answer, .absolute(.zero)): answer.vietnamese
        case .near(let answer, .absolute(let distance)):
            "\(answer.vietnamese) ± \(distance.vietnamese)"
        case .near(let answer, .relative(let share)):
            "\(answer.vietnamese) ± \((share * Numeral(100)).vietnamese)%"
        case .between(let low, let high): "\(low.vietnamese)..\(high.vietnamese)"
        case .anything, nil: "*"
        }
    }

    /// Whether a text can be an answer at all.
    static func isPlausible(_ text: String) -> Bool {
        option(text) != nil || statements(text) != nil || number(text) != nil
    }
}
