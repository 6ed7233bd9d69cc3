package import Assessment

/// What was read from a question-bank file: the questions that came through, and
/// a note for everything that did not or that came through changed.
package struct BankDraft: Hashable, Sendable {
    /// The file's own subject heading ("Toán"), where it has one.
    package var subject: String?
    /// The file's own grade heading ("12"), where it has one.
    package var grade: String?
    package var questions: [DraftQuestion]
    package var notes: [ImportNote]
    /// How many questions the file holds: those above and those left out.
    package var read: Int

    package init(
        questions: [DraftQuestion], notes: [ImportNote] = [], read: Int? = nil,
        subject: String? = nil, grade: String? = nil
    ) {
        self.questions = questions
        self.notes = notes
        self.read = read ?? questions.count
        self.subject = subject
        self.grade = grade
    }

    /// How many questions of the file did not come through.
    package var leftOut: Int { read - questions.count }
}

/// A question that was read, and where it stands in its file.
package struct DraftQuestion: Hashable, Sendable {
    package var question: Question
    /// The line on which it begins; 1 for the first.
    package var line: Int

    package init(question: Question, line: Int) {
        self.question = question
        self.line = line
    }
}
