import Assessment
import Authoring
import Delivery
import Storage
import Values

/// The marks of a sitting by candidate and question.
///
/// Questions are columns: where every candidate has the same ones they stand in
/// the order of the test; where they are drawn, by their place on each paper. Of
/// several attempts the one behind the mark is shown.
struct SittingResults {
    struct Row {
        let candidate: SittingStore.Candidate
        /// The mark that counts; nil before the first.
        let mark: Mark?
        /// What was earned of what, in the order of the columns.
        let slots: [Slot]

        /// Whether a person has yet to mark something of it: the mark is provisional.
        var isPending: Bool { slots.contains(where: \.isPending) }
    }

    struct Slot {
        let earned: Mark
        let worth: Mark
        /// Whether a person has yet to mark it.
        let isPending: Bool
    }

    let rows: [Row]
    let columns: [String]
    /// The most that a paper can earn.
    let possible: Mark
    /// Whether there are questions that a person marks.
    let hasHandMarked: Bool
    /// Answers that a person has yet to mark.
    let pending: Int

    /// How many have a mark, the provisional ones too.
    var count: Int { rows.count { $0.mark != nil } }

    /// The marks that stand: what waits for a person is no zero.
    var marks: [Mark] { rows.filter { !$0.isPending }.compactMap(\.mark) }

    init(_ sitting: SittingStore.Sitting, _ visit: Visit) async throws {
        let candidates = try await visit.site.sittings.candidates(
            of: sitting, by: visit.principal)
        let results = Dictionary(
            grouping: try await visit.site.delivery.marks(sitting.id), by: \.candidate)
        let (found, amendments) = try await visit.site.database.read { connection in
            (
                try SittingDefinition(sitting, connection),
                try KeyAmendmentStore(connection).amendments(of: sitting.id)
            )
        }
        guard let definition = found else { throw Refusal.notFound }
        let manifest = definition.manifest
        let fixed = Self.commonOrder(of: manifest)
        let count = manifest.parts.flatMap(\.entries).reduce(0) { $0 + $1.count }
        columns = (1...max(1, count)).map { "\(visit.word("word.question")) \($0)" }
        possible = manifest.totalMarks
        hasHandMarked = manifest.hasHandMarked
        pending =
            !manifest.hasHandMarked
            ? 0
            : results.values.joined().reduce(0) { sum, result in
                guard
                    let form = definition.form(of: result.candidate, attempt: result.number)
                else { return sum }
                return sum + result.pending(on: form).count
            }
        rows = candidates.map { candidate in
            let attempts = results[candidate.id] ?? []
            let earned = attempts.map(\.earned)
            guard let place = sitting.counting.place(among: earned),
                let form = definition.form(of: candidate.id, attempt: attempts[place].number)
            else { return Row(candidate: candidate, mark: nil, slots: []) }
            let worths = form.worths(dropping: amendments.dropped)
            return Row(
                candidate: candidate, mark: sitting.counting.mark(of: earned),
                slots: Self.order(of: form, common: fixed).map {
                    Slot(
                        earned: attempts[place].slots[$0].earned, worth: worths[$0],
                        isPending: attempts[place].isPending($0, on: form))
                })
        }
    }

    /// The test's own order where nothing is drawn.
    private static func commonOrder(of manifest: Manifest) -> [VersionReference]? {
        let entries = manifest.parts.flatMap(\.entries)
        var order: [VersionReference] = []
        for entry in entries {
            guard entry.items.count == entry.count else { return nil }
            order += entry.items.map(\.reference)
        }
        return order
    }

    /// The form's slots in the order of the columns.
    private static func order(
        of form: Form, common: [VersionReference]?
    ) -> [Int] {
        let slots = form.slots
        guard let common else { return Array(slots.indices) }
        return common.compactMap { reference in
            slots.firstIndex { $0.reference == reference }
        }
    }
}

extension Counting {
    /// The attempt whose answers stand behind the mark that counts.
    func result(among attempts: [AttemptResult]) -> AttemptResult? {
        place(among: attempts.map(\.earned)).map { attempts[$0] }
    }
}

extension SittingResults {
    /// What a table of marks is sorted by.
    enum Order: String, CaseIterable {
        /// As the sitting lists its candidates.
        case number
        /// By given name, as Vietnamese lists are.
        case name
        /// Highest first; those without a mark last.
        case mark
    }

    func sorted(by order: Order) -> [Row] {
        switch order {
        case .number: rows
        case .name:
            rows.map { (VietnameseText.nameSortKey($0.candidate.name), $0) }
                .sorted { ($0.0, $0.1.candidate.number) < ($1.0, $1.1.candidate.number) }
                .map(\.1)
        case .mark: Self.byMark(rows)
        }
    }

    private static func byMark(_ rows: [Row]) -> [Row] {
        rows.sorted { one, other in
            switch (one.mark, other.mark) {
            case (let left?, let right?) where left != right: left > right
            case (.some, nil): true
            case (nil, .some): false
            default: one.candidate.number < other.candidate.number
            }
        }
    }
}
