/// What a candidate says in one slot, as the page's form has it: displayed
/// places, never the question's own ids.
package enum SlotAnswer: Hashable, Sendable, CustomStringConvertible {
    /// The place of an option, from 0.
    case place(Int)
    /// The places of several options, ascending.
    case places([Int])
    /// Whether the one statement is true.
    case truth(Bool)
    /// True, false or nothing for each statement.
    case said([Bool?])
    /// What was typed.
    case text(String)

    /// The form's fields, for slot `number` (from 1).
    func fields(slot number: Int) -> [(name: String, value: String)] {
        switch self {
        case .place(let place): [("a\(number)", "\(place)")]
        case .places(let places): places.map { ("a\(number)-\($0)", "1") }
        case .truth(let isTrue): [("a\(number)", isTrue ? "T" : "F")]
        case .text(let text): [("a\(number)", text)]
        case .said(let said):
            said.enumerated().compactMap { place, value in
                value.map { ("a\(number)-\(place)", $0 ? "T" : "F") }
            }
        }
    }

    package var description: String {
        switch self {
        case .place(let place): "place \(place)"
        case .places(let places): "places \(places)"
        case .truth(let isTrue): isTrue ? "T" : "F"
        case .text(let text): "\"\(text)\""
        case .said(let said):
            said.map { value in value.map { $0 ? "T" : "F" } ?? "-" }.joined()
        }
    }
}

/// One slot of a paper as its page shows it.
package struct Slot: Hashable, Sendable {
    package enum Shape: Hashable, Sendable {
        case choice(places: Int)
        case several(places: Int)
        case truth
        case group(statements: Int)
        /// A number or words.
        case typed
    }

    /// From 1, over all pages.
    package let number: Int
    /// The page it stands on, from 1.
    package let page: Int
    package let shape: Shape
    /// Goes back with a save, so that a forgotten tab is noticed.
    package var revision: Int
    /// What stands there; nil where it is blank.
    package var answer: SlotAnswer?

    /// Another answer than the one that stands, so that a save has something to store.
    package var nextAnswer: SlotAnswer {
        switch (shape, answer) {
        case (.choice(let places), .place(let place)): .place((place + 1) % max(1, places))
        case (.choice, _): .place(0)
        case (.several(let places), .places(let chosen)): .places(Self.next(chosen, places))
        case (.several, _): .places([0])
        case (.truth, .truth(let isTrue)): .truth(!isTrue)
        case (.truth, _): .truth(true)
        case (.group(let statements), .said(let said)): .said(Self.next(said, statements))
        case (.group(let statements), _):
            .said([Bool?](repeating: true, count: statements))
        case (.typed, .text(let text)): .text("\(((Int(text) ?? 0) + 1) % 10_000)")
        case (.typed, _): .text("\(number)")
        }
    }

    /// Counts in binary over the options, and leaves out that none is chosen.
    private static func next(_ chosen: [Int], _ places: Int) -> [Int] {
        let counted = next((0..<places).map { chosen.contains($0) }, places)
        let next = counted.indices.filter { counted[$0] == true }
        return next.isEmpty ? [0] : next
    }

    /// Counts in binary over the statements.
    private static func next(_ said: [Bool?], _ statements: Int) -> [Bool?] {
        var next = said.map { $0 == true }
        for place in next.indices {
            next[place].toggle()
            if next[place] { break }
        }
        return next.prefix(statements).map { $0 }
    }
}
