import Values

/// Lists often have one heading, "Họ và tên", over two columns: family name and given name.
enum SplitName {
    /// Whether the column behind that of the full names holds their given names.
    ///
    /// - Parameters:
    ///   - place: of the heading of full names.
    ///   - rows: what stands below the headings.
    static func goesOn(behind place: Int, _ headings: [String], _ rows: some Sequence<TextRow>)
        -> Bool
    {
        guard place + 1 < headings.count, VietnameseText.clean(headings[place + 1]).isEmpty
        else { return false }
        var (names, given) = (0, 0)
        for row in rows where place < row.cells.count {
            guard !VietnameseText.clean(row.cells[place]).isEmpty else { continue }
            names += 1
            if place + 1 < row.cells.count, isGiven(VietnameseText.clean(row.cells[place + 1])) {
                given += 1
            }
        }
        return given * 2 > names
    }

    /// One or two words of letters that are no mark of another kind.
    private static func isGiven(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        return (1...2).contains(words.count) && text.count > 1
            && text.allSatisfy { $0.isLetter || $0 == " " || $0 == "-" }
            && !["nam", "nu", "co", "khong", "vang", "dat"].contains(VietnameseText.folded(text))
    }
}
