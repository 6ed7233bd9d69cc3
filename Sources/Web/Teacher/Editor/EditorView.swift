import Assessment
import Authoring
import Hummingbird
import Storage
import Values

/// The editor's page: the form, and beside it what a student will see.
struct EditorView {
    let target: EditorPages.Target
    var form: EditorForm
    /// What is wrong with fields.
    var errors: [(field: String, text: String)] = []
    /// Whether what was asked for was not done because of them.
    var isRefused = false
    /// Whether something was typed that no version holds.
    var isUnsaved = false
    var preview: EditorPreview?
    var conflict: EditorConflict?

    init(_ target: EditorPages.Target, _ form: EditorForm) {
        self.target = target
        self.form = form
    }

    /// Reads what was typed, and shows it beside the form with its faults.
    @discardableResult mutating func show(_ visit: Visit) async throws -> EditorContent {
        let content = try await EditorContent(&form, in: target.subject, visit)
        errors = content.errors
        preview = try await EditorPreview(
            content, in: target.subject, but: target.desk?.id, visit)
        return content
    }

    func page(_ visit: Visit) async throws -> Response {
        let byField = Dictionary(
            errors.map { ($0.field, $0.text) }, uniquingKeysWith: { $0 + " " + $1 })
        var view = form.view(byField, visit)
        let topics = try await visit.site.banks.topics(of: target.subject)
        view["action"] = target.url
        view["bankName"] = "\(target.subject.name) \(target.subject.grade)"
        view["bankURL"] = "/teach/banks/\(target.subject.slug)"
        if let desk = target.desk {
            view["question"] = [
                "name": desk.version.question.identifier ?? desk.version.question.code,
                "url": "/teach/questions/\(target.code)",
            ]
        }
        view["mayPublish"] = target.mayPublish
        let paths = Set(topics.map { $0.joined(separator: BankStore.topicSeparator) })
        view["knownTopics"] = VietnameseText.sorted(paths.filter { !$0.isEmpty })
            .map { ["topic": $0] }
        view["pictureWords"] = visit.form["alternative"]
        view["preview"] = preview?.view
        view["conflict"] = conflict?.view
        view["isUnsaved"] = isUnsaved
        view["errors"] = byField
        guard isRefused && !errors.isEmpty || conflict != nil else {
            return try visit.page("teacher/editor", view)
        }
        view["hasErrors"] = !errors.isEmpty
        view["errorList"] = errors.map { ["field": $0.field, "text": $0.text] }
        return try visit.page(
            "teacher/editor", view, status: conflict == nil ? .unprocessableContent : .conflict)
    }

    static func text(of fault: PictureFault, _ visit: Visit) -> String {
        switch fault {
        case .tooLarge: visit.word("editor.pictureTooLarge")
        case .unknownKind: visit.word("editor.pictureUnknown")
        case .broken: visit.word("editor.pictureBroken")
        case .tooManyPixels(let width, let height):
            visit.word("editor.picturePixels", ["width": "\(width)", "height": "\(height)"])
        }
    }
}

/// A question that is no version yet, as a student will see it, and what it lacks.
struct EditorPreview {
    let view: View

    /// - Parameter id: the question itself, where the bank has it.
    init(
        _ content: EditorContent, in subject: BankStore.Subject, but id: Int64?, _ visit: Visit
    ) async throws {
        let asked = content.question.content
        try await visit.site.banks.convertFormulas(in: asked.texts)
        let shown = try await ShownQuestions(trial: asked, visit)
        let alike =
            asked.stem.isEmpty
            ? []
            : try await visit.site.banks.alike(asked, in: subject, but: id, by: visit.principal)
        let unread = shown.unreadFormulas.map {
            visit.word("editor.formula", ["tex": String($0.prefix(120))])
        }
        let remarks = shown.remarks(of: ShownQuestions.trial)
        view = [
            "questionHTML": shown.questionHTML(ShownQuestions.trial, number: 1),
            "answerText": content.hasKey ? shown.rightText(ShownQuestions.trial) : "",
            "solutionHTML": shown.solutionHTML(ShownQuestions.trial),
            "criteria": shown.criteriaView(of: ShownQuestions.trial),
            "remarks": remarks, "hasRemarks": !remarks.isEmpty,
            "faults": content.errors.map { ["field": $0.field, "text": $0.text] },
            "hasFaults": !content.errors.isEmpty,
            "warnings": (content.warnings + unread).map { ["text": $0] },
            "hasWarnings": !(content.warnings + unread).isEmpty,
            "hasAlike": !alike.isEmpty, "alike": alike.map { AlikeView.view($0) },
        ]
    }
}

/// Questions of the bank that say nearly the same.
enum AlikeView {
    static func view(_ alike: QuestionStore.Alike) -> View {
        [
            "url": "/teach/questions/\(alike.question.code)",
            "identifier": alike.question.identifier ?? alike.question.code,
            "stem": alike.content.stem.readableText(upTo: 100),
            "share": FigureText.percent(alike.share),
        ]
    }
}

/// What somebody else saved while this form was being typed in.
struct EditorConflict {
    let view: View

    init(_ code: String, _ visit: Visit) async throws {
        let desk = try await visit.site.banks.desk(
            code, records: false, by: visit.principal, at: visit.site.now())
        let reference = VersionReference(
            question: desk.version.question.guid, version: desk.version.question.version)
        let shown = try await ShownQuestions(
            [reference], pictureBase: "/teach/pictures", visit)
        let save = desk.saves.first
        view = [
            "number": "\(reference.version)", "author": save?.author ?? visit.word("audit.server"),
            "when": save.map { VietnamTime($0.at).text } ?? "", "note": save?.note ?? "",
            "questionHTML": shown.questionHTML(reference, number: 1),
            "answerText": shown.rightText(reference),
            "solutionHTML": shown.solutionHTML(reference),
        ]
    }
}
