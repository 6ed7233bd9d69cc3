package import Assessment
package import Values

/// The answers of a question to be typed, one a line, as "Đáp án:" of Câu text has them:
/// "Hà Nội", "[50%] Thăng Long", "3,14 ± 0,01".
package enum AnswerLines {
    package static func write(_ entry: ShortAnswer) -> String {
        entry.answers.map { answer in
            let bare = CauAccepted.escaped(answer.pattern)
            let read = CauAccepted.read(bare)
            let isPlain = read.count == 1 && read[0].weight == nil && read[0].text == answer.pattern
            return CauTypedAnswers.weighted(
                isPlain ? bare : "\"\(bare)\"", answer.weight,
                usual: answer.pattern == "*" ? .zero : .one)
        }.joined(separator: "\n")
    }

    package static func write(_ entry: NumericEntry) -> String {
        entry.answers.map { answer in
            CauTypedAnswers.weighted(
                CauNumber.write(answer.range), answer.weight,
                usual: answer.range == .anything ? .zero : .one)
        }.joined(separator: "\n")
    }

    /// Every line is words, whatever it looks like.
    package static func words(_ typed: String, matchesCase: Bool) -> ShortAnswer {
        ShortAnswer(
            answers: accepted(typed).map { answer in
                ShortAnswer.Accepted(
                    pattern: answer.text,
                    weight: answer.weight
                        ?? (answer.text == "*" && !answer.isQuoted ? .zero : .one))
            }, matchesCase: matchesCase)
    }

    /// - Throws: `.answerNotANumber` with the first line that is none.
    package static func numbers(
        _ typed: String, notation: Numeral.Notation
    ) throws(UnreadAnswer) -> NumericEntry {
        var answers: [NumericEntry.Accepted] = []
        for answer in accepted(typed) {
            if answer.text == "*" {
                answers.append(.init(.anything, weight: answer.weight ?? .zero))
            } else if let range = CauNumber.read(answer.text) {
                answers.append(.init(range, weight: answer.weight ?? .one))
            } else {
                throw UnreadAnswer(reason: .answerNotANumber(answer.text))
            }
        }
        return NumericEntry(answers: answers, notation: notation)
    }

    private static func accepted(_ typed: String) -> [CauAccepted] {
        MarkupText.lines(of: typed).filter { !$0.isBlank }
            .flatMap { CauAccepted.read($0.bytes.trimmed().text) }
    }
}

/// An answer that cannot be read.
package struct UnreadAnswer: Error {
    package let reason: ImportReason
}
