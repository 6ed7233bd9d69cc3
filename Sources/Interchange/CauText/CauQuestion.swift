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
