package import Values

/// What one attempt earned: written once when it ends, and once more for each regrading.
package struct AttemptResult: Hashable, Sendable {
    package let candidate: Int64
    /// The attempt's local id: the number of its first step.
    package let attempt: Int64
    /// Which of the candidate's attempts it is: 1, 2, 3 …
    package let number: Int
    package let startedAt: Instant
    /// When it was handed in, or when time was up.
    package let endedAt: Instant
    package let ending: Ending
    package private(set) var slots: [SlotResult]
    package let possible: Mark
    /// How many of the sitting's key amendments it was graded by.
    package private(set) var amendments: Int
    package private(set) var reason: Reason
    /// Who decided a regrading.
    package private(set) var person: Int64?
    /// When it was graded.
    package private(set) var gradedAt: Instant
    /// Of a result by a person's marking, what she said.
    package private(set) var marking: Marking?

    package enum Ending: String, Hashable, Sendable { case submitted, closed }

    package enum Reason: String, Hashable, Sendable {
        case ended, lateAdmitted, keyChanged
        /// A person marked one of its answers.
        case marked
    }

    /// One slot: what was answered and what that earned.
    package struct SlotResult: Hashable, Sendable {
        package let response: Response?
        package let earned: Mark
        /// The share of the slot's worth that a person gave; nil: the key says.
        package let given: Mark?

        package init(response: Response?, earned: Mark, given: Mark? = nil) {
            self.response = response
            self.earned = earned
            self.given = given
        }
    }

    package init(
        candidate: Int64, attempt: Int64, number: Int = 1, startedAt: Instant,
        endedAt: Instant, ending: Ending, slots: [SlotResult], possible: Mark,
        amendments: Int = 0, reason: Reason, person: Int64?, gradedAt: Instant,
        marking: Marking? = nil
    ) {
        self.marking = marking
        self.candidate = candidate
        self.attempt = attempt
        self.number = number
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.ending = ending
        self.slots = slots
        self.possible = possible
        self.amendments = amendments
        self.reason = reason
        self.person = person
        self.gradedAt = gradedAt
    }

    /// The same answers with other marks.
    package func regraded(
        _ marks: [Mark], amendments: Int, by person: Int64?, at now: Instant
    ) -> AttemptResult {
        var copy = self
        copy.slots = zip(slots, marks).map {
            SlotResult(response: $0.response, earned: $1, given: $0.given)
        }
        copy.amendments = amendments
        (copy.reason, copy.person, copy.gradedAt) = (.keyChanged, person, now)
        copy.marking = nil
        return copy
    }

    /// The same with what a person gave for one slot.
    ///
    /// - Parameters:
    ///   - earned: the marks that the slot has by it.
    package func marked(
        _ marking: Marking, share: Mark, earned: Mark, by person: Int64, at now: Instant
    ) -> AttemptResult {
        var copy = self
        let slot = marking.slot
        copy.slots[slot] = SlotResult(
            response: slots[slot].response, earned: earned, given: share)
        (copy.reason, copy.person, copy.gradedAt) = (.marked, person, now)
        copy.marking = marking
        return copy
    }

    /// Whether a slot has an answer that a person has yet to mark.
    ///
    /// - Parameter form: the attempt's own.
    package func isPending(_ slot: Int, on form: Form) -> Bool {
        form[slot].type.isMarkedByHand && slots[slot].response != nil && slots[slot].given == nil
    }

    /// The slots whose answers a person has yet to mark.
    package func pending(on form: Form) -> [Int] {
        (0..<Swift.min(slots.count, form.count)).filter { isPending($0, on: form) }
    }

    package var earned: Mark { slots.reduce(.zero) { $0 + $1.earned } }

    package var answeredCount: Int { slots.count { $0.response != nil } }
}

extension [AttemptResult.SlotResult] {
    /// All slots as one text: `o3:0.25 s10-1:0.1 -:0 tVì:0.5:1/2`, at the end of a slot the
    /// share that a person gave.
    package var stored: String {
        map { slot in
            "\(Response.token(of: slot.response)):\(slot.earned.exact)"
                + (slot.given.map { ":\($0.exact)" } ?? "")
        }.joined(separator: " ")
    }

    /// Reads what `stored` wrote.
    ///
    /// - Throws: `StepError.notAResponse`.
    package init(stored text: String) throws(StepError) {
        self = []
        for word in text.split(separator: " ") {
            let pieces = word.split(separator: ":", omittingEmptySubsequences: false)
            guard (2...3).contains(pieces.count), let earned = Mark(pieces[1]) else {
                throw .notAResponse
            }
            let given = pieces.count == 3 ? Mark(pieces[2]) : nil
            guard pieces.count == 2 || given != nil else { throw .notAResponse }
            append(
                AttemptResult.SlotResult(
                    response: try Response.response(token: pieces[0]), earned: earned,
                    given: given))
        }
    }
}
