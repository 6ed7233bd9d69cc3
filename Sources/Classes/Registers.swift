import Converters
package import Interchange
package import People
package import Storage
package import Training
package import Values

/// The registers of online meetings and of software: typed one by one, or from a sheet.
package struct Registers: Sendable {
    private let database: Database

    package init(database: Database) { self.database = database }

    /// The units that exist on a day, in the order of the tree; with those of the past after
    /// them where they are asked for.
    package func units(
        on day: CalendarDate, withPast: Bool = false, by principal: Principal
    ) async throws -> [UnitStore.Choice] {
        try principal.require(.manageReports, on: .other)
        return try await database.read {
            try UnitStore($0).choices(on: day, withPast: withPast)
        }
    }

    // MARK: Meetings

    /// - Throws: `TrainingFault.noSuchUnit`.
    package func add(
        meeting title: String, sessions: Int, heldOn day: CalendarDate, unit: String,
        by principal: Principal, at now: Instant
    ) async throws {
        try principal.require(.manageReports, on: .other)
        try await database.write { connection in
            guard let unit = try UnitStore(connection).unit(code: unit) else {
                throw TrainingFault.noSuchUnit
            }
            try RegisterStore(connection).record(
                .init(unit: unit.id, heldOn: day, title: title, sessions: sessions),
                by: principal.person, at: now)
        }
    }

    package func withdraw(
        meeting id: Int64, by principal: Principal, at now: Instant
    ) async throws {
        try principal.require(.manageReports, on: .other)
        try await database.write { try RegisterStore($0).withdraw(meeting: id, at: now) }
    }

    // MARK: Software

    /// A use of software as it is typed.
    package struct Use: Hashable, Sendable {
        package var unit: String
        package var system: String
        package var function: SoftwareFunction
        package var address: String
        package var since: CalendarDate
        package var until: CalendarDate?

        package init(
            unit: String, system: String, function: SoftwareFunction, address: String,
            since: CalendarDate, until: CalendarDate?
        ) {
            self.unit = unit
            self.system = system
            self.function = function
            self.address = address
            self.since = since
            self.until = until
        }
    }

    /// - Throws: `TrainingFault.noSuchUnit`.
    package func add(_ use: Use, by principal: Principal, at now: Instant) async throws {
        try principal.require(.manageReports, on: .other)
        try await database.write { connection in
            guard let unit = try UnitStore(connection).unit(code: use.unit) else {
                throw TrainingFault.noSuchUnit
            }
            try RegisterStore(connection).record(
                .init(
                    unit: unit.id, system: use.system, function: use.function,
                    address: use.address, since: use.since, until: use.until),
                by: principal.person, at: now)
        }
    }

    /// A unit uses a system no longer from a day on.
    ///
    /// - Throws: `TrainingFault.missing` where there is no such use; `.dayOutside` on its first
    ///   day or before.
    package func end(
        use id: Int64, on day: CalendarDate, by principal: Principal, at now: Instant
    ) async throws {
        try principal.require(.manageReports, on: .other)
        try await database.write { connection in
            let store = RegisterStore(connection)
            guard var use = try store.use(id)?.fact else { throw TrainingFault.missing }
            guard day > use.since else {
                throw TrainingFault.dayOutside(from: use.since, until: day)
            }
            use.until = day
            try store.record(use, by: principal.person, at: now)
        }
    }

    package func withdraw(use id: Int64, by principal: Principal, at now: Instant) async throws {
        try principal.require(.manageReports, on: .other)
        try await database.write { try RegisterStore($0).withdraw(use: id, at: now) }
    }

    // MARK: Sheets

    /// What taking in a sheet has done, and which rows it left out.
    package struct Report: Hashable, Sendable {
        package var new = 0
        package var same = 0
        package var faults: [Fault] = []

        package struct Fault: Hashable, Sendable {
            package let line: Int
            package let reason: RegisterSheet.Fault
        }
    }

    /// Takes in a sheet in one transaction. Rows that are wrong are left out and named; the
    /// same sheet again changes nothing but what was mended in it.
    ///
    /// - Throws: `ImportFault` when it is no sheet of a register.
    package func take(
        _ bytes: [UInt8], name: String, by principal: Principal, at now: Instant
    ) async throws -> Report {
        try principal.require(.manageReports, on: .other)
        let sheet = try await HeavyWork.run { () throws(ImportFault) in
            try RegisterSheet(TableFile.rows(bytes, file: name), file: name)
        }
        return try await database.write { connection in
            var report = Report()
            report.faults = sheet.faults.map { .init(line: $0.line, reason: $0.fault) }
            let units = UnitStore(connection)
            var rows: [(RegisterSheet.Row, Int64)] = []
            for row in sheet.rows {
                let unit = try units.unit(identifier: row.unit) ?? units.unit(code: row.unit)
                guard let unit = try unit ?? units.only(named: row.unit) else {
                    report.faults.append(.init(line: row.line, reason: .noUnit(row.unit)))
                    continue
                }
                rows.append((row, unit.id))
            }
            report.faults.sort { $0.line < $1.line }
            let store = RegisterStore(connection)
            for (row, unit) in rows {
                let isNew =
                    switch row.fact {
                    case .meeting(let title, let sessions, let day):
                        try store.record(
                            RegisterStore.Meeting(
                                unit: unit, heldOn: day, title: title, sessions: sessions),
                            by: principal.person, at: now)
                    case .software(let system, let function, let address, let since, let until):
                        try store.record(
                            RegisterStore.SoftwareUse(
                                unit: unit, system: system, function: function,
                                address: address, since: since, until: until),
                            by: principal.person, at: now)
                    }
                if isNew { report.new += 1 } else { report.same += 1 }
            }
            if report.new > 0 {
                try AuditStore(connection).record(
                    .importRegister, of: name, by: principal.person, at: now)
            }
            return report
        }
    }
}
