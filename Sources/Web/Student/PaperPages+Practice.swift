import Assessment
import Delivery
import Hummingbird
import Storage
import Values

/// What only a practice's paper has: questions marked on demand, and pages of
/// attempts before this one.
extension PaperPages {
    /// Marks the question that a button named, after its page was saved, and shows it.
    static func check(
        _ number: Substring, _ sitting: SittingStore.Sitting, _ candidate: SittingStore.Candidate,
        page: Int, _ visit: Visit
    ) async throws -> Response {
        let address = "/exam/\(sitting.code)/paper?page=\(page)"
        guard let number = Int(number), number > 0, let attempt = GUID(visit.form["attempt"])
        else { return .seeOther(address) }
        do {
            _ = try await visit.site.delivery.check(
                slot: number - 1, sitting: sitting.id, candidate: candidate.id, attempt: attempt,
                by: visit.holder)
            return .seeOther("\(address)&saved=1#q\(number)")
        } catch {
            switch error {
            case .refused(.unanswered): return .seeOther("\(address)&blank=\(number)#q\(number)")
            case .refused, .otherAttempt, .notStarted, .unknownSitting: return .seeOther(address)
            case .draining: throw Refusal.stopping
            default: throw error
            }
        }
    }

    /// A page was sent from an attempt that is over: nothing of it was kept.
    static func otherAttempt(
        _ sitting: SittingStore.Sitting, _ visit: Visit
    ) throws -> Response {
        try visit.page(
            "student/closed",
            [
                "heading": visit.word("closed.other-attempt.heading"),
                "text": visit.word("closed.other-attempt.text"),
                "paperURL": "/exam/\(sitting.code)/paper",
            ], status: .conflict)
    }
}

/// The questions of a practice that are marked on demand, around their fragments.
struct CheckedQuestions {
    private let marks: [Int: Mark]
    private let shown: ShownQuestions
    private let review: ReviewRule
    private let places: Int
    private let visit: Visit

    /// - Returns: nil where nothing is marked on demand.
    init?(
        _ paper: Paper, of sitting: SittingStore.Sitting,
        _ candidate: SittingStore.Candidate, slots: Range<Int>, pictureBase: String,
        _ visit: Visit
    ) async throws {
        guard paper.canCheck else { return nil }
        let checked = slots.filter(paper.checked.contains)
        marks =
            checked.isEmpty
            ? [:]
            : try await visit.site.delivery.checkedMarks(sitting.id, candidate: candidate.id)
        shown = try await ShownQuestions(
            checked.map { paper.form[$0].reference }, pictureBase: pictureBase, visit)
        review = sitting.review
        places = sitting.decimals
        self.visit = visit
    }

    /// The question with its button, or settled and with what it earned. What the
    /// review rule shows of an attempt that is handed in, it shows of a settled question.
    func html(
        _ question: String, slot: Int, _ content: Form.Slot, response: Assessment.Response?
    ) throws -> String {
        guard let earned = marks[slot] else {
            return try visit.site.pages.render(
                "question/check", ["questionHTML": question, "slot": "\(slot + 1)"],
                in: visit.language)
        }
        let options =
            content.options.isEmpty ? shown.order(of: content.reference) : content.options
        var view: View = [
            "questionHTML": question, "slot": "\(slot + 1)",
            "right": earned == content.worth, "wrong": earned <= .zero,
            "partial": earned > .zero && earned < content.worth,
            "earned": earned.shown(places: places),
            "possible": content.worth.shown(places: places),
            "feedback": shown.feedback(to: response, of: content.reference, options: options),
        ]
        if review.rightAnswers == .handedIn {
            view["rightText"] = shown.rightText(content.reference, options: options)
        }
        if review.solutions == .handedIn {
            view["solutionHTML"] = shown.solutionHTML(content.reference)
        }
        return try visit.site.pages.render("question/checked", view, in: visit.language)
    }
}
