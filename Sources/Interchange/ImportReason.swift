package import Values

/// Why a question was left out, or what of it changed on the way in (or out).
package indirect enum ImportReason: Hashable, Sendable {
    // Left out: the question cannot be marked as it stands.
    case emptyStem
    case noAnswer
    case noRightOption
    /// The answer line or table says other than the stars.
    case answersContradict
    /// The answer names an option that the question does not have.
    case unknownOption(String)
    /// The letter that should have come, and the one that came.
    case letterMissing(expected: String, found: String)
    case tooFewOptions(Int)
    case tooManyOptions(Int)
    case emptyOption(String)
    case optionsAndStatements
    case statementsWithoutKey
    /// Statements, and answers given for them.
    case wrongNumberOfAnswers(statements: Int, answers: Int)
    case answerNotANumber(String)
    case answerNotUnderstood(String)
    /// Some answers are numbers, others words.
    case numbersAndWords
    /// A line such as "Chấm: …" with a value that it, or the question's type, does not have.
    case settingNotUnderstood(String)
    /// The answers or options below are numbered from 1.
    case badWeight(answer: Int)
    /// What all right options together earn.
    case weightsDoNotSumToOne(Mark)
    case noRightAnswer
    case emptyAnswer(Int)
    case negativeTolerance
    case emptyRange(answer: Int)
    /// Nothing to join or to put in order: the stem does not end with "1) …", "2) …".
    case noList
    /// Two lists after one another would read as one.
    case listBeforeParts
    case tooFewParts(Int)
    case partWithoutAnswer(Int)
    /// Letters of two choices that say the same, of which only one would count.
    case sameChoices(String, String)
    /// A list to choose from in a gap without a star, or with several.
    case notOneStar
    /// A criterion, numbered from 1, whose points are missing or not above 0 and at most 100.
    case badPoints(Int)
    /// "Tiêu chí:" where no essay is.
    case criteriaWithoutEssay
    /// No recording without what is said in it.
    case recordingWithoutTranscript
    /// How often a recording may be played: 1 to 20 times.
    case badPlays(Int)
    /// What is said in a recording, or how often it may be played, and no recording.
    case noRecording
    /// Nobody said whether the statement is true.
    case truthNotSaid
    /// The right one of several options with a share other than the whole.
    case rightIsWhole
    /// A right option that earns nothing, or a wrong one that earns something.
    case signContradicts
    /// What was typed where a number goes.
    case notANumber(String)
    /// A picture or recording that the bank does not have.
    case noSuchFile(String)
    /// A draft of which nothing whole was ever saved.
    case unfinished
    /// A cloze without "[[…]]".
    case noGap
    /// What is wrong with a gap, numbered from 1.
    case gap(Int, ImportReason)
    case unclosedCode(line: Int)
    case badGUID(String)
    /// The line of the question that has the same id.
    case sameIdentifier(String, line: Int)
    /// A type that Sen does not have yet, by its name in the format.
    case noSuchType(String)
    /// Sen has the type, the format that is written has not.
    case noPlace(String)
    /// GIFT: a typed answer with "->" in it would read as a matching question.
    case arrow
    case unbalancedBraces
    /// Text in a font of an encoding before Unicode (TCVN3, VNI).
    case oldFont
    /// A formula that is an object of MathType or of Word's old equation editor.
    case mathType
    // Left out: not a question.
    case answerForNoQuestion(String)
    case ambiguousNumber(String)
    /// Keys of several forms, and no word of which one this paper is.
    case keysOfSeveralCodes
    case textOutsideQuestions
    /// So many questions where one is to be written.
    case severalQuestions(Int)
    // Changed: the question came through.
    /// A picture says nothing to those who cannot see it: the question stays a draft.
    case silentPicture
    /// Letters of two options that say the same: often a formula lost in copying.
    case sameOptions(String, String)
    case loneDollar
    case unknownLevel(String)
    /// It stands below no option and no answer.
    case feedbackDropped
    /// GIFT: only Sen will know that there is no mark for a part.
    case ownGrading
    /// GIFT: only Sen will know that capital letters count.
    case ownCase
    /// GIFT: only Sen will know what an essay is marked by.
    case ownRubric
    case markupDropped([String])
    case pictureDropped(String)
    case recordingDropped(String)
    /// GIFT: the recording and what belongs to it stand in a comment.
    case ownRecording
    /// Letters of options that speak of others ("cả A, B, C đều đúng"), and of those
    /// they name.
    case referringOptions([String])
    /// The letter of the option whose part the words were taken for.
    case textBehindOptions(String, String)
    /// Letters of options that all look right: the question lets choose several.
    case severalMarked([String])
    /// A drawing of Word's own: text boxes give their words, charts nothing.
    case drawingDropped
    case textOfBox(String)
    /// Headings of a table that mean nothing here.
    case columnsNotRead([String])

    package var kind: ImportNote.Kind {
        switch self {
        case .sameOptions, .loneDollar, .unknownLevel, .feedbackDropped, .ownGrading, .ownCase,
            .ownRubric, .markupDropped, .pictureDropped, .silentPicture, .recordingDropped,
            .ownRecording, .referringOptions, .columnsNotRead, .textBehindOptions, .severalMarked,
            .drawingDropped, .textOfBox:
            .changed
        default: .leftOut
        }
    }
}
