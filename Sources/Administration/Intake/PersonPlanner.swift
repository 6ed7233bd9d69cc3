import Interchange
import People
import Storage
import Values

/// Compares a list of people with who is known.
struct PersonPlanner {
    let connection: Connection
    let today: CalendarDate
    let directory: UnitDirectory
    /// By line.
    let decisions: [Int: PersonPlan.Decision]
    /// From which day on somebody new holds a post without a date of its own.
    let since: CalendarDate
    private var people: PeopleStore { PeopleStore(connection) }
    /// Who was recognised by name in an earlier row: two rows of one name are two people.
    private var claimed: Set<Int64> = []
    /// The line that keeps somebody whose name stands in several.
    private var reserved: [Int64: Int] = [:]
    /// Names that stand in several rows without an identifier or a birth date.
    private var severalOfName: Set<String> = []
    /// The line of each person who was recognised.
    private var lines: [Int64: Int] = [:]
    /// Classes that were looked up, by `ClassStep.key`.
    var classes: [String: Int64?] = [:]

    init(
        _ connection: Connection, today: CalendarDate, directory: UnitDirectory,
        decisions: [Int: PersonPlan.Decision], since: CalendarDate? = nil
    ) {
        self.since = since ?? today
        self.connection = connection
        self.today = today
        self.directory = directory
        self.decisions = decisions
    }

    mutating func plan(_ people: ReadyPeople) throws -> PersonPlan {
        var rows: [PersonPlan.Row] = []
        var refused = people.roster.refused
        var names: Set<String> = []
        for entry in people.roster.entries
        where entry.identifier == nil && entry.birthDate == nil {
            let name = VietnameseText.folded(entry.fullName)
            if !names.insert(name).inserted { severalOfName.insert(name) }
        }
        for (entry, ready) in zip(people.roster.entries, people.ready)
        where severalOfName.contains(VietnameseText.folded(entry.fullName)) {
            try reserve(entry, ready.details)
        }
        for (entry, ready) in zip(people.roster.entries, people.ready) {
            do {
                rows.append(try row(entry, ready))
            } catch let fault as RosterRefused {
                refused.append(
                    RosterRefusal(
                        part: people.roster.part, line: entry.line,
                        words: [entry.fullName, entry.identifier].compactMap(\.self)
                            .joined(separator: ", "), reason: fault.reason))
            }
        }
        return PersonPlan(
            rows: rows, refused: refused, unknownColumns: people.roster.unknownColumns)
    }

    /// Of several rows of one name, the one that says exactly what somebody is keeps them.
    private mutating func reserve(
        _ entry: PersonRoster.Entry, _ details: PersonDetails
    ) throws {
        guard entry.identifier == nil, entry.birthDate == nil, !entry.posts.isEmpty,
            let posts = try? entry.posts.map({ try step($0, isMain: true) })
        else { return }
        let exact = try people.namesakes(of: details).filter {
            try reserved[$0.id] == nil && holds($0.id, posts, exactly: true)
        }
        if exact.count == 1 { reserved[exact[0].id] = entry.line }
    }

    // MARK: Whose row it is

    private enum Match {
        case nobody
        case person(PeopleStore.Listed, isRemoved: Bool)
        case doubt(PersonPlan.State)
    }

    private mutating func row(
        _ entry: PersonRoster.Entry, _ ready: ReadyPerson
    ) throws -> PersonPlan.Row {
        var posts = try entry.posts.enumerated().map { try step($1, isMain: $0 == 0) }
        var classes = try entry.classes.map { try step($0) }
        if posts.isEmpty, classes.isEmpty, !entry.isPupil {
            throw RosterRefused(reason: .noPostOrClass)
        }
        let match = try match(entry, ready, posts, classes)
        guard case .person(let person, let isRemoved) = match else {
            for place in posts.indices where !posts[place].isDated {
                posts[place].post.from = min(since, posts[place].post.until ?? since)
            }
            let state: PersonPlan.State = if case .doubt(let state) = match { state } else { .new }
            return PersonPlan.Row(
                entry: entry, state: state, ready: ready, person: nil, isRemoved: false,
                posts: posts, classes: classes, endedPosts: [], endedClasses: [])
        }
        if let line = lines[person.id] {
            throw RosterRefused(reason: .samePerson(line: line))
        }
        lines[person.id] = entry.line
        let details = Self.merged(ready.details, person.details)
        let endedPosts = try keepNewPosts(&posts, of: person.id)
        let endedClasses = try keepNewClasses(&classes, of: person.id)
        let isSame =
            details == person.details && posts.isEmpty && classes.isEmpty
            && endedPosts.isEmpty && endedClasses.isEmpty
        return PersonPlan.Row(
            entry: entry, state: isRemoved ? .new : isSame ? .same : .changed,
            ready: details == ready.details ? ready : ReadyPerson(details), person: person,
            isRemoved: isRemoved, posts: posts, classes: classes, endedPosts: endedPosts,
            endedClasses: endedClasses)
    }

    private mutating func match(
        _ entry: PersonRoster.Entry, _ ready: ReadyPerson, _ posts: [PersonPlan.PostStep],
        _ classes: [PersonPlan.ClassStep]
    ) throws -> Match {
        switch decisions[entry.line] {
        case .samePerson(let code):
            guard let person = try people.person(code: code) else { break }
            return .person(person, isRemoved: false)
        case .newPerson:
            // An identifier that is somebody else's cannot be given twice.
            guard let identifier = entry.identifier,
                let other = try people.record(identifier: identifier)
            else { return .nobody }
            return .doubt(.identifierOfAnother(other.person))
        case nil: break
        }
        if let identifier = entry.identifier,
            let record = try people.record(identifier: identifier)
        {
            let known = record.person.details
            let isSame =
                record.isRemoved
                || VietnameseText.folded(known.fullName)
                    == VietnameseText.folded(ready.details.fullName)
                || known.birthDate != nil && known.birthDate == ready.details.birthDate
            return isSame
                ? .person(record.person, isRemoved: record.isRemoved)
                : .doubt(.identifierOfAnother(record.person))
        }
        return try matchByName(ready, posts, classes, line: entry.line)
    }

    /// By name and birth date: the same person where the place is the same and no two
    /// identifiers differ; elsewhere, and where several can be meant, somebody must look.
    private mutating func matchByName(
        _ ready: ReadyPerson, _ posts: [PersonPlan.PostStep],
        _ classes: [PersonPlan.ClassStep], line: Int
    ) throws -> Match {
        let details = ready.details
        let namesakes = try people.namesakes(of: details).filter {
            !claimed.contains($0.id) && reserved[$0.id].map { $0 == line } ?? true
        }
        var found: [PeopleStore.Listed] = []
        var exact: [PeopleStore.Listed] = []
        var likely: [PeopleStore.Listed] = []
        for known in namesakes {
            let isHere = try isAt(known.id, posts, classes)
            let identifiersDiffer =
                details.identifier != nil && known.details.identifier != nil
            let bornAlike =
                details.birthDate != nil && details.birthDate == known.details.birthDate
            let isUndated = details.birthDate == nil || known.details.birthDate == nil
            if isHere, !identifiersDiffer, bornAlike || isUndated {
                let isExact = try bornAlike || holds(known.id, posts, exactly: true)
                if isExact { exact.append(known) }
                if try isExact || details.birthDate == nil && holds(known.id, posts) {
                    found.append(known)
                }
            }
            if bornAlike || isHere && isUndated && !identifiersDiffer { likely.append(known) }
        }
        let isAlone = !severalOfName.contains(VietnameseText.folded(details.fullName))
        if let known = exact.count == 1 ? exact[0] : found.count == 1 && isAlone ? found[0] : nil {
            claimed.insert(known.id)
            return .person(known, isRemoved: false)
        }
        return likely.isEmpty ? .nobody : .doubt(.likelyDuplicate(likely))
    }

    private func isAt(
        _ person: Int64, _ posts: [PersonPlan.PostStep], _ classes: [PersonPlan.ClassStep]
    ) throws -> Bool {
        let units = Set(posts.map(\.unit))
        if try PostStore(connection).posts(of: person).contains(where: { units.contains($0.unit) })
        {
            return true
        }
        let rooms = Set(classes.compactMap(\.unit))
        return try MembershipStore(connection).memberships(of: person)
            .contains { rooms.contains($0.unit) }
    }

    /// Whether somebody is what a row says: a name alone does not make a head a teacher.
    ///
    /// - Parameter exactly: also in the words of the title and the subject.
    private func holds(
        _ person: Int64, _ posts: [PersonPlan.PostStep], exactly: Bool = false
    ) throws -> Bool {
        guard !posts.isEmpty else { return true }
        return try PostStore(connection).posts(of: person).contains { known in
            posts.contains {
                $0.unit == known.unit
                    && (exactly
                        ? Self.isSame(known.details, $0.post)
                        : $0.post.title == known.details.title)
            }
        }
    }

    /// What the file says, and what was known where it says nothing.
    private static func merged(
        _ new: PersonDetails, _ known: PersonDetails
    ) -> PersonDetails {
        PersonDetails(
            fullName: new.fullName, identifier: new.identifier ?? known.identifier,
            birthDate: new.birthDate ?? known.birthDate, gender: new.gender ?? known.gender,
            email: new.email ?? known.email)
    }
}
