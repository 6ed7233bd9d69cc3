import Assessment
import Delivery
import HTTPTypes
import Hummingbird
import NIOCore
import Values

/// The save that scripts make: the same fields as the page's form, of any of its
/// slots, and a few bytes back.
extension PaperPages {
    /// `POST /exam/{code}/answers`
    @Sendable static func saveAnswers(_ visit: Visit) async throws -> Response {
        let place = try await visit.site.candidacies.place(visit)
        do throws(DeliveryError) {
            return try await saveAnswers(of: place, visit)
        } catch {
            switch error {
            case .refused(.heldElsewhere):
                return .json("{\"takenOver\":true}", status: .conflict)
            case .unknownSitting:
                // Settled before the last start: what comes now is kept as late.
                try await visit.site.ensureKnown(try await StudentPages.candidacy(visit).sitting)
                return try await saveAnswers(of: place, visit)
            default: throw error
            }
        }
    }

    private static func saveAnswers(
        of place: Candidacies.Place, _ visit: Visit
    ) async throws(DeliveryError) -> Response {
        let reply = try await visit.site.delivery.save(
            sitting: place.sitting, candidate: place.candidate, by: visit.holder
        ) { form in
            PaperForm(visit.form, form: form, keepsBlanks: true).save
        }
        return .json(AnswersReply(reply).json)
    }
}

/// What a script is told of its save; documented in `docs/formats.md`.
struct AnswersReply {
    let json: String

    init(_ reply: SaveReply) {
        var (saved, stale, late, refused): ([String], [String], [String], [String]) =
            ([], [], [], [])
        for outcome in reply.outcomes {
            let slot = outcome.slot + 1
            switch outcome.fate {
            case .saved(let revision):
                saved.append("{\"slot\":\(slot),\"revision\":\(revision)}")
            case .stale(_, let revision):
                stale.append("{\"slot\":\(slot),\"revision\":\(revision)}")
            case .keptLate: late.append("\(slot)")
            case .refused: refused.append("\(slot)")
            }
        }
        func list(_ entries: [String]) -> String { entries.joined(separator: ",") }
        json = """
            {"saved":[\(list(saved))],"stale":[\(list(stale))],"late":[\(list(late))],\
            "refused":[\(list(refused))],"answered":\(reply.answered),"total":\(reply.slots),\
            "secondsLeft":\(reply.secondsLeft),"until":"\(VietnamTime(reply.deadline).time)",\
            "paused":\(reply.state == .paused),"over":\(reply.state.isOver)}
            """
    }
}

extension Response {
    static func json(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// A refusal as scripts read it: `{"error": "stale-form"}`.
    static func json(_ refusal: Refusal) -> Response {
        if case .signInFirst = refusal {
            return .json("{\"error\":\"sign-in\"}", status: .unauthorized)
        }
        return .json("{\"error\":\"\(refusal.key)\"}", status: refusal.status)
    }
}
