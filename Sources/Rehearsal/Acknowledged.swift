package import NIOCore

/// A save that the server has answered with "kept".
package struct AcknowledgedSave: Hashable, Sendable {
    /// From 1.
    package let slot: Int
    /// By the machine's monotonic clock: before the request's first byte left.
    package let sent: NIODeadline
    /// After the answer's last byte had come.
    package let answered: NIODeadline

    package init(slot: Int, sent: NIODeadline, answered: NIODeadline) {
        self.slot = slot
        self.sent = sent
        self.answered = answered
    }
}

/// An answer that is not as the server has acknowledged it.
package struct LostAnswer: Hashable, Sendable, CustomStringConvertible {
    package let ticket: String
    /// From 1.
    package let slot: Int
    /// Nil: nothing was.
    package let acknowledged: SlotAnswer?
    package let found: SlotAnswer?

    package var description: String {
        func text(_ answer: SlotAnswer?) -> String { answer.map { "\($0)" } ?? "nothing" }
        return "\(ticket), slot \(slot): acknowledged \(text(acknowledged)), found \(text(found))"
    }
}
