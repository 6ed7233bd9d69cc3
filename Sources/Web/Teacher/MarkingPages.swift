import Assessment
import Authoring
import Delivery
import Hummingbird
import People
import Storage
import Values

/// Answers that a person marks: question by question, the unmarked ones first, without names.
enum MarkingPages {
    /// Answers shown at once.
    private static let pageSize = 10

    /// `GET /teach/sittings/{code}/marking`: the questions with how much is left.
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .markAnswers)
        let desk = try await MarkingDesk(sitting, visit)
        let url = "/teach/sittings/\(sitting.code)"
        return try visit.page(
            "teacher/marking",
            [
                "title": sitting.title, "className": sitting.className, "url": url,
                "rows": desk.questions.map { number, reference -> View in
                    let answers = desk.answers(to: reference)
                    let left = answers.count { $0.given == nil }
                    return [
                        "number": "\(number)", "url": "\(url)/marking/\(number)",
                        "text": desk.title(of: reference), "answers": "\(answers.count)",
                        "left": "\(left)", "isDone": left == 0,
                    ]
                },
            ])
    }

    /// `GET /teach/sittings/{code}/marking/{number}`: answers to one question.
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .markAnswers)
        return try visit.page("teacher/marking-question", try await view(of: sitting, visit).view)
    }

    /// `POST /teach/sittings/{code}/marking/{number}`: what one answer gets.
    @Sendable static func mark(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .markAnswers)
        let (view, question, left) = try await view(of: sitting, at: visit.form["answer"], visit)
        guard let answer = question.answers.first(where: { $0.key == visit.form["answer"] }) else {
            throw Refusal.notFound
        }
        func fault(_ key: String, at field: String = "p") throws -> Response {
            var view = view
            view["answers"] = question.views(
                typed: visit.form, into: answer, wrong: [field: visit.word(key)])
            let anchor = field == "p" ? "p-\(answer.key)-0" : "c-\(answer.key)"
            return try visit.page("teacher/marking-question", view, errors: [(anchor, key)])
        }
        let points = question.fields.indices.map { Mark(typed: visit.form["p\($0)"]) }
        let comment = visit.form["comment"].replacing("\r\n", with: "\n")
        guard !points.contains(nil), let share = question.essay.share(of: points.compactMap(\.self))
        else { return try fault("marking.error.points") }
        guard comment.utf8.count <= Marking.longestComment else {
            return try fault("marking.error.long", at: "c")
        }
        try await visit.site.ensureKnown(sitting)
        let person = try visit.principal.person
        do throws(DeliveryError) {
            _ = try await visit.site.delivery.mark(
                sitting.id, candidate: answer.candidate.id, attempt: answer.attempt,
                Marking(
                    slot: answer.slot, points: points.compactMap(\.self), comment: comment),
                share: share, insteadOf: Mark(visit.form["seen"]), by: person)
        } catch {
            switch error {
            case .markedMeanwhile: return try fault("marking.error.meanwhile")
            case .notStarted, .notMarkedByHand: throw Refusal.notFound
            case .draining: throw Refusal.stopping
            default: throw error
            }
        }
        try await visit.site.sittings.record(
            .markAnswer, for: "\(question.title) · \(answer.candidate.number)", in: sitting,
            by: visit.principal, at: visit.site.now())
        // The last one of the question, or one that is marked again.
        if left == (answer.given == nil ? 1 : 0) { try await visit.site.noteMarks(of: sitting) }
        return .seeOther(
            "/teach/sittings/\(sitting.code)/marking/\(question.number)?done=marked#answers")
    }

    /// - Parameter key: the answer whose page is shown; nil: the page that was asked for.
    /// - Returns: with the question's answers of that page, and how many are not marked.
    private static func view(
        of sitting: SittingStore.Sitting, at key: String? = nil, _ visit: Visit
    ) async throws -> (view: View, shown: MarkedQuestion, left: Int) {
        let desk = try await MarkingDesk(sitting, visit)
        guard let number = Int(try visit.parameter("number")),
            let question = try await desk.question(number, visit)
        else { throw Refusal.notFound }
        let url = "/teach/sittings/\(sitting.code)/marking"
        let pages = max(1, (question.answers.count + pageSize - 1) / pageSize)
        let place = question.answers.firstIndex { $0.key == key }
        let asked = place.map { $0 / pageSize + 1 } ?? Int(visit.query["page"]) ?? 1
        let page = min(max(asked, 1), pages)
        let shown = question.page(page, of: pageSize)
        let left = question.answers.count { $0.given == nil }
        let view: View = [
            "title": sitting.title, "className": sitting.className, "listURL": url,
            "sittingURL": "/teach/sittings/\(sitting.code)", "url": "\(url)/\(number)",
            "number": "\(number)", "html": question.html, "solutionHTML": question.solutionHTML,
            "left": "\(left)", "count": "\(question.answers.count)", "isDone": left == 0,
            "answers": shown.views(), "previousURL": page > 1 ? "?page=\(page - 1)" : "",
            "nextURL": page < pages ? "?page=\(page + 1)" : "",
            "pages": pages > 1 ? "\(page)/\(pages)" : "",
        ]
        return (view, shown, left)
    }
}

/// Everything of a sitting that a person marks.
struct MarkingDesk {
    private let sitting: SittingStore.Sitting
    private let registration: Registration
    private let candidates: [Int64: SittingStore.Candidate]
    private let results: [AttemptResult]
    private let titles: [VersionReference: String]

    init(_ sitting: SittingStore.Sitting, _ visit: Visit) async throws {
        self.sitting = sitting
        registration = try await AmendmentPages.registration(of: sitting, visit)
        candidates = Dictionary(
            try await visit.site.sittings.candidates(of: sitting, by: visit.principal)
                .map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        results = try await visit.site.delivery.marks(sitting.id)
        let references = registration.handMarked.map(\.reference)
        titles = try await visit.site.database.read { connection in
            let store = QuestionStore(connection)
            var titles: [VersionReference: String] = [:]
            for reference in references {
                let listed = try store.question(guid: reference.question)?.question
                titles[reference] = listed?.name ?? listed?.identifier
            }
            return titles
        }
    }

    /// The questions with their numbers in the sitting, from 1.
    var questions: [(number: Int, reference: VersionReference)] { registration.handMarked }

    func title(of reference: VersionReference) -> String {
        titles[reference]
            ?? questions.first { $0.reference == reference }.map { "\($0.number)" } ?? ""
    }

    /// Answers that say something: the unmarked first, then by candidate number.
    func answers(to reference: VersionReference) -> [MarkedQuestion.Answer] {
        var found: [MarkedQuestion.Answer] = []
        for result in results {
            guard let candidate = candidates[result.candidate],
                let form = registration.definition.form(
                    of: result.candidate, attempt: result.number)
            else { continue }
            for (slot, answer) in result.slots.enumerated()
            where form[slot].reference == reference {
                guard case .text(let text)? = answer.response else { continue }
                found.append(
                    MarkedQuestion.Answer(
                        candidate: candidate, attempt: result.number, slot: slot, text: text,
                        given: answer.given, worth: form[slot].worth))
            }
        }
        return found.sorted {
            ($0.given != nil ? 1 : 0, $0.candidate.number, $0.attempt)
                < ($1.given != nil ? 1 : 0, $1.candidate.number, $1.attempt)
        }
    }

    func question(_ number: Int, _ visit: Visit) async throws -> MarkedQuestion? {
        guard let reference = questions.first(where: { $0.number == number })?.reference,
            case .essay(let essay)? = registration.keys[reference]
        else { return nil }
        let shown = try await ShownQuestions(
            [reference], pictureBase: SittingPages.pictureBase(of: sitting), visit)
        let said = try await visit.site.delivery.markings(sitting.id)
        return MarkedQuestion(
            number: number, title: title(of: reference), essay: essay,
            html: shown.bareHTML(reference, number: number),
            solutionHTML: shown.solutionHTML(reference),
            criteria: shown.criteria(of: reference),
            isPractice: sitting.kind == .practice, answers: answers(to: reference),
            markings: said, whole: visit.word("marking.whole"), decimals: sitting.decimals)
    }
}

/// One question with the answers to it.
struct MarkedQuestion {
    struct Answer {
        let candidate: SittingStore.Candidate
        let attempt: Int
        let slot: Int
        let text: String
        /// The share of the worth that a person gave.
        let given: Mark?
        let worth: Mark

        /// Names it in the form.
        var key: String { "\(candidate.number)-\(attempt)" }
    }

    let number: Int
    let title: String
    let essay: Essay
    let html: String
    let solutionHTML: String
    let criteria: [(html: String, most: Mark)]
    let isPractice: Bool
    private(set) var answers: [Answer]
    /// What was said last of each answer, by candidate, attempt and slot.
    let markings: [MarkingPlace: Marking]
    let whole: String
    let decimals: Int

    /// What is asked for: a criterion with its most points, or the whole.
    var fields: [(html: String, most: Mark)] {
        criteria.isEmpty ? [(whole, .one)] : criteria
    }

    /// So many answers from that page on.
    func page(_ page: Int, of size: Int) -> MarkedQuestion {
        var copy = self
        copy.answers = Array(answers.dropFirst((page - 1) * size).prefix(size))
        return copy
    }

    /// - Parameters:
    ///   - typed: what was posted for one of them and could not be taken.
    ///   - wrong: what is wrong with that: with the points ("p") or the comment ("c").
    func views(
        typed: FormData? = nil, into at: Answer? = nil, wrong: [String: String] = [:]
    ) -> [View] {
        answers.map { answer in
            let typed = answer.key == at?.key ? typed : nil
            let wrong = answer.key == at?.key ? wrong : [:]
            let place = MarkingPlace(
                candidate: answer.candidate.id, attempt: answer.attempt, slot: answer.slot)
            let marking = markings[place]
            let points = marking?.points ?? []
            return [
                "key": answer.key, "number": answer.candidate.number,
                "attempt": isPractice ? "\(answer.attempt)" : "",
                "paragraphs": answer.text.split(separator: "\n", omittingEmptySubsequences: false)
                    .map(String.init),
                "words": "\(answer.text.split(whereSeparator: \.isWhitespace).count)",
                "pointsError": wrong["p"] ?? "", "commentError": wrong["c"] ?? "",
                "seen": answer.given?.exact ?? "",
                "isMarked": answer.given != nil,
                "mark": answer.given.map { ($0 * answer.worth).shown(places: decimals) } ?? "",
                "worth": answer.worth.shown(places: decimals),
                "comment": typed?["comment"] ?? marking?.comment ?? "",
                "fields": fields.enumerated().map { place, field -> View in
                    let standing = points.indices.contains(place) ? points[place].shown : ""
                    return [
                        "place": "\(place)", "key": answer.key, "html": field.html,
                        "most": field.most.shown, "value": typed?["p\(place)"] ?? standing,
                        "isWrong": wrong["p"] != nil,
                    ]
                },
            ]
        }
    }
}

extension Registration {
    /// The questions that a person marks, with their numbers in the sitting, from 1.
    var handMarked: [(number: Int, reference: VersionReference)] {
        questions.enumerated().compactMap { place, reference in
            keys[reference]?.type.isMarkedByHand == true ? (place + 1, reference) : nil
        }
    }
}
