import Assessment
import Authoring
import Delivery
import Hummingbird
import People
import Storage
import Values

/// How the questions of a sitting are marked, decided after the fact: what is looked at,
/// who would get what, and then by whose word.
enum AmendmentPages {
    /// `GET /teach/sittings/{code}/questions`: every question with its figures.
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .amendKeys)
        let registration = try await registration(of: sitting, visit)
        let figures = try await ItemFigures(sitting, registration, visit)
        let url = "/teach/sittings/\(sitting.code)"
        return try visit.page(
            "teacher/items",
            [
                "title": sitting.title, "className": sitting.className, "url": url,
                "csvURL": "\(url)/questions.csv",
                "rows": figures.items.map { item in
                    item.view(visit).merging(["url": "\(url)/questions/\(item.number)"]) {
                        _, new in new
                    }
                },
            ])
    }

    /// `GET /teach/sittings/{code}/questions/{number}`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .amendKeys)
        let question = try await AmendedQuestion(sitting, visit)
        try await visit.site.sittings.record(
            .readKey, for: question.title, in: sitting, by: visit.principal, at: visit.site.now())
        return try visit.page("teacher/amend", question.view)
    }

    /// `POST /teach/sittings/{code}/questions/{number}`: looks at what a decision would do
    /// (`go=preview`), or takes it (`go=apply`), if `seen`, the number of decisions that
    /// were looked at, still holds.
    @Sendable static func decide(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .amendKeys)
        let question = try await AmendedQuestion(sitting, visit)
        do {
            let change = try AmendmentForm.change(visit.form, for: question.interaction)
            guard visit.form["go"] == "apply" else {
                return try await look(at: change, of: question, in: sitting, visit)
            }
            guard let seen = Int(visit.form["seen"]), seen == question.seen else {
                return try await look(at: change, of: question, in: sitting, visit, .moved)
            }
            guard !visit.form["reason"].isEmpty else {
                return try await look(at: change, of: question, in: sitting, visit, .noReason)
            }
            do {
                try await visit.site.sittings.amend(
                    sitting, change, of: question.reference, title: question.title,
                    reason: visit.form["reason"], seen: seen, by: visit.principal,
                    at: visit.site.now())
            } catch is AmendmentsMoved {
                return try await look(
                    at: change, of: AmendedQuestion(sitting, visit), in: sitting, visit, .moved)
            }
            _ = try await visit.site.delivery.regrade(sitting.id, of: visit.site.database)
            try await visit.site.noteMarks(of: sitting)
            return .seeOther("\(question.url)?done=amended")
        } catch let fault as AmendmentFormFault {
            return try visit.page("teacher/amend", question.view, errors: [("change", fault.key)])
        } catch let fault as AmendmentFault {
            return try visit.page("teacher/amend", question.view, errors: [("change", fault.key)])
        }
    }

    /// Why a decision that was to be applied is looked at once more.
    private enum Hindrance { case moved, noReason }

    /// The page with who would change; nothing is stored.
    private static func look(
        at change: KeyAmendment.Change, of question: AmendedQuestion,
        in sitting: SittingStore.Sitting, _ visit: Visit, _ hindrance: Hindrance? = nil
    ) async throws -> Response {
        let registration = question.registration
        let amended = try registration.amendments.adding(
            change, to: question.reference, question.interaction,
            of: registration.definition.manifest, reason: visit.form["reason"],
            by: visit.principal.person, at: visit.site.now())
        let changes = try await visit.site.delivery.preview(
            Registration(
                definition: registration.definition, keys: registration.keys,
                held: registration.held, amendments: amended))
        var view = question.view
        view["values"] = visit.form.values
        view["preview"] = try await preview(changes, of: sitting, visit)
        view["previewText"] = question.shown.text(of: change, on: question.reference)
        view["fields"] = visit.form.values
            .filter { !["csrf", "go", "reason", "seen"].contains($0.key) }
            .sorted { $0.key < $1.key }.map { ["name": $0.key, "value": $0.value] }
        switch hindrance {
        case nil: return try visit.page("teacher/amend", view)
        case .moved:
            view["notice"] = ["text": visit.word("amend.moved")]
            return try visit.page("teacher/amend", view)
        case .noReason:
            return try visit.page("teacher/amend", view, errors: [("reason", "amend.error.reason")])
        }
    }

    /// Who changes from what to what, the largest changes first.
    private static func preview(
        _ changes: [MarkChange], of sitting: SittingStore.Sitting, _ visit: Visit
    ) async throws -> View {
        let candidates = try await visit.site.sittings.candidates(of: sitting, by: visit.principal)
        let people = Dictionary(
            candidates.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let moved = changes.filter { $0.from != $0.to }
            .sorted { size(of: $0) > size(of: $1) }
        return [
            "up": "\(moved.count { $0.to > $0.from })",
            "down": "\(moved.count { $0.to < $0.from })",
            "same": "\(changes.count - moved.count)",
            "meanFrom": mean(changes.map(\.from)), "meanTo": mean(changes.map(\.to)),
            "rows": moved.map { change -> View in
                [
                    "number": people[change.candidate]?.number ?? "",
                    "name": people[change.candidate]?.name ?? "",
                    "from": sitting.shown(change.from), "to": sitting.shown(change.to),
                    "isUp": change.to > change.from,
                ]
            },
        ]
    }

    private static func mean(_ marks: [Mark]) -> String {
        Distribution(marks.map(Double.init)).map { FigureText.decimal($0.mean) } ?? "–"
    }

    private static func size(of change: MarkChange) -> Mark {
        change.to > change.from ? change.to - change.from : change.from - change.to
    }

    static func registration(
        of sitting: SittingStore.Sitting, _ visit: Visit
    ) async throws -> Registration {
        let found = try await visit.site.database.read { try Registration(sitting, $0) }
        guard let found else { throw Refusal.notFound }
        return found
    }
}
