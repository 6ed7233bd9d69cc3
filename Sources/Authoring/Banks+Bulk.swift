import Assessment
import Converters
import Foundation
package import People
import Secrets
package import Storage
package import Values

/// One step for many questions, which can be undone.
extension Banks {
    package enum Selection: Hashable, Sendable {
        /// By their codes.
        case ticked([String])
        /// All that a list shows, over all its pages.
        case all(QuestionStore.Filter)
    }

    /// What is to be done.
    package struct Bulk: Hashable, Sendable {
        package let kind: BulkChangeStore.Kind
        /// The topic, tag or level; "" for what needs none.
        package let words: String

        /// - Returns: nil where the words are missing or mean nothing.
        package init?(_ kind: BulkChangeStore.Kind, _ words: String) {
            let clean = VietnameseText.clean(words)
            switch kind {
            case .move, .addTag, .removeTag:
                guard !clean.isEmpty, clean.utf8.count <= 400 else { return nil }
            case .level: guard CognitiveLevel(rawValue: clean) != nil else { return nil }
            case .publish, .retire: break
            }
            self.kind = kind
            self.words = clean
        }
    }

    package struct BulkReport: Hashable, Sendable {
        /// Nil where nothing had to be changed.
        package let code: String?
        package let changed: Int
        /// Those that stood as wanted, that somebody changed meanwhile, or that may not be
        /// published by this person, unfinished, or without a picture's words.
        package let leftOut: Int
    }

    /// Questions of one transaction: short enough that nobody waits for it.
    private static let portion = 500

    /// Does one thing to many questions.
    ///
    /// In portions, each of them whole: a stop in between leaves what is recorded as done,
    /// which can be undone.
    package func change(
        _ selection: Selection, in subject: BankStore.Subject, _ bulk: Bulk, note: String,
        by principal: Principal, at now: Instant
    ) async throws -> BulkReport {
        let useCase: UseCase =
            bulk.kind.isFiling ? .changeBank : bulk.kind == .retire ? .reviewBank : .readBank
        let chosen = try await database.read { connection in
            try principal.require(useCase, in: subject.id, connection)
            return try Self.ids(selection, in: subject.id, connection)
        }
        guard !chosen.isEmpty else { return BulkReport(code: nil, changed: 0, leftOut: 0) }
        let code = TextCode.random(characters: 10)
        var id: Int64?
        var changed = 0
        for start in stride(from: 0, to: chosen.count, by: Self.portion) {
            let part = Array(chosen[start..<min(start + Self.portion, chosen.count)])
            let known = id
            let (made, count) = try await change(
                part, in: subject, bulk, note: note, change: known, code: code, by: principal,
                at: now)
            id = made
            changed += count
        }
        return BulkReport(
            code: id == nil ? nil : code, changed: changed, leftOut: chosen.count - changed)
    }

    private static func ids(
        _ selection: Selection, in subject: Int64, _ connection: Connection
    ) throws -> [Int64] {
        let questions = QuestionStore(connection)
        switch selection {
        case .ticked(let codes): return try questions.ids(of: codes, in: subject)
        case .all(let filter):
            var ids: [Int64] = []
            while true {
                let more = try questions.keys(
                    in: subject, filter, at: .after(ids.last ?? 0), limit: 10_000)
                ids += more
                if more.count < 10_000 { return ids }
            }
        }
    }

    /// One portion: read, made ready on threads of its own, written.
    private func change(
        _ ids: [Int64], in subject: BankStore.Subject, _ bulk: Bulk, note: String,
        change known: Int64?, code: String, by principal: Principal, at now: Instant
    ) async throws -> (change: Int64?, changed: Int) {
        let filings = try await database.read { connection in
            try ids.compactMap { try QuestionStore(connection).filing($0, in: subject.id) }
        }
        let ready = try await HeavyWork.run {
            try HeavyWork.map(filings) { ReadyFiling($0, for: bulk) }.compactMap(\.self)
        }
        guard !ready.isEmpty else { return (known, 0) }
        return try await database.write { connection in
            let store = BulkChangeStore(connection)
            let work = try BulkWork(
                bulk, note: note, in: subject.id, by: principal, at: now, connection)
            let items = try ready.compactMap { try work.perform($0) }
            guard !items.isEmpty else { return (known, 0) }
            var change = known
            if change == nil {
                change = try store.add(
                    bulk.kind, bulk.words, code: code, in: subject.id, by: principal.person,
                    at: now)
                try AuditStore(connection).record(
                    .changeQuestions, of: "\(subject.slug): \(bulk.words)", bank: subject.id,
                    by: principal.person, at: now)
            }
            if let change { for item in items { try store.add(item, to: change) } }
            return (change, items.count)
        }
    }

    // MARK: Undoing

    /// The last change of a bank, where somebody may undo it.
    package func lastChange(
        in subject: BankStore.Subject, by principal: Principal
    ) async throws -> BulkChangeStore.Change? {
        try await database.read { connection in
            guard let change = try BulkChangeStore(connection).latest(in: subject.id),
                !change.isUndone,
                try Self.mayUndo(change, principal, connection)
            else { return nil }
            return change
        }
    }

    private static func mayUndo(
        _ change: BulkChangeStore.Change, _ principal: Principal, _ connection: Connection
    ) throws -> Bool {
        let rights = try BankRightStore(connection).rights(
            of: principal, in: change.subject)
        let isOwn =
            principal.isSelf(change.personID)
            && (principal.may(.changeBank, with: rights)
                || principal.may(.reviewBank, with: rights))
        return isOwn || principal.may(.manageBank, with: rights)
    }

    /// Undoes a change, but for what was changed again since.
    ///
    /// - Throws: `NotFound` also where it was undone already, and to who may not.
    package func undo(
        _ code: String, in subject: BankStore.Subject, note: String, by principal: Principal,
        at now: Instant
    ) async throws -> BulkReport {
        let change = try await database.write { connection in
            let store = BulkChangeStore(connection)
            guard let change = try store.change(code: code), change.subject == subject.id,
                try Self.mayUndo(change, principal, connection),
                try store.setUndone(change.id, at: now)
            else { throw NotFound() }
            try AuditStore(connection).record(
                .undoChange, of: "\(subject.slug): \(change.words)", bank: subject.id,
                by: principal.person, at: now)
            return change
        }
        var last: Int64 = 0
        var undone = 0
        while true {
            let after = last
            let (items, count) = try await database.write { connection in
                let items = try BulkChangeStore(connection).items(
                    of: change.id, after: after, limit: Self.portion)
                let count = try items.count {
                    try Self.undo($0, of: change, note: note, by: principal, connection, at: now)
                }
                return (items, count)
            }
            undone += count
            guard items.count == Self.portion, let next = items.last else { break }
            last = next.question
        }
        return BulkReport(code: code, changed: undone, leftOut: change.questions - undone)
    }

    private static func undo(
        _ item: BulkChangeStore.Item, of change: BulkChangeStore.Change, note: String,
        by principal: Principal, _ connection: Connection, at now: Instant
    ) throws -> Bool {
        let questions = QuestionStore(connection)
        guard let filing = try questions.filing(item.question, in: change.subject),
            filing.version == item.after
        else { return false }
        guard !change.kind.isFiling else {
            return try questions.refile(
                filing, asIn: item.before, author: principal.person, note: note, at: now)
        }
        guard filing.status == (change.kind == .publish ? .published : .retired) else {
            return false
        }
        try questions.setBack(item.question, to: item.status, published: item.published)
        return true
    }
}

/// A question made ready for one step.
private struct ReadyFiling: Sendable {
    let old: QuestionStore.Filing
    var topic: [String]
    var level: CognitiveLevel?
    var tags: [String]
    let hash: [UInt8]

    /// - Returns: nil where it stands as wanted already, or must not be published.
    init?(_ old: QuestionStore.Filing, for bulk: Banks.Bulk) {
        self.old = old
        topic = old.topic
        level = old.level
        tags = old.tags
        switch bulk.kind {
        case .move:
            topic = bulk.words.split(separator: "/").map { VietnameseText.clean(String($0)) }
                .filter { !$0.isEmpty }
        case .addTag: tags = Set(old.tags).union([bulk.words]).sorted()
        case .removeTag: tags = old.tags.filter { $0 != bulk.words }
        case .level: level = CognitiveLevel(rawValue: bulk.words)
        case .publish:
            guard old.status == .draft || old.status == .review, old.typed == nil,
                !Self.hasSilentPictures(old)
            else { return nil }
        case .retire: guard old.status != .retired else { return nil }
        }
        if bulk.kind.isFiling, topic == old.topic, level == old.level, tags == old.tags {
            return nil
        }
        hash =
            bulk.kind.isFiling
            ? ReadyQuestion.hash(
                name: old.name, topic: topic, level: level, tags: tags, content: old.content,
                typed: old.typed)
            : []
    }

    private static func hasSilentPictures(_ filing: QuestionStore.Filing) -> Bool {
        guard filing.mayHavePictures else { return false }
        let content = try? JSONDecoder().decode(
            QuestionContent.self, from: Data(filing.content.text.utf8))
        return content?.hasSilentPictures ?? true
    }
}

/// One portion inside its transaction.
private struct BulkWork {
    private let bulk: Banks.Bulk
    private let note: String
    private let principal: Principal
    private let now: Instant
    private let questions: QuestionStore
    private let reviews: ReviewStore
    private let banks: BankStore
    private let subject: Int64
    private let rights: Set<BankRight>
    private let mayPublish: Bool

    init(
        _ bulk: Banks.Bulk, note: String, in subject: Int64, by principal: Principal,
        at now: Instant, _ connection: Connection
    ) throws {
        self.bulk = bulk
        self.note = note
        self.principal = principal
        self.now = now
        self.subject = subject
        questions = QuestionStore(connection)
        reviews = ReviewStore(connection)
        banks = BankStore(connection)
        rights = try BankRightStore(connection).rights(of: principal, in: subject)
        mayPublish = try Banks.mayPublish(in: subject, principal, connection)
    }

    /// - Returns: nil where nothing was done.
    func perform(_ ready: ReadyFiling) throws -> BulkChangeStore.Item? {
        let old = ready.old
        guard bulk.kind.isFiling else { return try moveOn(old) }
        let topic = try banks.topic(ready.topic, of: subject)
        let isDone = try questions.refile(
            old,
            as: .init(topic: topic, level: ready.level, tags: ready.tags, hash: ready.hash),
            author: principal.person, note: note, at: now)
        return isDone ? item(old, after: old.version + 1) : nil
    }

    private func moveOn(_ seen: QuestionStore.Filing) throws -> BulkChangeStore.Item? {
        guard let old = try questions.filing(seen.id, in: subject), old == seen else { return nil }
        if bulk.kind == .publish {
            guard mayPublish || isReviewOfAnother(old) else { return nil }
            try questions.publish(old.version, of: old.id)
        } else {
            try questions.retire(old.id)
        }
        let kind: ReviewStore.Kind =
            bulk.kind == .retire ? .retired : isReviewOfAnother(old) ? .approved : .published
        try reviews.add(kind, note, to: old.version, of: old.id, by: principal.person, at: now)
        return item(old, after: old.version)
    }

    private func isReviewOfAnother(_ filing: QuestionStore.Filing) -> Bool {
        filing.status == .review && principal.may(.reviewBank, with: rights)
            && (try? principal.require(.reviewVersion, ownedBy: filing.authorID)) != nil
    }

    private func item(_ old: QuestionStore.Filing, after: Int) -> BulkChangeStore.Item {
        BulkChangeStore.Item(
            question: old.id, before: old.version, after: after, status: old.status,
            published: old.published)
    }
}
