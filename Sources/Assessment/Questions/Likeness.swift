import Values

/// What a question says, in a form by which nearly equal ones are found and measured:
/// without regard to case, marks over letters, spaces, punctuation and the order of options.
package struct Likeness: Hashable, Sendable {
    /// Pairs of neighbouring words, as hashes: within each text, so that options may trade
    /// places.
    private let pairs: Set<UInt64>
    /// The same for questions whose texts are the same.
    private let whole: UInt64

    package init(_ content: QuestionContent) {
        var pairs: Set<UInt64> = []
        var texts: [UInt64] = []
        for text in content.askedTexts {
            var last = Self.start
            var whole = Self.start
            for word in Self.words(of: text.plainText) {
                let hash = Self.hash(word.utf8)
                pairs.insert(Self.mixed(last &* 31 &+ hash))
                whole = Self.mixed(whole &* 31 &+ hash)
                last = hash
            }
            texts.append(whole)
        }
        self.pairs = pairs
        let stem = texts.first ?? Self.start
        whole = texts.dropFirst().sorted().reduce(stem) { Self.mixed($0 &* 31 &+ $1) }
    }

    /// Equal for questions whose texts are the same.
    package var key: UInt64 { whole }

    /// How much of what two questions say is the same, 0 to 1: pairs in both among all.
    package func share(with other: Likeness) -> Double {
        if whole == other.whole { return 1 }
        let both = pairs.intersection(other.pairs).count
        let all = pairs.count + other.pairs.count - both
        return all == 0 ? 0 : min(0.99, Double(both) / Double(all))
    }

    /// From this share on, two questions are told to be alike.
    package static let alike = 0.6

    /// Numbers of which like questions have at least one in common: of two that share
    /// 70 %, in 96 of 100 cases; of two that share 30 %, in 20.
    ///
    /// The smallest of the pairs' hashes, by 24 orders of them (Broder's minwise hashing),
    /// in eight bands of three; and one for the whole.
    package var hints: [Int64] {
        let bands = (0..<Self.bands).map { band in
            let lowest = (0..<Self.rows).map { row in
                let order = UInt64(band * Self.rows + row + 1)
                return pairs.lazy.map { Self.mixed($0 ^ (order &* 0x9E37_79B9_7F4A_7C15)) }.min()
                    ?? 0
            }
            return lowest.reduce(UInt64(band)) { Self.mixed($0 &* 31 &+ $1) }
        }
        return (bands + [whole]).map { Int64(bitPattern: $0) }
    }

    private static let bands = 8
    private static let rows = 3
    private static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Words and numbers; signs that mean something in a formula stand for themselves.
    private static func words(of text: String) -> [Substring] {
        let folded = VietnameseText.folded(VietnameseText.clean(text))
        var words: [Substring] = []
        // Scalars will do: folding has left no marks.
        var rest = folded.unicodeScalars[...]
        while let first = rest.first {
            if isOfWord(first) {
                let word = rest.prefix(while: isOfWord)
                words.append(Substring(word))
                rest = rest[word.endIndex...]
            } else {
                if !first.properties.isWhitespace, !punctuation.contains(first) {
                    words.append(Substring(rest.prefix(1)))
                }
                rest = rest.dropFirst()
            }
        }
        return words
    }

    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "0"..."9": true
        case "\0"..."\u{7F}": false
        default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
    }

    private static let punctuation = Set(".,;:?!\"'()[]{}“”‘’…–—*_`&~\\$|".unicodeScalars)

    /// FNV-1a, 64 bits.
    private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    /// The finishing step of SplitMix64: every bit of the outcome hangs on every bit.
    private static func mixed(_ value: UInt64) -> UInt64 {
        var bits = value
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
