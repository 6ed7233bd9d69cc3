import Assessment
import Converters
import Foundation
import Interchange
import Secrets
import Storage
import Values

/// A file that was read, on its way into a bank.
struct IncomingBank: Sendable {
    let draft: BankDraft
    private let file: BankFile
    /// Pictures and recordings, by the paths that the file gives them.
    private let assets: [String: BankStore.Asset]

    /// - Parameters:
    ///   - draft: what was read of the file; its pictures are taken from `file`.
    ///   - pinsReferring: whether options that speak of others are pinned.
    init(_ file: BankFile, _ draft: BankDraft, pinsReferring: Bool) {
        self.file = file
        var draft = draft
        var assets: [String: BankStore.Asset] = [:]
        for index in draft.questions.indices {
            let letters = draft.questions[index].question.content.interaction
                .pinReferring(really: pinsReferring)
            if !letters.isEmpty {
                draft.notes.append(
                    ImportNote(
                        file: file.name, line: draft.questions[index].line,
                        question: Self.title(of: draft.questions[index].question),
                        reason: .referringOptions(letters)))
            }
            let (content, missing) = Self.attach(
                draft.questions[index].question.content, from: file, into: &assets)
            draft.questions[index].question.content = content
            if content.hasSilentPictures {
                draft.notes.append(
                    ImportNote(
                        file: file.name, line: draft.questions[index].line,
                        question: Self.title(of: draft.questions[index].question),
                        reason: .silentPicture))
            }
            for reason in missing {
                draft.notes.append(
                    ImportNote(
                        file: file.name, line: draft.questions[index].line,
                        question: Self.title(of: draft.questions[index].question),
                        reason: reason))
            }
        }
        self.draft = draft
        self.assets = assets
    }

    /// Every question made ready, in the draft's order, while those before it are used.
    private func forEach(_ use: (ReadyQuestion, _ line: Int) throws -> Void) throws {
        try HeavyWork.forEach(
            draft.questions, { (try ReadyQuestion($0.question), $0.line) }
        ) { try use($0.0, $0.1) }
    }

    /// What storing would do.
    func compare(with subject: Int64, _ connection: Connection) throws -> BankImportReport {
        var report = emptyReport
        var lines: [UInt64: Int] = [:]
        var compared = 0
        try forEach { one, line in
            let ready = try Self.local(one, subject, connection)
            let topic = try BankStore(connection).knownTopic(ready.question.topic, of: subject)
            let known = try known(ready, topic, subject, connection)
            let state = report.count(
                ready.question, isSame: try isSame(ready, as: known, connection),
                isNew: known == nil)
            if report.incoming.count < BankImportReport.shown {
                report.incoming.append(.init(question: ready.question, line: line, state: state))
            }
            guard known == nil, compared < BankImportReport.compared else { return }
            compared += 1
            let twin = lines.updateValue(line, forKey: ready.likeness.key)
            let like = try QuestionStore(connection).alike(ready.likeness, in: subject, limit: 1)
            report.alike += Self.alike(ready.question, line, twin: twin, like.first)
        }
        return report
    }

    private static func alike(
        _ question: Question, _ line: Int, twin: Int?, _ like: QuestionStore.Alike?
    ) -> [BankImportReport.Alike] {
        let title = title(of: question)
        if let like {
            return [
                BankImportReport.Alike(
                    title: title, line: line, code: like.question.code,
                    other: like.question.identifier ?? like.question.code, share: like.share)
            ]
        }
        guard let twin else { return [] }
        return [
            BankImportReport.Alike(
                title: title, line: line, code: nil, other: "\(twin)", share: 1)
        ]
    }

    /// Stores what is new and what has changed.
    ///
    /// - Parameter status: published or draft. What has a picture without words stays a
    ///   draft either way.
    func store(
        in subject: Int64, as status: QuestionStore.Status, _ connection: Connection,
        by author: Int64?, at now: Instant
    ) throws -> BankImportReport {
        var report = emptyReport
        let banks = BankStore(connection)
        let store = QuestionStore(connection)
        for asset in assets.values { try banks.add(asset, to: subject) }
        var topics: [[String]: Int64] = [:]
        var hints: [(question: Int64, hashes: [Int64])] = []
        try forEach { one, _ in
            let ready = try Self.local(one, subject, connection)
            let path = ready.question.topic
            let topic = try topics[path] ?? banks.topic(path, of: subject)
            topics[path] = topic
            let known = try known(ready, topic, subject, connection)
            let isSame = try isSame(ready, as: known, connection)
            report.count(ready.question, isSame: isSame, isNew: known == nil)
            if isSame { return }
            let status = ready.question.content.hasSilentPictures ? .draft : status
            if let known {
                try store.addVersion(
                    known.version + 1, of: known.id, ready, topic: topic, subject: subject,
                    status: status, author: author, at: now)
            } else {
                let id = try store.add(
                    ready, code: TextCode.random(characters: 10), topic: topic, subject: subject,
                    status: status, author: author, hintsLater: true, at: now)
                hints.append((id, ready.hints))
            }
        }
        try store.addHints(hints, in: subject)
        return report
    }

    /// The question as this bank may hold it: what another bank holds under the
    /// same GUID comes in as a copy with an identity of its own.
    private static func local(
        _ ready: ReadyQuestion, _ subject: Int64, _ connection: Connection
    ) throws -> ReadyQuestion {
        guard let guid = ready.question.guid,
            let known = try QuestionStore(connection).known(guid: guid), known.subject != subject
        else { return ready }
        return ready.copy
    }

    /// The question in the bank that this one is: by GUID, else by the file's own
    /// id, else by topic and content.
    private func known(
        _ ready: ReadyQuestion, _ topic: Int64?, _ subject: Int64, _ connection: Connection
    ) throws -> QuestionStore.Known? {
        let questions = QuestionStore(connection)
        let question = ready.question
        if let guid = question.guid, let known = try questions.known(guid: guid) { return known }
        if let identifier = question.identifier {
            return try questions.known(identifier: identifier, in: subject)
        }
        guard let topic else { return nil }
        return try questions.known(topic: topic, hash: ready.hash)
    }

    /// Whether the bank has the question as it is. A format that spells formulas or numbers
    /// its own way changes nothing by that; in a format that keeps what an author wrote,
    /// another spelling is a change.
    private func isSame(
        _ ready: ReadyQuestion, as known: QuestionStore.Known?, _ connection: Connection
    ) throws -> Bool {
        guard let known else { return false }
        if known.contentHash == ready.hash { return true }
        let respelling = file.format.respelling
        let questions = QuestionStore(connection)
        guard respelling != .nothing, let stored = try questions.question(id: known.id) else {
            return false
        }
        let other = Question(
            content: stored.content, name: stored.question.name, topic: stored.question.topic,
            level: stored.question.level, tags: try questions.tags(of: known.id))
        return Self.compared(ready.question, respelling) == Self.compared(other, respelling)
    }

    /// Everything about the question that an author can change, in one spelling. (Two
    /// spellings of a number are equal by themselves.)
    private static func compared(
        _ question: Question, _ respelling: BankFormat.Respelling
    ) -> Question {
        var bare = question
        bare.guid = nil
        bare.identifier = nil
        bare.tags = Set(question.tags).sorted()
        if respelling == .formulas || respelling == .formulasAndPictures {
            bare.content = bare.content.mapTexts { text in
                text.mapFormulas { RichText.TeX($0.canonical) }
            }
        }
        if respelling == .formulasAndPictures {
            bare.content = bare.content.mapTexts { text in
                text.mapImages { RichText.Image(source: $0.source, alternative: "") }
            }
        }
        return bare
    }

    private var emptyReport: BankImportReport {
        BankImportReport(
            format: file.format, subjectName: draft.subject, grade: draft.grade,
            read: draft.read, leftOut: draft.leftOut, notes: draft.notes)
    }

    private static func title(of question: Question) -> String {
        question.name ?? question.identifier ?? question.content.stem.readableText(upTo: 80)
    }
}

extension Interaction {
    /// Pins the options that speak of others, and those they name.
    ///
    /// - Parameter really: false only to look.
    /// - Returns: the letters of those that were not pinned yet.
    fileprivate mutating func pinReferring(really: Bool) -> [String] {
        guard let options else { return [] }
        let referring = options.referring
        let places = options.indices.filter {
            referring.contains(options[$0].id) && !options[$0].pinned
        }
        if really, !places.isEmpty {
            var pinned = options
            for place in places { pinned[place].pinned = true }
            self = with(pinned)
        }
        return places.map(Lettering.option)
    }

    /// The same with other options; itself where it has none.
    private func with(_ options: [ChoiceOption]) -> Interaction {
        switch self {
        case .singleChoice(var choice):
            choice.options = options
            return .singleChoice(choice)
        case .multipleChoice(var choice):
            choice.options = options
            return .multipleChoice(choice)
        default: return self
        }
    }
}

extension BankImportReport {
    /// Questions with options that speak of others and were not pinned.
    package var referringCount: Int {
        notes.count { if case .referringOptions = $0.reason { true } else { false } }
    }

    @discardableResult
    fileprivate mutating func count(
        _ question: Question, isSame: Bool, isNew: Bool
    ) -> Incoming.State {
        types[question.content.interaction.type, default: 0] += 1
        if isSame {
            same += 1
            return .same
        }
        imported += 1
        if isNew { return .new }
        changed += 1
        return .changed
    }
}

extension IncomingBank {
    /// Puts stored pictures and recordings in the place of paths.
    ///
    /// - Returns: the content, and what is to be said of paths where nothing usable is.
    private static func attach(
        _ content: QuestionContent, from file: BankFile,
        into assets: inout [String: BankStore.Asset]
    ) -> (QuestionContent, missing: [ImportReason]) {
        var missing: [ImportReason] = []
        var found = assets
        let heard = content.stimulus?.recording?.source
        let changed = content.mapSources { source in
            guard case .path(let path) = source else { return source }
            let isHeard = source == heard
            if found[path] == nil, let bytes = file.picture(path) {
                found[path] = isHeard ? Sound(bytes)?.asset : Picture(bytes)?.asset
            }
            guard let asset = found[path], (Sound.endings[asset.mediaType] != nil) == isHeard
            else {
                missing.append(isHeard ? .recordingDropped(path) : .pictureDropped(path))
                return source
            }
            return .asset(asset.hash)
        }
        assets = found
        return (changed, missing)
    }
}
