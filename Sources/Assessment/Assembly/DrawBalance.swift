/// Which question may be taken next so that all that is still to be drawn can be:
/// draws may want the same questions, and rules limit what stands together.
struct DrawBalance: Hashable, Sendable {
    private var network: DrawNetwork
    /// For each question, its kind; nil where none counts it.
    private let kinds: [Int?]
    /// The limits of questions that no kind counts.
    private let uncounted: [Int: [Int]]
    /// What was found of kinds since the last one was taken.
    private var allowed: [Int: Bool] = [:]

    /// - Parameters:
    ///   - draft: what is drawn from what, by rules.
    ///   - traits: of each question, by number; nil for one that no draw may take.
    init(_ draft: PlanDraft, traits: [PlanDraft.Trait?]) {
        let placed = draft.placed
        network = DrawNetwork(placed.plan)
        kinds = traits.map { $0.flatMap { placed.kinds[$0] } }
        uncounted = Dictionary(
            uniqueKeysWithValues: traits.enumerated().compactMap { question, trait in
                trait.flatMap { placed.uncounted[$0] }.map { (question, $0) }
            })
    }

    /// For each draw, how many questions nobody can supply for certain.
    var missing: [Int] { network.missing }

    /// Takes a question for a draw, unless another draw could not be met then, or a
    /// limit not be kept.
    ///
    /// - Returns: whether it was taken.
    mutating func take(_ question: Int, for draw: Int) -> Bool {
        if let kind = kinds[question] {
            let isAllowed = allowed[kind] ?? network.allows(kind, to: draw)
            allowed[kind] = isAllowed
            guard isAllowed else { return false }
            network.take(kind, for: draw)
        } else {
            guard let limits = uncounted[question] else { return false }
            var trial = network
            guard trial.takeUncounted(under: limits, for: draw) else { return false }
            network = trial
        }
        allowed = [:]
        return true
    }
}
