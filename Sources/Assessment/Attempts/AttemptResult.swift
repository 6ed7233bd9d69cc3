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

    package enum Ending: String, Hashable, Sendable { case submitted, closed }

    package enum Reason: String, Hashable, Sendable { case ended, lateAdmitted, keyChanged }

    /// One slot: what was answered and what that earned.
    package struct SlotResult: Hashable, Sendable {
        package let response: Response?
        package let earned: Mark

        package init(response: Response?, earned: Mark) {
            self.response = response
            self.earned = earned
        }
    }

    package init(
        candidate: Int64, attempt: Int64, number: Int = 1, startedAt: Instant,
        endedAt: Instant, ending: Ending, slots: [SlotResult], possible: Mark,
        amendments: Int = 0, reason: Reason, person: Int64?, gradedAt: Instant
    ) {
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
        copy.slots = zip(slots, marks).map { SlotResult(response: $0.response, earned: $1) }
        copy.amendments = amendments
        (copy.reason, copy.person, copy.gradedAt) = (.keyChanged, person, now)
        return copy
    }

    package var earned: Mark { slots.reduce(.zero) { $0 + $1.earned } }

    package var answeredCount: Int { slots.count { $0.response != nil } }
}

extension [AttemptResult.SlotResult] {
    /// All slots as one text: `o3:0.25 s10-1:0.1 -:0`.
    package var stored: String {
        map { "\(Response.token(of: $0.response)):\($0.earned.exact)" }.joined(separator: " ")
    }

    /// Reads what `stored` wrote.
    ///
    /// - Throws: `StepError.notAResponse`.
    package init(stored text: String) throws(StepError) {
        self = []
        for word in text.split(separator: " ") {
            guard let colon = word.lastIndex(of: ":"),
                let earned = Mark(word[word.index(after: colon)...])
            else { throw .notAResponse }
            append(
                AttemptResult.SlotResult(
                    response: try Response.response(token: word[..<colon]), earned: earned))
        }
    }
}
