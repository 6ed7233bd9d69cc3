import Training
import Values

/// What the events of classes come to, packed for reports: derived, and made again
/// wherever something was recorded since.
package struct ClassRecordStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    /// A class whose records have to be packed, as often as it was changed.
    package struct Stale: Hashable, Sendable {
        package let trainingClass: Int64
        package let generation: Int64
    }

    package func stale() throws -> [Stale] {
        try connection.rows("select training_class_id, generation from class_stale").map {
            Stale(
                trainingClass: try $0.int64("training_class_id"),
                generation: try $0.int64("generation"))
        }
    }

    /// The packed records of a class, made from its events.
    package func packed(_ trainingClass: Int64) throws -> (versions: Int, bytes: [UInt8]) {
        var versions: [RecordVersion] = []
        var current: EnrolmentStore.Enrolment?
        var events: [TrainingEvent] = []
        func flush() {
            guard let current else { return }
            versions += TrainingState.versions(events).map {
                RecordVersion(enrolment: current.id, person: current.person, $0)
            }
        }
        try EnrolmentStore(connection).forEachEvent(in: trainingClass) { enrolment, event in
            if enrolment != current {
                flush()
                (current, events) = (enrolment, [])
            }
            events.append(event)
        }
        flush()
        return (versions.count, RecordVersion.pack(versions))
    }

    /// Keeps what was packed, unless the class was changed meanwhile.
    package func keep(_ packed: (versions: Int, bytes: [UInt8]), of stale: Stale) throws {
        let isCurrent = try connection.run(
            "delete from class_stale where training_class_id = $1 and generation = $2",
            stale.trainingClass, stale.generation)
        guard isCurrent > 0 else { return }
        try connection.run(
            """
            insert into class_record (training_class_id, versions, records) values ($1, $2, $3)
            on conflict (training_class_id) do update set versions = $2, records = $3
            """, stale.trainingClass, packed.versions, packed.bytes)
    }

    /// Hands over the packed records of all classes, in the order of their ids.
    package func forEach(after id: Int64 = 0, do body: (Int64, [UInt8]) throws -> Void) throws {
        try connection.forEach(
            """
            select training_class_id, records from class_record
            where training_class_id > $1 order by training_class_id
            """, id
        ) { row in
            try body(try row.int64("training_class_id"), try row.blob("records"))
        }
    }

    /// The packed records of one class; none where there are none.
    package func records(of trainingClass: Int64) throws -> [UInt8] {
        try connection.row(
            "select records from class_record where training_class_id = $1", trainingClass
        )?.blob("records") ?? []
    }
}
