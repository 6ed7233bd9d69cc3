import Assessment
import Converters
package import Interchange
package import People
import Secrets
package import Storage
package import Values

/// Question banks: what they hold, what comes in and what goes out.
package struct Banks: Sendable {
    let database: Database
    let formulas: Formulas
    private let converter = BankConverter()

    package init(database: Database, formulas: Formulas) {
        self.database = database
        self.formulas = formulas
    }

    // MARK: Reading

    /// The banks in which somebody may read; for administrators, who read none, all.
    package func all(by principal: Principal) async throws -> [BankStore.Subject] {
        try principal.require(.listBanks, ownedBy: nil)
        return try await database.read { connection in
            let all = try BankStore(connection).subjects()
            if principal.roles.contains(.administrator) { return all }
            let readable = try BankRightStore(connection).readable(by: principal)
            return all.filter { readable.contains($0.id) }
        }
    }

    /// - Throws: `NotFound`; `AccessDenied` for a bank in which nobody granted this.
    package func subject(
        _ slug: String, for useCase: UseCase, by principal: Principal
    ) async throws -> BankStore.Subject {
        try await database.read { connection in
            guard let subject = try BankStore(connection).subject(slug: slug) else {
                throw NotFound()
            }
            try principal.require(useCase, in: subject.id, connection)
            return subject
        }
    }

    /// What somebody may do in a bank.
    package func rights(
        in subject: BankStore.Subject, of principal: Principal
    ) async throws -> Set<BankRight> {
        try await database.read {
            try BankRightStore($0).rights(of: principal, in: subject.id)
        }
    }

    package func topics(of subject: BankStore.Subject) async throws -> [[String]] {
        try await database.read { try BankStore($0).topics(of: subject.id) }
    }

    package func entries(of subject: BankStore.Subject) async throws -> [QuestionStore.Listed] {
        try await database.read { try QuestionStore($0).entries(of: subject.id) }
    }

    /// One page of a bank's questions, with their keys.
    package func questions(
        of subject: BankStore.Subject, _ filter: QuestionStore.Filter,
        order: QuestionStore.Order = .asCame, at place: QuestionStore.Place = .start,
        limit: Int, by principal: Principal
    ) async throws -> [QuestionStore.Entry] {
        try await database.read { connection in
            try principal.require(.readBank, in: subject.id, connection)
            return try QuestionStore(connection).list(
                in: subject.id, filter, by: order, at: place, limit: limit)
        }
    }

    /// What a bank holds by topic and level, and what its lists can be narrowed to.
    package struct Outline: Sendable {
        package let counts: [QuestionStore.Count]
        package let tags: [String]
        package let authors: [(code: String, name: String)]
    }

    package func outline(
        of subject: BankStore.Subject, by principal: Principal
    ) async throws -> Outline {
        try await database.read { connection in
            try principal.require(.readBank, in: subject.id, connection)
            let questions = QuestionStore(connection)
            return Outline(
                counts: try questions.counts(in: subject.id),
                tags: try questions.tags(in: subject.id),
                authors: try questions.authors(in: subject.id))
        }
    }

    /// A question with its key; that it was read is recorded.
    ///
    /// - Throws: `NotFound`.
    package func question(
        _ code: String, by principal: Principal, at now: Instant
    ) async throws -> (version: QuestionStore.Version, subject: BankStore.Subject) {
        try await database.write { connection in
            guard let version = try QuestionStore(connection).question(code: code),
                let subject = try BankStore(connection).subject(version.question.subject)
            else { throw NotFound() }
            try principal.require(.readBank, in: subject.id, connection)
            try AuditStore(connection).record(
                .readQuestion, of: version.question.identifier ?? code, bank: subject.id,
                by: principal.person, at: now)
            return (version, subject)
        }
    }

    /// - Throws: `BankFault.slugTaken`, `.badSlug`.
    package func create(
        slug: String, name: String, grade: String, by principal: Principal, at now: Instant
    ) async throws {
        try principal.require(.createBank, ownedBy: nil)
        try await create(slug: slug, name: name, grade: grade, owner: principal.person, at: now)
    }

    /// As `create`, for a command on the server itself: a bank without an owner, in which
    /// every teacher may read.
    package func create(slug: String, name: String, grade: String, at now: Instant) async throws {
        try await create(slug: slug, name: name, grade: grade, owner: nil, at: now)
    }

    /// Makes somebody the owner of all banks that have none: of a demo's samples.
    package func giveAll(to principal: Principal) async throws {
        try await database.write { connection in
            let rights = BankRightStore(connection)
            for subject in try BankStore(connection).subjects()
            where try rights.keeping(of: subject.id)?.owner == nil {
                try rights.setOwner(principal.person, of: subject.id)
            }
        }
    }

    private func create(
        slug: String, name: String, grade: String, owner: Int64?, at now: Instant
    ) async throws {
        guard Self.isSlug(slug) else { throw BankFault.badSlug }
        do {
            try await database.write { connection in
                let id = try BankStore(connection).addSubject(
                    slug: slug, name: name, grade: grade, owner: owner, at: now)
                guard owner == nil else { return }
                try BankRightStore(connection).grant(
                    .read, to: .everyTeacher, in: id, by: nil, at: now)
            }
        } catch StoreError.constraint(.unique, _) {
            throw BankFault.slugTaken
        }
    }

    /// 2 to 40 of a–z, 0–9 and hyphens: the name of a bank on the command line and in addresses.
    package static func isSlug(_ text: String) -> Bool {
        (2...40).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 45
            }
    }

    // MARK: Out

    /// A bank as it leaves: a file, the pictures it names by their paths (none where
    /// they are inside it) and its recordings, and what the format has no place for.
    package struct Export: Sendable {
        package let bytes: [UInt8]
        package let pictures: [String: [UInt8]]
        package let notes: [ImportNote]

        /// The file with its pictures as one zip, which comes in again as it is.
        ///
        /// - Parameter name: of the file inside.
        package func zip(as name: String) throws -> [UInt8] {
            var files = pictures
            files[name] = bytes
            return try Archive(files: files).zip(first: [name])
        }
    }

    /// The whole bank in a format.
    ///
    /// - Parameter principal: nil for a command on the server itself.
    package func export(
        _ slug: String, as format: BankFormat, by principal: Principal?, at now: Instant
    ) async throws -> Export {
        let (draft, pictures, recordings, unfinished) = try await database.write { connection in
            guard let subject = try BankStore(connection).subject(slug: slug) else {
                throw NotFound()
            }
            try principal?.require(.readBank, in: subject.id, connection)
            let store = QuestionStore(connection)
            var questions: [DraftQuestion] = []
            var pictures = OutgoingPictures(BankStore(connection))
            try store.forEach(in: subject.id) { version, listed in
                let question = Question(
                    content: try pictures.named(version.content), guid: listed.guid,
                    identifier: listed.identifier, name: version.name, topic: version.topic,
                    level: version.level, tags: version.tags)
                questions.append(DraftQuestion(question: question, line: questions.count + 1))
            }
            let unfinished = try store.unfinished(in: subject.id).map {
                ImportNote(
                    file: "", line: 0, question: $0.identifier ?? $0.code, reason: .unfinished)
            }
            try AuditStore(connection).record(
                .exportBank, of: slug, bank: subject.id, by: principal?.person, at: now)
            let draft = BankDraft(
                questions: questions, subject: subject.name, grade: subject.grade)
            return (draft, pictures.files, pictures.recordings, unfinished)
        }
        let (bytes, notes) = try await converter.write(draft, as: format, pictures: pictures)
        let holdsPictures = format == .word || format == .openDocument
        let beside = recordings.merging(holdsPictures ? [:] : pictures) { one, _ in one }
        return Export(bytes: bytes, pictures: beside, notes: notes + unfinished)
    }

    // MARK: In

    /// A spreadsheet for questions, to begin from.
    package func sheetTemplate(in language: Language) throws -> [UInt8] {
        try converter.sheetTemplate(in: language)
    }

    /// What a file holds, without a look at any bank.
    ///
    /// - Throws: `ImportFault` when nothing of the file can be taken.
    package func read(_ file: BankFile) async throws(ImportFault) -> ReadBankFile {
        let read = try await converter.read(file.bytes, as: file.format, file: file.name)
        return ReadBankFile(file: file, pictures: read.pictures, draft: read.draft)
    }

    /// What an import would do, without doing it.
    ///
    /// - Parameters:
    ///   - pinsReferring: whether options that speak of others are pinned.
    ///   - principal: nil for a command on the server itself.
    package func preview(
        _ file: ReadBankFile, into subject: BankStore.Subject, pinsReferring: Bool = false,
        by principal: Principal? = nil
    ) async throws -> BankImportReport {
        let incoming = try await ready(file, pinsReferring, by: principal)
        return try await database.read { connection in
            try incoming.compare(with: subject.id, connection)
        }
    }

    /// What an import of a file that was not read before would do.
    package func preview(
        _ file: BankFile, into subject: BankStore.Subject, pinsReferring: Bool = false,
        by principal: Principal? = nil
    ) async throws -> BankImportReport {
        try await preview(
            try await read(file), into: subject, pinsReferring: pinsReferring, by: principal)
    }

    /// Imports files, all in one transaction: as published questions where the importer
    /// may publish, else as drafts.
    ///
    /// Repeating it changes nothing; a changed question gets a new version.
    ///
    /// - Parameters:
    ///   - pinsReferring: whether options that speak of others are pinned.
    ///   - principal: nil for a command on the server itself, which may publish.
    /// - Returns: one report a file.
    package func apply(
        _ files: [ReadBankFile], into subject: BankStore.Subject, pinsReferring: Bool = false,
        by principal: Principal?, at now: Instant
    ) async throws -> [BankImportReport] {
        try await database.read { try principal?.require(.changeBank, in: subject.id, $0) }
        var incoming: [IncomingBank] = []
        for file in files { incoming.append(try await ready(file, pinsReferring, by: principal)) }
        let banks = incoming
        try await formulas.convert(
            in: banks.flatMap { $0.draft.questions.map(\.question.content) })
        return try await database.writeMuch { connection in
            let status = try Self.statusOfImports(into: subject.id, by: principal, connection)
            return try zip(files, banks).map { file, bank in
                try AuditStore(connection).record(
                    .importBank, of: "\(subject.slug) ← \(file.file.name)", bank: subject.id,
                    by: principal?.person, at: now)
                return try bank.store(
                    in: subject.id, as: status, connection, by: principal?.person, at: now)
            }
        }
    }

    /// Imports one file that was not read before.
    ///
    /// - Throws: `ImportFault` when it is refused; then nothing was changed.
    package func apply(
        _ file: BankFile, into subject: BankStore.Subject, pinsReferring: Bool = false,
        by principal: Principal?, at now: Instant
    ) async throws -> BankImportReport {
        try await apply(
            [try await read(file)], into: subject, pinsReferring: pinsReferring, by: principal,
            at: now)[0]
    }

    /// What becomes of questions that somebody takes in.
    package func statusOfImports(
        into subject: BankStore.Subject, by principal: Principal
    ) async throws -> QuestionStore.Status {
        try await database.read {
            try Self.statusOfImports(into: subject.id, by: principal, $0)
        }
    }

    private static func statusOfImports(
        into subject: Int64, by principal: Principal?, _ connection: Connection
    ) throws -> QuestionStore.Status {
        guard let principal else { return .published }
        return try mayPublish(in: subject, principal, connection) ? .published : .draft
    }

    /// Whether somebody may publish there without another's review.
    static func mayPublish(
        in subject: Int64, _ principal: Principal, _ connection: Connection
    ) throws -> Bool {
        let store = BankRightStore(connection)
        let rights = try store.rights(of: principal, in: subject)
        let needsReview = try store.keeping(of: subject)?.needsReview ?? true
        return !needsReview && principal.may(.publishInBank, with: rights)
    }
}

extension Principal {
    /// Refuses unless `Access` allows this in a bank, by the rights that were granted there.
    func require(_ useCase: UseCase, in bank: Int64, _ connection: Connection) throws {
        try require(
            useCase, with: try BankRightStore(connection).rights(of: self, in: bank))
    }
}

extension Banks {
    /// The file with the pictures that came inside it and those that this server has
    /// already: an export names them by their hash, so that it can come back without.
    ///
    /// - Parameter principal: from whose banks they may be taken; nil: from all.
    private func ready(
        _ read: ReadBankFile, _ pinsReferring: Bool, by principal: Principal?
    ) async throws -> IncomingBank {
        let sources = read.draft.questions.flatMap(\.question.content.sources)
        let assets = try await database.read { connection in
            var assets: [String: [UInt8]] = [:]
            for case .path(let path) in sources {
                guard let hash = OutgoingPictures.hash(in: path),
                    try principal.map({ try Self.mayFetch(hash, $0, connection) }) ?? true
                else { continue }
                assets[path] = try BankStore(connection).asset(hash)?.bytes
            }
            return assets
        }
        let pictures = assets.merging(read.pictures) { _, inside in inside }
        let file = pictures.isEmpty ? read.file : read.file.adding(pictures)
        return await HeavyWork.run {
            IncomingBank(file, read.draft, pinsReferring: pinsReferring)
        }
    }
}

/// Why a bank cannot be made.
package enum BankFault: Error, Hashable {
    case badSlug
    case slugTaken
    case unknownFormat
}
