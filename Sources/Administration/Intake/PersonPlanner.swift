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
    private var classes: [String: Int64?] = [:]

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

    // MARK: Posts

    private func step(
        _ post: PersonRoster.Post, isMain: Bool
    ) throws -> PersonPlan.PostStep {
        guard let unit = try directory.find(post.unit, on: post.from) else {
            throw RosterRefused(reason: .noUnit)
        }
        return PersonPlan.PostStep(
            unit: unit, isDated: post.from != nil,
            post: PostDetails(
                post.title, words: post.words, subject: post.subject, isMain: isMain,
                from: post.from ?? today, until: post.until))
    }

    /// Leaves the posts that are new; a new main post elsewhere ends the main one so far, and
    /// another title at the same unit follows the one so far. A row with an end ends the post
    /// that it means.
    ///
    /// - Returns: the posts that end.
    private func keepNewPosts(
        _ posts: inout [PersonPlan.PostStep], of person: Int64
    ) throws -> [(id: Int64, date: CalendarDate)] {
        guard !posts.isEmpty else { return [] }
        let all = try PostStore(connection).posts(of: person)
        let standing = all.filter { $0.details.until.map { $0 > today } ?? true }
        /// The post that a row means; without an end only one that is held.
        func known(_ step: PersonPlan.PostStep) -> PostStore.Post? {
            (step.post.until == nil ? standing : standing + all).first {
                $0.unit == step.unit && Self.isSame($0.details, step.post)
                    && (!step.isDated || $0.details.from == step.post.from)
            }
        }
        let units = Set(posts.map(\.unit))
        let meant = Set(posts.compactMap { known($0)?.id })
        let others = standing.filter { !meant.contains($0.id) }
        var ended: [(id: Int64, date: CalendarDate)] = []
        posts = try posts.filter { step in
            if let known = known(step) {
                if let until = step.post.until, known.details.until != until {
                    ended.append((known.id, until))
                }
                return false
            }
            if let until = step.post.until, until <= today { return true }
            let before = others.filter {
                $0.unit == step.unit
                    || step.post.isMain && $0.details.isMain && !units.contains($0.unit)
            }
            // The same post with another first day is put right.
            let others = before.filter {
                $0.unit != step.unit || $0.details.title != step.post.title
            }
            if let later = others.map(\.details.from).max(), later > step.post.from {
                throw RosterRefused(reason: .laterPost(later))
            }
            ended += before.map { ($0.id, step.post.from) }
            return true
        }
        return ended
    }

    private static func isSame(_ known: PostDetails, _ new: PostDetails) -> Bool {
        known.title == new.title && (new.words == nil || known.words == new.words)
            && (new.subject == nil || known.subject == new.subject)
    }

    // MARK: Classes

    private mutating func step(
        _ schoolClass: PersonRoster.SchoolClass
    ) throws -> PersonPlan.ClassStep {
        let school: Int64?
        do {
            school = try directory.find(schoolClass.school)
        } catch {
            // Where no school is known at all, classes stand by themselves.
            guard directory.isEmpty else { throw error }
            school = nil
        }
        if school == nil, !directory.isEmpty { throw RosterRefused(reason: .noUnit) }
        let from = schoolClass.from ?? today
        var step = PersonPlan.ClassStep(
            name: schoolClass.name, school: school,
            classFrom: min(schoolClass.opens ?? from, from), classUntil: schoolClass.closes,
            from: from, until: schoolClass.until, unit: nil)
        if let known = classes[step.key] {
            step.unit = known
        } else {
            step.unit = try ClassStore(connection).find(
                step.name, of: school, from: step.classFrom, until: step.until)
            classes[step.key] = .some(step.unit)
        }
        return step
    }

    /// Leaves the classes that are new; who joins one leaves those that the file does not name.
    ///
    /// - Returns: the memberships that end.
    private func keepNewClasses(
        _ steps: inout [PersonPlan.ClassStep], of person: Int64
    ) throws -> [(id: Int64, date: CalendarDate)] {
        guard !steps.isEmpty else { return [] }
        let all = try MembershipStore(connection).memberships(of: person)
        let named = Set(steps.compactMap(\.unit))
        steps = steps.filter { step in
            !all.contains {
                $0.unit == step.unit && $0.from <= step.from
                    && (step.until == nil ? $0.until == nil : $0.until == step.until)
            }
        }
        guard let first = steps.map(\.from).min() else { return [] }
        return all.filter { ($0.until.map { $0 > first } ?? true) && !named.contains($0.unit) }
            .map { ($0.id, first) }
    }
}
