/// A keyword line of Câu text: "Mã: toan12-001".
package enum CauField: Hashable, Sendable {
    case subject, grade, topic, answer, identifier, guid, name, level, tags, solution
    /// What is said to who chose the option, or gave the answer, above the line.
    case feedback
    /// What is said to who called the stem true, and false.
    case feedbackForTrue, feedbackForFalse
    case type, grading, matchesCase, decimalMark
    /// A criterion of an essay's rubric.
    case criterion
    /// Of a passage: the path of a recording, how often it may be played, what is said in it.
    case recording, plays, transcript

    private static let names: [String: CauField] = [
        "môn": .subject, "subject": .subject, "khối": .grade, "grade": .grade,
        "chủ đề": .topic, "topic": .topic, "đáp án": .answer, "answer": .answer,
        "mã": .identifier, "id": .identifier, "guid": .guid, "tên": .name, "name": .name,
        "mức độ": .level, "level": .level, "từ khóa": .tags, "từ khoá": .tags, "tags": .tags,
        "lời giải": .solution, "hướng dẫn giải": .solution, "solution": .solution,
        "giải thích": .solution, "explanation": .solution,
        "phản hồi": .feedback, "feedback": .feedback,
        "phản hồi đúng": .feedbackForTrue, "feedback true": .feedbackForTrue,
        "phản hồi sai": .feedbackForFalse, "feedback false": .feedbackForFalse,
        "tệp nghe": .recording, "recording": .recording,
        "số lần nghe": .plays, "plays": .plays,
        "lời thoại": .transcript, "transcript": .transcript,
        "tiêu chí": .criterion, "criterion": .criterion,
        "loại": .type, "type": .type, "chấm": .grading, "grading": .grading,
        "phân biệt hoa thường": .matchesCase, "case sensitive": .matchesCase,
        "dấu thập phân": .decimalMark, "decimal mark": .decimalMark,
    ]

    /// The longest name, in bytes.
    private static let longest = names.keys.map(\.utf8.count).max() ?? 0

    /// Reads a line that begins with a keyword in a capital letter and a colon, bold or not.
    static func read(_ line: Bytes) -> (CauField, value: Bytes)? {
        let isBold = line.begins(with: "**")
        let bare = isBold ? line.dropFirst(2) : line
        guard let colon = bare.prefix(longest + 8).firstIndex(of: ASCII.colon) else { return nil }
        var name = bare[..<colon].trimmedEnd()
        let closesBefore = isBold && name.ends(with: "**")
        if closesBefore { name = name.dropLast(2).trimmedEnd() }
        guard let first = name.first, !first.isLowerLetter, name.count <= longest else {
            return nil
        }
        let word = name.text
        guard word.first?.isUppercase == true, let field = names[word.lowercased()] else {
            return nil
        }
        let value = bare[(colon + 1)...].trimmed()
        return (field, isBold && !closesBefore ? withoutBold(value) : value)
    }

    /// The value of a keyword that began in bold: "**Mã:** x", "**Mã: x**".
    private static func withoutBold(_ value: Bytes) -> Bytes {
        if value.begins(with: "**") { return value.dropFirst(2).trimmedStart() }
        if value.firstPlace(of: "**") == value.endIndex - 2 {
            return value.dropLast(2).trimmedEnd()
        }
        return ([ASCII.star, ASCII.star] + value)[...]
    }
}
