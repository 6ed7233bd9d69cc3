package import People
import Values

/// The figures of a report: of everybody asked for, and of each group.
package struct ReportFigures: Hashable, Sendable {
    /// What is counted of one group, or of all.
    package struct Count: Hashable, Codable, Sendable {
        package var classes = 0
        package var enrolments = 0
        package var attendances = 0
        /// Distinct people who attended.
        package var people = 0
        package var completed = 0
        package var periods = 0

        /// Of those enrolled, how many have completed.
        package var completion: Share { Share(completed, of: enrolments) }
    }

    /// What a group is told by.
    package enum Key: Hashable, Sendable {
        case unit(Int64)
        case level(SchoolLevel)
        case programme(Int64)
        /// With the name of one that is the department's own.
        case kind(ProgrammeKind, name: String?)
        case year(Int)
        case month(year: Int, month: Int)
        case subject(String)
        case title(PostTitle)
        /// No post, or nothing said in it.
        case unknown
    }

    package struct Group: Hashable, Sendable {
        package let key: Key
        package let count: Count
    }

    package let total: Count
    /// In no order that means something.
    package let groups: [Group]
}

/// Counts rows one after another, class after class.
package struct ReportCounter {
    private let input: ReportInput
    private let grouping: ReportQuery.Grouping
    private var total = Tally()
    private var groups: [(key: ReportFigures.Key, tally: Tally)] = []
    /// The group of a slot (`slot`), or -1: what tells groups apart is a small number.
    private var groupsOfSlots: [Int] = []
    private var current: Current?

    /// What all rows of one class share.
    private struct Current {
        let id: Int64
        /// Classes from 1, in their order.
        let number: Int
        let facts: ReportInput.ClassFacts
        let periods: Int
        /// The group, where the class alone decides it.
        var group: Int?
    }

    private struct Tally {
        var count = ReportFigures.Count()
        var people = Bits()
        /// The number of the class that was counted last.
        var lastClass = 0

        mutating func add(_ row: ReportPass.Row, _ current: Current) {
            if lastClass != current.number {
                count.classes += 1
                lastClass = current.number
            }
            if row.isEnrolled { count.enrolments += 1 }
            if row.hasAttended {
                count.attendances += 1
                people.insert(row.number)
            }
            if row.hasCompleted {
                count.completed += 1
                count.periods += current.periods
            }
        }

        var finished: ReportFigures.Count {
            var count = count
            count.people = people.count
            return count
        }
    }

    package init(_ input: ReportInput) {
        self.input = input
        grouping = input.query.grouping
    }

    package mutating func add(_ row: ReportPass.Row) {
        if current?.id != row.trainingClass { enter(row.trainingClass) }
        guard let current else { return }
        total.add(row, current)
        let group = current.group ?? group(of: row, current.facts)
        groups[group].tally.add(row, current)
    }

    private mutating func enter(_ trainingClass: Int64) {
        guard let facts = input.classes[trainingClass] else { return current = nil }
        let periods = input.programmes[facts.programme]?.programme.periods(on: facts.from) ?? 0
        var next = Current(
            id: trainingClass, number: (current?.number ?? 0) + 1, facts: facts, periods: periods)
        if let key = key(facts) {
            next.group =
                groups.firstIndex { $0.key == key } ?? add(key)
        }
        current = next
    }

    private mutating func add(_ key: ReportFigures.Key) -> Int {
        groups.append((key, Tally()))
        return groups.count - 1
    }

    private mutating func group(of row: ReportPass.Row, _ facts: ReportInput.ClassFacts) -> Int {
        let slot = slot(row)
        if slot < groupsOfSlots.count, groupsOfSlots[slot] >= 0 { return groupsOfSlots[slot] }
        while groupsOfSlots.count <= slot { groupsOfSlots.append(-1) }
        groupsOfSlots[slot] = add(key(row, facts))
        return groupsOfSlots[slot]
    }

    /// A small number for what a row's own group is told by; 0 where that is not known.
    private func slot(_ row: ReportPass.Row) -> Int {
        switch grouping {
        case .unit: row.branchNumber
        case .level:
            switch row.level {
            case nil: 0
            case .kindergarten: 1
            case .primary: 2
            case .lowerSecondary: 3
            case .upperSecondary: 4
            case .continuing: 5
            }
        case .subject: Int(row.post?.subject ?? 0)
        case .title:
            switch row.post?.title {
            case nil: 0
            case .head: 1
            case .deputy: 2
            case .teacher: 3
            case .staff: 4
            case .official: 5
            }
        case .programme, .kind, .year, .month: 0
        }
    }

    /// The key of a class's rows, where the class alone decides it.
    private func key(_ facts: ReportInput.ClassFacts) -> ReportFigures.Key? {
        switch grouping {
        case .programme: .programme(facts.programme)
        case .kind:
            input.programmes[facts.programme].map {
                .kind($0.programme.kind, name: $0.programme.kindName)
            } ?? .unknown
        case .year: .year(facts.from.year)
        case .month: .month(year: facts.from.year, month: facts.from.month)
        case .unit, .level, .subject, .title: nil
        }
    }

    /// The key under which a row counts.
    package func key(_ row: ReportPass.Row, _ facts: ReportInput.ClassFacts) -> ReportFigures.Key {
        if let key = key(facts) { return key }
        switch grouping {
        case .unit: return row.branch.map { .unit($0) } ?? .unknown
        case .level: return row.level.map { .level($0) } ?? .unknown
        case .title: return row.post.map { .title($0.title) } ?? .unknown
        default:
            let subject = row.post.map { input.posts.subject(of: $0) } ?? ""
            return subject.isEmpty ? .unknown : .subject(subject)
        }
    }

    package var figures: ReportFigures {
        ReportFigures(
            total: total.finished,
            groups: groups.map { ReportFigures.Group(key: $0.key, count: $0.tally.finished) })
    }
}
