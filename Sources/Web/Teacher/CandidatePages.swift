import Assessment
import Authoring
import Delivery
import Hummingbird
import People
import Storage
import Values

/// One candidate of a sitting: how far they are, what their teacher can do for them, and
/// their paper with its marks.
enum CandidatePages {
    /// `GET …/candidates/{number}?attempt=2`; without a number, the attempt whose mark
    /// counts.
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await candidacy(visit, for: .readMarks)
        return try visit.page("teacher/candidate", try await view(of: candidate, sitting, visit))
    }

    private static func candidacy(
        _ visit: Visit, for useCase: UseCase
    ) async throws -> (SittingStore.Sitting, SittingStore.Candidate) {
        let sitting = try await SittingPages.sitting(visit, for: useCase)
        let number = try visit.parameter("number")
        guard
            let candidate = try await visit.site.sittings.candidates(
                of: sitting, by: visit.principal
            ).first(where: { $0.number == number })
        else { throw Refusal.notFound }
        return (sitting, candidate)
    }

    private static func address(
        of candidate: SittingStore.Candidate, _ sitting: SittingStore.Sitting
    ) -> String { "/teach/sittings/\(sitting.code)/candidates/\(candidate.number)" }

    private static func view(
        of candidate: SittingStore.Candidate, _ sitting: SittingStore.Sitting, _ visit: Visit
    ) async throws -> View {
        let url = address(of: candidate, sitting)
        let delivery = visit.site.delivery
        var view: View = [
            "title": sitting.title, "className": sitting.className, "name": candidate.name,
            "number": candidate.number, "url": url,
            "sittingURL": "/teach/sittings/\(sitting.code)",
            "markingURL": "/teach/sittings/\(sitting.code)/marking",
            "mayRenew": !sitting.isClosed && visit.site.now() < sitting.closes,
        ]
        let progress =
            try await delivery.overview(sitting.id)
            .first { $0.candidate == candidate.id }?.progress ?? .notStarted
        view.merge(try await standing(progress, of: candidate, sitting, visit)) { _, new in new }
        let attempts = try await delivery.attempts(sitting.id, candidate: candidate.id)
        let asked = Int(visit.query["attempt"])
        guard
            let result = attempts.first(where: { $0.number == asked })
                ?? sitting.counting.result(among: attempts)
        else { return view }
        let marked = try await MarkedPaper(
            result, of: sitting, candidate: candidate.id,
            pictureBase: SittingPages.pictureBase(of: sitting), visit)
        view.merge(marked.totals) { _, new in new }
        view["items"] = marked.items(showing: Set(ReviewRule.Matter.allCases))
        let history = try await marked.history.rows()
        view["history"] = history
        view["hasHistory"] = !history.isEmpty
        if sitting.kind == .practice {
            view["isPractice"] = true
            view["attempts"] = attempts.map { one -> View in
                [
                    "number": "\(one.number)", "url": "\(url)?attempt=\(one.number)",
                    "current": one.number == result.number,
                    "submitted": VietnamTime(one.endedAt).text,
                    "mark": sitting.shown(one.earned),
                ]
            }
        }
        return view
    }

    /// How far the candidate is, and which decisions that leaves open.
    private static func standing(
        _ progress: CandidateOverview.Progress, of candidate: SittingStore.Candidate,
        _ sitting: SittingStore.Sitting, _ visit: Visit
    ) async throws -> View {
        guard case .started(let started) = progress else {
            return ["state": visit.word("candidate.state.waiting")]
        }
        var view: View = [
            "state": started.state.word(visit), "started": VietnamTime(started.startedAt).text,
            "answered": "\(started.answered)", "late": started.late > 0 ? "\(started.late)" : "",
        ]
        if started.state.isOver {
            view["mayRenew"] = sitting.kind == .practice && !sitting.isClosed
            return view
        }
        let paper = try await visit.site.delivery.paper(sitting.id, candidate: candidate.id)
        view["isRunning"] = true
        view["mayRenew"] = true
        view["isPaused"] = started.state == .paused
        view["left"] = PaperView.timeLeft(paper.secondsLeft, visit)
        view["deadline"] = started.state == .paused ? "" : VietnamTime(started.deadline).text
        return view
    }

    // MARK: Decisions

    /// `POST …/candidates/{number}/pause`: time stands still for this candidate.
    @Sendable static func pause(_ visit: Visit) async throws -> Response {
        try await decide(.pauseTime, done: "paused", visit) { sitting, candidate in
            _ = try await visit.site.delivery.pause(
                sitting, candidate: candidate, by: visit.principal.person)
        }
    }

    /// `POST …/candidates/{number}/resume`: time runs again, and nothing of it was lost.
    @Sendable static func resume(_ visit: Visit) async throws -> Response {
        try await decide(.resumeTime, done: "resumed", visit) { sitting, candidate in
            _ = try await visit.site.delivery.resume(
                sitting, candidate: candidate, by: visit.principal.person)
        }
    }

    /// `POST …/candidates/{number}/extend`: more minutes.
    @Sendable static func extend(_ visit: Visit) async throws -> Response {
        guard let minutes = SittingPages.minutes(visit.form) else {
            return try await refused("minutes", "error.minutes", visit)
        }
        return try await decide(
            .extendTime, ", +\(minutes)′", done: "extended", visit
        ) { sitting, candidate in
            _ = try await visit.site.delivery.extend(
                sitting, candidate: candidate, seconds: minutes * 60, by: visit.principal.person)
        }
    }

    /// `POST …/candidates/{number}/late`: answers that came too late count, by this
    /// person's decision; the paper is graded anew.
    @Sendable static func admitLate(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .runSitting)
        // It may have been settled before the last start.
        if sitting.isDrawn { try await visit.site.ensureKnown(sitting) }
        return try await decide(.admitLate, done: "late", visit) { id, candidate in
            _ = try await visit.site.delivery.admitLate(
                id, candidate: candidate, by: visit.principal.person)
            try await visit.site.noteMarks(of: sitting)
        }
    }

    /// Has a decision carried out and records it. Decided twice, it holds once.
    ///
    /// - Parameter detail: of the record, behind the candidate's name.
    private static func decide(
        _ action: AuditAction, _ detail: String = "", done: String, _ visit: Visit,
        _ carryOut: (_ sitting: Int64, _ candidate: Int64) async throws -> Void
    ) async throws -> Response {
        let (sitting, candidate) = try await candidacy(visit, for: .runSitting)
        let url = address(of: candidate, sitting)
        do {
            try await carryOut(sitting.id, candidate.id)
        } catch let error as DeliveryError {
            switch error {
            case .refused(.paused), .refused(.notPaused), .refused(.nothingLate):
                return .seeOther(url)
            case .refused, .notStarted, .unknownSitting:
                return try await refused("state", "error.not-writing", visit)
            case .draining: throw Refusal.stopping
            default: throw error
            }
        }
        try await visit.site.sittings.record(
            action, for: "\(candidate.number) \(candidate.name)\(detail)", in: sitting,
            by: visit.principal, at: visit.site.now())
        return .seeOther("\(url)?done=\(done)")
    }

    private static func refused(
        _ field: String, _ key: String, _ visit: Visit
    ) async throws -> Response {
        let (sitting, candidate) = try await candidacy(visit, for: .runSitting)
        return try visit.page(
            "teacher/candidate", try await view(of: candidate, sitting, visit),
            errors: [(field, key)])
    }

    /// `POST …/candidates/{number}/ticket`: a new code for this candidate alone, to print.
    @Sendable static func renewTicket(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await candidacy(visit, for: .runSitting)
        let ticket = try await visit.site.sittings.renewTicket(
            of: candidate, in: sitting, by: visit.principal, at: visit.site.now())
        return try SittingPages.sheet(
            [ticket], of: sitting, backURL: address(of: candidate, sitting), visit)
    }
}

extension AttemptState {
    /// What a teacher reads of it.
    func word(_ visit: Visit) -> String {
        let name =
            switch self {
            case .open: "writing"
            case .paused: "paused"
            case .submitted: "submitted"
            case .closed: "closed"
            }
        return visit.word("candidate.state.\(name)")
    }
}
