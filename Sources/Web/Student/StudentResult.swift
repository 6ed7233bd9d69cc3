import Assessment
import Delivery
import Hummingbird
import Storage
import Values

/// `GET /exam/{code}/result`: as much of an ended attempt as the review rule shows.
enum StudentResult {
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await StudentPages.candidacy(visit)
        let attempts = try await visit.site.delivery.attempts(
            sitting.id, candidate: candidate.id)
        let asked = Int(visit.query["attempt"])
        guard let result = attempts.last(where: { asked == nil || $0.number == asked }) else {
            return try await missing(sitting, candidate, visit)
        }
        var view: View = [
            "title": sitting.title, "submitted": VietnamTime(result.endedAt).text,
            "review": ReviewText(sitting, visit).lines,
        ]
        if sitting.draw != nil { view["drawURL"] = "/exam/\(sitting.code)/draw" }
        let standing = try await Standing(sitting, candidate: candidate.id, visit)
        view.merge(try await around(result, standing, sitting, visit)) { _, new in new }
        let isClosed = try await isClosed(sitting, visit)
        let shown = ReviewRule.Matter.allCases.filter {
            sitting.review.shows($0, closed: isClosed)
        }
        view["waiting"] = shown.isEmpty
        guard !shown.isEmpty else { return try visit.page("student/result", view) }
        let marked = try await MarkedPaper(
            result, of: sitting, candidate: candidate.id,
            pictureBase: "/exam/\(sitting.code)/pictures", visit)
        if shown.contains(.marks) {
            view.merge(marked.totals) { _, new in new }
            view["showsMarks"] = true
            view["told"] = marked.history.told
            view["isAmended"] = !marked.history.told.isEmpty
        }
        if shown != [.marks] {
            view["showsAnswers"] = true
            view["items"] = marked.items(showing: Set(shown))
        }
        return try visit.page("student/result", view)
    }

    /// What stands around a result: the other attempts, and what comes next.
    private static func around(
        _ result: AttemptResult, _ standing: Standing, _ sitting: SittingStore.Sitting,
        _ visit: Visit
    ) async throws -> View {
        switch sitting.kind {
        case .exam: return [:]
        case .trial:
            let url = try await StudentPages.testURL(of: sitting, visit)
            return ["isTrial": true, "testURL": url]
        case .practice:
            guard let rules = sitting.practice else { return [:] }
            var view = PracticeText(rules, standing, sitting, visit).view
            view["isPractice"] = true
            view["attempt"] = "\(result.number)"
            view["startURL"] = "/exam/\(sitting.code)/start"
            view["paperURL"] = "/exam/\(sitting.code)/paper"
            view["countedText"] = standing.markText(visit)
            view["attempts"] = StudentPages.attempts(standing, of: sitting, visit)
                .map { attempt in
                    attempt.merging(["current": attempt["number"] as? String == "\(result.number)"])
                    { _, new in new }
                }
            if visit.site.now() >= sitting.closes {
                view["mayStart"] = false
                view["endText"] = visit.word("practice.over")
            }
            return view
        }
    }

    private static func missing(
        _ sitting: SittingStore.Sitting, _ candidate: SittingStore.Candidate, _ visit: Visit
    ) async throws -> Response {
        let url = "/exam/\(sitting.code)"
        let standing = try await Standing(sitting, candidate: candidate.id, visit)
        if standing.isOpen { return .seeOther("\(url)/paper") }
        return sitting.kind == .exam ? try StudentPages.closed(sitting, visit) : .seeOther(url)
    }

    /// Whether nobody can write any more, extensions included. A trial closes for its
    /// teacher when it is handed in.
    private static func isClosed(
        _ sitting: SittingStore.Sitting, _ visit: Visit
    ) async throws -> Bool {
        if sitting.isClosed || sitting.kind == .trial { return true }
        guard visit.site.now() >= sitting.closes else { return false }
        guard visit.site.delivery.knows(sitting.id) else { return true }
        return try await visit.site.delivery.openCandidates(sitting.id).isEmpty
    }
}
