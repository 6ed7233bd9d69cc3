/// Which class follows a class in the next school year.
package enum Promotion {
    /// "11A1" after "10A1": the first number grows by one; nil where there is no number.
    package static func name(after name: String) -> String? {
        guard let grade = grade(of: name), let range = name.firstRange(of: "\(grade)") else {
            return nil
        }
        return name.replacingCharacters(in: range, with: "\(grade + 1)")
    }

    /// The grade that a class's name begins with or holds: 10 of "10A1"; nil outside 1 … 12.
    package static func grade(of name: String) -> Int? {
        let digits = name.drop { !("0"..."9").contains($0) }.prefix { ("0"..."9").contains($0) }
        guard digits.count <= 2, let grade = Int(digits), (1...12).contains(grade) else {
            return nil
        }
        return grade
    }

    /// Whether pupils leave a school of this level after the class: 5, 9, 12. Where the level
    /// is not known, after 12 only.
    package static func isLast(_ grade: Int, at level: SchoolLevel?) -> Bool {
        switch level {
        case .primary: grade >= 5
        case .lowerSecondary: grade >= 9
        case .kindergarten, .upperSecondary, .continuing, nil: grade >= 12
        }
    }
}

extension String {
    fileprivate func replacingCharacters(
        in range: Range<String.Index>, with text: String
    ) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}
