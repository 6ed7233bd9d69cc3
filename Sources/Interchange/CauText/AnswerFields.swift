package import Assessment
package import Values

/// Answers to be typed, and the shares of the mark that they earn, in the fields of a form.
package enum AnswerFields {
    /// "3,14" with the tolerance "0,01" or "5%"; "3..4"; "*" for every other answer.
    ///
    /// - Returns: nil where either is no number.
    package static func range(_ answer: String, tolerance: String) -> NumericEntry.Range? {
        let (answer, tolerance) = (VietnameseText.clean(answer), VietnameseText.clean(tolerance))
        if answer == "*" { return tolerance.isEmpty ? .anything : nil }
        return CauNumber.read(tolerance.isEmpty ? answer : "\(answer) ± \(tolerance)")
    }

    package static func write(
        _ range: NumericEntry.Range
    ) -> (answer: String, tolerance: String) {
        let sides = CauNumber.write(range).split(separator: " ± ", maxSplits: 1)
        return (String(sides.first ?? ""), sides.count > 1 ? String(sides[1]) : "")
    }

    /// The share that a percentage means: "50", "-33,33333 %".
    package static func weight(_ percent: String) -> Mark? {
        let bare = VietnameseText.clean(percent).filter { $0 != "%" && $0 != " " }
        var rest = Array("[\(bare)%]".utf8)[...]
        let weight = CauWeight.take(from: &rest)
        return rest.isEmpty ? weight : nil
    }

    /// The percentage, without its sign.
    package static func write(_ weight: Mark) -> String {
        Percent.text(weight, decimalMark: ",")
    }
}
