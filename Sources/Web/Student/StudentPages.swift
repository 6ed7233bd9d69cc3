import Administration
import Assessment
import Authoring
import Delivery
import Hummingbird
import Storage
import Values

/// What candidates see before the paper: the start, and why there is none.
enum StudentPages {
    /// The sitting, if this visitor is a candidate of it; a ticket opens its own alone.
    static func candidacy(
        _ visit: Visit
    ) async throws -> (sitting: SittingStore.Sitting, candidate: SittingStore.Candidate) {
        let found = try await TestPages.found {
            try await visit.site.sittings.candidacy(
                visit.parameter("code"), of: visit.principal)
        }
        if let only = visit.session?.sitting, only != found.sitting.id { throw Refusal.notFound }
        return found
    }

    /// `GET /exam/{code}`: what awaits, before the clock runs; of a practice, the
    /// attempts so far and the next one.
    @Sendable static func start(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await candidacy(visit)
        let url = "/exam/\(sitting.code)"
        let now = visit.site.now()
        if sitting.kind == .practice, !sitting.isClosed {
            try await visit.site.ensureKnown(sitting)
        }
        let standing = try await Standing(sitting, candidate: candidate.id, visit)
        if standing.isOpen { return .seeOther("\(url)/paper") }
        if standing.isOver, sitting.kind != .practice { return .seeOther("\(url)/result") }
        let isOutside = now < sitting.opens || now >= sitting.closes
        // Who awaits a public draw may see what was sealed beforehand.
        if isOutside, standing.ended.isEmpty, sitting.draw == nil || now >= sitting.closes {
            return try closed(sitting, visit)
        }
        let left = now.seconds(until: sitting.closes)
        var view: View = [
            "title": sitting.title, "subject": sitting.subjectName,
            "duration": sitting.duration.map { "\($0)" } ?? "",
            "closes": VietnamTime(sitting.closes).text,
            "questionCount": "\(sitting.questionCount)",
            "startURL": "\(url)/start", "review": ReviewText(sitting, visit).lines,
            "isPractice": sitting.kind == .practice, "isTrial": sitting.kind == .trial,
            "number": "1", "mayStart": !isOutside,
        ]
        if let minutes = sitting.duration, left < Int64(minutes) * 60 {
            view["minutesLeft"] = "\(max(1, left / 60))"
        }
        if sitting.draw != nil {
            view["seal"] = Hexadecimal.grouped(sitting.seal ?? "")
            view["drawURL"] = "\(url)/draw"
            if !sitting.isDrawn {
                view["mayStart"] = false
                view["endText"] = visit.word("draw.awaits")
            } else if isOutside {
                view["endText"] =
                    "\(visit.word("closed.soon.text")) \(VietnamTime(sitting.opens).text)."
            }
        }
        if let rules = sitting.practice {
            view.merge(PracticeText(rules, standing, sitting, visit).view) { _, new in new }
            if isOutside {
                view["mayStart"] = false
                view["endText"] = visit.word("practice.over")
            }
            view["attempts"] = attempts(standing, of: sitting, visit)
        }
        if sitting.kind == .trial { view["testURL"] = try await testURL(of: sitting, visit) }
        return try visit.page("student/start", view)
    }

    /// The attempts of a practice so far, one a line.
    static func attempts(
        _ standing: Standing, of sitting: SittingStore.Sitting, _ visit: Visit
    ) -> [View] {
        let showsMarks = sitting.review.shows(
            .marks, closed: visit.site.now() >= sitting.closes)
        return standing.ended.map { ended in
            [
                "number": "\(ended.number)", "submitted": VietnamTime(ended.endedAt).text,
                "mark": showsMarks
                    ? "\(sitting.shown(ended.earned))/\(sitting.shown(ended.possible))" : "",
                "url": "/exam/\(sitting.code)/result?attempt=\(ended.number)",
            ]
        }
    }

    /// A trial's way back to the test.
    static func testURL(
        of sitting: SittingStore.Sitting, _ visit: Visit
    ) async throws -> String {
        let test = try await visit.site.database.read { try TestStore($0).test(sitting.test) }
        return test.map { "/teach/tests/\($0.code)" } ?? "/teach/tests"
    }

    /// `POST /exam/{code}/start`: the clock runs from here; asking twice starts once.
    @Sendable static func begin(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await candidacy(visit)
        let url = "/exam/\(sitting.code)"
        let isDrawnLater = sitting.draw != nil && sitting.isDrawn
        if sitting.kind == .practice || isDrawnLater, !sitting.isClosed {
            try await visit.site.ensureKnown(sitting)
        }
        do {
            _ = try await visit.site.delivery.start(
                sitting.id, candidate: candidate.id, attempt: Int(visit.form["attempt"]) ?? 1,
                by: visit.holder)
            return .seeOther("\(url)/paper")
        } catch {
            switch error {
            // All attempts are used up, or this one was over long ago: the page says so.
            case .refused, .notStarted: return .seeOther(url)
            case .notOpenYet, .windowClosed, .unknownSitting: return try closed(sitting, visit)
            case .draining: throw Refusal.stopping
            default: throw error
            }
        }
    }

    /// Why there is no paper now.
    static func closed(_ sitting: SittingStore.Sitting, _ visit: Visit) throws -> Response {
        let now = visit.site.now()
        let key = now < sitting.opens ? "soon" : "over"
        let moment = now < sitting.opens ? sitting.opens : sitting.closes
        return try visit.page(
            "student/closed",
            [
                "heading": visit.word("closed.\(key).heading"),
                "text": "\(visit.word("closed.\(key).text")) \(VietnamTime(moment).text).",
            ])
    }

    /// `GET /exam/{code}/pictures/{hash}`: pictures of the papers that its candidates
    /// have had.
    @Sendable static func picture(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await candidacy(visit)
        let hash = try visit.parameter("hash")
        for form in try await visit.site.forms(of: candidate.id, in: sitting)
        where try await visit.site.papers.shows(hash, in: form.slots.map(\.reference)) {
            return try await Pictures.answer(hash, visit)
        }
        throw Refusal.notFound
    }
}
