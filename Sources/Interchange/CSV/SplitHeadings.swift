import Values

/// Headings in two rows, as merged cells come out: "Điểm" above "Bài 1" and "Bài 2".
enum SplitHeadings {
    /// The lower headings in their places, below nothing the upper ones.
    ///
    /// - Parameters:
    ///   - upper: cleaned.
    ///   - isKnown: whether a text is a heading of such a list.
    /// - Returns: nil where the next row is no part of the headings: it says something below
    ///   a heading that stands by itself, or nothing in it is known as one.
    static func join(
        _ upper: [String], _ next: TextRow, isKnown: (String) -> Bool
    ) -> [String]? {
        let lower = next.cells.map(VietnameseText.clean)
        let width = max(upper.count, lower.count)
        let upper = upper + Array(repeating: "", count: width - upper.count)
        guard lower.count(where: { !$0.isEmpty }) >= 2, lower.contains(where: isKnown) else {
            return nil
        }
        for (place, text) in lower.enumerated() where !text.isEmpty {
            guard Numeral(text) == nil else { return nil }
            let isBesideOne = place + 1 < width && upper[place + 1].isEmpty
            guard upper[place].isEmpty || isBesideOne else { return nil }
        }
        guard zip(upper, lower).contains(where: { $0.isEmpty && !$1.isEmpty }) else { return nil }
        return upper.indices.map { place in
            place < lower.count && !lower[place].isEmpty ? lower[place] : upper[place]
        }
    }
}
