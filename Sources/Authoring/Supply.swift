package import Assessment
package import Storage

/// What a bank has for a plan: for each line the questions it may use, and
/// which lines lack how many.
package struct Supply: Sendable {
    private let plan: TestPlan
    /// For each part and line, the questions that it may use.
    private let pools: [[[QuestionStore.Listed]]]

    /// A line that the bank cannot fill.
    package struct Shortage: Hashable, Sendable {
        package let part: Int
        package let line: Int
        package let missing: Int
    }

    /// - Parameter bank: the published questions, in the order of their GUIDs.
    package init(plan: TestPlan, bank: [QuestionStore.Listed]) {
        self.plan = plan
        pools = plan.parts.map { part in
            part.lines.map { line in Self.pool(for: line, in: bank) }
        }
    }

    /// How many questions a line may use.
    package func available(part: Int, line: Int) -> Int { pools[part][line].count }

    /// Every question that some line may use.
    var everything: [QuestionStore.Listed] { Array(pools.joined().joined()) }

    /// The lines that cannot be filled even alone, and draws that cannot count on
    /// enough questions once the other lines have taken theirs.
    package var shortages: [Shortage] {
        var found: [Shortage] = []
        for (part, lines) in plan.parts.map(\.lines).enumerated() {
            for (place, line) in lines.enumerated() {
                let missing = line.count - sure(part: part, line: place)
                if missing > 0 { found.append(Shortage(part: part, line: place, missing: missing)) }
            }
        }
        return found
    }

    /// Questions a line can count on: its pool without what other lines may take of it.
    private func sure(part: Int, line: Int) -> Int {
        guard case .draw = plan.parts[part].lines[line] else { return pools[part][line].count }
        let own = Set(pools[part][line].map(\.guid))
        var sure = own.count
        for (otherPart, lines) in plan.parts.map(\.lines).enumerated() {
            for (otherLine, other) in lines.enumerated()
            where (otherPart, otherLine) != (part, line) {
                let shared = pools[otherPart][otherLine].count { own.contains($0.guid) }
                if narrower(part, line, than: otherPart, otherLine) { continue }
                sure -= min(shared, other.count)
            }
        }
        return sure
    }

    /// Draws of smaller pools are made first, so wider ones take nothing from them.
    private func narrower(_ part: Int, _ line: Int, than otherPart: Int, _ otherLine: Int) -> Bool {
        guard case .draw = plan.parts[otherPart].lines[otherLine] else { return false }
        let (own, other) = (pools[part][line].count, pools[otherPart][otherLine].count)
        return own < other || (own == other && (part, line) < (otherPart, otherLine))
    }

    /// The plan with its pools as a manifest.
    ///
    /// - Parameter item: what a manifest keeps of a question.
    /// - Throws: `ManifestError`, `NotFound` where `item` gives none.
    func manifest(_ item: (QuestionStore.Listed) -> Manifest.Item?) throws -> Manifest {
        let parts = try zip(plan.parts, pools).map { part, pools in
            Manifest.Part(
                title: part.title, shufflesQuestions: part.shufflesQuestions,
                shufflesOptions: part.shufflesOptions,
                entries: try zip(part.lines, pools).flatMap { line, pool in
                    try Self.entries(
                        for: line,
                        items: pool.map { listed in
                            guard let item = item(listed) else { throw NotFound() }
                            return item
                        })
                })
        }
        return try Manifest(parts: parts)
    }

    private static func entries(
        for line: TestPlan.Line, items: [Manifest.Item]
    ) throws -> [Manifest.Entry] {
        switch line {
        case .draw(let draw): [.draw(count: draw.count, pool: items, worth: draw.worth)]
        case .fixed(let fixed): items.map { .fixed($0, worth: fixed.worth) }
        }
    }

    private static func pool(
        for line: TestPlan.Line, in bank: [QuestionStore.Listed]
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
