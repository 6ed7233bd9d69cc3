import Assessment
import Foundation
import Values

/// Numeric answers as Câu text writes them: "5", "1,41 ± 0,005", "50 ± 5%", "3,1..3,2".
enum CauNumber {
    static func read(_ text: String) -> NumericEntry.Range? {
        if let dots = text.firstRange(of: "..") {
            guard let low = Numeral(String(text[..<dots.lowerBound])),
                let high = Numeral(String(text[dots.upperBound...]))
            else { return nil }
            return .between(low, high)
        }
        for sign in ["±", "+-", "+/-"] {
            guard let place = text.firstRange(of: sign) else { continue }
            guard let answer = Numeral(String(text[..<place.lowerBound])),
                let tolerance = tolerance(String(text[place.upperBound...]))
            else { return nil }
            return .near(answer, tolerance)
        }
        return Numeral(text).map { .near($0, .absolute(.zero)) }
    }

    private static func tolerance(_ text: String) -> NumericEntry.Tolerance? {
        let text = text.trimmingCharacters(in: .whitespaces)
        guard text.last == "%" else { return Numeral(text).map { .absolute($0) } }
        return Numeral(String(text.dropLast())).map { .relative($0 * Numeral(Decimal(1) / 100)) }
    }

    static func write(_ range: NumericEntry.Range) -> String {
        switch range {
        case .near(let answer, .absolute(.zero)): write(answer)
        case .near(let answer, .absolute(let distance)): "\(write(answer)) ± \(write(distance))"
        case .near(let answer, .relative(let share)):
            "\(write(answer)) ± \(write(share * Numeral(100)))%"
        case .between(let low, let high): "\(write(low))..\(write(high))"
        case .anything: "*"
        }
    }

    private static func write(_ number: Numeral) -> String {
        number.text(decimalMark: ",")
    }

    /// Whether a text is of digits and their signs alone: "1.234.567" is no number, and no
    /// words either.
    static func isLike(_ text: String) -> Bool {
        text.utf8.contains(where: \.isDigit) && text.unicodeScalars.allSatisfy(signs.contains)
    }

    private static let signs = Set("0123456789.,+-−–±%^*×·/()eExX: ".unicodeScalars)
}
