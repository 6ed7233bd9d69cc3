package import Values

/// A GIFT file as its author wrote it: all of the format, before anything of it is
/// mapped to what Sen has.
package struct GIFTDocument: Hashable, Sendable {
    package var items: [GIFTItem]
}

package enum GIFTItem: Hashable, Sendable {
    case category(GIFTCategory)
    case question(GIFTQuestion)
    case broken(GIFTBroken)
}

/// `$CATEGORY: $course$/top/A/B`: where the following questions belong.
package struct GIFTCategory: Hashable, Sendable {
    package var line: Int
    /// As written, escapes undone.
    package var path: String
}

/// A block of lines that is no question.
package struct GIFTBroken: Hashable, Sendable {
    package var line: Int
    /// Its beginning, for the report.
    package var words: String
    package var fault: Fault

    package enum Fault: Hashable, Sendable {
        case braces
        /// Fewer answers than the type needs.
        case tooFewAnswers(Int)
        /// An answer of a matching question without its "->".
        case noArrow
    }
}

/// A text with the format that its mark, or the question's, gives it.
package struct GIFTText: Hashable, Sendable {
    /// Escapes undone, trimmed.
    package var text: String
    package var format: Format

    package enum Format: String, Hashable, Sendable {
        case moodle, html, plain, markdown
    }
}

package struct GIFTQuestion: Hashable, Sendable {
    /// The line of its first word.
    package var line: Int
    package var name: String?
    /// `[id:…]` of a comment above it.
    package var identifier: String?
    /// `[tag:…]` of the comments above it.
    package var tags: [String]
    /// What Sen's own comments say, which others skip.
    package var own: GIFTOwnMarks
    /// Where answers stand in mid-sentence, "_____" stands in their place.
    package var stem: GIFTText
    package var body: GIFTBody
    /// Behind "####".
    package var generalFeedback: GIFTText?
}

/// Sen's own marks in the comments above a question: what GIFT has no place for.
package struct GIFTOwnMarks: Hashable, Sendable {
    /// `[guid:…]`: the permanent identity.
    package var guid: String?
    /// `[pinned:4]`: places of answers that keep their place, from 1.
    package var pinned: [Int] = []
    /// `[choices:2,1]`: the numbers of a matching question's choices, in the order in which
    /// its pairs first name them.
    package var choices: [Int] = []
    /// `[criterion:0.5 …]`: points and HTML of each criterion of an essay.
    package var criteria: [String] = []
    /// `[passage:2]`: how many paragraphs of the stem are what other questions share;
    /// `[passage:2+]`: behind them stands a line that belongs to neither.
    package var passage: Int?
    package var hasLineBehindPassage = false
    /// `[recording:nghe/1.mp3] [plays:2] [transcript:…]`, the last as HTML.
    package var recording: String?
    package var plays: Int?
    package var transcript: String?
    /// `[grading:all]`: the whole mark for exactly the right options.
    package var isAllOrNothing = false
    /// `[case:yes]`: "hà nội" is another answer than "Hà Nội".
    package var matchesCase = false
    /// `[decimal:either]`: comma and point are both decimal marks of what is typed.
    package var takesEitherMark = false
    /// `[relative:1=0.05]`: shares of the answers that are their tolerances, by place from 1.
    package var relative: [Int: String] = [:]
}

package enum GIFTBody: Hashable, Sendable {
    case description
    case essay
    /// `single`: one answer is to be chosen (some answer begins with "=").
    case choice(single: Bool, [GIFTAnswer])
    case shortAnswer([GIFTAnswer])
    case numeric([GIFTNumber])
    case matching([GIFTPair])
    case trueFalse(Bool, whenWrong: GIFTText?, whenRight: GIFTText?)
    /// A type that a plugin brings, by its name.
    case plugin(String)

    /// The type's name in Moodle.
    package var typeName: String {
        switch self {
        case .description: "description"
        case .essay: "essay"
        case .choice: "multichoice"
        case .shortAnswer: "shortanswer"
        case .numeric: "numerical"
        case .matching: "match"
        case .trueFalse: "truefalse"
        case .plugin(let name): name
        }
    }
}

package struct GIFTAnswer: Hashable, Sendable {
    /// The share of the mark, -1 to 1; 33.33333 % is a third.
    package var weight: Mark
    package var text: GIFTText
    package var feedback: GIFTText?
}

package struct GIFTNumber: Hashable, Sendable {
    package var weight: Mark
    package var value: Value
    package var feedback: GIFTText?

    package enum Value: Hashable, Sendable {
        /// Texts of a number and of its tolerance ("0" where none is written).
        case around(String, tolerance: String)
        case between(String, String)
        /// "*", or the feedback for every other answer.
        case anything
    }
}

package struct GIFTPair: Hashable, Sendable {
    /// Empty: only the answer is offered.
    package var question: GIFTText
    package var answer: String
}
