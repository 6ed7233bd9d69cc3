package import People
import Secrets
package import Storage
package import Training
package import Values

/// Training classes: who trains, who takes part.
///
/// The department and administrators have all of them, a trainer her own.
package struct TrainingClasses: Sendable {
    let database: Database

    package init(database: Database) { self.database = database }

    // MARK: Reading

    /// A page of classes, the latest first: all of them, or those that somebody trains.
    package func list(
        after place: TrainingClassStore.Place?, limit: Int, by principal: Principal
    ) async throws -> [TrainingClassStore.Listed] {
        if Access.allows(.readTrainingClass, on: .other, to: principal.roles) {
            return try await database.read {
                try TrainingClassStore($0).list(after: place, limit: limit)
            }
        }
        try principal.require(.readTrainingClass, on: .trained)
        return try await database.read {
            try TrainingClassStore($0).classes(trainedBy: principal.person)
        }
    }

    /// The class, if this person may do this to it.
    ///
    /// - Throws: `TrainingFault.missing`, also for a class that is not theirs.
    package func trainingClass(
        _ code: String, for useCase: UseCase, by principal: Principal
    ) async throws -> TrainingClassStore.Listed {
        try await database.read { connection in
            let classes = TrainingClassStore(connection)
            guard let found = try classes.trainingClass(code: code) else {
                throw TrainingFault.missing
            }
            let isTrainer = try classes.isTrainer(principal.person, of: found.id)
            do {
                try principal.require(useCase, on: isTrainer ? .trained : .other)
            } catch {
                throw TrainingFault.missing
            }
            return found
        }
    }

    /// Whether somebody may do this to a class that they see.
    package func allows(
        _ useCase: UseCase, on trainingClass: TrainingClassStore.Listed,
        to principal: Principal
    ) async throws -> Bool {
        let isTrainer = try await database.read {
            try TrainingClassStore($0).isTrainer(principal.person, of: trainingClass.id)
        }
        return Access.allows(useCase, on: isTrainer ? .trained : .other, to: principal.roles)
    }

    /// A page of its people with what is known of each.
    package func members(
        of trainingClass: TrainingClassStore.Listed,
        after place: (sortKey: String, person: Int64)?, limit: Int
    ) async throws -> [EnrolmentStore.Member] {
        try await database.read {
            try EnrolmentStore($0).members(of: trainingClass.id, after: place, limit: limit)
        }
    }

    /// How many are in it on a day.
    package func people(
        in trainingClass: TrainingClassStore.Listed, on day: CalendarDate
    ) async throws -> Int {
        try await database.read { connection in
            let enrolments = EnrolmentStore(connection)
            let gone = try enrolments.doubtful(in: trainingClass.id).count {
                !TrainingState(try enrolments.events(of: $0)).isEnrolled(on: day)
            }
            return try enrolments.count(in: trainingClass.id) - gone
        }
    }

    package func trainers(
        of trainingClass: TrainingClassStore.Listed
    ) async throws -> [TrainingClassStore.Trainer] {
        try await database.read { try TrainingClassStore($0).trainers(of: trainingClass.id) }
    }

    package func programme(
        of trainingClass: TrainingClassStore.Listed
    ) async throws -> Programme {
        guard
            let found = try await database.read({
                try ProgrammeStore($0).programme(trainingClass.programme)
            })
        else { throw TrainingFault.missing }
        return found.programme
    }

    /// What a class can be made of.
    package struct Choices: Sendable {
        /// Those in use on the day.
        package let programmes: [ProgrammeStore.Listed]
        /// Those of the day, and those of the past: a class of then was theirs.
        package let units: [UnitStore.Choice]
    }

    /// - Parameter programme: of the class that is to be changed: it can stay.
    package func choices(
        by principal: Principal, on day: CalendarDate, with programme: Int64? = nil
    ) async throws -> Choices {
        try principal.require(.manageTraining, on: .other)
        return try await database.read { connection in
            Choices(
                programmes: try ProgrammeStore(connection).all().filter {
                    $0.id == programme || $0.programme.isUsed(on: day)
                }, units: try UnitStore(connection).choices(on: day, withPast: true))
        }
    }

    // MARK: Changing

    /// What a class is made or changed with.
    package struct Draft: Hashable, Sendable {
        package var trainingClass: TrainingClass
        /// The programme's code.
        package var programme: String
        /// The host's code.
        package var unit: String

        package init(_ trainingClass: TrainingClass, programme: String, unit: String) {
            self.trainingClass = trainingClass
            self.programme = programme
            self.unit = unit
        }
    }

    /// - Returns: the new class's code.
    /// - Throws: `TrainingFault.missing` without the programme, `.noSuchUnit`,
    ///   `.identifierTaken`.
    package func add(
        _ draft: Draft, by principal: Principal, at now: Instant
    ) async throws -> String {
        try principal.require(.manageTraining, on: .other)
        let code = TextCode.random(characters: 10)
        try await TrainingFault.naming {
            try await database.write { connection in
                let (programme, unit) = try Self.resolve(
                    draft, on: VietnamTime.date(of: now), connection)
                _ = try TrainingClassStore(connection).add(
                    draft.trainingClass, of: programme, hostedBy: unit, code: code, at: now)
                try AuditStore(connection).record(
                    .addTrainingClass, of: draft.trainingClass.identifier,
                    by: principal.person, at: now)
            }
        }
        return code
    }

    /// - Throws: as `add`.
    package func change(
        _ code: String, to draft: Draft, by principal: Principal, at now: Instant
    ) async throws {
        try principal.require(.manageTraining, on: .other)
        let known = try await trainingClass(code, for: .readTrainingClass, by: principal)
        try await TrainingFault.naming {
            try await database.write { connection in
                let (programme, unit) = try Self.resolve(
                    draft, on: VietnamTime.date(of: now), connection)
                let classes = TrainingClassStore(connection)
                if programme != known.programme,
                    try EnrolmentStore(connection).hasResults(known.id)
                {
                    throw TrainingFault.hasResults
                }
                var changed = draft.trainingClass
                changed.cancelled = known.trainingClass.cancelled
                try classes.change(
                    known.id, to: changed, of: programme, hostedBy: unit, at: now)
                if let changed = try classes.trainingClass(known.id) {
                    // There may be more places now, and another programme may ask for less.
                    try Admissions.moveUp(in: changed, connection, by: principal.person, at: now)
                    if programme != known.programme {
                        try ClassWork.settleAll(in: changed, by: principal, connection, at: now)
                    }
                }
                try AuditStore(connection).record(
                    .changeTrainingClass, of: draft.trainingClass.identifier,
                    by: principal.person, at: now)
            }
        }
    }

    /// Cancels a class: from today on nobody comes into it or completes it, and reports count it
    /// no longer. Or has it held after all.
    ///
    /// - Parameter reason: nil: it is held.
    package func cancel(
        _ trainingClass: TrainingClassStore.Listed, because reason: String?,
        by principal: Principal, at now: Instant
    ) async throws {
        try principal.require(.manageTraining, on: .other)
        try await database.write { connection in
            var changed = trainingClass.trainingClass
            changed.cancelled = reason.map { .init(on: VietnamTime.date(of: now), because: $0) }
            try TrainingClassStore(connection).change(
                trainingClass.id, to: changed, of: trainingClass.programme,
                hostedBy: trainingClass.unit, at: now)
            try AuditStore(connection).record(
                .changeTrainingClass, of: changed.identifier, by: principal.person, at: now)
        }
    }

    private static func resolve(
        _ draft: Draft, on today: CalendarDate, _ connection: Connection
    ) throws -> (programme: Int64, unit: Int64) {
        guard let programme = try ProgrammeStore(connection).programme(code: draft.programme)
        else { throw TrainingFault.missing }
        let units = UnitStore(connection)
        guard let unit = try units.unit(code: draft.unit) else { throw TrainingFault.noSuchUnit }
        guard
            try [today, draft.trainingClass.from].contains(where: {
                try units.placed(unit.id, AsOf($0)) != nil
            })
        else { throw TrainingFault.unitNotThen }
        return (programme.id, unit.id)
    }

    /// Makes somebody a trainer, known by identifier or account.
    ///
    /// - Throws: `TrainingFault.noSuchPerson`.
    package func addTrainer(
        _ words: String, to trainingClass: TrainingClassStore.Listed, by principal: Principal,
        at now: Instant
    ) async throws {
        try principal.require(.manageTraining, on: .other)
        try await database.write { connection in
            guard let person = try Self.person(words, connection) else {
                throw TrainingFault.noSuchPerson
            }
            try TrainingClassStore(connection).addTrainer(person, to: trainingClass.id)
            try AuditStore(connection).record(
                .changeTrainingClass, of: trainingClass.trainingClass.identifier,
                by: principal.person, at: now)
        }
    }

    package func removeTrainer(
        _ code: String, from trainingClass: TrainingClassStore.Listed,
        by principal: Principal, at now: Instant
    ) async throws {
        try principal.require(.manageTraining, on: .other)
        try await database.write { connection in
            guard let person = try PeopleStore(connection).person(code: code) else { return }
            try TrainingClassStore(connection).removeTrainer(person.id, from: trainingClass.id)
            try AuditStore(connection).record(
                .changeTrainingClass, of: trainingClass.trainingClass.identifier,
                by: principal.person, at: now)
        }
    }

    /// Enrols people from a list, one a line by identifier or account: all of them or none.
    ///
    /// - Returns: how many came in who were not there before.
    /// - Throws: `TrainingFault.unknownPeople`, `.full`; `.dayOutside` after the class's end.
    package func enrol(
        _ list: String, in trainingClass: TrainingClassStore.Listed, on day: CalendarDate,
        by principal: Principal, at now: Instant
    ) async throws -> Int {
        let lines = list.split(whereSeparator: \.isNewline).map {
            VietnameseText.clean(String($0))
        }.filter { !$0.isEmpty }
        let about = trainingClass.trainingClass
        guard day <= about.until else {
            throw TrainingFault.dayOutside(from: about.from, until: about.until)
        }
        return try await database.write { connection in
            var people: [Int64] = []
            var unknown: [String] = []
            for line in lines {
                if let person = try Self.person(line, connection) {
                    people.append(person)
                } else {
                    unknown.append(line)
                }
            }
            guard unknown.isEmpty else { throw TrainingFault.unknownPeople(unknown) }
            return try Self.enrol(
                people, in: trainingClass, on: day, connection, by: principal.person, at: now)
        }
    }

    private static func enrol(
        _ people: [Int64], in trainingClass: TrainingClassStore.Listed, on day: CalendarDate,
        _ connection: Connection, by person: Int64, at now: Instant
    ) throws -> Int {
        let enrolments = EnrolmentStore(connection)
        var new = 0
        for one in people {
            let id = try enrolments.enrolment(of: one, in: trainingClass.id, at: now)
            let state = TrainingState(try enrolments.events(of: id))
            guard state.enrolledOn == nil || state.leftOn != nil else { continue }
            try enrolments.append(
                .init(.enrolled, on: day), to: id, importID: nil, by: person, at: now)
            new += 1
        }
        try enrolments.forgetRecords(of: trainingClass.id)
        if let capacity = trainingClass.trainingClass.capacity,
            try enrolments.count(in: trainingClass.id) > capacity
        {
            throw TrainingFault.full(capacity: capacity)
        }
        try AuditStore(connection).record(
            .enrol, of: "\(trainingClass.trainingClass.identifier): \(new)", by: person, at: now)
        return new
    }

    /// The person that a line of a list means: an identifier, or an account.
    private static func person(_ words: String, _ connection: Connection) throws -> Int64? {
        let line = VietnameseText.clean(words)
        if let known = try PeopleStore(connection).person(identifier: line) { return known.id }
        return try AccountStore(connection).account(named: VietnameseText.folded(line))?.person
    }
}
