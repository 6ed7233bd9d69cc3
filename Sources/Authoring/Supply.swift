package import Assessment
package import Storage
import Values

/// What a bank has for a blueprint: for each line the questions it may use, and
/// which lines lack how many.
package struct Supply: Sendable {
    private let blueprint: Blueprint
    /// For each part and line, the questions that it may use.
    private let pools: [[[QuestionStore.Listed]]]

    /// A line that the bank cannot fill.
    package struct Shortage: Hashable, Sendable {
        package let part: Int
        package let line: Int
        package let needed: Int
        /// What the bank has for the line, whatever other lines take of it.
        package let available: Int
        package let missing: Int

        package init(part: Int, line: Int, needed: Int, available: Int, missing: Int) {
            self.part = part
            self.line = line
            self.needed = needed
            self.available = available
            self.missing = missing
        }
    }

    /// - Parameter bank: the published questions, in the order of their GUIDs.
    package init(blueprint: Blueprint, bank: [QuestionStore.Listed]) {
        self.blueprint = blueprint
        pools = blueprint.parts.map { part in
            part.lines.map { line in Self.pool(for: line, in: bank) }
        }
    }

    /// How many questions a line may use.
    package func available(part: Int, line: Int) -> Int { pools[part][line].count }

    /// Every question that some line may use.
    var everything: [QuestionStore.Listed] { Array(pools.joined().joined()) }

    /// The lines that cannot be filled: named questions that the bank does not hold
    /// any more, and draws that get too few once the other lines have theirs.
    package var shortages: [Shortage] {
        lines.compactMap { line in
            let missing =
                line.isDraw ? unmet[line.place] ?? 0 : line.count - line.pool.count
            guard missing > 0 else { return nil }
            return Shortage(
                part: line.place.part, line: line.place.line, needed: line.count,
                available: line.pool.count, missing: missing)
        }
    }

    private struct Place: Hashable {
        let part: Int
        let line: Int
    }

    private struct PlacedLine {
        let place: Place
        let isDraw: Bool
        let count: Int
        let pool: [QuestionStore.Listed]
    }

    private var lines: [PlacedLine] {
        blueprint.parts.enumerated().flatMap { part, content in
            content.lines.enumerated().map { line, content in
                let isDraw = if case .draw = content { true } else { false }
                return PlacedLine(
                    place: Place(part: part, line: line), isDraw: isDraw, count: content.count,
                    pool: pools[part][line])
            }
        }
    }

    /// How many questions each draw lacks; where draws want the same ones, small
    /// pools are served first, as when a form is drawn.
    private var unmet: [Place: Int] {
        let fixed = Set(lines.filter { !$0.isDraw }.flatMap(\.pool).map(\.guid))
        let draws = lines.filter(\.isDraw).enumerated()
            .sorted { ($0.element.pool.count, $0.offset) < ($1.element.pool.count, $1.offset) }
            .map(\.element)
        var numbers: [GUID: Int] = [:]
        let pools = draws.map { draw in
            draw.pool.map(\.guid).filter { !fixed.contains($0) }.map { guid in
                let next = numbers.count
                let number = numbers[guid, default: next]
                numbers[guid] = number
                return number
            }
        }
        let balance = DrawBalance(counts: draws.map(\.count), pools: pools)
        return Dictionary(uniqueKeysWithValues: zip(draws.map(\.place), balance.missing))
    }

    /// The blueprint with its pools as a manifest.
    ///
    /// - Parameters:
    ///   - factor: what each worth is multiplied by.
    ///   - item: what a manifest keeps of a question in a part.
    /// - Throws: `ManifestError`, `NotFound` where `item` gives none.
    func manifest(
        factor: Mark, _ item: (QuestionStore.Listed, Blueprint.Part) -> Manifest.Item?
    ) throws -> Manifest {
        let parts = try zip(blueprint.parts, pools).map { part, pools in
            Manifest.Part(
                title: part.title, shufflesQuestions: part.shufflesQuestions,
                shufflesOptions: part.shufflesOptions,
                entries: try zip(part.lines, pools).flatMap { line, pool in
                    try Self.entries(
                        for: line, worth: line.worth * factor,
                        items: pool.map { listed in
                            guard let item = item(listed, part) else { throw NotFound() }
                            return item
                        })
                })
        }
        return try Manifest(parts: parts)
    }

    private static func entries(
        for line: Blueprint.Line, worth: Mark, items: [Manifest.Item]
    ) throws -> [Manifest.Entry] {
        switch line {
        case .draw(let draw): [.draw(count: draw.count, pool: items, worth: worth)]
        case .fixed: items.map { .fixed($0, worth: worth) }
        }
    }

    private static func pool(
        for line: Blueprint.Line, in bank: [QuestionStore.Listed]
    ) -> [QuestionStore.Listed] {
        switch line {
        case .draw(let draw):
            return bank.filter {
                $0.type == draw.type && $0.topic.starts(with: draw.topic)
                    && (draw.level == nil || $0.level == draw.level)
            }
        case .fixed(let fixed):
            return fixed.questions.compactMap { guid in bank.first { $0.guid == guid } }
        }
    }
}
