import Assessment
import Storage
import Values

/// A bank counted for one blueprint: how many questions are alike, and each one that
/// the blueprint names.
struct Stock: Hashable, Sendable {
    private var tallies: [QuestionStore.Tally: Int] = [:]
    private var named: [GUID: Named] = [:]
    private let enemies: [GUID: Int]
    private var sources: [String: Int] = [:]

    private struct Named: Hashable {
        let tally: QuestionStore.Tally
        /// Whether a draw may take it.
        let isDrawable: Bool
    }

    init(for blueprint: Blueprint, of subject: Int64, _ connection: Connection) throws {
        let questions = QuestionStore(connection)
        let rules = blueprint.rules
        let bySource = rules.mostOfSource != nil
        enemies = rules.enemyGroups
        for tally in try questions.tallies(
            of: subject, bySource: bySource, unusedSince: rules.unusedFrom)
        {
            tallies[tally.one, default: 0] += tally.count
            if let source = tally.source { _ = number(of: source) }
        }
        let used = try rules.unusedFrom.map {
            try QuestionUseStore(connection).used(in: subject, since: $0)
        }
        for guid in Set(blueprint.fixedQuestions).union(enemies.keys) {
            guard let (listed, source) = try questions.entry(guid), listed.subject == subject
            else { continue }
            let tally = QuestionStore.Tally(
                topic: listed.topic, type: listed.type, level: listed.level,
                source: bySource ? source : nil, count: 1)
            if let source = tally.source { _ = number(of: source) }
            let isDrawable = used.map { !$0.contains(listed.id) } ?? true
            named[guid] = Named(tally: tally, isDrawable: isDrawable)
            // Counted by itself from now on.
            if isDrawable { tallies[tally, default: 0] -= 1 }
        }
    }

    private mutating func number(of source: String) -> Int {
        let next = sources.count
        let number = sources[source, default: next]
        sources[source] = number
        return number
    }

    func available(for line: Blueprint.Line) -> Int {
        switch line {
        case .fixed(let fixed): return fixed.questions.count { named[$0] != nil }
        case .draw(let draw):
            let alike = tallies.reduce(0) { $0 + (draw.matches($1.key) ? $1.value : 0) }
            return alike + named.values.count { $0.isDrawable && draw.matches($0.tally) }
        }
    }

    /// - Parameter fixed: the questions on every paper.
    func draft(_ draws: [Blueprint.Draw], fixed: [GUID], mostOfSource: Int?) -> PlanDraft {
        var draft = PlanDraft(counts: draws.map(\.count), mostOfSource: mostOfSource)
        for (tally, count) in tallies {
            draft.add(trait(of: tally, draws, enemies: nil), count: count)
        }
        let fixed = Set(fixed)
        for (guid, one) in named {
            if fixed.contains(guid) {
                draft.fix(source: source(of: one.tally), enemies: enemies[guid])
            } else if one.isDrawable {
                draft.add(trait(of: one.tally, draws, enemies: enemies[guid]))
            }
        }
        return draft
    }

    private func source(of tally: QuestionStore.Tally) -> Int? {
        tally.source.flatMap { sources[$0] }
    }

    private func trait(
        of tally: QuestionStore.Tally, _ draws: [Blueprint.Draw], enemies: Int?
    ) -> PlanDraft.Trait {
        PlanDraft.Trait(
            draws: draws.indices.filter { draws[$0].matches(tally) }, source: source(of: tally),
            enemies: enemies)
    }
}

extension QuestionStore.Tally {
    /// The same without its count: what is alike.
    fileprivate var one: QuestionStore.Tally {
        QuestionStore.Tally(topic: topic, type: type, level: level, source: source, count: 1)
    }
}

extension Blueprint.Draw {
    func matches(_ tally: QuestionStore.Tally) -> Bool {
        matches(type: tally.type, topic: tally.topic, level: tally.level)
    }

    func matches(type: QuestionType, topic: [String], level: CognitiveLevel?) -> Bool {
        type == self.type && topic.starts(with: self.topic)
            && (self.level == nil || level == self.level)
    }
}
