import Administration
import Assessment
import Delivery
import Hummingbird
import Storage

/// One paper on two machines: the later one asks to go on there, the earlier one
/// is told and writes no more.
extension PaperPages {
    /// The page instead of a paper that another machine holds.
    ///
    /// - Parameter unsaved: what was posted from here and not kept, so that it is
    ///   not lost on the one who typed it.
    static func elsewhere(
        _ sitting: SittingStore.Sitting, _ paper: Paper, unsaved: Save? = nil, _ visit: Visit
    ) throws -> Response {
        let lost = (unsaved?.changes ?? []).filter { change in
            change.response != paper.answers[change.slot].response
        }
        return try visit.page(
            "student/elsewhere",
            [
                "title": sitting.title, "answered": "\(paper.answered)",
                "total": "\(paper.form.count)",
                "takeOverURL": "/exam/\(sitting.code)/take-over",
                "wasHere": unsaved != nil,
                "unsaved": lost.map { change -> View in
                    let content = paper.form[change.slot]
                    return [
                        "number": "\(change.slot + 1)",
                        "typed": PaperView.text(of: change.response, in: content, visit),
                        "standing": PaperView.text(
                            of: paper.answers[change.slot].response, in: content, visit),
                    ]
                },
            ], status: unsaved == nil ? .ok : .conflict)
    }

    /// `POST /exam/{code}/take-over`
    @Sendable static func takeOver(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await StudentPages.candidacy(visit)
        let url = "/exam/\(sitting.code)"
        guard let holder = visit.holder else { throw Refusal.notFound }
        do throws(DeliveryError) {
            _ = try await visit.site.delivery.takeOver(
                sitting.id, candidate: candidate.id, by: holder)
        } catch {
            switch error {
            case .notStarted, .unknownSitting: return .seeOther(url)
            case .refused(.over): break
            default: throw error
            }
        }
        return .seeOther("\(url)/paper")
    }
}

extension Visit {
    /// Who writes a paper in this session.
    var holder: Holder? { session.map { Holder($0.identity) } }
}

extension Paper {
    /// Whether another session than the visitor's writes this paper.
    func isHeldElsewhere(_ visit: Visit) -> Bool {
        holder != nil && holder != visit.holder
    }
}
