/// What begins an item of a list: "- " or "1) " (in Markdown also "* ", "+ " and "1. ").
struct ListMarker {
    let isOrdered: Bool
    /// The words behind the marker.
    let rest: Bytes
    /// Columns of the marker's own indentation.
    let indentation: Int

    /// - Returns: nil when no item begins at this line. A marker alone begins one only
    ///   when the next line stands further in.
    init?(_ lines: ArraySlice<Bytes>, at place: Int, _ dialect: InlineReader.Dialect) {
        let line = lines[place].trimmedStart()
        guard let (isOrdered, length) = Self.marker(of: line, dialect) else { return nil }
        indentation = lines[place].indentation
        self.isOrdered = isOrdered
        rest = line.dropFirst(length).trimmedStart()
        guard rest.isEmpty else { return }
        guard place + 1 < lines.endIndex, !lines[place + 1].trimmed().isEmpty,
            lines[place + 1].indentation >= indentation + 2
        else { return nil }
    }

    /// Whether a line would begin an item somewhere.
    static func begins(_ line: Bytes) -> Bool { marker(of: line, .cauText) != nil }

    private static func marker(of line: Bytes, _ dialect: InlineReader.Dialect) -> (Bool, Int)? {
        guard let first = line.first else { return nil }
        if first == ASCII.minus
            || dialect == .markdown && (first == ASCII.star || first == ASCII.plus)
        {
            return isApart(line.dropFirst()) ? (false, 1) : nil
        }
        let digits = line.prefix(4).prefix { $0.isDigit }.count
        guard (1...3).contains(digits), let mark = line.dropFirst(digits).first,
            mark == ASCII.rightParenthesis || dialect == .markdown && mark == ASCII.point,
            isApart(line.dropFirst(digits + 1))
        else { return nil }
        return (true, digits + 1)
    }

    private static func isApart(_ rest: Bytes) -> Bool { rest.first.map(\.isSpace) ?? true }
}

/// The lines that belong to one item.
enum ListItem {
    /// The item's own text: its first line without the marker, then every line that
    /// stands at least two columns further in (without these), and lines that follow
    /// at once and begin nothing else.
    ///
    /// - Returns: those lines, and the place behind the last.
    static func lines(
        _ lines: ArraySlice<Bytes>, at place: Int, _ marker: ListMarker,
        _ dialect: InlineReader.Dialect
    ) -> ([Bytes], Int) {
        var inside = [marker.rest]
        var next = place + 1
        let column = marker.indentation + 2
        while next < lines.endIndex {
            if lines[next].trimmed().isEmpty {
                guard let later = skipBlank(lines, from: next), lines[later].indentation >= column
                else { break }
                inside += lines[next..<later].map { $0.outdented(by: column) }
                next = later
            } else if lines[next].indentation >= column {
                inside.append(lines[next].outdented(by: column))
                next += 1
            } else if continues(lines, at: next, dialect) {
                inside.append(lines[next].trimmedStart())
                next += 1
            } else {
                break
            }
        }
        return (inside, next)
    }

    /// The first line from `place` on that is not blank.
    static func skipBlank(_ lines: ArraySlice<Bytes>, from place: Int) -> Int? {
        lines[place...].firstIndex { !$0.trimmed().isEmpty }
    }

    private static func continues(
        _ lines: ArraySlice<Bytes>, at place: Int, _ dialect: InlineReader.Dialect
    ) -> Bool {
        let line = lines[place].trimmedStart()
        return ListMarker(lines, at: place, dialect) == nil && !CodeFence.opens(line)
            && !line.begins(with: "$$") && TableRow.cells(of: line) == nil
    }
}
