package import Values

/// How a practice is given: as many attempts as its rules allow, each with a form
/// of its own.
package struct PracticeRules: Hashable, Codable, Sendable {
    /// Nil: as many as one likes.
    package var attempts: Int?
    package var counting: Counting
    package var feedback: Feedback
    /// Until passed: who has reached this mark needs no further attempt, and gets
    /// none. Nil: the mark does not matter.
    package var passMark: Mark?

    /// Attempts that can be allowed, if they are counted at all.
    package static let countedAttempts = 1...100

    package init(attempts: Int?, counting: Counting, feedback: Feedback, passMark: Mark? = nil) {
        self.attempts = attempts
        self.counting = counting
        self.feedback = feedback
        self.passMark = passMark
    }

    /// When the student learns what was right.
    package enum Feedback: String, Hashable, Codable, Sendable, CaseIterable {
        /// Question by question, on demand; a question that was checked stays as it is.
        case atOnce
        case atEnd
    }

    /// What may follow the attempts so far.
    package enum Next: Hashable, Sendable {
        /// The attempt of this number, from 1.
        case attempt(Int)
        /// All attempts are used up.
        case spent
        /// The pass mark is reached.
        case passed
    }

    /// What may follow ended attempts that earned these marks.
    package func next(after marks: [Mark]) -> Next {
        if let passMark, marks.contains(where: { $0 >= passMark }) { return .passed }
        if let attempts, marks.count >= attempts { return .spent }
        return .attempt(marks.count + 1)
    }
}

/// Which of several attempts makes the mark.
package enum Counting: String, Hashable, Codable, Sendable, CaseIterable {
    case best
    case last
    case average

    /// The mark that attempts which earned these, in order, come to; nil before the first.
    package func mark(of marks: [Mark]) -> Mark? {
        switch self {
        case .best: marks.max()
        case .last: marks.last
        case .average: Mark(1, over: Int64(marks.count)).map { marks.reduce(.zero, +) * $0 }
        }
    }

    /// The place of the attempt whose answers stand behind the mark: the first of
    /// the best ones; of an average, the last.
    package func place(among marks: [Mark]) -> Int? {
        switch self {
        case .best: marks.max().flatMap { marks.firstIndex(of: $0) }
        case .last, .average: marks.indices.last
        }
    }
}
