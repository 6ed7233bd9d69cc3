package import Assessment
import Interchange
package import People
import Secrets
package import Storage
package import Values

/// Questions written in the browser: each save is a version.
extension Banks {
    /// A question on its author's desk.
    package struct Desk: Sendable {
        package let subject: BankStore.Subject
        package let version: QuestionStore.Version
        /// Of the current version.
        package let stored: QuestionStore.Stored
        package let saves: [QuestionStore.Save]
        package let events: [ReviewStore.Event]
        /// The version that tests draw.
        package let published: Int?
        package let rights: Set<BankRight>
        /// Whether its reader may publish without another's review.
        package let mayPublish: Bool
        /// What was typed, where the current version is no whole question yet.
        package let unfinished: TypedQuestion?

        package var id: Int64 { version.question.id }
    }

    /// What is to be saved.
    package struct Edit: Sendable {
        package var question: Question
        /// What was typed, where the question is not whole yet: it stays a draft.
        package var unfinished: TypedQuestion?
        package var note: String
        package var outcome: Outcome
        /// The version that the author began from; 0 for a new question.
        package var seen: Int

        package init(
            question: Question, unfinished: TypedQuestion? = nil, note: String, outcome: Outcome,
            seen: Int
        ) {
            self.question = question
            self.unfinished = unfinished
            self.note = note
            self.outcome = outcome
            self.seen = seen
        }
    }

    /// What its author wants to become of a version.
    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        case draft
        case review
        case publish
    }

    package enum Saved: Hashable, Sendable {
        /// As the version with this number.
        case version(Int)
        /// Nothing was changed.
        case same
        /// Somebody saved this version meanwhile; nothing was stored.
        case stale(Int)
    }

    /// - Parameter records: whether that the key is read here is recorded: for a form that
    ///   is sent again, it is already.
    /// - Throws: `NotFound`, `AccessDenied`.
    package func desk(
        _ code: String, for useCase: UseCase = .readBank, records: Bool = true,
        by principal: Principal, at now: Instant
    ) async throws -> Desk {
        try await database.write { connection in
            let desk = try Self.desk(code, for: useCase, principal, connection)
            if records {
                try AuditStore(connection).record(
                    .readQuestion, of: desk.version.question.identifier ?? code,
                    bank: desk.subject.id, by: principal.person, at: now)
            }
            return desk
        }
    }

    static func desk(
        _ code: String, for useCase: UseCase, _ principal: Principal, _ connection: Connection
    ) throws -> Desk {
        let questions = QuestionStore(connection)
        guard let version = try questions.question(code: code),
            let subject = try BankStore(connection).subject(version.question.subject),
            let stored = try questions.stored(version.question.version, of: version.question.id)
        else { throw NotFound() }
        let rights = try BankRightStore(connection).rights(of: principal, in: subject.id)
        try principal.require(useCase, with: rights)
        return Desk(
            subject: subject, version: version, stored: stored,
            saves: try questions.saves(of: version.question.id),
            events: try ReviewStore(connection).events(of: version.question.id),
            published: try questions.published(version.question.id), rights: rights,
            mayPublish: try mayPublish(in: subject.id, principal, connection),
            unfinished: try stored.typed?.decoded())
    }

    /// Adds a question to a bank.
    ///
    /// A form that is sent twice adds it once: it is known by its GUID.
    ///
    /// - Returns: the question's code.
    /// - Throws: `EditFault`, `AccessDenied`.
    package func add(
        _ edit: Edit, to subject: BankStore.Subject, by principal: Principal, at now: Instant
    ) async throws -> String {
        let ready = try await ready(edit)
        return try await database.write { connection in
            try principal.require(.changeBank, in: subject.id, connection)
            let questions = QuestionStore(connection)
            if let guid = edit.question.guid, let known = try questions.question(guid: guid) {
                guard known.question.subject == subject.id else { throw EditFault.identifierTaken }
                return known.question.code
            }
            if let identifier = edit.question.identifier,
                try questions.known(identifier: identifier, in: subject.id) != nil
            {
                throw EditFault.identifierTaken
            }
            let code = TextCode.random(characters: 10)
            let topic = try BankStore(connection).topic(edit.question.topic, of: subject.id)
            let id = try questions.add(
                ready, code: code, topic: topic, subject: subject.id,
                status: try Self.status(of: edit, in: subject, by: principal, connection),
                author: principal.person, note: edit.note, at: now)
            try Self.record(
                edit, as: 1, of: id, code: code, in: subject, by: principal, connection, at: now)
            return code
        }
    }

    /// Saves a new version of a question.
    ///
    /// - Throws: `EditFault`, `NotFound`, `AccessDenied`.
    package func save(
        _ edit: Edit, of code: String, by principal: Principal, at now: Instant
    ) async throws -> Saved {
        let ready = try await ready(edit)
        return try await database.write { connection in
            let desk = try Self.desk(code, for: .changeBank, principal, connection)
            let current = desk.version.question.version
            guard current == edit.seen else { return .stale(current) }
            if desk.stored.contentHash == ready.hash {
                return try Self.go(on: desk, to: edit.outcome, by: principal, connection, at: now)
                    ? .version(current) : .same
            }
            let topic = try BankStore(connection).topic(edit.question.topic, of: desk.subject.id)
            try Self.addVersion(
                current + 1, of: desk.id, ready, edit, topic: topic, in: desk.subject, code: code,
                by: principal, connection, at: now)
            return .version(current + 1)
        }
    }

    /// Makes an earlier version the newest, as a draft.
    ///
    /// - Throws: `NotFound` also where there is no such version.
    package func restore(
        _ number: Int, of code: String, seen: Int, note: String, by principal: Principal,
        at now: Instant
    ) async throws -> Saved {
        try await database.write { connection in
            let desk = try Self.desk(code, for: .changeBank, principal, connection)
            let current = desk.version.question.version
            guard current == seen else { return .stale(current) }
            guard number != current,
                let old = try QuestionStore(connection).stored(number, of: desk.id)
            else { throw NotFound() }
            let question = Question(
                content: old.content, identifier: desk.version.question.identifier,
                name: old.name, topic: old.topic, level: old.level, tags: old.tags)
            let edit = Edit(question: question, note: note, outcome: .draft, seen: seen)
            let topic = try BankStore(connection).topic(old.topic, of: desk.subject.id)
            try Self.addVersion(
                current + 1, of: desk.id, try ReadyQuestion(question, typed: old.typed), edit,
                topic: topic, in: desk.subject, code: code, by: principal, connection, at: now)
            return .version(current + 1)
        }
    }

    /// Versions of a question that somebody reads, in the order asked; those that are not
    /// there are left out.
    package func versions(
        _ numbers: [Int], of desk: Desk
    ) async throws -> [QuestionStore.Stored] {
        try await database.read { connection in
            try numbers.compactMap { try QuestionStore(connection).stored($0, of: desk.id) }
        }
    }

    /// Makes the formulas of texts ready to be shown.
    package func convertFormulas(in texts: [RichText]) async throws {
        try await formulas.convert(inTexts: texts)
    }

    /// Questions of the bank that say nearly the same as a content.
    ///
    /// - Parameter id: the question itself, where the bank has it.
    package func alike(
        _ content: QuestionContent, in subject: BankStore.Subject, but id: Int64?,
        by principal: Principal
    ) async throws -> [QuestionStore.Alike] {
        try await database.read { connection in
            try principal.require(.readBank, in: subject.id, connection)
            return try QuestionStore(connection).alike(
                Likeness(content), in: subject.id, but: id)
        }
    }

    /// What takes computing or programs, before any transaction.
    private func ready(_ edit: Edit) async throws -> ReadyQuestion {
        let content = edit.question.content
        let isWhole = edit.unfinished == nil && !content.faults.contains(where: \.forbidsUse)
        guard isWhole || edit.outcome == .draft && edit.unfinished != nil else {
            throw EditFault.unfinished
        }
        if edit.outcome != .draft, content.hasSilentPictures { throw EditFault.silentPicture }
        try await formulas.convert(in: [content])
        return try ReadyQuestion(edit.question, typed: try edit.unfinished.map { try JSONText($0) })
    }

    private static func addVersion(
        _ number: Int, of id: Int64, _ ready: ReadyQuestion, _ edit: Edit, topic: Int64,
        in subject: BankStore.Subject, code: String, by principal: Principal,
        _ connection: Connection, at now: Instant
    ) throws {
        try QuestionStore(connection).addVersion(
            number, of: id, ready, topic: topic, subject: subject.id,
            status: try status(of: edit, in: subject, by: principal, connection),
            author: principal.person, note: edit.note, at: now)
        try record(
            edit, as: number, of: id, code: code, in: subject, by: principal, connection, at: now)
    }

    /// What a version that is saved becomes.
    private static func status(
        of edit: Edit, in subject: BankStore.Subject, by principal: Principal,
        _ connection: Connection
    ) throws -> QuestionStore.Status {
        switch edit.outcome {
        case .draft: return .draft
        case .review: return .review
        case .publish:
            guard try mayPublish(in: subject.id, principal, connection) else {
                throw AccessDenied(useCase: .publishInBank)
            }
            return .published
        }
    }

    private static func record(
        _ edit: Edit, as number: Int, of id: Int64, code: String, in subject: BankStore.Subject,
        by principal: Principal, _ connection: Connection, at now: Instant
    ) throws {
        let reviews = ReviewStore(connection)
        switch edit.outcome {
        case .draft: break
        case .review: try reviews.add(.asked, to: number, of: id, by: principal.person, at: now)
        case .publish:
            try reviews.add(.published, to: number, of: id, by: principal.person, at: now)
        }
        try AuditStore(connection).record(
            edit.outcome == .publish ? .publishQuestion : .writeQuestion,
            of: edit.question.identifier ?? code, bank: subject.id, by: principal.person, at: now)
    }
}

/// Why an edit is not taken.
package enum EditFault: Error, Hashable {
    /// Another question of the bank has this id.
    case identifierTaken
    /// A picture without words, and without the word that it is decorative.
    case silentPicture
    /// It cannot be marked fairly as it stands: it can only be kept as a draft.
    case unfinished
    /// Somebody acted meanwhile: the version is no longer in this state.
    case moved
}
