package import People
import Values

/// One walk over the records of the classes: decides of each what it counts as.
package struct ReportPass {
    package let input: ReportInput
    private let moment: Int64
    private let asOf: UInt16
    private let filtersPosts: Bool
    /// What was found out of each unit before.
    private var places: [Place] = []
    private var placeNumbers = IDNumbers()
    private var branchNumbers = IDNumbers()
    /// People without any post.
    private var others = IDNumbers()

    private struct Place {
        let isInScope: Bool
        /// The unit that it counts with, and a small number for it.
        let branch: Int64
        let branchNumber: Int
        let states: [UnitTree.State]
    }

    /// A record that counts.
    package struct Row: Hashable, Sendable {
        package let enrolment: Int64
        package let person: Int64
        /// A small number for the person.
        package let number: Int
        package let trainingClass: Int64
        package let isEnrolled: Bool
        package let hasAttended: Bool
        package let hasCompleted: Bool
        /// Days as records count them; 0: none.
        package let enrolledOn: UInt16
        package let attendedOn: UInt16
        /// The day under whose post it counts: of completion, else of enrolment.
        package let day: UInt16
        /// Nil: no post is known of that day.
        package let post: PostIndex.Post?
        /// Of the unit on that day.
        package let level: SchoolLevel?
        /// The unit of today's tree below the scope; nil without a post.
        package let branch: Int64?
        /// A small number for it; 0 for none.
        package let branchNumber: Int
    }

    package init(_ input: ReportInput) {
        self.input = input
        moment = input.query.moment
        asOf = RecordVersion.day(input.query.asOf)
        let query = input.query
        filtersPosts = query.level != nil || query.title != nil || query.subject != nil
    }

    /// Hands over what counts of a class's packed records. Somebody with several records is
    /// in the class once.
    package mutating func forEachRow(
        in records: [UInt8], of trainingClass: Int64, _ body: (Row) throws -> Void
    ) rethrows {
        var joined: [Int64: RecordVersion] = [:]
        try RecordVersion.forEach(in: records) { version in
            guard version.isKnown(at: moment) else { return }
            if input.posts.isJoined(version.person) {
                let person = input.posts.person(version.person)
                joined[person] =
                    joined[person]?.joined(with: version, asOf: asOf) ?? version
            } else if let row = row(version, of: trainingClass) {
                try body(row)
            }
        }
        for (_, version) in joined.sorted(by: { $0.key < $1.key }) {
            if let row = row(version, of: trainingClass) { try body(row) }
        }
    }

    /// Hands over whom the records say to have attended by the question's day, wherever they
    /// were then; somebody perhaps more than once.
    package func forEachAttendee(in records: [UInt8], _ body: (Int64) -> Void) {
        RecordVersion.forEach(in: records) { version in
            if version.isKnown(at: moment), version.hasAttended(by: asOf) {
                body(input.posts.person(version.person))
            }
        }
    }

    private mutating func row(_ version: RecordVersion, of trainingClass: Int64) -> Row? {
        let isEnrolled = version.isEnrolled(on: asOf)
        let hasAttended = version.hasAttended(by: asOf)
        let hasCompleted = version.hasCompleted(by: asOf)
        guard isEnrolled || hasAttended else { return nil }
        let day =
            hasCompleted
            ? version.completedOn
            : version.enrolledOn == 0 ? version.attendedOn : version.enrolledOn
        let person = input.posts.person(version.person)
        let post = input.posts.mainPost(of: person, on: Int32(day))
        guard let placed = place(post, on: Int32(day)) else { return nil }
        return Row(
            enrolment: version.enrolment, person: person,
            number: input.posts.number(of: person)
                ?? input.posts.count + others.add(person),
            trainingClass: trainingClass, isEnrolled: isEnrolled, hasAttended: hasAttended,
            hasCompleted: hasCompleted, enrolledOn: version.enrolledOn,
            attendedOn: version.attendedOn, day: day, post: post, level: placed.level,
            branch: placed.branch, branchNumber: placed.branchNumber)
    }

    /// Where a post counts.
    package struct Placed: Hashable, Sendable {
        package let level: SchoolLevel?
        package let branch: Int64?
        package let branchNumber: Int
    }

    /// Where a post counts; nil where it is not asked for.
    package mutating func place(_ post: PostIndex.Post?, on day: Int32) -> Placed? {
        guard let post else {
            let isAsked = input.scope.isEmpty && !filtersPosts
            return isAsked ? Placed(level: nil, branch: nil, branchNumber: 0) : nil
        }
        let number = placeNumber(of: post.unit)
        guard places[number].isInScope else { return nil }
        let level = places[number].states.first { $0.from <= day && day < $0.until }?.level
        let query = input.query
        if filtersPosts {
            guard query.level.map({ $0 == level }) ?? true,
                query.title.map({ $0 == post.title }) ?? true,
                query.subject.map({ $0 == input.posts.subject(of: post) }) ?? true
            else { return nil }
        }
        return Placed(
            level: level, branch: places[number].branch,
            branchNumber: places[number].branchNumber)
    }

    private mutating func placeNumber(of unit: Int64) -> Int {
        if let known = placeNumbers.number(of: unit) { return known }
        let line = input.tree.line(of: input.tree.standing(for: unit))
        // Of several units: these. Of one, or of the whole province: the units below it.
        var branch = line[max(0, line.count - 2)]
        let rank = line.firstIndex(where: input.scope.contains)
        if let rank { branch = line[input.scope.count > 1 ? rank : max(0, rank - 1)] }
        let isInScope = rank != nil || input.scope.isEmpty
        places.append(
            Place(
                isInScope: isInScope, branch: branch, branchNumber: branchNumbers.add(branch) + 1,
                states: input.tree.unit(unit)?.states ?? []))
        return placeNumbers.add(unit)
    }
}

extension ReportPass.Row {
    package func counts(as measure: ReportMeasure) -> Bool {
        switch measure {
        case .enrolments: isEnrolled
        case .attendances, .people: hasAttended
        case .completed: hasCompleted
        case .notCompleted: isEnrolled && !hasCompleted
        }
    }
}
