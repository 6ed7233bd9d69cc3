import Assessment
import Delivery
import People
import Storage
import Values

/// One question of a sitting with its key and what was decided about it.
struct AmendedQuestion {
    let registration: Registration
    let reference: VersionReference
    let interaction: Interaction
    let title: String
    let url: String
    let shown: ShownQuestions
    /// How many decisions the sitting has: what a preview is of.
    var seen: Int { registration.amendments.count }
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
        shown = try await ShownQuestions(
            [reference], pictureBase: SittingPages.pictureBase(of: sitting),
            amendments: registration.amendments,
            visit)
        let listed = try await visit.site.database.read { [reference] connection in
            try QuestionStore(connection).question(guid: reference.question)?.question
        }
        title = listed?.name ?? listed?.identifier ?? "\(number)"
        let figures = try await ItemFigures(sitting, registration, visit).items[number - 1]
        view = [
            "title": sitting.title, "sittingURL": "/teach/sittings/\(sitting.code)",
            "listURL": "/teach/sittings/\(sitting.code)/questions", "url": url,
            "number": "\(number)", "name": title,
            "html": shown.bareHTML(reference, number: number),
            "rightText": shown.rightText(reference),
            "bankURL": listed.map { "/teach/questions/\($0.code)" } ?? "",
            "seen": "\(registration.amendments.count)",
            "figures": figures.view(visit), "answers": figures.answers(visit),
            "hasAnswers": !figures.given.isEmpty,
            "amendments": try await Self.history(of: reference, registration, shown, visit),
            "options": interaction.options.map { options in
                options.enumerated().map { place, option -> View in
                    [
                        "id": "\(option.id)",
                        "letter": QuestionFragment.letter(place, lowercase: false),
                        "text": option.text.readableText(upTo: 80),
                    ]
                }
            } ?? [],
            "statements": Self.statements(interaction),
            "gaps": Self.gaps(interaction, visit), "hasGaps": interaction.type == .cloze,
            "hasKey": interaction.type != .essay,
            "typedHint": Self.hint(interaction.type).map { visit.word($0) } ?? "",
            "isTyped": [.shortAnswer, .numeric, .matching, .ordering].contains(interaction.type),
        ]
    }

    /// Every decision about the question, the withdrawn ones too, oldest first.
    private static func history(
        of reference: VersionReference, _ registration: Registration, _ shown: ShownQuestions,
        _ visit: Visit
    ) async throws -> [View] {
        let all = registration.amendments.all.filter { $0.reference == reference }
        let standing = Set(registration.amendments.inForce(for: reference).map(\.number))
        let people = try await visit.site.database.read { connection in
            try all.map { try PeopleStore(connection).person($0.person)?.details.fullName ?? "" }
        }
        return zip(all, people).map { amendment, person in
            var isWithdrawn = !standing.contains(amendment.number)
            if case .withdraw = amendment.change { isWithdrawn = false }
            return [
                "number": "\(amendment.number)", "person": person,
                "at": VietnamTime(amendment.at).text, "reason": amendment.reason,
                "what": shown.text(of: amendment.change, on: reference),
                "isStanding": standing.contains(amendment.number), "isWithdrawn": isWithdrawn,
            ]
        }
    }

    /// How another answer is typed.
    private static func hint(_ type: QuestionType) -> String? {
        switch type {
        case .shortAnswer: "amend.hint.words"
        case .numeric: "amend.hint.number"
        case .matching: "amend.hint.pairs"
        case .ordering: "amend.hint.order"
        default: nil
        }
    }

    /// The gaps of a cloze, with the lists to choose from.
    private static func gaps(_ interaction: Interaction, _ visit: Visit) -> [View] {
        guard case .cloze(let cloze) = interaction else { return [] }
        return cloze.gaps.enumerated().map { place, gap in
            let typed = visit.form["g\(place + 1)"]
            var view: View = ["number": "\(place + 1)", "isTyped": true, "value": typed]
            if case .choice(let texts, _) = gap {
                view["isTyped"] = false
                view["texts"] = texts.enumerated().map { place, text -> View in
                    [
                        "id": "\(place + 1)", "text": text, "selected": typed == "\(place + 1)",
                    ]
                }
            }
            return view
        }
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
                    "text": statement.text.readableText(upTo: 80),
                    "isTrue": statement.isTrue,
                ]
            }
        default: []
        }
    }
}
