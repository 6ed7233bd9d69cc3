package import Values

/// A blueprint as the table that schools know (ma trận): topics down, types and levels
/// across, with counts and marks and all their sums.
package struct BlueprintTable: Hashable, Sendable {
    /// In the order in which they are given.
    package let topics: [[String]]
    package let columns: [Column]
    private let entries: [Place: Entry]

    /// Questions of one type and one level.
    package struct Column: Hashable, Sendable {
        package let type: QuestionType
        /// Nil: of any level.
        package let level: CognitiveLevel?
    }

    /// How many questions, worth what together.
    package struct Entry: Hashable, Sendable {
        package var count: Int
        package var marks: Mark

        static let nothing = Entry(count: 0, marks: .zero)

        static func + (one: Entry, other: Entry) -> Entry {
            Entry(count: one.count + other.count, marks: one.marks + other.marks)
        }
    }

    private struct Place: Hashable {
        let topic: [String]
        let column: Column
    }

    /// What a named question counts as.
    package struct Named: Hashable, Sendable {
        package let topic: [String]
        package let type: QuestionType
        package let level: CognitiveLevel?

        package init(topic: [String], type: QuestionType, level: CognitiveLevel?) {
            self.topic = topic
            self.type = type
            self.level = level
        }
    }

    /// - Parameters:
    ///   - named: the questions that the blueprint names; one that is missing is left out.
    ///   - factor: what each worth is multiplied by (`Blueprint.factor`).
    package init(_ blueprint: Blueprint, named: [GUID: Named], factor: Mark) {
        var entries: [Place: Entry] = [:]
        func add(_ topic: [String], _ column: Column, _ count: Int, worth: Mark) {
            let marks = worth * factor * Mark(count)
            entries[Place(topic: topic, column: column), default: .nothing].count += count
            entries[Place(topic: topic, column: column), default: .nothing].marks += marks
        }
        for line in blueprint.parts.flatMap(\.lines) {
            switch line {
            case .draw(let draw):
                let column = Column(type: draw.type, level: draw.level)
                add(draw.topic, column, draw.count, worth: draw.worth)
            case .fixed(let fixed):
                for one in fixed.questions.compactMap({ named[$0] }) {
                    add(one.topic, Column(type: one.type, level: one.level), 1, worth: fixed.worth)
                }
            }
        }
        self.entries = entries
        let places = entries.keys
        topics = Set(places.map(\.topic)).map { (key: $0.map(VietnameseText.sortKey), topic: $0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.topic)
        let types = Set(places.map(\.column.type))
        let hasAny = places.contains { $0.column.level == nil }
        columns = QuestionType.allCases.filter(types.contains).flatMap { type in
            CognitiveLevel.allCases.map { Column(type: type, level: $0) }
                + (hasAny ? [Column(type: type, level: nil)] : [])
        }
    }

    /// The types that there are, in order.
    package var types: [QuestionType] {
        columns.map(\.type).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    /// Levels, and at the end nil where some questions are of any.
    package var levels: [CognitiveLevel?] {
        columns.filter { $0.type == columns.first?.type }.map(\.level)
    }

    package func entry(_ topic: [String], _ column: Column) -> Entry {
        entries[Place(topic: topic, column: column)] ?? .nothing
    }

    package func sum(of topic: [String]) -> Entry {
        columns.reduce(.nothing) { $0 + entry(topic, $1) }
    }

    package func sum(of column: Column) -> Entry {
        topics.reduce(.nothing) { $0 + entry($1, column) }
    }

    package func sum(of topic: [String], level: CognitiveLevel?) -> Entry {
        columns.filter { $0.level == level }.reduce(.nothing) { $0 + entry(topic, $1) }
    }

    package func sum(of level: CognitiveLevel?) -> Entry {
        columns.filter { $0.level == level }.reduce(.nothing) { $0 + sum(of: $1) }
    }

    package func sum(of type: QuestionType) -> Entry {
        columns.filter { $0.type == type }.reduce(.nothing) { $0 + sum(of: $1) }
    }

    package var total: Entry { topics.reduce(.nothing) { $0 + sum(of: $1) } }

    /// The share of all marks, in hundredths; zero of nothing.
    package func share(_ entry: Entry) -> Mark {
        let total = total.marks
        guard total > .zero,
            let inverse = Mark(total.denominator, over: total.numerator)
        else { return .zero }
        return entry.marks * inverse * Mark(100)
    }
}
