package import People
import Secrets
package import Storage
package import Training
package import Values

/// The lessons of a class, as its trainers and the department keep them.
package struct LessonDesk: Sendable {
    private let database: Database

    package init(database: Database) { self.database = database }

    // Every function is given a class that its caller was let to change:
    // `TrainingClasses.trainingClass(_:for:by:)`.

    package func lessons(
        of trainingClass: TrainingClassStore.Listed
    ) async throws -> [LessonStore.Listed] {
        try await database.read { try LessonStore($0).lessons(of: trainingClass.id) }
    }

    /// - Throws: `TrainingFault.missing`.
    package func page(
        _ code: String, of trainingClass: TrainingClassStore.Listed
    ) async throws -> Learning.Page {
        try await database.read { connection in
            let lesson = try Self.lesson(code, of: trainingClass, connection)
            return Learning.Page(
                lesson: lesson, files: try LessonStore(connection).files(of: lesson.id),
                formulas: try LessonFormulas(lesson.lesson.text, connection))
        }
    }

    private static func lesson(
        _ code: String, of trainingClass: TrainingClassStore.Listed, _ connection: Connection
    ) throws -> LessonStore.Listed {
        guard let found = try LessonStore(connection).lesson(code: code),
            found.trainingClass == trainingClass.id
        else { throw TrainingFault.missing }
        return found
    }

    /// - Returns: the new lesson's code; nil where the class has as many as it may.
    package func add(
        _ lesson: Lesson, to trainingClass: TrainingClassStore.Listed, by principal: Principal,
        at now: Instant
    ) async throws -> String? {
        let code = TextCode.random(characters: 10)
        return try await database.write { connection in
            let store = LessonStore(connection)
            guard try store.lessons(of: trainingClass.id).count < Lesson.mostInClass else {
                return nil
            }
            _ = try store.add(lesson, to: trainingClass.id, code: code, at: now)
            try Self.note(trainingClass, connection, by: principal, at: now)
            return code
        }
    }

    package func change(
        _ code: String, to lesson: Lesson, of trainingClass: TrainingClassStore.Listed,
        by principal: Principal, at now: Instant
    ) async throws {
        try await database.write { connection in
            let known = try Self.lesson(code, of: trainingClass, connection)
            try LessonStore(connection).change(known.id, to: lesson)
            try ClassWork.settleAll(in: trainingClass, by: principal, connection, at: now)
            try Self.note(trainingClass, connection, by: principal, at: now)
        }
    }

    package func moveUp(
        _ code: String, of trainingClass: TrainingClassStore.Listed
    ) async throws {
        try await database.write { connection in
            try LessonStore(connection).moveUp(
                try Self.lesson(code, of: trainingClass, connection))
        }
    }

    package func remove(
        _ code: String, of trainingClass: TrainingClassStore.Listed, by principal: Principal,
        at now: Instant
    ) async throws {
        try await database.write { connection in
            let known = try Self.lesson(code, of: trainingClass, connection)
            try LessonStore(connection).remove(known.id, at: now)
            try ClassWork.settleAll(in: trainingClass, by: principal, connection, at: now)
            try Self.note(trainingClass, connection, by: principal, at: now)
        }
    }

    private static func note(
        _ trainingClass: TrainingClassStore.Listed, _ connection: Connection,
        by principal: Principal, at now: Instant
    ) throws {
        try AuditStore(connection).record(
            .changeLessons, of: trainingClass.trainingClass.identifier, by: principal.person,
            at: now)
    }

    // MARK: Files

    /// Files of one lesson.
    package static let mostFiles = 20

    /// Puts a file below a lesson.
    ///
    /// - Returns: false for a kind of file that is not handed out, or one too many.
    package func attach(
        _ bytes: [UInt8], named name: String, to code: String,
        of trainingClass: TrainingClassStore.Listed, by principal: Principal, at now: Instant
    ) async throws -> Bool {
        guard let file = await UploadedFile(bytes, name: name) else { return false }
        return try await database.write { connection in
            let lesson = try Self.lesson(code, of: trainingClass, connection)
            let lessons = LessonStore(connection)
            guard try lessons.files(of: lesson.id).count < Self.mostFiles else { return false }
            try lessons.attach(
                try file.store(connection, at: now), named: file.name, to: lesson.id,
                code: TextCode.random(characters: 10), by: principal.person, at: now)
            return true
        }
    }

    /// - Throws: `TrainingFault.missing`.
    package func detach(
        _ file: String, from code: String, of trainingClass: TrainingClassStore.Listed,
        at now: Instant
    ) async throws {
        try await database.write { connection in
            let lesson = try Self.lesson(code, of: trainingClass, connection)
            guard let found = try LessonStore(connection).file(code: file),
                found.lesson == lesson.id
            else { throw TrainingFault.missing }
            try LessonStore(connection).detach(found.id, at: now)
        }
    }

    /// - Throws: `TrainingFault.missing`.
    package func file(
        _ code: String, of trainingClass: TrainingClassStore.Listed
    ) async throws -> LessonStore.Attached {
        try await database.read { connection in
            guard let found = try LessonStore(connection).file(code: code),
                try LessonStore(connection).lessons(of: trainingClass.id)
                    .contains(where: { $0.id == found.lesson })
            else { throw TrainingFault.missing }
            return found
        }
    }
}
