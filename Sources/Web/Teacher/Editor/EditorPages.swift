import Assessment
import Authoring
import Hummingbird
import Interchange
import People
import Storage
import Values

/// Writing questions in the browser. Every button sends the whole form, so nothing that
/// was typed is lost by any of them; without scripts a button shows the preview.
enum EditorPages {
    /// What is being written: a new question of a bank, or a version of one.
    struct Target {
        let subject: BankStore.Subject
        let desk: Banks.Desk?
        let mayPublish: Bool
        let code: String

        var url: String {
            desk == nil
                ? "/teach/banks/\(subject.slug)/questions/new" : "/teach/questions/\(code)/edit"
        }
    }

    // MARK: A new question

    /// `GET /teach/banks/{slug}/questions/new?type=singleChoice`
    @Sendable static func fresh(_ visit: Visit) async throws -> Response {
        let target = try await newTarget(visit)
        var form = EditorForm(type: QuestionType(rawValue: visit.query["type"]) ?? .singleChoice)
        form.topic = visit.query["topic"]
        try await form.takePassage(of: visit.query["passageOf"], in: target.subject, visit)
        return try await EditorView(target, form).page(visit)
    }

    /// `POST /teach/banks/{slug}/questions/new`
    @Sendable static func add(_ visit: Visit) async throws -> Response {
        try await act(on: try await newTarget(visit), visit)
    }

    private static func newTarget(_ visit: Visit) async throws -> Target {
        let subject = try await BankPages.subject(visit, for: .changeBank)
        let status = try await visit.site.banks.statusOfImports(
            into: subject, by: visit.principal)
        return Target(
            subject: subject, desk: nil, mayPublish: status == .published, code: "")
    }

    // MARK: A new version

    /// `GET /teach/questions/{code}/edit`
    @Sendable static func edit(_ visit: Visit) async throws -> Response {
        let target = try await target(visit, records: true)
        guard let desk = target.desk else { throw Refusal.notFound }
        let content = try await visit.site.banks.named(desk.version.content)
        return try await EditorView(target, EditorForm(desk, content)).page(visit)
    }

    /// `POST /teach/questions/{code}/edit`
    @Sendable static func save(_ visit: Visit) async throws -> Response {
        try await act(on: try await target(visit, records: false), visit)
    }

    private static func target(_ visit: Visit, records: Bool) async throws -> Target {
        let code = try visit.parameter("code")
        let desk = try await BankPages.found {
            try await visit.site.banks.desk(
                code, for: .changeBank, records: records, by: visit.principal,
                at: visit.site.now())
        }
        return Target(
            subject: desk.subject, desk: desk, mayPublish: desk.mayPublish, code: code)
    }

    // MARK: Its buttons

    private static func act(on target: Target, _ visit: Visit) async throws -> Response {
        var form = EditorForm(visit.form)
        let act = visit.form["act"]
        let refused = try await form.takeFiles(act, for: target.subject, visit)
        if let outcome = outcome(act, target), refused.isEmpty {
            return try await save(outcome, of: form, target, visit)
        }
        var view = EditorView(target, form)
        view.isUnsaved = true
        switch act {
        case "more": view.form.addRows()
        case "retype":
            view.form.become(QuestionType(rawValue: visit.form["type"]) ?? form.type)
        case "toText", "toFields":
            view.errors = view.form.changeMode().map { ($0.field, $0.text(visit)) }
        case "noSound": view.form.typed.fields.recording = ""
        case "picture", "sound": break
        default: try await view.show(visit)
        }
        view.errors += refused
        view.isRefused = !view.errors.isEmpty && act != "preview" || !refused.isEmpty
        return try await view.page(visit)
    }

    private static func outcome(_ act: String, _ target: Target) -> Banks.Outcome? {
        guard let outcome = Banks.Outcome(rawValue: act) else { return nil }
        return outcome == .publish && !target.mayPublish ? nil : outcome
    }

    /// Saves a question; what is no whole one yet is kept as a draft, and as nothing else.
    private static func save(
        _ outcome: Banks.Outcome, of form: EditorForm, _ target: Target, _ visit: Visit
    ) async throws -> Response {
        var view = EditorView(target, form)
        view.isUnsaved = true
        let content = try await view.show(visit)
        let isWhole = content.errors.isEmpty
        view.isRefused = true
        guard isWhole || outcome == .draft else { return try await view.page(visit) }
        let edit = Banks.Edit(
            question: content.question, unfinished: isWhole ? nil : view.form.typed,
            note: view.form.note, outcome: outcome, seen: view.form.seen)
        let done = isWhole ? "question-\(outcome.rawValue)" : "question-unfinished"
        do {
            guard target.desk != nil else {
                let code = try await visit.site.banks.add(
                    edit, to: target.subject, by: visit.principal, at: visit.site.now())
                return .seeOther("/teach/questions/\(code)?done=\(done)")
            }
            switch try await visit.site.banks.save(
                edit, of: target.code, by: visit.principal, at: visit.site.now())
            {
            case .version: return .seeOther("/teach/questions/\(target.code)?done=\(done)")
            case .same: return .seeOther("/teach/questions/\(target.code)?done=question-same")
            case .stale(let current):
                view.form.seen = current
                view.conflict = try await EditorConflict(target.code, visit)
                return try await view.page(visit)
            }
        } catch EditFault.identifierTaken {
            view.errors.append(("identifier", visit.word("editor.identifierTaken")))
        } catch EditFault.silentPicture {
            view.errors.append(
                (form.typed.isText ? "text" : "stem", visit.word("editor.silentPicture")))
        }
        return try await view.page(visit)
    }
}

extension EditorForm.ModeFault {
    fileprivate var field: String {
        if case .field(let fault) = self { fault.field } else { "text" }
    }

    fileprivate func text(_ visit: Visit) -> String {
        switch self {
        case .field(let fault): EditorContent.text(of: fault, visit)
        case .line(let note): EditorContent.text(of: note.reason, line: note.line, visit)
        case .noFields: visit.word("editor.noFields")
        }
    }
}
