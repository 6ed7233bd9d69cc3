import Assessment
import Delivery
import Hummingbird
import Storage
import Values

/// The paper itself: one form in pages of at most ten questions, every button
/// saving the whole page.
enum PaperPages {
    /// Questions on one page.
    static let pageSize = 10

    /// `GET /exam/{code}/paper?page=2`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await StudentPages.candidacy(visit)
        return try await show(
            sitting, candidate, page: Int(visit.query["page"]) ?? 1, stale: [],
            saved: visit.query["saved"] == "1", visit)
    }

    private static func show(
        _ sitting: SittingStore.Sitting, _ candidate: SittingStore.Candidate, page: Int,
        stale: [Int], saved: Bool, _ visit: Visit
    ) async throws -> Response {
        let url = "/exam/\(sitting.code)"
        let paper: Paper
        do {
            paper = try await visit.site.delivery.paper(sitting.id, candidate: candidate.id)
        } catch {
            switch error {
            case .notStarted: return .seeOther(url)
            case .unknownSitting: return .seeOther("\(url)/result")
            default: throw error
            }
        }
        if paper.state.isOver { return try await over(sitting, paper, visit) }
        if paper.isHeldElsewhere(visit) { return try elsewhere(sitting, paper, visit) }
        let view = try await PaperView(
            paper, of: sitting, candidate, page: page, stale: stale, saved: saved, visit
        ).view
        return try visit.page("student/paper", view)
    }

    /// Time is up, or the paper is handed in.
    private static func over(
        _ sitting: SittingStore.Sitting, _ paper: Paper, _ visit: Visit
    ) async throws -> Response {
        let key =
            if case .submitted = paper.state { "submitted" } else { "time-up" }
        return try visit.page(
            "student/closed",
            [
                "heading": visit.word("closed.\(key).heading"),
                "text": visit.word("closed.\(key).text"),
                "resultURL": "/exam/\(sitting.code)/result",
                "isClosed": true, "answersURL": "/exam/\(sitting.code)/answers",
                "attempt": "\(paper.attempt)", "answered": "\(paper.answered)",
                "total": "\(paper.form.count)",
            ])
    }

    /// `POST /exam/{code}/paper`: saves the page, then goes where the button says.
    ///
    /// 303, so that a reload does not send the form again; slots that another
    /// tab has changed since are shown again at once, with what stands there now. The store
    /// is asked only where the memory does not know who sits what.
    @Sendable static func save(_ visit: Visit) async throws -> Response {
        let place = try await visit.site.candidacies.place(visit)
        let url = "/exam/\(try visit.parameter("code"))"
        let saved: Saved
        do throws(DeliveryError) {
            saved = try await keep(at: place, visit)
        } catch {
            switch error {
            case .unknownSitting:
                // Settled before the last start, or a practice that was left alone.
                try await visit.site.ensureKnown(try await StudentPages.candidacy(visit).sitting)
                do throws(DeliveryError) {
                    saved = try await keep(at: place, visit)
                } catch {
                    return try await refused(error, at: url, visit)
                }
            default: return try await refused(error, at: url, visit)
            }
        }
        return try await answer(saved, at: url, visit)
    }

    /// A page of answers, and what became of it.
    private struct Saved {
        let paper: Paper
        let save: Save
        /// Nil: another machine holds the paper, and nothing was kept.
        let reply: SaveReply?
    }

    private static func keep(
        at place: Candidacies.Place, _ visit: Visit
    ) async throws(DeliveryError) -> Saved {
        let delivery = visit.site.delivery
        let paper = try await delivery.paper(place.sitting, candidate: place.candidate)
        let save = PaperForm(visit.form, form: paper.form).save
        if !paper.state.isOver, paper.isHeldElsewhere(visit) {
            return Saved(paper: paper, save: save, reply: nil)
        }
        return Saved(
            paper: paper, save: save,
            reply: try await delivery.save(
                save, sitting: place.sitting, candidate: place.candidate, by: visit.holder))
    }

    private static func refused(
        _ error: DeliveryError, at url: String, _ visit: Visit
    ) async throws -> Response {
        switch error {
        case .notStarted, .unknownSitting: return .seeOther(url)
        case .draining: throw Refusal.stopping
        // Taken over this very moment: the page that comes says so.
        case .refused(.heldElsewhere): return .seeOther("\(url)/paper")
        case .otherAttempt:
            return try otherAttempt(try await StudentPages.candidacy(visit).sitting, visit)
        default: throw error
        }
    }

    /// The way on from a page that was saved.
    private static func answer(
        _ saved: Saved, at url: String, _ visit: Visit
    ) async throws -> Response {
        let paper = saved.paper
        guard let reply = saved.reply else {
            let (sitting, _) = try await StudentPages.candidacy(visit)
            return try elsewhere(sitting, paper, unsaved: saved.save, visit)
        }
        // Within bounds before it is counted on: a form can say anything.
        let page = min(max(Int(visit.form["page"]) ?? 1, 1), 10_000)
        if reply.state.isOver { return .seeOther("\(url)/paper?page=\(page)") }
        let stale = reply.outcomes.filter { if case .stale = $0.fate { true } else { false } }
        if !stale.isEmpty {
            let (sitting, candidate) = try await StudentPages.candidacy(visit)
            return try await show(
                sitting, candidate, page: page, stale: stale.map(\.slot), saved: false, visit)
        }
        switch visit.form["go"] {
        case "print": return .seeOther("\(url)/print")
        case let go where go.hasPrefix("size-"):
            return TextSize.chosen(go.dropFirst(5), at: "\(url)/paper?page=\(page)&saved=1")
        case let go where go.hasPrefix("to-"):
            let slot = min(max(Int(go.dropFirst(3)) ?? 1, 1), paper.form.count)
            let page = (slot - 1) / pageSize + 1
            return .seeOther("\(url)/paper?page=\(page)&saved=1#q\(slot)")
        case "submit": return .seeOther("\(url)/submit")
        case "next": return .seeOther("\(url)/paper?page=\(page + 1)&saved=1")
        case "previous": return .seeOther("\(url)/paper?page=\(page - 1)&saved=1")
        case let go where go.hasPrefix("play-"):
            let (sitting, candidate) = try await StudentPages.candidacy(visit)
            return try await play(go.dropFirst(5), sitting, candidate, paper, page: page, visit)
        case let go where go.hasPrefix("check-"):
            let (sitting, candidate) = try await StudentPages.candidacy(visit)
            return try await check(go.dropFirst(6), sitting, candidate, page: page, visit)
        case let go where go.hasPrefix("page-"):
            return .seeOther("\(url)/paper?page=\(Int(go.dropFirst(5)) ?? page)&saved=1")
        default: return .seeOther("\(url)/paper?page=\(page)&saved=1")
        }
    }

    /// `GET /exam/{code}/submit`: what is unanswered, before handing in.
    @Sendable static func confirm(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await StudentPages.candidacy(visit)
        let url = "/exam/\(sitting.code)"
        guard
            let paper = try? await visit.site.delivery.paper(
                sitting.id, candidate: candidate.id)
        else { return .seeOther(url) }
        if paper.state.isOver { return try await over(sitting, paper, visit) }
        if paper.isHeldElsewhere(visit) { return try elsewhere(sitting, paper, visit) }
        let unanswered = paper.answers.indices.filter { paper.answers[$0].response == nil }
        func links(_ slots: [Int]) -> [View] {
            slots.map { slot in
                [
                    "number": "\(slot + 1)",
                    "url": "\(url)/paper?page=\(slot / pageSize + 1)#q\(slot + 1)",
                ]
            }
        }
        return try visit.page(
            "student/submit",
            [
                "title": sitting.title, "answered": "\(paper.answered)",
                "total": "\(paper.form.count)",
                "unanswered": links(unanswered), "hasFlagged": !paper.flagged.isEmpty,
                "flagged": links(paper.flagged.sorted()),
                "submitURL": "\(url)/submit", "paperURL": "\(url)/paper",
                "answersURL": "\(url)/answers",
                "attempt": "\(paper.attempt)", "isTimed": paper.isTimed,
                "isPaused": paper.state == .paused,
                "secondsLeft": "\(paper.secondsLeft)",
                "timeLeft": PaperView.timeLeft(paper.secondsLeft, visit),
            ])
    }

    /// `GET /exam/{code}/print`: one's own paper as a whole, with the answers so far.
    @Sendable static func print(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await StudentPages.candidacy(visit)
        let url = "/exam/\(sitting.code)"
        guard
            let paper = try? await visit.site.delivery.paper(
                sitting.id, candidate: candidate.id)
        else { return .seeOther(url) }
        if paper.state.isOver { return try await over(sitting, paper, visit) }
        if paper.isHeldElsewhere(visit) { return try elsewhere(sitting, paper, visit) }
        return try visit.page(
            "student/print",
            [
                "title": sitting.title, "candidateName": candidate.name,
                "candidateNumber": candidate.number,
                "formCode": candidate.formCode?.description ?? "",
                "answered": "\(paper.answered)", "total": "\(paper.form.count)",
                "paperURL": "\(url)/paper",
                "formPrint": sitting.draw == nil
                    ? "" : Hexadecimal.grouped(paper.form.fingerprint),
                "questionsHTML": try await PaperView.questions(
                    0..<paper.form.count, of: paper, checking: nil,
                    pictureBase: "\(url)/pictures", areShown: true, visit),
            ])
    }

    /// `POST /exam/{code}/submit`: hands in; doing it twice changes nothing.
    @Sendable static func submit(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await StudentPages.candidacy(visit)
        do {
            _ = try await visit.site.delivery.submit(
                sitting.id, candidate: candidate.id, attempt: GUID(visit.form["attempt"]),
                by: visit.holder)
        } catch {
            switch error {
            case .notStarted: return .seeOther("/exam/\(sitting.code)")
            case .otherAttempt: return try otherAttempt(sitting, visit)
            case .refused(.heldElsewhere): return .seeOther("/exam/\(sitting.code)/paper")
            case .unknownSitting: break
            case .draining: throw Refusal.stopping
            default: throw error
            }
        }
        return .seeOther("/exam/\(sitting.code)/result?done=submitted")
    }
}
