package import Values

/// One line of an import's loss report.
package struct ImportNote: Hashable, Sendable {
    /// The file's name as it was given.
    package var file: String
    /// The line that the note is about; 1 for the first.
    package var line: Int
    /// The question's title, or the beginning of what it asks; nil: about the file.
    package var question: String?
    package var reason: ImportReason

    package init(file: String, line: Int, question: String?, reason: ImportReason) {
        self.file = file
        self.line = line
        self.question = question
        self.reason = reason
    }

    /// Whether the question came through.
    package var kind: Kind { reason.kind }

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// It came through, but not quite as the file has it, or deserves a look.
        case changed
        /// It did not come through.
        case leftOut
    }

    /// The reason as one sentence, without file and line.
    package func text(in language: Language) -> String { reason.text(in: language) }
}
