/// A plan in the making: what is drawn, the questions with what the rules ask of
/// them, and those that stand on every paper.
///
/// Enemies (questions of which a paper holds one at most) inside one source, or
/// without a rule about sources, are limits inside a limit, and a plan tells exactly
/// what can be given. Where enemies come from several sources the question becomes
/// one of three-dimensional matching, which is NP-hard (R. M. Karp, 1972): `plan`
/// is then a bound on the safe side, which counts of such enemies only those of the
/// source that has most of them, and `widestPlan` one on the other side.
package struct PlanDraft: Sendable {
    private let counts: [Int]
    private let mostOfSource: Int?
    private var questions: [Trait: Int] = [:]
    private var fixedOfSource: [Int: Int] = [:]
    private var fixedEnemies: [Int: Int] = [:]

    /// What questions have in common that count as one.
    package struct Trait: Hashable, Sendable {
        /// The draws that may take it, ascending.
        package let draws: [Int]
        package let source: Int?
        /// Which group of enemies it belongs to.
        package let enemies: Int?

        package init(draws: [Int], source: Int? = nil, enemies: Int? = nil) {
            self.draws = draws
            self.source = source
            self.enemies = enemies
        }
    }

    /// - Parameters:
    ///   - counts: what each draw wants, in the order in which they are served.
    ///   - mostOfSource: how many questions of one source a paper may hold.
    package init(counts: [Int], mostOfSource: Int? = nil) {
        self.counts = counts
        self.mostOfSource = mostOfSource
    }

    /// Counts questions that may be drawn.
    package mutating func add(_ trait: Trait, count: Int = 1) {
        guard !trait.draws.isEmpty, count > 0 else { return }
        questions[trait, default: 0] += count
    }

    /// Counts a question that stands on every paper.
    package mutating func fix(source: Int?, enemies: Int?) {
        if let source { fixedOfSource[source, default: 0] += 1 }
        if let enemies { fixedEnemies[enemies, default: 0] += 1 }
    }

    /// Whether the questions that stand on every paper break a rule by themselves.
    package var isBrokenByFixed: Bool {
        fixedEnemies.values.contains { $0 > 1 }
            || mostOfSource.map { most in fixedOfSource.values.contains { $0 > most } } ?? false
    }

    /// Whether no enemies come from several sources: then `plan` is exact.
    package var isExact: Bool { mostOfSource == nil || homes.values.allSatisfy { $0.count == 1 } }

    /// For each group of enemies, how many of them are of which source.
    private var homes: [Int: [Int?: Int]] {
        questions.reduce(into: [:]) { homes, entry in
            guard let enemies = entry.key.enemies else { return }
            homes[enemies, default: [:]][entry.key.source, default: 0] += entry.value
        }
    }

    /// A plan with what each trait is in it.
    struct Placed {
        let plan: DrawPlan
        /// The kind of each trait that the plan counts.
        let kinds: [Trait: Int]
        /// The limits that a question of each other trait is under.
        let uncounted: [Trait: [Int]]
    }

    /// What a paper can be drawn from for certain.
    package var plan: DrawPlan { placed.plan }

    /// The same as if enemies from several sources were none: what it lacks is lacking
    /// for certain.
    package var widestPlan: DrawPlan {
        let straddling = mostOfSource == nil ? [] : Set(homes.filter { $0.value.count > 1 }.keys)
        var wider = PlanDraft(counts: counts, mostOfSource: mostOfSource)
        wider.fixedOfSource = fixedOfSource
        wider.fixedEnemies = fixedEnemies
        for (trait, count) in questions {
            let group = trait.enemies.flatMap { straddling.contains($0) ? nil : $0 }
            wider.add(Trait(draws: trait.draws, source: trait.source, enemies: group), count: count)
        }
        return wider.plan
    }

    var placed: Placed {
        var limits: [DrawPlan.Limit] = []
        var sources: [Int: Int] = [:]
        if let mostOfSource {
            for source in Set(questions.keys.compactMap(\.source)).sorted() {
                sources[source] = limits.count
                let left = max(0, mostOfSource - fixedOfSource[source, default: 0])
                limits.append(DrawPlan.Limit(most: left))
            }
        }
        var homeOf: [Int: Int?] = [:]
        var groups: [Int: Int] = [:]
        for (group, counts) in homes.sorted(by: { $0.key < $1.key }) {
            let home = counts.max { ($0.value, -($0.key ?? -1)) < ($1.value, -($1.key ?? -1)) }
            let source = home?.key
            homeOf[group] = source
            groups[group] = limits.count
            limits.append(
                DrawPlan.Limit(
                    most: max(0, 1 - fixedEnemies[group, default: 0]),
                    within: source.flatMap { sources[$0] }))
        }
        var kinds: [DrawPlan.Kind] = []
        var places: [Trait: Int] = [:]
        var uncounted: [Trait: [Int]] = [:]
        for (trait, count) in questions.sorted(by: { Self.comesBefore($0.key, $1.key) }) {
            let source = trait.source.flatMap { sources[$0] }
            let group = trait.enemies.flatMap { groups[$0] }
            if mostOfSource != nil, let enemies = trait.enemies,
                homeOf[enemies] != .some(trait.source)
            {
                uncounted[trait] = [source, group].compactMap(\.self)
                continue
            }
            places[trait] = kinds.count
            kinds.append(DrawPlan.Kind(draws: trait.draws, count: count, limit: group ?? source))
        }
        return Placed(
            plan: DrawPlan(counts: counts, kinds: kinds, limits: limits), kinds: places,
            uncounted: uncounted)
    }

    private static func comesBefore(_ one: Trait, _ other: Trait) -> Bool {
        func key(_ trait: Trait) -> [Int] {
            [trait.source ?? -1, trait.enemies ?? -1] + trait.draws
        }
        return key(one).lexicographicallyPrecedes(key(other))
    }
}
