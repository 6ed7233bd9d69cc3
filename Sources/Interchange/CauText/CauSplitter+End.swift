/// What stands behind the questions: "HẾT" and the answer table.
extension CauSplitter {
    /// Behind "HẾT" only an answer table counts.
    mutating func takeBehindEnd(_ shape: CauLine, _ line: SourceLine, _ trimmed: Bytes) {
        switch shape {
        case .blank, .note, .end: break
        case .answerTable: target = .table
        case .part(let number) where isInTable: part = number
        case .roman(let number) where isInTable: part = number
        default:
            if isInTable, table.take(trimmed, on: line.number, part: part) { return }
            if !notedBehindEnd { notes.append((line.number, .textOutsideQuestions)) }
            notedBehindEnd = true
        }
    }

    private var isInTable: Bool { if case .table = target { true } else { false } }

    /// Hands the entries of the answer table to the questions that they name.
    mutating func giveTableAnswers() {
        var places: [Int: [Int]] = [:]
        for (place, question) in questions.enumerated() {
            if let number = question.number { places[number, default: []].append(place) }
        }
        for entry in table.entries {
            let all = places[entry.number] ?? []
            let named = entry.part.map { part in all.filter { questions[$0].part == part } } ?? []
            let meant = named.isEmpty ? all : named
            if meant.count == 1 {
                questions[meant[0]].laterAnswers.append(
                    CauQuestion.Answer(text: entry.answer, line: entry.line))
            } else {
                notes.append(
                    (
                        entry.line,
                        meant.isEmpty
                            ? .answerForNoQuestion("\(entry.number)")
                            : .ambiguousNumber("\(entry.number)")
                    ))
            }
        }
    }
}
