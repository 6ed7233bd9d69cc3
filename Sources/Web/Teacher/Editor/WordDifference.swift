/// Two texts with the words marked that only one of them has.
struct WordDifference {
    struct Segment: Equatable {
        var text: String
        /// Whether only this side has it.
        let isOnly: Bool
    }

    let left: [Segment]
    let right: [Segment]

    /// Words that are compared; longer texts are marked as a whole.
    private static let most = 3_000

    init(_ left: String, _ right: String) {
        let (old, new) = (Self.words(left), Self.words(right))
        guard old.count <= Self.most, new.count <= Self.most else {
            let differs = left != right
            self.left = [Segment(text: left, isOnly: differs)]
            self.right = [Segment(text: right, isOnly: differs)]
            return
        }
        var gone: Set<Int> = []
        var come: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let place, _, _): gone.insert(place)
            case .insert(let place, _, _): come.insert(place)
            }
        }
        self.left = Self.segments(old, only: gone)
        self.right = Self.segments(new, only: come)
    }

    /// Words and what stands between them, nothing left out.
    private static func words(_ text: String) -> [Substring] {
        var words: [Substring] = []
        var rest = text[...]
        while let first = rest.first {
            let isWord = first.isLetter || first.isNumber
            let word = isWord ? rest.prefix { $0.isLetter || $0.isNumber } : rest.prefix(1)
            words.append(word)
            rest = rest[word.endIndex...]
        }
        return words
    }

    /// Neighbours that are alike become one.
    private static func segments(_ words: [Substring], only: Set<Int>) -> [Segment] {
        var segments: [Segment] = []
        for (place, word) in words.enumerated() {
            let isOnly = only.contains(place)
            if let last = segments.last, last.isOnly == isOnly {
                segments[segments.count - 1].text += word
            } else {
                segments.append(Segment(text: String(word), isOnly: isOnly))
            }
        }
        return segments
    }
}
