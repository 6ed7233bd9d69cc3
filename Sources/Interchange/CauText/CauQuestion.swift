import Assessment

/// A question of Câu text taken apart into its lines, before any of them is understood.
struct CauQuestion {
    var line: Int
    /// As written behind "Câu"; the answer table names a question by it.
    var number: Int?
    var part: Int?
    var topic: [String]
    var level: CognitiveLevel?
    var stem: [SourceLine]
    var options: [Choice] = []
    var statements: [Choice] = []
    var solution: [SourceLine] = []
    /// What the answer lines say.
    var answers: [Answer] = []
    /// What answer lines in the solution and the answer table say: they can only agree
    /// with the answer lines, and stand for them where there are none.
    var laterAnswers: [Answer] = []
    /// Lines of the solution that look like answer lines, and where in it they stand:
    /// `settled` tells those that are the key from those that are text.
    var solutionAnswers: [SolutionAnswer] = []
    /// The lines of each criterion of an essay's rubric.
    var criteria: [[SourceLine]] = []
    var feedbackForTrue: [SourceLine] = []
    var feedbackForFalse: [SourceLine] = []
    var settings = CauSettings()
    var identifier: String?
    var guid: String?
    var name: String?
    var tags: [String] = []
    /// Why it is left out, when the lines alone show it.
    var broken: ImportReason?
    var notes: [(line: Int, reason: ImportReason)] = []
    /// Its lines come from a document, whose text was escaped on the way.
    var isWord = false
    /// Which passage of the file it is about.
    var passage: Int?

    /// An option or a statement.
    struct Choice {
        let marker: CauMarker
        let line: Int
        /// Its first line as it stands in the file.
        let raw: SourceLine
        var lines: [SourceLine]
        var feedback: [SourceLine] = []

        init(_ marker: CauMarker, on line: SourceLine) {
            self.marker = marker
            self.line = line.number
            raw = line
            lines = [SourceLine(number: line.number, bytes: marker.rest)]
        }
    }

    /// An answer line.
    struct Answer {
        let text: String
        let line: Int
        var feedback: [SourceLine] = []
    }

    struct SolutionAnswer {
        let answer: Answer
        let line: SourceLine
        /// Of the solution's line that follows.
        let place: Int
    }

    /// The title for the loss report.
    var title: String {
        if let name { return name }
        let words = stem.lazy.map { CanonicalForm.prose($0.bytes.trimmed().text) }
        return String((words.first { !$0.isEmpty } ?? "").prefix(80))
    }

    /// Notes what is said to who called the stem true or false, where it is no statement.
    func noteFeedbackForTruths(in findings: inout MarkupFindings) {
        if !feedbackForTrue.isEmpty || !feedbackForFalse.isEmpty { findings.loneFeedback = true }
    }

    /// The question with every answer line of its solution taken for what it is: "Đáp án: B"
    /// is the key of a choice, and part of the model answer of an essay.
    var settled: CauQuestion {
        guard !solutionAnswers.isEmpty else { return self }
        var question = self
        var keys: [Answer] = []
        var lines: [SourceLine] = []
        var place = 0
        for found in solutionAnswers {
            lines += solution[place..<found.place]
            place = found.place
            if isKey(found.answer.text) {
                keys.append(found.answer)
            } else {
                lines.append(found.line)
            }
        }
        question.solution = lines + solution[place...]
        question.solutionAnswers = []
        question.laterAnswers = keys + laterAnswers
        return question
    }

    /// Whether a line of the solution that says this is an answer of the question's type.
    private func isKey(_ text: String) -> Bool {
        switch settings.type {
        case .cloze, .essay: false
        case .matching: CauAnswer.pairs(text) != nil
        case .ordering: CauAnswer.order(text) != nil
        case .single, .multiple: CauAnswer.isPlausible(text)
        case nil where saysPairs: CauAnswer.pairs(text) != nil
        case nil: CauAnswer.isPlausible(text) || isUnmarkedChoice && CauAnswer.pairs(text) != nil
        }
    }

    private var saysPairs: Bool {
        !options.isEmpty && answers.first.map { CauAnswer.pairs($0.text) != nil } ?? false
    }

    private var isUnmarkedChoice: Bool {
        !options.isEmpty && answers.isEmpty && !options.contains(where: \.marker.isStarred)
    }

    /// Takes unstarred statements as lines of the stem: "Cho các phát biểu: a) … b) …"
    /// before the options of a single choice.
    mutating func foldStatements() {
        for statement in statements {
            stem.append(SourceLine(number: statement.line, bytes: []))
            stem.append(statement.raw)
            stem += statement.lines.dropFirst()
        }
        statements = []
    }
}
