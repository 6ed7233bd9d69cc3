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
        var view = EditorView(target, form)
        switch visit.form["act"] {
        case "draft": return try await save(.draft, of: form, target, visit)
        case "review": return try await save(.review, of: form, target, visit)
        case "publish" where target.mayPublish:
            return try await save(.publish, of: form, target, visit)
        case "more":
            form.addRows()
            view.form = form
        case "retype":
            form.become(QuestionType(rawValue: visit.form["type"]) ?? form.type)
            view.form = form
        case "picture":
            view.errors = try await addPicture(to: &form, target, visit)
            view.form = form
        case "toText", "toFields":
            view.errors = try await changeMode(of: &form, target, visit)
            view.form = form
        default:
            let content = try await EditorContent(
                &form, in: target.desk?.version.content, visit)
            view.form = form
            view.errors = content.errors
            if let question = content.question {
                view.preview = try await EditorPreview(
                    question, in: target.subject, but: target.desk?.id, content.warnings, visit)
            }
        }
        return try await view.page(visit)
    }

    /// From fields to one text, or back where fields can hold it all.
    private static func changeMode(
        of form: inout EditorForm, _ target: Target, _ visit: Visit
    ) async throws -> [(field: String, text: String)] {
        if !form.isText {
            do throws(QuestionFields.Faults) {
                form.text = QuestionText.write(
                    try form.fields.unchecked(in: target.desk?.version.content))
                form.isText = true
                return []
            } catch {
                return error.all.map { ($0.field, $0.reason.text(in: visit.language)) }
            }
        }
        let (question, notes) = QuestionText.read(form.text)
        guard let question else {
            return notes.map { ("text", $0.text(in: visit.language)) }
        }
        guard let fields = QuestionFields(question.content) else {
            return [("text", visit.word("editor.noFields"))]
        }
        form.takePlace(of: question)
        form.type = fields.type
        form.fields = fields
        form.isText = false
        return []
    }

    /// Keeps a picture and names it where its author says.
    private static func addPicture(
        to form: inout EditorForm, _ target: Target, _ visit: Visit
    ) async throws -> [(field: String, text: String)] {
        guard let file = visit.form.files["picture"] else {
            return [("picture", visit.word("error.file-missing"))]
        }
        let words = VietnameseText.clean(visit.form["alternative"])
        guard !words.isEmpty else {
            return [("alternative", visit.word("editor.alternativeMissing"))]
        }
        do {
            let path = try await visit.site.banks.addPicture(
                file.bytes, to: target.subject.id, by: visit.principal)
            let image = RichText.Image(source: .path(path), alternative: words)
            form.put(
                MarkupText.write(RichText([.paragraph([.image(image)])])),
                at: visit.form["pictureAt"])
            return []
        } catch let fault as PictureFault {
            return [("picture", EditorView.text(of: fault, visit))]
        }
    }

    private static func done(_ outcome: Banks.Outcome) -> String {
        switch outcome {
        case .draft: "done=question-draft"
        case .review: "done=question-review"
        case .publish: "done=question-publish"
        }
    }

    private static func save(
        _ outcome: Banks.Outcome, of form: EditorForm, _ target: Target, _ visit: Visit
    ) async throws -> Response {
        var form = form
        let content = try await EditorContent(&form, in: target.desk?.version.content, visit)
        var view = EditorView(target, form)
        view.errors = content.errors
        guard let question = content.question else { return try await view.page(visit) }
        view.preview = try await EditorPreview(
            question, in: target.subject, but: target.desk?.id, content.warnings, visit)
        let edit = Banks.Edit(
            question: question, note: form.note, outcome: outcome, seen: form.seen)
        do {
            guard target.desk != nil else {
                let code = try await visit.site.banks.add(
                    edit, to: target.subject, by: visit.principal, at: visit.site.now())
                return .seeOther("/teach/questions/\(code)?\(done(outcome))")
            }
            switch try await visit.site.banks.save(
                edit, of: target.code, by: visit.principal, at: visit.site.now())
            {
            case .version:
                return .seeOther("/teach/questions/\(target.code)?\(done(outcome))")
            case .same: return .seeOther("/teach/questions/\(target.code)?done=question-same")
            case .stale(let current):
                view.form.seen = current
                view.conflict = try await EditorConflict(target.code, visit)
                return try await view.page(visit)
            }
        } catch EditFault.identifierTaken {
            view.errors.append(("identifier", visit.word("editor.identifierTaken")))
        } catch EditFault.silentPicture {
            view.errors.append((form.isText ? "text" : "stem", visit.word("editor.silentPicture")))
        }
        return try await view.page(visit)
    }
}

extension EditorForm {
    /// Puts a picture's markup behind what stands in a field.
    fileprivate mutating func put(_ markup: String, at field: String) {
        func appended(_ text: String) -> String {
            text.trimmingSpaces.isEmpty ? markup : "\(text)\n\n\(markup)"
        }
        if isText {
            text = text.trimmingSpaces.isEmpty ? "Câu 1. \(markup)" : "\(text)\n\(markup)"
        } else if field == "solution" {
            fields.solution = appended(fields.solution)
        } else if field.first == "o", let place = Int(field.dropFirst()),
            fields.rows.indices.contains(place)
        {
            let text = fields.rows[place].text
            fields.rows[place].text = text.trimmingSpaces.isEmpty ? markup : "\(text) \(markup)"
        } else {
            fields.stem = appended(fields.stem)
        }
    }
}
