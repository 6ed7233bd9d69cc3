import Values

/// What stands between the braces of a question.
struct GIFTAnswers {
    private let text: Bytes
    private let format: GIFTText.Format

    struct Fault: Error { let fault: GIFTBroken.Fault }

    /// - Parameter text: trimmed, without the general feedback.
    init(_ text: Bytes, format: GIFTText.Format) {
        (self.text, self.format) = (text, format)
    }

    /// The type is told by the first of Moodle's signs that fits, in Moodle's order.
    func body() -> Result<GIFTBody, Fault> {
        guard let first = text.first else { return .success(.essay) }
        if first == ASCII.hash { return numeric() }
        if first == ASCII.greater, text.dropFirst().first?.isDigit == true {
            return .success(.plugin("ordering"))
        }
        if text.contains(ASCII.tilde) { return choice() }
        if text.contains(ASCII.equals), text.firstPlace(of: "->") != nil { return matching() }
        return trueFalse().map { .success($0) } ?? shortAnswer()
    }

    private func choice() -> Result<GIFTBody, Fault> {
        var answers: [GIFTAnswer] = []
        let signs = text.indices.filter { text[$0] == ASCII.tilde || text[$0] == ASCII.equals }
        let before = text[..<(signs.first ?? text.endIndex)].trimmed()
        if !before.isEmpty { answers.append(answer(before, unweighted: .zero)) }
        for (place, sign) in signs.enumerated() {
            let end = place + 1 < signs.count ? signs[place + 1] : text.endIndex
            let piece = text[(sign + 1)..<end].trimmed()
            // "~=" is Moodle's own spelling of "=".
            if text[sign] == ASCII.tilde, piece.isEmpty, end < text.endIndex,
                text[end] == ASCII.equals
            {
                continue
            }
            answers.append(answer(piece, unweighted: text[sign] == ASCII.equals ? .one : .zero))
        }
        guard answers.count >= 2 else {
            return .failure(Fault(fault: .tooFewAnswers(answers.count)))
        }
        return .success(.choice(single: text.contains(ASCII.equals), answers))
    }

    private func shortAnswer() -> Result<GIFTBody, Fault> {
        let answers = pieces().map { answer($0, unweighted: .one) }
        if answers.isEmpty { return .failure(Fault(fault: .tooFewAnswers(0))) }
        return .success(.shortAnswer(answers))
    }

    private func matching() -> Result<GIFTBody, Fault> {
        var pairs: [GIFTPair] = []
        for piece in pieces() {
            guard let arrow = piece.firstPlace(of: "->") else {
                return .failure(Fault(fault: .noArrow))
            }
            pairs.append(
                GIFTPair(
                    question: GIFTBlock.text(piece[..<arrow], format),
                    answer: GIFTEscapes.shown(piece[(arrow + 2)...])))
        }
        if pairs.count < 2 { return .failure(Fault(fault: .tooFewAnswers(pairs.count))) }
        return .success(.matching(pairs))
    }

    /// "TRUE#feedback when wrong#feedback when right"; nil when it is neither.
    private func trueFalse() -> GIFTBody? {
        let parts = text.split(
            separator: ASCII.hash, maxSplits: 2, omittingEmptySubsequences: false
        ).map { $0.trimmed() }
        let isTrue: Bool
        switch parts[0].text {
        case "T", "TRUE": isTrue = true
        case "F", "FALSE": isTrue = false
        default: return nil
        }
        func feedback(_ place: Int) -> GIFTText? {
            guard place < parts.count, !parts[place].isEmpty else { return nil }
            return GIFTBlock.text(parts[place], format)
        }
        return .trueFalse(isTrue, whenWrong: feedback(1), whenRight: feedback(2))
    }

    private func numeric() -> Result<GIFTBody, Fault> {
        let tilde = text.firstIndex(of: ASCII.tilde)
        let inner = GIFTAnswers(text[..<(tilde ?? text.endIndex)].dropFirst(), format: format)
        var numbers = inner.pieces().map(inner.number)
        if numbers.isEmpty { return .failure(Fault(fault: .tooFewAnswers(0))) }
        if let tilde {
            let feedback = answer(text[(tilde + 1)...], unweighted: .zero).feedback
            numbers.append(GIFTNumber(weight: .zero, value: .anything, feedback: feedback))
        }
        return .success(.numeric(numbers))
    }

    private func number(_ piece: Bytes) -> GIFTNumber {
        let answer = answer(piece, unweighted: .one)
        let text = Array(answer.text.text.utf8)[...]
        let value: GIFTNumber.Value
        if answer.text.text == "*" {
            value = .anything
        } else if let dots = text.firstPlace(of: ".."), dots > text.startIndex {
            value = .between(text[..<dots].trimmed().text, text[(dots + 2)...].trimmed().text)
        } else if let colon = text.firstIndex(of: ASCII.colon), colon > text.startIndex {
            value = .around(
                text[..<colon].trimmed().text, tolerance: text[(colon + 1)...].trimmed().text)
        } else {
            value = .around(text.trimmed().text, tolerance: "0")
        }
        return GIFTNumber(weight: answer.weight, value: value, feedback: answer.feedback)
    }

    /// The answers that begin with "=", the sign cut off; the first may lack it.
    private func pieces() -> [Bytes] {
        let pieces = text.pieces(between: ASCII.equals).map { $0.trimmed() }
        return pieces.first?.isEmpty == true ? Array(pieces.dropFirst()) : pieces
    }

    /// "%50%words#feedback".
    private func answer(_ piece: Bytes, unweighted: Mark) -> GIFTAnswer {
        var rest = piece.trimmed()
        let weight = GIFTWeight.take(from: &rest) ?? unweighted
        let hash = rest.firstIndex(of: ASCII.hash)
        let words = rest[..<(hash ?? rest.endIndex)].trimmed()
        let comment = hash.map { rest[($0 + 1)...].trimmed() } ?? []
        return GIFTAnswer(
            weight: weight, text: GIFTBlock.text(words, format),
            feedback: comment.isEmpty ? nil : GIFTBlock.text(comment, format))
    }
}
