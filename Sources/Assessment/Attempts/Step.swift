package import Values

/// One fact of an attempt: appended, never changed. All else about an attempt is
/// derived from its steps in order.
package enum Step: Hashable, Sendable {
    /// The candidate opened the paper; time runs to `deadline`. `guid` is the
    /// attempt's permanent identity; `number` says which of the candidate's it is;
    /// without a holder everybody may write.
    case start(
        candidate: Int64, guid: GUID, deadline: Instant, number: Int = 1, holder: Holder? = nil)
    /// Answers that count; `inGrace`: they came after the deadline, within the grace.
    case save(operation: GUID, answers: [Answer], inGrace: Bool)
    /// Answers that came when all was over: kept, not counted unless admitted.
    case late(operation: GUID, answers: [Answer])
    /// The candidate handed in.
    case submit
    /// The bell closed what was still open.
    case close
    /// A named person moved the deadline.
    case extend(seconds: Int64, by: Int64)
    case pause(by: Int64)
    /// Time runs again; the deadline moves by what the pause took.
    case resume(by: Int64)
    /// A named person decided that the late answers so far count.
    case admitLate(by: Int64)
    /// The candidate goes on at another machine; the earlier one writes no more.
    case takeOver(by: Holder)
    /// The candidate marked slots to look at again, or took the mark away.
    case flag([Flag])
    /// The candidate had a slot of a practice marked; its answer stays as it is.
    case check(slot: Int)
    /// The candidate began to listen to the recording of a slot, or of the slots from it on.
    case play(slot: Int)

    /// The new content of one slot; nil: cleared.
    package struct Answer: Hashable, Sendable {
        package let slot: Int
        package let response: Response?

        package init(slot: Int, response: Response?) {
            self.slot = slot
            self.response = response
        }
    }

    /// Whether a slot is marked to be looked at again.
    package struct Flag: Hashable, Sendable {
        package let slot: Int
        package let isSet: Bool

        package init(slot: Int, isSet: Bool) {
            self.slot = slot
            self.isSet = isSet
        }
    }
}

/// A stored step or result that cannot be read, or that does not fit its attempt.
package enum StepError: Error, Hashable, Sendable {
    case unknownKind(Int)
    case badBody(kind: Int)
    case notAResponse
    /// The step cannot stand here: a slot the form lacks, a second start.
    case misplaced(kind: Int)
}
