/// Options and statements, each behind its letter.
extension CauSplitter {
    /// A is the first option and each next letter the next; a marker that cannot be
    /// meant as one (in a solution, without its space, before any A) is text.
    mutating func takeOption(_ marker: CauMarker, on line: SourceLine, _ trimmed: Bytes) {
        guard let question = current, !isInSolution,
            question.options.isEmpty
                ? marker.letter == UInt8(ascii: "A")
                : marker.isApart || marker.letter == nextLetter(question.options)
        else { return takeText(line, trimmed) }
        if question.options.isEmpty, !question.statements.isEmpty {
            if question.statements.contains(where: { $0.marker.isStarred || !$0.feedback.isEmpty })
            {
                current?.broken = .optionsAndStatements
            } else {
                current?.foldStatements()
            }
        }
        for choice in CauOptionLine.split(line, marker) {
            checkOrder(choice.marker, after: current?.options ?? [], first: UInt8(ascii: "A"))
            current?.options.append(choice)
        }
        lastRoman = nil
        owner = .option
        target = .option
    }

    mutating func takeStatement(_ marker: CauMarker, on line: SourceLine, _ trimmed: Bytes) {
        guard let question = current, !isInSolution, question.options.isEmpty,
            question.statements.isEmpty
                ? marker.letter == UInt8(ascii: "a")
                : marker.isApart || marker.letter == nextLetter(question.statements)
        else { return takeText(line, trimmed) }
        checkOrder(marker, after: question.statements, first: UInt8(ascii: "a"))
        current?.statements.append(CauQuestion.Choice(marker, on: line))
        lastRoman = nil
        owner = .statement
        target = .statement
    }

    private func nextLetter(_ choices: [CauQuestion.Choice]) -> UInt8? {
        choices.last.map { $0.marker.letter + 1 }
    }

    private mutating func checkOrder(
        _ marker: CauMarker, after choices: [CauQuestion.Choice], first: UInt8
    ) {
        let expected = nextLetter(choices) ?? first
        guard marker.letter != expected, current?.broken == nil else { return }
        current?.broken = .letterMissing(
            expected: String(UnicodeScalar(expected)), found: marker.name)
    }
}
