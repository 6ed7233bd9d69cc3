import Assessment
import Delivery
import Rehearsal
import Storage
import Values

/// Papers that are begun and answered before a rehearsal, as many as it takes to see
/// what a bell or a start does with them: by the exam's own rules, without a network.
struct RehearsedAnswers {
    /// Candidates of one sitting who answer at the same time.
    private static let atOnce = 100

    let delivery: Delivery
    /// How many questions each candidate answers.
    let count: Int
    /// A question at a time, or a page of ten.
    let way: SaveWay

    /// Candidates of a known sitting start and answer.
    func answer(_ candidates: [Int64], of sitting: Int64) async throws {
        for first in stride(from: 0, to: candidates.count, by: Self.atOnce) {
            try await withThrowingTaskGroup { group in
                for candidate in candidates[first...].prefix(Self.atOnce) {
                    group.addTask { try await answer(candidate, of: sitting) }
                }
                try await group.waitForAll()
            }
        }
    }

    private func answer(_ candidate: Int64, of sitting: Int64) async throws {
        let form = try await delivery.start(sitting, candidate: candidate).form
        let slots = 0..<min(count, form.count)
        let step = way == .script ? 1 : 10
        for first in stride(from: 0, to: slots.count, by: step) {
            let changes = slots[first...].prefix(step).map { slot in
                SlotChange(
                    slot: slot,
                    response: Self.response(to: form[slot], number: Int(candidate) + slot), base: 0)
            }
            _ = try await delivery.save(
                Save(operation: GUID(), changes: changes), sitting: sitting, candidate: candidate)
        }
    }

    /// An answer that fits; another number often gives another one.
    private static func response(to slot: Form.Slot, number: Int) -> Response {
        switch slot.type {
        case .singleChoice: .option(slot.options[number % slot.options.count])
        case .multipleChoice: .options([slot.options[number % slot.options.count]])
        case .trueFalse: .truth(number.isMultiple(of: 2))
        case .trueFalseGroup:
            .statements((0..<slot.statements).map { (number >> $0).isMultiple(of: 2) })
        case .shortAnswer, .numeric, .essay: .text("\(number % 10)")
        case .matching, .ordering, .cloze:
            .parts(slot.parts.map { $0 > 0 ? .option(number % $0 + 1) : .text("\(number % 10)") })
        }
    }
}
