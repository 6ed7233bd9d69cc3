import Administration
import Assessment
import Authoring
import Hummingbird
import Interchange
import People
import Storage
import Values

/// Files of questions on their way into a bank: a preview, then all of it or nothing.
enum BankImportPages {
    /// `POST /teach/banks/{slug}/import`: reads the file and shows what it would do.
    @Sendable static func preview(_ visit: Visit) async throws -> Response {
        let subject = try await BankPages.subject(visit, for: .changeBank)
        guard let upload = visit.form.files["file"] else {
            return try visit.page(
                "teacher/bank", try await BankList.view(of: subject, visit),
                errors: [("file", "error.file-missing")])
        }
        do {
            let file = try BankFile(name: upload.name, bytes: upload.bytes)
            let report = try await visit.site.banks.preview(
                file, into: subject, pinsReferring: true, by: visit.principal)
            let staged = try await visit.site.staging.keep(
                .init(
                    kind: .bank, object: subject.id, fileName: upload.name,
                    content: upload.bytes), by: visit.principal, at: visit.site.now())
            return try visit.page(
                "teacher/bank-import",
                reportView(
                    report, of: subject, upload.name, staged,
                    as: try await visit.site.banks.statusOfImports(
                        into: subject, by: visit.principal), visit
                ).merging(try await incomingView(report, visit)) { $1 })
        } catch let fault as ImportFault {
            var view = try await BankList.view(of: subject, visit)
            let text = "\(fault.file): \(fault.text(in: visit.language))"
            view["hasErrors"] = true
            view["errorList"] = [["field": "file", "text": text]]
            view["errors"] = ["file": text]
            return try visit.page("teacher/bank", view, status: .unprocessableContent)
        }
    }

    private static func reportView(
        _ report: BankImportReport, of subject: BankStore.Subject, _ fileName: String,
        _ staged: String, as status: QuestionStore.Status, _ visit: Visit
    ) -> View {
        let url = "/teach/banks/\(subject.slug)"
        return [
            "name": "\(subject.name) \(subject.grade)", "url": url, "fileName": fileName,
            "formatLabel": visit.word("format.\(report.format.rawValue)"),
            "applyURL": "\(url)/import/\(staged)",
            "counts": [
                "read": "\(report.read)",
                "imported": report.changed == 0
                    ? "\(report.imported)"
                    : visit.word(
                        "bankImport.withChanged",
                        ["imported": "\(report.imported)", "changed": "\(report.changed)"]),
                "same": "\(report.same)", "leftOut": "\(report.leftOut)",
            ],
            "types": QuestionType.allCases.compactMap { type -> View? in
                report.types[type].map {
                    ["label": visit.word("type.\(type.rawValue)"), "count": "\($0)"]
                }
            },
            "notes": report.notes.map { note -> View in
                [
                    "line": "\(note.line)", "question": note.question ?? "",
                    "kindLabel": visit.word("note.\(note.kind.rawValue)"),
                    "isLeftOut": note.kind == .leftOut,
                    "reason": note.text(in: visit.language),
                ]
            },
            "nothingToDo": report.imported == 0,
            "landsAs": visit.word(
                status == .published ? "bankImport.published" : "bankImport.drafts"),
            "alike": report.alike.prefix(50).map { alike -> View in
                [
                    "title": alike.title, "line": "\(alike.line)",
                    "url": alike.code.map { "/teach/questions/\($0)" } ?? "",
                    "other": alike.code == nil
                        ? visit.word("editor.line", ["number": alike.other]) : alike.other,
                    "share": FigureText.percent(alike.share),
                ]
            },
            "hasAlike": !report.alike.isEmpty, "alikeCount": "\(report.alike.count)",
            "hasReferring": report.referringCount > 0,
            "referringCount": "\(report.referringCount)",
        ]
    }

    /// The questions as their students will see them, with what is right: a key that was read
    /// wrongly shows here.
    private static func incomingView(
        _ report: BankImportReport, _ visit: Visit
    ) async throws -> View {
        let word = visit.word("bankImport.picture")
        let contents = report.incoming.map { one in
            one.question.content.mapTexts { text in
                text.withoutImages { "[\($0.alternative.isEmpty ? word : $0.alternative)]" }
            }
        }
        try await visit.site.banks.convertFormulas(in: contents.flatMap(\.texts))
        var rows: [View] = []
        for (place, content) in contents.enumerated() {
            let one = report.incoming[place]
            let shown = try await ShownQuestions(trial: content, playsRecordings: false, visit)
            rows.append([
                "line": "\(one.line)", "state": visit.word("import.state.\(one.state.rawValue)"),
                "typeLabel": visit.word("type.\(content.interaction.type.rawValue)"),
                "level": one.question.level.map { visit.word("level.\($0.rawValue)") } ?? "",
                "topic": one.question.topic.joined(separator: " / "),
                "questionHTML": shown.questionHTML(ShownQuestions.trial, number: place + 1),
                "answerText": shown.rightText(ShownQuestions.trial),
                "solutionHTML": shown.solutionHTML(ShownQuestions.trial),
                "criteria": shown.criteriaView(of: ShownQuestions.trial),
            ])
        }
        return [
            "incoming": rows, "hasIncoming": !rows.isEmpty,
            "isCut": report.imported + report.same > rows.count, "shownCount": "\(rows.count)",
        ]
    }

    /// `POST /teach/banks/{slug}/import/{staged}`: takes in what was previewed.
    @Sendable static func apply(_ visit: Visit) async throws -> Response {
        let subject = try await BankPages.subject(visit, for: .changeBank)
        let code = try visit.parameter("staged")
        guard
            let staged = try await visit.site.staging.staged(code, by: visit.principal),
            staged.kind == .bank, staged.object == subject.id
        else { throw Refusal.notFound }
        let file = try BankFile(name: staged.fileName, bytes: staged.content)
        _ = try await visit.site.banks.apply(
            file, into: subject, pinsReferring: visit.form.isTicked("pinsReferring"),
            by: visit.principal, at: visit.site.now())
        try await visit.site.staging.drop(code)
        return .seeOther("/teach/banks/\(subject.slug)?done=import")
    }
}
