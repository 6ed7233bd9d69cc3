import Assessment
import Authoring
import Hummingbird
import People
import Storage
import Values

/// One question of a bank: as a student sees it, with its key, its versions and its way
/// to being published.
enum QuestionPages {
    /// `GET /teach/questions/{code}?version=2`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let desk = try await desk(visit, records: true)
        return try await page(desk, visit)
    }

    static func desk(_ visit: Visit, records: Bool) async throws -> Banks.Desk {
        let code = try visit.parameter("code")
        return try await BankPages.found {
            try await visit.site.banks.desk(
                code, records: records, by: visit.principal, at: visit.site.now())
        }
    }

    private static func page(
        _ desk: Banks.Desk, _ visit: Visit, errors: [(field: String, key: String)] = []
    ) async throws -> Response {
        let question = desk.version.question
        let shownNumber =
            desk.saves.map(\.number).first { "\($0)" == visit.query["version"] }
            ?? question.version
        let reference = VersionReference(question: question.guid, version: shownNumber)
        let shown = try await ShownQuestions(
            [reference], pictureBase: "/teach/pictures", visit)
        let url = "/teach/questions/\(question.code)"
        let principal = try visit.principal
        let steps = Banks.steps(on: desk, by: principal)
        let reading = try await unfinished(shownNumber, of: desk, visit)
        let faults = reading?.faults ?? []
        let remarks = shown.remarks(of: reference)
        let mayChange = principal.may(.changeBank, with: desk.rights)
        let alike = try await alike(shown.rendered[reference]?.content, desk, visit)
        let view: View = [
            "identifier": question.identifier ?? question.code, "url": url,
            "typeLabel": visit.word("type.\(question.type.rawValue)"),
            "level": question.level.map { visit.word("level.\($0.rawValue)") } ?? "",
            "topic": question.topic.joined(separator: BankStore.topicSeparator),
            "tags": desk.stored.tags.joined(separator: ", "),
            "status": status(of: desk, visit),
            "bankName": "\(desk.subject.name) \(desk.subject.grade)",
            "bankURL": "/teach/banks/\(desk.subject.slug)",
            "questionHTML": shown.questionHTML(reference, number: 1),
            "answerText": reading?.hasKey == false ? "" : shown.rightText(reference),
            "solutionHTML": shown.solutionHTML(reference),
            "faults": faults.map { ["text": EditorContent.text(of: $0, visit)] },
            "hasFaults": !faults.isEmpty,
            "remarks": remarks, "hasRemarks": !remarks.isEmpty,
            "criteria": shown.criteriaView(of: reference),
            "hasAlike": !alike.isEmpty, "alike": alike.map { AlikeView.view($0) },
            "moreURL": mayChange && shown.rendered[reference]?.content.stimulus != nil
                ? "/teach/banks/\(desk.subject.slug)/questions/new?passageOf=\(question.code)" : "",
            "editURL": mayChange ? "\(url)/edit" : "",
            "earlier": shownNumber == question.version ? "" : "\(shownNumber)",
            "newest": "\(question.version)",
            "versions": desk.saves.map { version($0, of: desk, mayChange, visit) },
            "hasSeveral": desk.saves.count > 1,
            "events": desk.events.map { event($0, visit) }, "hasEvents": !desk.events.isEmpty,
            "steps": steps.map { step -> View in
                [
                    "value": step.rawValue, "label": visit.word("step.\(step.rawValue)"),
                    "isMain": step == .approve || step == .ask,
                ]
            },
            "hasSteps": !steps.isEmpty, "ownReview": isWaitingForAnother(desk, principal),
            "typedWords": visit.form["words"],
        ]
        return errors.isEmpty
            ? try visit.page("teacher/question", view)
            : try visit.page("teacher/question", view, errors: errors)
    }

    /// Questions of the bank that say nearly the same.
    private static func alike(
        _ content: QuestionContent?, _ desk: Banks.Desk, _ visit: Visit
    ) async throws -> [QuestionStore.Alike] {
        guard let content, !content.stem.isEmpty else { return [] }
        return try await visit.site.banks.alike(
            content, in: desk.subject, but: desk.version.question.id, by: visit.principal)
    }

    /// What a version lacks; nil for a whole question.
    private static func unfinished(
        _ number: Int, of desk: Banks.Desk, _ visit: Visit
    ) async throws -> TypedQuestion.Reading? {
        let stored = try await visit.site.banks.versions([number], of: desk).first
        guard let typed: TypedQuestion = try stored?.typed?.decoded() else { return nil }
        return try await visit.site.banks.reading(of: typed, in: desk.subject)
    }

    /// Whether the version waits for a review that its reader could give, were it not her own.
    private static func isWaitingForAnother(_ desk: Banks.Desk, _ principal: Principal) -> Bool {
        desk.stored.status == .review && desk.saves.first?.authorID == principal.person
    }

    private static func status(of desk: Banks.Desk, _ visit: Visit) -> String {
        let isUnfinished = desk.unfinished != nil && desk.stored.status == .draft
        let word = visit.word(
            "status.\(isUnfinished ? "unfinished" : desk.stored.status.rawValue)")
        guard desk.stored.status != .published, let published = desk.published else { return word }
        return "\(word) (\(visit.word("bank.publishedIs", ["number": "\(published)"])))"
    }

    private static func version(
        _ save: QuestionStore.Save, of desk: Banks.Desk, _ mayChange: Bool, _ visit: Visit
    ) -> View {
        let current = desk.version.question.version
        // An earlier version was not given up: a newer one stands in its place.
        let isReplaced = save.status == .retired && save.number < desk.published ?? 0
        return [
            "number": "\(save.number)", "when": VietnamTime(save.at).text,
            "author": save.author ?? visit.word("audit.server"), "note": save.note,
            "status": visit.word(isReplaced ? "status.replaced" : "status.\(save.status.rawValue)"),
            "isUsed": save.isUsed, "isLeft": save.number == current - 1,
            "isRight": save.number == current,
            "url": "/teach/questions/\(desk.version.question.code)?version=\(save.number)",
            "canRestore": mayChange && save.number != current, "seen": "\(current)",
            "restoreURL": "/teach/questions/\(desk.version.question.code)/restore",
        ]
    }

    private static func event(_ event: ReviewStore.Event, _ visit: Visit) -> View {
        [
            "when": VietnamTime(event.at).text,
            "person": event.person ?? visit.word("audit.server"),
            "what": visit.word("review.\(event.kind.rawValue)"),
            "version": "\(event.version)", "words": event.words,
        ]
    }

    // MARK: Its way

    /// `POST /teach/questions/{code}/steps`: one step of a version's way.
    @Sendable static func step(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code")
        guard let step = Banks.Step(rawValue: visit.form["step"]),
            let seen = Int(visit.form["seen"])
        else { throw Refusal.malformed("malformed") }
        let words = String(visit.form["words"].prefix(2_000))
        if words.isEmpty, step == .giveBack || step == .comment {
            return try await page(
                try await desk(visit, records: false), visit, errors: [("words", "error.words")])
        }
        do {
            try await BankPages.found {
                try await visit.site.banks.take(
                    step, with: code, seen: seen, words: words, by: visit.principal,
                    at: visit.site.now())
            }
        } catch EditFault.moved {
            return .seeOther("/teach/questions/\(code)?done=question-moved")
        } catch EditFault.silentPicture {
            return try await page(
                try await desk(visit, records: false), visit,
                errors: [("words", "error.silent-picture")])
        }
        return .seeOther("/teach/questions/\(code)?done=saved")
    }

    /// `POST /teach/questions/{code}/restore`: an earlier version becomes the newest.
    @Sendable static func restore(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code")
        guard let number = Int(visit.form["number"]), let seen = Int(visit.form["seen"]) else {
            throw Refusal.malformed("malformed")
        }
        let saved = try await BankPages.found {
            try await visit.site.banks.restore(
                number, of: code, seen: seen,
                note: visit.word("question.restored", ["number": "\(number)"]),
                by: visit.principal, at: visit.site.now())
        }
        if case .stale = saved { return .seeOther("/teach/questions/\(code)?done=question-moved") }
        return .seeOther("/teach/questions/\(code)?done=question-restored")
    }
}
