package import Values

/// A decision about how one question of a sitting is marked: appended, never changed.
///
/// It holds for every paper of the sitting that shows the question, ended or yet to
/// come. The bank's question stays as it is.
package struct KeyAmendment: Hashable, Sendable {
    /// 1, 2 … within its sitting.
    package let number: Int
    package let reference: VersionReference
    package let change: Change
    /// Why, in the words of who decided; students read it with their mark.
    package let reason: String
    package let person: Int64
    package let at: Instant

    package enum Change: Hashable, Sendable {
        /// This is right, and nothing that was right before.
        case newKey(KeyAnswer)
        /// This is right, too, for so much of the mark: a second key, of which each
        /// paper gets the better.
        case acceptAlso(KeyAnswer, weight: Mark)
        /// The question does not count; what else stands on a paper is scaled up so
        /// that the paper's total stays what it was.
        case drop
        /// Everybody whose paper has the question gets its whole mark, answered or not.
        case fullMarks
        /// The amendment of this number holds no more.
        case withdraw(Int)
    }

    package init(
        number: Int, reference: VersionReference, change: Change, reason: String, person: Int64,
        at: Instant
    ) {
        self.number = number
        self.reference = reference
        self.change = change
        self.reason = reason
        self.person = person
        self.at = at
    }
}

/// Why a decision cannot be taken.
package enum AmendmentFault: Error, Hashable, Sendable {
    /// The sitting shows no such question.
    case unknownQuestion
    /// An answer of another type's shape.
    case otherType
    case noSuchOption
    /// No option is named.
    case nothingRight
    /// Not one truth a statement.
    case wrongCount
    case emptyAnswer
    case tooLong
    /// A range whose lower end is the higher one, or a negative tolerance.
    case badRange
    /// A weight that is not above zero and at most the whole, or finer than thousandths.
    case badWeight
    /// It holds already.
    case changesNothing
    /// Some paper would have no question left that counts.
    case nothingLeft
    /// The marks of the questions are too fine to be scaled exactly.
    case marksTooFine
    /// There is none of this number about this question, or it was withdrawn.
    case notStanding
}
