package import Interchange
package import People
package import Storage
import Values

/// What a list of people would do, row by row.
package struct PersonPlan: Sendable {
    package let rows: [Row]
    /// Rows of the file that were refused, by the reader or by the server.
    package let refused: [RosterRefusal]
    package let unknownColumns: [String]

    package struct Row: Sendable {
        package let entry: PersonRoster.Entry
        package let state: State
        let ready: ReadyPerson
        /// Whose row it is; nil: somebody new.
        let person: PeopleStore.Listed?
        /// An import that brought this person was undone.
        let isRemoved: Bool
        package let posts: [PostStep]
        package let classes: [ClassStep]
        /// Posts and memberships that end with what is new.
        let endedPosts: [(id: Int64, date: CalendarDate)]
        let endedClasses: [(id: Int64, date: CalendarDate)]

        package var line: Int { entry.line }
        /// What was known before.
        package var before: PersonDetails? { isRemoved ? nil : person?.details }
        package var details: PersonDetails { ready.details }
    }

    package enum State: Hashable, Sendable {
        case new
        case changed
        case same
        /// The identifier belongs to somebody else by name and birth date.
        case identifierOfAnother(PeopleStore.Listed)
        /// Somebody of the same name and birth date is known already.
        case likelyDuplicate([PeopleStore.Listed])

        package var isConflict: Bool {
            switch self {
            case .identifierOfAnother, .likelyDuplicate: true
            case .new, .changed, .same: false
            }
        }
    }

    /// A post that begins, in a unit.
    package struct PostStep: Hashable, Sendable {
        let unit: Int64
        /// Whether the list says from which day on.
        let isDated: Bool
        package internal(set) var post: PostDetails
    }

    /// A class that a pupil joins.
    package struct ClassStep: Hashable, Sendable {
        let name: String
        let school: Int64?
        /// Of the class, where it is made.
        let classFrom: CalendarDate
        let classUntil: CalendarDate?
        let from: CalendarDate
        let until: CalendarDate?
        /// Nil: no such class yet.
        var unit: Int64?

        /// Steps of one key lead to one class.
        var key: String { "\(school ?? 0)/\(name)" }
    }

    /// What somebody decided about a row in doubt.
    package enum Decision: Hashable, Sendable {
        /// It is this person, by code.
        case samePerson(String)
        case newPerson
    }

    /// People who are new, with a post of which the list does not say since when.
    package var undated: Int {
        rows.count { $0.person == nil && $0.posts.contains { !$0.isDated } }
    }

    package var counts: IntakeStore.Counts {
        var counts = IntakeStore.Counts()
        counts.read = rows.count + refused.count
        counts.refused = refused.count
        for row in rows {
            switch row.state {
            case .new: counts.new += 1
            case .changed: counts.changed += 1
            case .same: counts.same += 1
            case .identifierOfAnother, .likelyDuplicate: counts.conflicting += 1
            }
        }
        return counts
    }
}

/// A list of people made ready: the keys of the names computed.
package struct ReadyPeople: Sendable {
    let roster: PersonRoster
    let ready: [ReadyPerson]

    /// To be called where it may take long.
    package init(_ roster: PersonRoster) {
        self.roster = roster
        ready = roster.entries.map {
            ReadyPerson(
                PersonDetails(
                    fullName: $0.fullName, identifier: $0.identifier, birthDate: $0.birthDate,
                    gender: $0.gender, email: $0.email))
        }
    }
}
