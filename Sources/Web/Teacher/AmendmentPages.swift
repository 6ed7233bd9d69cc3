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
        return try visit.page(
            "teacher/items",
            [
                "title": sitting.title, "className": sitting.className,
                "url": "/teach/sittings/\(sitting.code)",
                "rows": figures.rows.map { row -> View in
                    var view = row.view
                    view["url"] = "/teach/sittings/\(sitting.code)/questions/\(row.number)"
                    return view
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
    /// (`go=preview`), or takes it (`go=apply`).
    @Sendable static func decide(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .amendKeys)
        let question = try await AmendedQuestion(sitting, visit)
        var view = question.view
        view["values"] = visit.form.values
        let change: KeyAmendment.Change
        let amended: KeyAmendments
        do {
            change = try AmendmentForm.change(visit.form, for: question.interaction)
            amended = try question.registration.amendments.adding(
                change, to: question.reference, question.interaction,
                of: question.registration.definition.manifest, reason: visit.form["reason"],
                by: visit.principal.person, at: visit.site.now())
        } catch let fault as AmendmentFormFault {
            return try visit.page("teacher/amend", view, errors: [("change", fault.key)])
        } catch let fault as AmendmentFault {
            return try visit.page("teacher/amend", view, errors: [("change", fault.key)])
        }
        let hasReason = !visit.form["reason"].allSatisfy(\.isWhitespace)
        if visit.form["go"] == "apply", hasReason,
            Int(visit.form["seen"]) == question.registration.amendments.count
        {
            do {
                try await visit.site.sittings.amend(
                    sitting, change, of: question.reference, title: question.title,
                    reason: visit.form["reason"],
                    seen: question.registration.amendments.count, by: visit.principal,
                    at: visit.site.now())
                _ = try await visit.site.delivery.regrade(sitting.id, of: visit.site.database)
                return .seeOther("\(question.url)?done=amended")
            } catch is AmendmentsMoved {
                return .seeOther("\(question.url)?done=moved")
            }
        }
        let changes = try await visit.site.delivery.preview(
            Registration(
                definition: question.registration.definition, keys: question.registration.keys,
                amendments: amended))
        view["preview"] = try await preview(changes, of: sitting, visit)
        view["fields"] = visit.form.values
            .filter { !["csrf", "go", "reason", "seen"].contains($0.key) }
            .sorted { $0.key < $1.key }.map { ["name": $0.key, "value": $0.value] }
        let isApplying = visit.form["go"] == "apply"
        return isApplying && !hasReason
            ? try visit.page("teacher/amend", view, errors: [("reason", "amend.error.reason")])
            : try visit.page("teacher/amend", view)
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

/// One question of a sitting with its key and what was decided about it.
struct AmendedQuestion {
    let registration: Registration
    let reference: VersionReference
    let interaction: Interaction
    let title: String
    let url: String
    let view: View

    init(_ sitting: SittingStore.Sitting, _ visit: Visit) async throws {
        registration = try await AmendmentPages.registration(of: sitting, visit)
        let all = registration.questions
        guard let number = Int(try visit.parameter("number")), (1...all.count).contains(number),
            let interaction = registration.keys[all[number - 1]]
        else { throw Refusal.notFound }
        reference = all[number - 1]
        self.interaction = interaction
        url = "/teach/sittings/\(sitting.code)/questions/\(number)"
        let shown = try await ShownQuestions([reference], pictureBase: "/teach/pictures", visit)
        let listed = try await visit.site.database.read { [reference] connection in
            try QuestionStore(connection).question(guid: reference.question)?.question
        }
        title = listed?.name ?? listed?.identifier ?? "\(number)"
        let inForce = registration.amendments.inForce(for: reference)
        let people = try await visit.site.database.read { connection in
            try inForce.map {
                try PeopleStore(connection).person($0.person)?.details.fullName ?? ""
            }
        }
        view = [
            "title": sitting.title, "sittingURL": "/teach/sittings/\(sitting.code)",
            "listURL": "/teach/sittings/\(sitting.code)/questions", "url": url,
            "number": "\(number)", "name": title,
            "html": shown.questionHTML(reference, number: number),
            "rightText": shown.rightText(reference),
            "bankURL": listed.map { "/teach/questions/\($0.code)" } ?? "",
            "seen": "\(registration.amendments.count)",
            "amendments": zip(inForce, people).map { amendment, person -> View in
                [
                    "number": "\(amendment.number)", "person": person,
                    "at": VietnamTime(amendment.at).text, "reason": amendment.reason,
                    "what": visit.word("audit.\(amendment.change.name)"),
                ]
            },
            "options": interaction.options.map { options in
                options.enumerated().map { place, option -> View in
                    [
                        "id": "\(option.id)",
                        "letter": QuestionFragment.letter(place, lowercase: false),
                        "text": String(option.text.plainText.prefix(80)),
                    ]
                }
            } ?? [],
            "statements": Self.statements(interaction),
            "isTyped": interaction.type == .shortAnswer || interaction.type == .numeric,
        ]
    }

    private static func statements(_ interaction: Interaction) -> [View] {
        switch interaction {
        case .trueFalse(let one):
            [["place": "0", "letter": "", "text": "", "isTrue": one.isTrue]]
        case .trueFalseGroup(let group):
            group.statements.enumerated().map { place, statement in
                [
                    "place": "\(place)",
                    "letter": QuestionFragment.letter(place, lowercase: true) + ")",
                    "text": String(statement.text.plainText.prefix(80)),
                    "isTrue": statement.isTrue,
                ]
            }
        default: []
        }
    }
}

extension Registration {
    /// The sitting's questions, each once, as they first stand in its manifest.
    var questions: [VersionReference] {
        var seen: Set<VersionReference> = []
        return definition.manifest.references.filter { seen.insert($0).inserted }
    }
}

extension KeyAmendment.Change {
    /// The name of what was done, as the audit has it.
    fileprivate var name: String {
        switch self {
        case .newKey: "newKey"
        case .acceptAlso: "acceptAlso"
        case .drop: "dropQuestion"
        case .fullMarks: "giveFullMarks"
        case .withdraw: "withdrawAmendment"
        }
    }
}

/// What the marks of a sitting show of each of its questions.
struct ItemFigures {
    struct Row {
        let number: Int
        let view: View
    }

    let rows: [Row]

    init(
        _ sitting: SittingStore.Sitting, _ registration: Registration, _ visit: Visit
    ) async throws {
        let results = try await visit.site.delivery.marks(sitting.id)
        var answers: [VersionReference: [(share: Double, total: Double, isBlank: Bool)]] = [:]
        for result in results {
            guard
                let form = registration.definition.form(
                    of: result.candidate, attempt: result.number)
            else { continue }
            let total = Double(result.earned)
            for (slot, content) in form.slots.enumerated() where slot < result.slots.count {
                let worth = Double(content.worth)
                let share = worth > 0 ? Double(result.slots[slot].earned) / worth : 0
                answers[content.reference, default: []].append(
                    (share, total, result.slots[slot].response == nil))
            }
        }
        let questions = registration.questions
        let names = try await visit.site.database.read { connection in
            try questions.map { reference in
                let content = try QuestionStore(connection).content(
                    guid: reference.question, version: reference.version)
                return String((content?.stem.plainText ?? "").prefix(90))
            }
        }
        rows = questions.enumerated().map { place, reference in
            let own = answers[reference] ?? []
            var view: View = [
                "number": "\(place + 1)", "text": names[place], "count": "\(own.count)",
                "amended": !registration.amendments.inForce(for: reference).isEmpty,
            ]
            if !own.isEmpty {
                let figures = ItemStatistics(
                    scores: own.map(\.share), totals: own.map(\.total), possible: 1)
                view["facility"] = Self.percent(figures.facility)
                view["discrimination"] = figures.itemRest.map(Self.two) ?? "–"
                view["blank"] = Self.percent(
                    Double(own.count(where: \.isBlank)) / Double(own.count))
                view["verdicts"] = figures.verdicts(right: 0, wrong: 0)
                    .map { visit.word("verdict.\($0.rawValue)") }.joined(separator: "; ")
            }
            return Row(number: place + 1, view: view)
        }
    }

    private static func percent(_ share: Double) -> String {
        "\(Int((share * 100).rounded())) %"
    }

    private static func two(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let sign = hundredths < 0 ? "−" : ""
        let rest = hundredths.magnitude
        return "\(sign)\(rest / 100),\(rest % 100 < 10 ? "0" : "")\(rest % 100)"
    }
}
