package import People
package import Storage
package import Training
package import Values

/// How far the trainees of a class are, for its trainers.
package struct ClassProgress: Sendable {
    private let database: Database

    package init(database: Database) { self.database = database }

    // Every function is given a class that its caller was let to read or change:
    // `TrainingClasses.trainingClass(_:for:by:)`.

    package struct Table: Sendable {
        package let rule: CompletionRule
        package let lessons: [LessonStore.Listed]
        package let sessions: [ClassSessionStore.Listed]
        package let rows: [Row]
    }

    package struct Row: Sendable {
        package let member: EnrolmentStore.Member
        package let standing: ClassStanding
    }

    /// A page of the class's people in Vietnamese order.
    package func table(
        of trainingClass: TrainingClassStore.Listed,
        after place: (sortKey: String, person: Int64)?, limit: Int
    ) async throws -> Table {
        try await database.read { connection in
            let work = try ClassWork(trainingClass, connection)
            let members = try EnrolmentStore(connection).members(
                of: trainingClass.id, after: place, limit: limit)
            return Table(
                rule: work.rule, lessons: work.lessons, sessions: work.sessions,
                rows: try members.map { member in
                    Row(
                        member: member,
                        standing: try work.standing(
                            of: member.enrolment, state: member.state, connection))
                })
        }
    }

    /// - Parameter code: of the person.
    /// - Throws: `TrainingFault.missing`.
    package func table(
        of trainingClass: TrainingClassStore.Listed, for code: String
    ) async throws -> Table {
        try await database.read { connection in
            let work = try ClassWork(trainingClass, connection)
            let member = try Self.member(code, of: trainingClass, connection)
            return Table(
                rule: work.rule, lessons: work.lessons, sessions: work.sessions,
                rows: [
                    Row(
                        member: member,
                        standing: try work.standing(
                            of: member.enrolment, state: member.state, connection))
                ])
        }
    }

    static func member(
        _ code: String, of trainingClass: TrainingClassStore.Listed, _ connection: Connection
    ) throws -> EnrolmentStore.Member {
        guard
            let found = try EnrolmentStore(connection).member(code: code, of: trainingClass.id)
        else { throw TrainingFault.missing }
        return found
    }

    /// Gives somebody marks, by the component's name; what follows from them is recorded too.
    ///
    /// - Parameter withdrawn: components whose marks never were.
    /// - Throws: `TrainingFault.missing`; `.certified` while a certificate says what was.
    package func mark(
        _ marks: [String: Mark], withdrawn: Set<String> = [], of code: String,
        in trainingClass: TrainingClassStore.Listed,
        by principal: Principal, at now: Instant
    ) async throws {
        try await database.write { connection in
            let member = try Self.member(code, of: trainingClass, connection)
            let new = marks.filter { member.state.marks[$0.key] != $0.value }
            let gone = withdrawn.filter { member.state.marks[$0] != nil }
            guard !new.isEmpty || !gone.isEmpty else { return }
            let certified = try CertificateStore(connection).standing(of: member.enrolment)
            guard certified.isEmpty else { throw TrainingFault.certified(certified) }
            let work = try ClassWork(trainingClass, connection)
            if !gone.isEmpty {
                try Self.withdraw(gone, of: member.enrolment, by: principal, connection, at: now)
            }
            if !new.isEmpty {
                let kept = member.state.marks.filter { !gone.contains($0.key) }
                try EnrolmentStore(connection).record(
                    .init(
                        .result, on: VietnamTime.date(of: now),
                        .init(marks: new, total: work.rule.total(kept.merging(new) { $1 }))),
                    of: member.enrolment, by: principal.person, at: now)
            }
            try work.settle(
                member.enrolment, by: principal.person, isPutRight: true, isTakenBack: true,
                connection, at: now)
            try AuditStore(connection).record(
                .correctResult, of: "\(trainingClass.trainingClass.identifier): \(member.name)",
                by: principal.person, at: now)
        }
    }

    /// Corrects what gave these marks, and the whole marks that came of them.
    private static func withdraw(
        _ components: Set<String>, of enrolment: Int64, by principal: Principal,
        _ connection: Connection, at now: Instant
    ) throws {
        let enrolments = EnrolmentStore(connection)
        for fact in TrainingState.standing(try enrolments.events(of: enrolment)) {
            guard let marks = fact.content.marks, marks.keys.contains(where: components.contains)
            else { continue }
            var content = fact.content.bare
            let kept = marks.filter { !components.contains($0.key) }
            content.marks = kept.isEmpty ? nil : kept
            content.total = nil
            content.becomes = kept.isEmpty && fact.kind == .result ? nil : fact.kind
            try enrolments.record(
                .init(.corrected, on: fact.on, content, corrects: fact.root), of: enrolment,
                by: principal.person, at: now)
        }
    }
}
