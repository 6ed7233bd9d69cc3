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

/// What a candidate may count on: the answers that the server has said it keeps.
struct Acknowledgements: Hashable, Sendable {
    /// By slot.
    private var kept: [Int: SlotAnswer] = [:]
    /// Answers whose save was sent and never answered: they may stand or not.
    private var uncertain: [Int: SlotAnswer] = [:]

    /// A save is on its way.
    mutating func send(_ answer: SlotAnswer, slot: Int) { uncertain[slot] = answer }

    /// The server has said that it keeps what was sent.
    mutating func keep(slot: Int) {
        kept[slot] = uncertain[slot] ?? kept[slot]
        uncertain[slot] = nil
    }

    /// The server has said that it did not take what was sent.
    mutating func refuse(slot: Int) { uncertain[slot] = nil }

    /// What stands in a paper from an earlier visit is counted on, too.
    mutating func takeOver(_ slots: some Sequence<Slot>) {
        for slot in slots { kept[slot.number] = slot.answer }
    }

    /// Compares with a paper. What stands there is counted on from then on.
    ///
    /// - Returns: what is missing, or stands there without having been said.
    mutating func compare(_ slots: some Sequence<Slot>, of ticket: String) -> [LostAnswer] {
        var lost: [LostAnswer] = []
        for slot in slots.sorted(by: { $0.number < $1.number }) {
            let wanted = kept[slot.number]
            let sent = uncertain[slot.number]
            if slot.answer != wanted, sent == nil || slot.answer != sent {
                lost.append(
                    LostAnswer(
                        ticket: ticket, slot: slot.number, acknowledged: wanted,
                        found: slot.answer))
            }
            kept[slot.number] = slot.answer
            uncertain[slot.number] = nil
        }
        return lost
    }
}
