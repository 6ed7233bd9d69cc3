/// A line with one option, or with several parted by tabs or by two or more spaces.
enum CauOptionLine {
    /// - Parameters:
    ///   - line: the whole line.
    ///   - first: the marker at its start.
    static func split(_ line: SourceLine, _ first: CauMarker) -> [CauQuestion.Choice] {
        var pieces: [(marker: CauMarker, text: Bytes)] = []
        var marker = first
        var place = first.rest.startIndex
        while let next = nextMarker(in: first.rest, from: place) {
            pieces.append((marker, first.rest[place..<next.gap].trimmed()))
            marker = next.marker
            place = next.marker.rest.startIndex
        }
        pieces.append((marker, first.rest[place...]))
        return pieces.map { piece in
            var choice = CauQuestion.Choice(piece.marker, on: line)
            choice.lines = [SourceLine(number: line.number, bytes: piece.text)]
            return choice
        }
    }

    /// The next gap that an option's marker follows, outside code.
    private static func nextMarker(
        in text: Bytes, from start: Int
    ) -> (gap: Int, marker: CauMarker)? {
        var place = start
        while place < text.endIndex {
            if text[place] == ASCII.backslash {
                place += 2
            } else if text[place] == ASCII.backtick {
                place =
                    InlineSpan.codeEnd(in: text, at: place)
                    ?? place + InlineSpan.runLength(in: text, at: place)
            } else if text[place].isSpace {
                let end = text[place...].firstIndex { !$0.isSpace } ?? text.endIndex
                let isGap = end - place > 1 || text[place] == ASCII.tab
                if isGap, end < text.endIndex, let marker = CauMarker(option: text[end...]),
                    marker.isApart
                {
                    return (place, marker)
                }
                place = end
            } else {
                place += 1
            }
        }
        return nil
    }
}
