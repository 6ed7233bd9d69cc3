import Assessment
import Delivery
import Hummingbird
import Storage
import Values

/// Listening: every play is begun by a button of the paper's form, counted, and then fetched.
extension PaperPages {
    /// Begins to play the recording of the question that a button named, after its page
    /// was saved, and shows the page with it.
    static func play(
        _ number: Substring, _ sitting: SittingStore.Sitting, _ candidate: SittingStore.Candidate,
        _ paper: Paper, page: Int, _ visit: Visit
    ) async throws -> Response {
        let address = "/exam/\(sitting.code)/paper?page=\(page)&saved=1"
        guard let number = Int(number), (1...paper.form.count).contains(number),
            let attempt = GUID(visit.form["attempt"]),
            let recording = try await recording(at: number - 1, of: paper, visit)
        else { return .seeOther(address) }
        do {
            try await visit.site.delivery.play(
                slot: paper.form.passage(around: number - 1).lowerBound, most: recording.plays,
                sitting: sitting.id, candidate: candidate.id, attempt: attempt, by: visit.holder)
            return .seeOther("\(address)&play=\(number)#q\(number)")
        } catch {
            switch error {
            case .refused, .otherAttempt, .notStarted, .unknownSitting:
                return .seeOther("\(address)#q\(number)")
            case .draining: throw Refusal.stopping
            default: throw error
            }
        }
    }

    /// What is listened to for one slot; nil where nothing is.
    static func recording(
        at slot: Int, of paper: Paper, _ visit: Visit
    ) async throws -> Recording? {
        let reference = paper.form[slot].reference
        let loaded = try await visit.site.papers.load([reference], pictureBase: "")
        return loaded[reference]?.content.stimulus?.recording
    }
}

extension StudentPages {
    /// `GET /exam/{code}/recordings/{slot}?play=2`: the recording of a question of one's own
    /// paper, where its plays are limited only while one that was counted goes on. Its parts
    /// count once together.
    @Sendable static func recording(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await candidacy(visit)
        guard
            let paper = try? await visit.site.delivery.paper(
                sitting.id, candidate: candidate.id),
            let number = Int(try visit.parameter("slot")),
            (1...paper.form.count).contains(number), !paper.isHeldElsewhere(visit),
            let recording = try await PaperPages.recording(at: number - 1, of: paper, visit),
            case .asset(let hash) = recording.source,
            PaperRecordings.mayFetch(
                recording, of: paper.form.passage(around: number - 1).lowerBound,
                play: Int(visit.query["play"]), paper)
        else { throw Refusal.notFound }
        return try await Pictures.answer(hash, visit, isKept: recording.plays == nil)
    }
}
