package import Assessment
import Storage
import Values

/// What a bank has for a blueprint: what each line may use, which lines lack how
/// many, and what more papers it could give. Counts alone, whatever the bank's size.
///
/// Computed as a whole, once: to be made where it may take long (`HeavyWork`).
package struct Supply: Sendable {
    private let lines: [PlacedLine]
    private let feasibility: Feasibility
    /// Whether anything is drawn.
    private let draws: Bool
    /// How many questions stand on every paper.
    private let fixed: Int
    /// The blueprint asks for more than any test has: nothing else is said of it then.
    package let isTooLarge: Bool
    /// The lines that cannot be filled: named questions that the bank does not hold
    /// any more, and draws that get too few once the other lines have theirs. Where
    /// draws want the same questions, small pools are served first, as when a form
    /// is drawn.
    package let shortages: [Shortage]
    /// Draws that cannot all be met, those that compete together.
    package let bottlenecks: [Bottleneck]
    /// Whether questions that stand on every paper break a rule among themselves.
    package let isBrokenByFixed: Bool
    /// Whether rules cross each other so that what is lacking may yet be there
    /// (`PlanDraft`): what is said to be enough is, all the same.
    package let isUncertain: Bool

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

    /// Lines that together want more than the bank has for all of them.
    package struct Bottleneck: Hashable, Sendable {
        package let lines: [Place]
        package let needed: Int
        package let available: Int
        package var missing: Int { needed - available }
    }

    package struct Place: Hashable, Sendable {
        package let part: Int
        package let line: Int
    }

    private struct PlacedLine {
        let place: Place
        /// Nil for a line of named questions.
        let draw: Blueprint.Draw?
        let count: Int
        let available: Int
    }

    init(blueprint: Blueprint, stock: Stock) {
        let lines = Self.lines(of: blueprint, stock)
        self.lines = lines
        isTooLarge = blueprint.isTooLarge
        let draws =
            isTooLarge
            ? []
            : lines.indices.filter { lines[$0].draw != nil }
                .sorted { (lines[$0].available, $0) < (lines[$1].available, $1) }
        self.draws = !draws.isEmpty
        let named = blueprint.fixedQuestions
        fixed = named.count
        let draft = stock.draft(
            draws.compactMap { lines[$0].draw }, fixed: named,
            mostOfSource: blueprint.rules.mostOfSource)
        let feasibility = Feasibility(draft.plan)
        self.feasibility = feasibility
        shortages = isTooLarge ? [] : Self.shortages(lines, draws, feasibility)
        bottlenecks = feasibility.bottlenecks.map { found in
            Bottleneck(
                lines: found.draws.map { lines[draws[$0]].place }
                    .sorted { ($0.part, $0.line) < ($1.part, $1.line) },
                needed: found.needed, available: found.available)
        }
        isBrokenByFixed = draft.isBrokenByFixed
        isUncertain =
            !draft.isExact && !feasibility.isMet && Feasibility(draft.widestPlan).isMet
    }

    private static func lines(of blueprint: Blueprint, _ stock: Stock) -> [PlacedLine] {
        blueprint.parts.enumerated().flatMap { part, content in
            content.lines.enumerated().map { line, content in
                PlacedLine(
                    place: Place(part: part, line: line), draw: content.draw,
                    count: content.count, available: stock.available(for: content))
            }
        }
    }

    /// - Parameter draws: the places in `lines` of the draws, in the order in which they
    ///   are served.
    private static func shortages(
        _ lines: [PlacedLine], _ draws: [Int], _ feasibility: Feasibility
    ) -> [Shortage] {
        let unmet = Dictionary(uniqueKeysWithValues: zip(draws, feasibility.missing))
        return lines.enumerated().compactMap { number, line in
            let missing = unmet[number] ?? line.count - line.available
            guard missing > 0 else { return nil }
            return Shortage(
                part: line.place.part, line: line.place.line, needed: line.count,
                available: line.available, missing: missing)
        }
    }

    /// How many questions a line may use.
    package func available(part: Int, line: Int) -> Int {
        lines.first { $0.place == Place(part: part, line: line) }?.available ?? 0
    }

    /// What could be drawn beside this paper.
    package struct Prospect: Hashable, Sendable {
        /// Papers that share no drawn question, as many as the bank can give at once;
        /// nil where nothing is drawn.
        package let disjointPapers: Int?
        /// How many questions two papers have in common on the average, those on every
        /// paper included.
        package let overlap: Feasibility.Overlap
    }

    /// Nil while the bank cannot give one paper. Computed at every call, for a while.
    var prospect: Prospect? {
        guard shortages.isEmpty, !isBrokenByFixed, !isTooLarge else { return nil }
        return Prospect(
            disjointPapers: draws ? feasibility.disjointPapers() : nil,
            overlap: feasibility.overlap(onEvery: fixed))
    }
}

extension Blueprint.Line {
    fileprivate var draw: Blueprint.Draw? {
        if case .draw(let draw) = self { draw } else { nil }
    }
}

extension Blueprint {
    /// More questions than these no test has, nor lines that ask for them.
    private static let (mostQuestions, mostLines) = (1_000, 400)

    /// Whether it would take minutes to say what the bank has for it.
    var isTooLarge: Bool {
        let lines = parts.reduce(0) { $0 + $1.lines.count }
        return lines > Self.mostLines || questionCount > Self.mostQuestions
    }

    /// Questions that every paper holds.
    var fixedQuestions: [GUID] {
        parts.flatMap(\.lines).flatMap { line -> [GUID] in
            switch line {
            case .fixed(let fixed): fixed.questions
            case .draw: []
            }
        }
    }
}
