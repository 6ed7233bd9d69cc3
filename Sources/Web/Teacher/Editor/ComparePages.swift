import Assessment
import Authoring
import Hummingbird
import Interchange
import Storage
import Values

/// Two versions of a question side by side, word by word.
enum ComparePages {
    /// `GET /teach/questions/{code}/compare?left=1&right=3`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let desk = try await QuestionPages.desk(visit, records: true)
        let current = desk.version.question.version
        let left = Int(visit.query["left"]) ?? current - 1
        let right = Int(visit.query["right"]) ?? current
        let question = desk.version.question
        let stored = try await visit.site.banks.versions([left, right], of: desk)
        guard stored.count == 2 else { throw Refusal.notFound }
        let rows = try await VersionComparison.rows(stored[0], stored[1], visit)
        let url = "/teach/questions/\(question.code)"
        return try visit.page(
            "teacher/compare",
            [
                "identifier": question.identifier ?? question.code, "url": url,
                "bankName": "\(desk.subject.name) \(desk.subject.grade)",
                "bankURL": "/teach/banks/\(desk.subject.slug)",
                "left": side(left, desk, visit), "right": side(right, desk, visit),
                "rows": rows, "same": rows.allSatisfy { $0["isSame"] as? Bool == true },
                "lefts": choices(desk, left), "rights": choices(desk, right),
            ])
    }

    private static func side(_ number: Int, _ desk: Banks.Desk, _ visit: Visit) -> View {
        let save = desk.saves.first { $0.number == number }
        return [
            "number": "\(number)", "author": save?.author ?? visit.word("audit.server"),
            "when": save.map { VietnamTime($0.at).text } ?? "", "note": save?.note ?? "",
        ]
    }

    private static func choices(_ desk: Banks.Desk, _ chosen: Int) -> [View] {
        desk.saves.map { save in
            [
                "value": "\(save.number)", "label": "\(save.number)",
                "selected": save.number == chosen,
            ]
        }
    }
}

/// What differs between two versions, part by part.
enum VersionComparison {
    /// One row a part: what it is, and both sides with what went and what came marked.
    static func rows(
        _ left: QuestionStore.Stored, _ right: QuestionStore.Stored, _ visit: Visit
    ) async throws -> [View] {
        let (before, after) = (try await parts(of: left, visit), try await parts(of: right, visit))
        // Parts of both in the order of the newer one, then those that it lost.
        let names =
            after.map(\.name)
            + before.map(\.name).filter { name in
                !after.contains { $0.name == name }
            }
        return names.map { name in
            let old = before.first { $0.name == name }?.text ?? ""
            let new = after.first { $0.name == name }?.text ?? ""
            let difference = WordDifference(old, new)
            return [
                "name": name, "isSame": old == new,
                "left": difference.left.map(segment), "right": difference.right.map(segment),
            ]
        }
    }

    private static func segment(_ segment: WordDifference.Segment) -> View {
        ["text": segment.text, "isOnly": segment.isOnly, "isBoth": !segment.isOnly]
    }

    /// A version's parts as its author typed them.
    private static func parts(
        of version: QuestionStore.Stored, _ visit: Visit
    ) async throws -> [(name: String, text: String)] {
        let content = try await visit.site.banks.named(version.content)
        let typed: TypedQuestion = try version.typed?.decoded() ?? TypedQuestion(content)
        var parts: [(name: String, text: String)] = [
            (visit.word("word.type"), visit.word("type.\(content.interaction.type.rawValue)")),
            (visit.word("word.topic"), version.topic.joined(separator: BankStore.topicSeparator)),
            (
                visit.word("word.level"),
                version.level.map { visit.word("level.\($0.rawValue)") } ?? ""
            ),
            (visit.word("word.tag"), version.tags.joined(separator: ", ")),
            (visit.word("editor.name"), version.name ?? ""),
        ]
        if typed.isText {
            parts.append((visit.word("editor.stem"), typed.text))
        } else {
            parts += fields(typed.fields, visit)
            let shown = try await ShownQuestions(trial: version.content, visit)
            parts.append((visit.word("result.right"), shown.rightText(ShownQuestions.trial)))
        }
        return parts.filter { !$0.text.isEmpty }
    }

    private static func fields(
        _ fields: QuestionFields, _ visit: Visit
    ) -> [(name: String, text: String)] {
        let isTicked = visit.word(fields.isTicked ? "word.yes" : "word.no")
        let tick = "editor.tick.\(fields.type.rawValue)"
        return [
            (visit.word("editor.passageText"), fields.passage),
            (visit.word("editor.sound"), fields.recording),
            (visit.word("editor.plays"), fields.plays),
            (visit.word("editor.transcript"), fields.transcript),
            (visit.word("editor.stem"), fields.stem),
        ] + rows(fields.prompts, named: { "\($0 + 1)" }, visit)
            + rows(fields.rows, named: { fields.type.name(of: $0, visit) }, visit)
            + (visit.site.pages.locales.has(tick) ? [(visit.word(tick), isTicked)] : [])
            + [(visit.word("word.solution"), fields.solution)]
    }

    /// Each row's text, and what else is typed in it.
    private static func rows(
        _ rows: [QuestionFields.Row], named name: (Int) -> String, _ visit: Visit
    ) -> [(name: String, text: String)] {
        rows.enumerated().flatMap { place, row in
            let name = name(place)
            let weight = row.weight.isEmpty ? "" : "\(row.weight) %"
            return [
                (name, row.text), ("\(name) ·", row.value),
                ("\(name) · \(visit.word("editor.weight"))", weight),
                ("\(name) · \(visit.word("editor.feedback"))", row.feedback),
                ("\(name) · \(visit.word("editor.pin"))", row.isPinned ? "✓" : ""),
            ]
        }
    }
}
