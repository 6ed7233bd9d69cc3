/// An answer that a person marks: whose, of which attempt, in which slot (from 0).
package struct MarkingPlace: Hashable, Sendable {
    package let candidate: Int64
    package let attempt: Int
    package let slot: Int

    package init(candidate: Int64, attempt: Int, slot: Int) {
        self.candidate = candidate
        self.attempt = attempt
        self.slot = slot
    }
}
