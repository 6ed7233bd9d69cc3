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
    var hasSolution = false
    /// What answer lines and the answer table say.
    var answers: [String] = []
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

        init(_ marker: CauMarker, on line: SourceLine) {
            self.marker = marker
            self.line = line.number
            raw = line
            lines = [SourceLine(number: line.number, bytes: marker.rest)]
        }
    }

    /// The title for the loss report.
    var title: String {
        if let name { return name }
        let words = stem.lazy.map { CanonicalForm.prose($0.bytes.trimmed().text) }
        return String((words.first { !$0.isEmpty } ?? "").prefix(80))
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
