import Assessment
import Values

/// A question of Câu text that a person marks: "Loại: tự luận", with its rubric in lines
/// "Tiêu chí: [0,5] Nêu đúng luận điểm".
enum CauEssay {
    static func read(
        _ source: CauQuestion, _ findings: inout MarkupFindings
    ) throws(Refusal) -> Essay {
        try source.settings.check(allowed: [.type])
        guard source.options.isEmpty, source.statements.isEmpty else {
            throw Refusal(.optionsAndStatements)
        }
        source.noteFeedbackForTruths(in: &findings)
        if let answer = (source.answers + source.laterAnswers).first {
            throw Refusal(.answerNotUnderstood(answer.text), line: answer.line)
        }
        var criteria: [Essay.Criterion] = []
        for var lines in source.criteria {
            guard let points = takePoints(from: &lines[0].bytes) else {
                throw Refusal(.badPoints(criteria.count + 1), line: lines[0].number)
            }
            criteria.append(
                Essay.Criterion(
                    text: BlockReader.read(lines, findings: &findings), points: points))
        }
        return Essay(criteria: criteria)
    }

    /// "[0,5]", "[0.5 điểm]", "[1đ]".
    private static func takePoints(from text: inout Bytes) -> Mark? {
        let trimmed = text.trimmedStart()
        guard trimmed.first == ASCII.leftBracket,
            let close = trimmed.prefix(24).firstIndex(of: ASCII.rightBracket)
        else { return nil }
        let inside = trimmed[(trimmed.startIndex + 1)..<close].trimmed()
        let number = inside.prefix { $0.isDigit || $0 == ASCII.comma || $0 == ASCII.point }
        let unit = VietnameseText.clean(inside[number.endIndex...].text).lowercased()
        guard ["", "đ", "điểm", "points", "pt"].contains(unit), let points = Mark(number.text)
        else {
            return nil
        }
        text = trimmed[(close + 1)...].trimmedStart()
        return points
    }

    /// The points before a criterion's text.
    static func write(_ points: Mark) -> String {
        "[\(points.exact.replacing(".", with: ","))]"
    }
}
