package import Assessment
import Storage
import Values

/// What a bank has for a blueprint: what each line may use, which lines lack how
/// many, and what more papers it could give. Counts alone, whatever the bank's size.
package struct Supply: Sendable {
    private let blueprint: Blueprint
    private let stock: Stock
    private let lines: [PlacedLine]
    /// The places in `lines` of the draws, in the order in which they are served.
    private let draws: [Int]
    private let draft: PlanDraft

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
        self.blueprint = blueprint
        self.stock = stock
        lines = blueprint.parts.enumerated().flatMap { part, content in
            content.lines.enumerated().map { line, content in
                PlacedLine(
                    place: Place(part: part, line: line), draw: content.draw,
                    count: content.count, available: stock.available(for: content))
            }
        }
        draws = lines.indices.filter { [lines] in lines[$0].draw != nil }
            .sorted { [lines] in (lines[$0].available, $0) < (lines[$1].available, $1) }
        draft = stock.draft(
            draws.compactMap { [lines] in lines[$0].draw }, fixed: blueprint.fixedQuestions,
            mostOfSource: blueprint.rules.mostOfSource)
    }

    /// How many questions a line may use.
    package func available(part: Int, line: Int) -> Int {
        lines.first { $0.place == Place(part: part, line: line) }?.available ?? 0
    }

    /// The lines that cannot be filled: named questions that the bank does not hold
    /// any more, and draws that get too few once the other lines have theirs. Where
    /// draws want the same questions, small pools are served first, as when a form
    /// is drawn.
    package var shortages: [Shortage] {
        let unmet = Dictionary(
            uniqueKeysWithValues: zip(draws, Feasibility(draft.plan).missing))
        return lines.enumerated().compactMap { number, line in
            let missing = unmet[number] ?? line.count - line.available
            guard missing > 0 else { return nil }
            return Shortage(
                part: line.place.part, line: line.place.line, needed: line.count,
                available: line.available, missing: missing)
        }
    }

    /// Draws that cannot all be met, those that compete together.
    package var bottlenecks: [Bottleneck] {
        Feasibility(draft.plan).bottlenecks.map { found in
            Bottleneck(
                lines: found.draws.map { lines[draws[$0]].place }
                    .sorted { ($0.part, $0.line) < ($1.part, $1.line) },
                needed: found.needed, available: found.available)
        }
    }

    /// Whether questions that stand on every paper break a rule among themselves.
    package var isBrokenByFixed: Bool { draft.isBrokenByFixed }

    /// Whether rules cross each other so that what is lacking may yet be there
    /// (`PlanDraft`): what is said to be enough is, all the same.
    package var isUncertain: Bool {
        !draft.isExact && !Feasibility(draft.plan).isMet
            && Feasibility(draft.widestPlan).isMet
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

    /// Nil while the bank cannot give one paper.
    package var prospect: Prospect? {
        let feasibility = Feasibility(draft.plan)
        guard shortages.isEmpty, !isBrokenByFixed else { return nil }
        let overlap = feasibility.overlap(onEvery: blueprint.fixedQuestions.count)
        return Prospect(
            disjointPapers: draws.isEmpty ? nil : feasibility.disjointPapers(), overlap: overlap)
    }
}

extension Blueprint.Line {
    fileprivate var draw: Blueprint.Draw? {
        if case .draw(let draw) = self { draw } else { nil }
    }
}

extension Blueprint {
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
