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
        if content.interaction.type == .cloze {
            parts.append((visit.word("editor.stem"), QuestionText.write(content)))
        } else {
            parts.append((visit.word("editor.stem"), MarkupText.write(content.stem)))
            parts += interaction(content.interaction, visit)
            let shown = try await ShownQuestions(trial: version.content, visit)
            parts.append((visit.word("result.right"), shown.rightText(ShownQuestions.trial)))
        }
        parts.append((visit.word("word.solution"), MarkupText.write(content.solution)))
        return parts.filter { !$0.text.isEmpty }
    }

    private static func interaction(
        _ interaction: Interaction, _ visit: Visit
    ) -> [(name: String, text: String)] {
        func listed(_ texts: [RichText], lowercase: Bool = false) -> [(name: String, text: String)]
        {
            texts.enumerated().map {
                (
                    QuestionFragment.letter($0.offset, lowercase: lowercase),
                    MarkupText.write($0.element)
                )
            }
        }
        func numbered(_ texts: [RichText]) -> [(name: String, text: String)] {
            texts.enumerated().map { ("\($0.offset + 1)", MarkupText.write($0.element)) }
        }
        return switch interaction {
        case .singleChoice(let choice): listed(choice.options.map(\.text))
        case .multipleChoice(let choice): listed(choice.options.map(\.text))
        case .trueFalseGroup(let group):
            listed(group.statements.map(\.text), lowercase: true)
        case .matching(let pairs):
            numbered(pairs.prompts.map(\.text)) + listed(pairs.choices.map(\.text))
        case .ordering(let order): numbered(order.items.map(\.text))
        case .essay(let essay):
            essay.criteria.enumerated().map { place, one in
                ("\(place + 1)", "[\(one.points.exact)] \(MarkupText.write(one.text))")
            }
        case .trueFalse, .shortAnswer, .numeric, .cloze: []
        }
    }
}
