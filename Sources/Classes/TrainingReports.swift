import Converters
package import People
package import Storage
import Synchronization
package import Training
import Values

/// Reports of teacher training: how many, who, since when, by which unit; on any day, as
/// it was known on any day.
///
/// The department sees everything, a head of a unit what lies below her.
package final class TrainingReports: Sendable {
    let database: Database
    /// The posts of the province as they were read last, and at which change of them.
    private let known = Mutex<(change: Int64, posts: PostIndex)?>(nil)

    package init(database: Database) { self.database = database }

    // MARK: Access

    /// The question as somebody may ask it: who heads units and has no other right asks
    /// about these only.
    ///
    /// - Throws: `TrainingFault.missing` for a unit that is not theirs.
    package func allowed(
        _ query: ReportQuery, for useCase: UseCase = .readReports, by principal: Principal
    ) async throws -> ReportQuery {
        if Access.allows(useCase, on: .other, to: principal.roles) { return query }
        try principal.require(useCase, on: .unit)
        let day = AsOf(query.asOf)
        return try await database.read { connection in
            let units = UnitStore(connection)
            var query = query
            if query.units.isEmpty {
                query.units = try principal.heads.sorted().compactMap { try units.unit($0)?.code }
                guard !query.units.isEmpty else { throw TrainingFault.missing }
            }
            for code in query.units {
                guard let unit = try units.unit(code: code),
                    try units.isWithin(unit.id, principal.heads, day)
                else { throw TrainingFault.missing }
            }
            return query
        }
    }

    // MARK: Making

    /// The figures that answer a question.
    package func figures(
        _ query: ReportQuery
    ) async throws -> (input: ReportInput, figures: ReportFigures) {
        try await packStale()
        return try await database.read { connection in
            let input = try self.input(query, connection)
            var pass = ReportPass(input)
            var counter = ReportCounter(input)
            try ClassRecordStore(connection).forEach { trainingClass, bytes in
                guard input.classes[trainingClass] != nil else { return }
                pass.forEachRow(in: bytes, of: trainingClass) { counter.add($0) }
            }
            return (input, counter.figures)
        }
    }

    func input(_ query: ReportQuery, _ connection: Connection) throws -> ReportInput {
        let source = ReportSource(connection, knownAt: query.moment)
        let input = ReportInput(
            query, programmes: try source.programmes(),
            classes: try source.classes(from: query.from, until: query.asOf),
            tree: try source.tree(on: query.asOf),
            posts: try posts(connection).known(at: query.moment))
        guard input.scope.count == Set(query.units).count else { throw TrainingFault.missing }
        return input
    }

    /// The posts, read again where they were changed.
    private func posts(_ connection: Connection) throws -> PostIndex {
        let change = try ReportSource.postChange(connection)
        if let known = known.withLock({ $0 }), known.change == change { return known.posts }
        let posts = try ReportSource.posts(connection)
        known.withLock { $0 = (change, posts) }
        return posts
    }

    /// Packs the records of the classes of which something was recorded.
    package func packStale() async throws {
        let stale = try await database.read { try ClassRecordStore($0).stale() }
        for start in stride(from: 0, to: stale.count, by: Self.packedAtOnce) {
            let part = stale[start..<min(start + Self.packedAtOnce, stale.count)]
            let packed = try await database.read { connection in
                try part.map { one in
                    (one, try ClassRecordStore(connection).packed(one.trainingClass))
                }
            }
            try await database.write { connection in
                for (one, records) in packed {
                    try ClassRecordStore(connection).keep(records, of: one)
                }
            }
        }
    }

    /// Classes whose records are kept by one transaction.
    private static let packedAtOnce = 200
}
