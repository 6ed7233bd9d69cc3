import Assessment
import Converters
import Foundation
package import Interchange
package import People
import Secrets
package import Storage
import Training
package import Values

/// Results of classes that ran elsewhere: read, previewed, taken in, and taken back.
package struct TrainingImports: Sendable {
    let database: Database

    package init(database: Database) { self.database = database }

    /// A file of results that was read for one class.
    package struct File: Sendable {
        package let name: String
        /// SHA-256 of its bytes, 64 hex digits.
        package let hash: String
        package var sheet: ResultSheet
        /// What was decided of doubtful rows, by line: the code of a person, or "" to leave
        /// the row out.
        package var decisions: [Int: String] = [:]
    }

    /// Reads a file by its headings, or by what was once said of them.
    ///
    /// - Throws: `ImportFault` when nothing of it can be taken.
    package func read(
        _ bytes: [UInt8], name: String, for trainingClass: TrainingClassStore.Listed
    ) async throws -> File {
        let components = try await rule(of: trainingClass).components.map(\.name)
        let (rows, hash) = try await HeavyWork.run { () throws(ImportFault) in
            (try TableFile.rows(bytes, file: name), Hexadecimal.text(SHA256.digest(bytes)))
        }
        let remembered = try await database.read { connection in
            let store = TrainingImportStore(connection)
            // Only a heading row can be one: few are asked for.
            var remembered: [String: String] = [:]
            for key in ResultSheet.possibleKeys(rows) {
                remembered[key] = try store.columns(headings: key)
            }
            return remembered
        }
        let sheet = try await HeavyWork.run { () throws(ImportFault) in
            try ResultSheet(rows, file: name, components: components) {
                remembered[$0].flatMap(Self.columns)
            }
        }
        return File(name: name, hash: hash, sheet: sheet)
    }

    private func rule(
        of trainingClass: TrainingClassStore.Listed
    ) async throws -> CompletionRule {
        guard
            let programme = try await database.read({
                try ProgrammeStore($0).programme(trainingClass.programme)
            })
        else { throw TrainingFault.missing }
        return programme.programme.rule
    }

    // MARK: Columns

    /// Keeps what a person says of the columns of a sheet, for all sheets with its headings.
    package func remember(
        _ sheet: ResultSheet, by principal: Principal?, at now: Instant
    ) async throws {
        let text = Self.text(sheet.columns)
        try await database.write {
            try TrainingImportStore($0).remember(
                columns: text, of: ResultSheet.headingsKey(sheet.headings),
                by: principal?.person, at: now)
        }
    }

    /// One column as it is remembered.
    private struct Column: Codable {
        var key: String
        /// The component's name, where it is one.
        var name: String?
    }

    private static func text(_ columns: [ResultColumn]) -> String {
        let list = columns.map { column in
            if case .component(let name) = column { return Column(key: column.key, name: name) }
            return Column(key: column.key)
        }
        let data = try? JSONEncoder().encode(list)
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }

    /// - Returns: nil for what is not understood: then the headings decide.
    private static func columns(_ text: String) -> [ResultColumn]? {
        let list = try? JSONDecoder().decode([Column].self, from: Data(text.utf8))
        return list?.map { column in
            if column.key == "component", let name = column.name { return .component(name) }
            return ResultColumn.plain.first { $0.key == column.key } ?? .ignored
        }
    }

    // MARK: In

    /// What taking in files would do, one plan a file.
    package func preview(
        _ files: [File], into trainingClass: TrainingClassStore.Listed, at now: Instant
    ) async throws -> [ResultPlan] {
        let planner = ResultPlanner(
            trainingClass: trainingClass, rule: try await rule(of: trainingClass),
            today: VietnamTime.date(of: now))
        return try await database.read { try planner.plan(files, $0) }
    }

    /// What taking in one file would do.
    package func preview(
        _ file: File, into trainingClass: TrainingClassStore.Listed, at now: Instant
    ) async throws -> ResultPlan {
        guard let plan = try await preview([file], into: trainingClass, at: now).first else {
            throw TrainingFault.missing
        }
        return plan
    }

    /// What taking in a file has done.
    package struct Report: Sendable {
        package let plan: ResultPlan
        /// Nil where nothing had to be recorded.
        package let code: String?
        package let hash: String
    }

    /// Takes in files, all of them in one transaction; repeating it changes nothing.
    /// Doubtful rows that nobody decided about stay out.
    ///
    /// - Parameter person: nil for a command on the server itself.
    package func apply(
        _ files: [File], to trainingClass: TrainingClassStore.Listed, by person: Int64?,
        at now: Instant
    ) async throws -> [Report] {
        let planner = ResultPlanner(
            trainingClass: trainingClass, rule: try await rule(of: trainingClass),
            today: VietnamTime.date(of: now))
        while true {
            // Planned beside the transaction; it stands only on what was read then.
            let (plans, seen) = try await database.read { connection in
                (
                    try planner.plan(files, connection),
                    try EnrolmentStore(connection).lastEvent()
                )
            }
            let reports = try await database.writeMuch { connection -> [Report]? in
                let enrolments = EnrolmentStore(connection)
                guard try enrolments.lastEvent() == seen else { return nil }
                let reports = try zip(files, plans).map { file, plan in
                    Report(
                        plan: plan,
                        code: try Self.record(
                            plan, of: file, in: trainingClass, connection, by: person, at: now),
                        hash: file.hash)
                }
                try enrolments.forgetRecords(of: trainingClass.id)
                return reports
            }
            if let reports { return reports }
        }
    }

    private static func record(
        _ plan: ResultPlan, of file: File, in trainingClass: TrainingClassStore.Listed,
        _ connection: Connection, by person: Int64?, at now: Instant
    ) throws -> String? {
        guard plan.lines.contains(where: { !$0.facts.isEmpty }) else { return nil }
        let code = TextCode.random(characters: 10)
        let importID = try TrainingImportStore(connection).add(
            of: trainingClass.id, file: file.name, hash: file.hash,
            report: try JSONText(ResultCounts(plan)), code: code, by: person, at: now)
        let enrolments = EnrolmentStore(connection)
        for line in plan.lines where !line.facts.isEmpty {
            let enrolment =
                try line.enrolment
                ?? enrolments.enrolment(of: line.person.id, in: trainingClass.id, at: now)
            for fact in line.facts {
                try enrolments.append(
                    fact, to: enrolment, importID: importID, by: person, at: now)
            }
        }
        try AuditStore(connection).record(
            .importResults, of: "\(trainingClass.trainingClass.identifier) ← \(file.name)",
            by: person, at: now)
        return code
    }

    // MARK: Back

    package func imports(
        of trainingClass: TrainingClassStore.Listed
    ) async throws -> [TrainingImportStore.Listed] {
        try await database.read { try TrainingImportStore($0).imports(of: trainingClass.id) }
    }

    /// Takes an import back: what it recorded is corrected to what stood without it. What
    /// was decided later about the same facts stays.
    ///
    /// - Parameter person: nil for a command on the server itself.
    /// - Throws: `TrainingFault.missing` where it is none of this class, or was undone;
    ///   `.certified` where certificates rest on it: those are revoked first.
    package func undo(
        _ code: String, of trainingClass: TrainingClassStore.Listed, by person: Int64?,
        at now: Instant
    ) async throws {
        try await database.write { connection in
            let store = TrainingImportStore(connection)
            guard let known = try store.find(code: code),
                known.trainingClass == trainingClass.id, known.undoneAt == nil
            else { throw TrainingFault.missing }
            let enrolments = EnrolmentStore(connection)
            let touched = try store.enrolments(of: known.id)
            var certified: [String] = []
            for enrolment in touched {
                let own = try store.events(of: known.id, in: enrolment)
                let without = try enrolments.events(of: enrolment).filter { !own.contains($0.id) }
                certified += try CertificateStore(connection).contradicted(
                    by: TrainingState(without), of: enrolment)
            }
            guard certified.isEmpty else { throw TrainingFault.certified(certified.sorted()) }
            for enrolment in touched {
                let own = try store.events(of: known.id, in: enrolment)
                let events = try enrolments.events(of: enrolment)
                for fact in TrainingState.corrections(undoing: own, in: events) {
                    try enrolments.append(
                        EnrolmentStore.Fact(
                            .corrected, on: fact.on, fact.content, corrects: fact.root),
                        to: enrolment, importID: known.id, by: person, at: now)
                }
            }
            try store.setUndone(known.id, by: person, at: now)
            try enrolments.forgetRecords(of: trainingClass.id)
            try AuditStore(connection).record(
                .undoResults,
                of: "\(trainingClass.trainingClass.identifier) ← \(known.fileName)",
                by: person, at: now)
        }
    }
}

/// What an import did, as it is kept and shown.
package struct ResultCounts: Hashable, Codable, Sendable {
    package var read: Int
    package var new: Int
    package var changed: Int
    package var same: Int
    package var refused: Int

    package init(_ plan: ResultPlan) {
        read = plan.read
        new = plan.count(.new)
        changed = plan.count(.changed)
        same = plan.count(.same)
        refused = plan.refused.count + plan.doubtful.count
    }
}
