package import Values

/// What a test is made of, before anything is drawn: parts with lines, each line
/// naming questions or saying how many to draw from where.
package struct Blueprint: Hashable, Codable, Sendable {
    package var parts: [Part]
    /// What questions of one paper keep to, beside the lines.
    package var rules: Rules
    /// How the marks should be shared out among the levels.
    package var shares: LevelShares
    /// What is to be shown for a topic (yêu cầu cần đạt), by its path: for the
    /// specification that is handed in.
    package var requirements: [String: String]

    package init(
        parts: [Part] = [], rules: Rules = Rules(), shares: LevelShares = .usual,
        requirements: [String: String] = [:]
    ) {
        self.parts = parts
        self.rules = rules
        self.shares = shares
        self.requirements = requirements
    }

    /// Questions are shuffled inside a part, never across parts.
    package struct Part: Hashable, Codable, Sendable {
        package var title: String
        package var shufflesQuestions: Bool
        package var shufflesOptions: Bool
        /// Options that speak of others ("cả A, B, C đều đúng") keep their places, as if
        /// their author had pinned them.
        package var pinsReferring: Bool
        package var lines: [Line]

        package init(
            title: String, shufflesQuestions: Bool = true, shufflesOptions: Bool = true,
            pinsReferring: Bool = true, lines: [Line] = []
        ) {
            self.title = title
            self.shufflesQuestions = shufflesQuestions
            self.shufflesOptions = shufflesOptions
            self.pinsReferring = pinsReferring
            self.lines = lines
        }
    }

    package enum Line: Hashable, Codable, Sendable {
        case draw(Draw)
        case fixed(Fixed)

        package var count: Int {
            switch self {
            case .draw(let draw): draw.count
            case .fixed(let fixed): fixed.questions.count
            }
        }

        /// Marks for each question of the line.
        package var worth: Mark {
            switch self {
            case .draw(let draw): draw.worth
            case .fixed(let fixed): fixed.worth
            }
        }
    }

    /// "n questions of this type, from this topic, of this level".
    package struct Draw: Hashable, Codable, Sendable {
        package var type: QuestionType
        /// A topic with everything below it; empty: the whole bank.
        package var topic: [String]
        package var level: CognitiveLevel?
        package var count: Int
        package var worth: Mark

        package init(
            type: QuestionType, topic: [String] = [], level: CognitiveLevel? = nil, count: Int,
            worth: Mark
        ) {
            self.type = type
            self.topic = topic
            self.level = level
            self.count = count
            self.worth = worth
        }
    }

    /// These questions, whoever sits the test.
    package struct Fixed: Hashable, Codable, Sendable {
        package var questions: [GUID]
        package var worth: Mark

        package init(questions: [GUID], worth: Mark) {
            self.questions = questions
            self.worth = worth
        }
    }

    /// The blueprint for another bank: without the questions that it names.
    package var elsewhere: Blueprint {
        var other = self
        other.rules.enemies = []
        for part in parts.indices {
            other.parts[part].lines = parts[part].lines.filter {
                if case .draw = $0 { true } else { false }
            }
        }
        return other
    }

    /// Whether some part asks nothing, or there is no part at all.
    package var hasEmptyPart: Bool { parts.isEmpty || parts.contains { $0.lines.isEmpty } }

    package var questionCount: Int { parts.flatMap(\.lines).reduce(0) { $0 + $1.count } }

    package var totalMarks: Mark {
        parts.flatMap(\.lines).reduce(.zero) { $0 + $1.worth * Mark($1.count) }
    }
}
