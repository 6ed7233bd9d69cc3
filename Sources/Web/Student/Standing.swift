import Authoring
import Assessment
import Delivery
import Storage
import Values

/// How far one candidate has come in one sitting, from whichever part knows.
struct Standing {
    /// Ended and graded attempts, in order.
    let ended: [ResultSummary]
    /// The attempt at hand; nil where none is, or where it is graded.
    private let current: Paper?
    private let sitting: SittingStore.Sitting

    /// For the person who is visiting.
    init(_ sitting: SittingStore.Sitting, _ visit: Visit) async throws {
        let (_, candidate) = try await visit.site.sittings.candidacy(
            sitting.code, of: visit.principal)
        try await self.init(sitting, candidate: candidate.id, visit)
    }

    init(_ sitting: SittingStore.Sitting, candidate: Int64, _ visit: Visit) async throws {
        self.sitting = sitting
        let delivery = visit.site.delivery
        let ended = try await delivery.summaries(sitting.id, candidate: candidate)
        self.ended = ended
        do {
            let paper = try await delivery.paper(sitting.id, candidate: candidate)
            current = paper.number > (ended.last?.number ?? 0) ? paper : nil
        } catch {
            switch error {
            case .notStarted, .unknownSitting: current = nil
            default: throw error
            }
        }
    }

    /// Whether a paper can be written on now.
    var isOpen: Bool { current.map { !$0.state.isOver } ?? false }

    var isStarted: Bool { current != nil || !ended.isEmpty }

    /// Whether the attempt at hand is over, or the last one was.
    var isOver: Bool { isStarted && !isOpen }

    var endedAt: Instant? {
        if let current { return current.state.isOver ? current.deadline : nil }
        return ended.last?.endedAt
    }

    var marks: [Mark] { ended.map(\.earned) }

    /// What may follow in a practice; nil in an exam, and while an attempt is not graded.
    var next: PracticeRules.Next? {
        current == nil ? sitting.practice?.next(after: marks) : nil
    }

    /// The mark that counts; nil before the first.
    var mark: Mark? { sitting.counting.mark(of: marks) }

    /// "8,25/10", or where it will stand.
    func markText(_ visit: Visit) -> String {
        guard let mark, let possible = ended.last?.possible else { return "" }
        guard sitting.review.marks != .never else { return visit.word("studentHome.markHidden") }
        guard sitting.review.shows(.marks, closed: visit.site.now() >= sitting.closes) else {
            return visit.word("studentHome.markLater")
        }
        return "\(sitting.shown(mark))/\(sitting.shown(possible))"
    }
}

extension SittingStore.Sitting {
    /// A mark of this sitting as its pages show it.
    func shown(_ mark: Mark) -> String { mark.shown(places: decimals) }
}

extension Mark {
    /// With at most so many decimals, and a comma.
    func shown(places: Int) -> String { decimal(places: places, separator: ",") }

    /// As pages show it: at most two decimals, with a comma.
    var shown: String { shown(places: 2) }
}
