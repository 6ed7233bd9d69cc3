import Values

/// Which class follows a class in the next school year.
package enum Promotion {
    /// "11A1" after "10A1", "Lá 2" after "Chồi 2"; the same name where it tells no grade.
    ///
    /// - Parameter level: of the school; where it is not known, pupils leave after 12 only.
    /// - Returns: nil where pupils leave the school: after 5, 9 or 12, or "Lá".
    package static func next(after name: String, at level: SchoolLevel?) -> String? {
        if level == .kindergarten { return nextInKindergarten(after: name) }
        guard let grade = grade(of: name) else { return name }
        let last =
            switch level {
            case .primary: 5
            case .lowerSecondary: 9
            case .kindergarten, .upperSecondary, .continuing, nil: 12
            }
        return grade < last ? raised(name, from: grade) : nil
    }

    /// The grade that a class's name begins with or holds: 10 of "10A1"; nil outside 1 … 12.
    private static func grade(of name: String) -> Int? {
        let digits = name.drop { !("0"..."9").contains($0) }.prefix { ("0"..."9").contains($0) }
        guard digits.count <= 2, let grade = Int(digits), (1...12).contains(grade) else {
            return nil
        }
        return grade
    }

    private static func raised(_ name: String, from grade: Int) -> String {
        guard let range = name.firstRange(of: "\(grade)") else { return name }
        return String(name[..<range.lowerBound]) + "\(grade + 1)"
            + String(name[range.upperBound...])
    }

    // MARK: Kindergartens

    /// By the age of three, four and five.
    private static let stages = ["Mầm", "Chồi", "Lá"]

    /// "Chồi 2" after "Mầm 2", "Lớp 4 tuổi A" after "Lớp 3 tuổi A".
    private static func nextInKindergarten(after name: String) -> String? {
        var words = name.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let folded = words.map(VietnameseText.folded)
        let known = stages.map(VietnameseText.folded)
        if let place = folded.firstIndex(where: known.contains),
            let stage = known.firstIndex(of: folded[place])
        {
            guard stage + 1 < stages.count else { return nil }
            words[place] =
                words[place] == words[place].uppercased()
                ? stages[stage + 1].uppercased() : stages[stage + 1]
            return words.joined(separator: " ")
        }
        guard folded.contains("tuoi"), let age = grade(of: name) else { return name }
        return age < 5 ? raised(name, from: age) : nil
    }
}
