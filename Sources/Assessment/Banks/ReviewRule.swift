/// What a student may see of a finished attempt, and from when.
package struct ReviewRule: Hashable, Codable, Sendable {
    package var marks: Moment
    /// The student's own answers.
    package var answers: Moment
    package var rightAnswers: Moment
    /// Solutions, and the feedback to what was answered.
    package var solutions: Moment

    /// What is shown or kept back.
    package enum Matter: String, Hashable, Sendable, CaseIterable {
        case marks
        case answers
        case rightAnswers
        case solutions
    }

    /// From when something is shown.
    package enum Moment: String, Hashable, Codable, Sendable, CaseIterable {
        case never
        /// As soon as the attempt is over: others may still be writing.
        case handedIn
        /// Once nobody can write any more.
        case closed
    }

    package init(marks: Moment, answers: Moment, rightAnswers: Moment, solutions: Moment) {
        self.marks = marks
        self.answers = answers
        self.rightAnswers = rightAnswers
        self.solutions = solutions
    }

    package subscript(matter: Matter) -> Moment {
        get {
            switch matter {
            case .marks: marks
            case .answers: answers
            case .rightAnswers: rightAnswers
            case .solutions: solutions
            }
        }
        set {
            switch matter {
            case .marks: marks = newValue
            case .answers: answers = newValue
            case .rightAnswers: rightAnswers = newValue
            case .solutions: solutions = newValue
            }
        }
    }

    /// Whether something of an attempt that is over is shown.
    ///
    /// - Parameter closed: whether the sitting is closed as well.
    package func shows(_ matter: Matter, closed: Bool) -> Bool {
        switch self[matter] {
        case .never: false
        case .handedIn: true
        case .closed: closed
        }
    }

    /// Whether somebody who has handed in could tell right answers to those who
    /// still write.
    package var tellsWhileOthersWrite: Bool {
        rightAnswers == .handedIn || solutions == .handedIn
    }
}

extension ReviewRule {
    package static let nothing = ReviewRule(
        marks: .never, answers: .never, rightAnswers: .never, solutions: .never)

    /// Marks at once, and nothing else.
    package static let marks = ReviewRule(
        marks: .handedIn, answers: .never, rightAnswers: .never, solutions: .never)

    /// Marks at once, one's own answers once the sitting is closed.
    package static let answers = ReviewRule(
        marks: .handedIn, answers: .closed, rightAnswers: .never, solutions: .never)

    /// Marks at once, all the rest once the sitting is closed.
    package static let solutions = ReviewRule(
        marks: .handedIn, answers: .closed, rightAnswers: .closed, solutions: .closed)

    /// Everything once the sitting is closed.
    package static let allWhenClosed = ReviewRule(
        marks: .closed, answers: .closed, rightAnswers: .closed, solutions: .closed)

    /// Everything at once: what practice is for.
    package static let allAtOnce = ReviewRule(
        marks: .handedIn, answers: .handedIn, rightAnswers: .handedIn, solutions: .handedIn)

    /// The usual rules by name, as a teacher chooses among them.
    package static let presets: [(name: String, rule: ReviewRule)] = [
        ("nothing", .nothing), ("marks", .marks), ("solutions", .solutions),
        ("allWhenClosed", .allWhenClosed), ("allAtOnce", .allAtOnce),
    ]
}
