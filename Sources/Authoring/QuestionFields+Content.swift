package import Assessment
import Interchange
import Values

/// From fields to a question.
extension QuestionFields {
    /// The question that was typed.
    ///
    /// - Throws: `Faults`, each with its field.
    package func content() throws(Faults) -> QuestionContent {
        let (content, _, faults) = read()
        guard faults.isEmpty else { throw Faults(all: faults) }
        return content
    }

    /// As much of a question as was typed, and all that is wrong with it or missing.
    ///
    /// - Returns: among the faults those that tell of what the content does not hold.
    package func read() -> (content: QuestionContent, unread: [Fault], faults: [Fault]) {
        var reader = Reader(self)
        let stimulus = reader.stimulus()
        let content = QuestionContent(
            stem: MarkupText.read(stem).text, interaction: reader.interaction(),
            solution: MarkupText.read(solution).text, stimulus: stimulus)
        return (content, reader.unread, reader.faults(of: content))
    }

    /// Fields being read: what cannot be read is noted, and something harmless stands in its
    /// place.
    private struct Reader {
        private let fields: QuestionFields
        private let rows: [Row]
        private(set) var unread: [Fault] = []

        init(_ fields: QuestionFields) {
            self.fields = fields
            rows = fields.rows.withoutEmptyEnd
        }

        private mutating func note(_ field: String, _ reason: ImportReason) {
            unread.append(Fault(field: field, reason: reason))
        }

        /// One fault a field.
        func faults(of content: QuestionContent) -> [Fault] {
            let further = content.faults.filter(\.forbidsUse).map {
                Fault(field: fields.field(of: $0, in: content), reason: $0.reason)
            }
            return further.reduce(into: unread) { faults, next in
                if !faults.contains(where: { $0.field == next.field }) { faults.append(next) }
            }
        }

        // MARK: What is read or heard before

        mutating func stimulus() -> Stimulus? {
            let text = MarkupText.read(fields.passage).text
            let transcript = MarkupText.read(fields.transcript).text
            let plays = fields.plays.trimmed
            let path = fields.recording.trimmed
            guard !path.isEmpty else {
                if !transcript.isEmpty || !plays.isEmpty { note("sound", .noRecording) }
                return text.isEmpty ? nil : Stimulus(text: text)
            }
            if !plays.isEmpty, Int(plays) == nil { note("plays", .settingNotUnderstood(plays)) }
            return Stimulus(
                text: text,
                recording: Recording(
                    source: .path(path), transcript: transcript, plays: Int(plays)))
        }

        // MARK: How it is answered

        mutating func interaction() -> Interaction {
            switch fields.type {
            case .singleChoice: .singleChoice(single())
            case .multipleChoice: .multipleChoice(multiple())
            case .trueFalse: .trueFalse(truth())
            case .trueFalseGroup: .trueFalseGroup(statements())
            case .shortAnswer: .shortAnswer(words())
            case .numeric: .numeric(numbers())
            case .matching: .matching(matching())
            case .ordering: .ordering(ordering())
            case .essay: .essay(essay())
            // It has no fields; a posted form may say so all the same.
            case .cloze: .cloze(Cloze(gaps: []))
            }
        }

        private var options: [ChoiceOption] {
            rows.enumerated().map {
                ChoiceOption(
                    id: $0.offset + 1, text: $0.element.read, pinned: $0.element.isPinned,
                    feedback: $0.element.said)
            }
        }

        /// A typed share; nil where none is.
        private mutating func weight(at place: Int) -> Mark? {
            let typed = rows[place].weight.trimmed
            guard !typed.isEmpty else { return nil }
            if let weight = AnswerFields.weight(typed) { return weight }
            note("w\(place)", .badWeight(answer: place + 1))
            return nil
        }

        private mutating func single() -> SingleChoice {
            let right = rows.firstIndex { $0.isRight == true }
            var choice = SingleChoice(options: options, right: right.map { $0 + 1 } ?? 0)
            for place in rows.indices {
                guard let weight = weight(at: place) else { continue }
                if place != right {
                    choice.options[place].weight = weight
                } else if weight != .one {
                    note("w\(place)", .rightIsWhole)
                }
            }
            return choice
        }

        /// Where a share is written, choices are paid in parts.
        private mutating func multiple() -> MultipleChoice {
            let right = Set(rows.indices.filter { rows[$0].isRight == true }.map { $0 + 1 })
            let isWeighted = fields.isTicked || rows.contains { !$0.weight.trimmed.isEmpty }
            var choice = MultipleChoice(
                options: options, right: right, rule: isWeighted ? .weighted : .allOrNothing)
            for place in rows.indices {
                guard let weight = weight(at: place) else { continue }
                choice.options[place].weight = weight
                if (weight > .zero) != right.contains(place + 1) {
                    note("w\(place)", .signContradicts)
                }
            }
            return choice
        }

        private mutating func truth() -> TrueFalse {
            let isTrue = fields.rows.first?.isRight == true
            if !fields.rows.contains(where: { $0.isRight == true }) { note("r0", .truthNotSaid) }
            return TrueFalse(
                isTrue: isTrue, feedbackForTrue: fields.rows.first?.said,
                feedbackForFalse: fields.rows.dropFirst().first?.said)
        }

        private mutating func statements() -> TrueFalseGroup {
            for (place, row) in rows.enumerated() where row.isRight == nil {
                note("r\(place)", .truthNotSaid)
            }
            return TrueFalseGroup(
                statements: rows.map {
                    .init(text: $0.read, isTrue: $0.isRight == true, feedback: $0.said)
                }, rule: fields.isTicked ? .proportional : .national2025)
        }

        private mutating func words() -> ShortAnswer {
            ShortAnswer(
                answers: rows.indices.map { place in
                    let pattern = VietnameseText.clean(rows[place].text)
                    return ShortAnswer.Accepted(
                        pattern: pattern,
                        weight: weight(at: place) ?? QuestionFields.usualWeight(of: pattern),
                        feedback: rows[place].said)
                }, matchesCase: fields.isTicked)
        }

        private mutating func numbers() -> NumericEntry {
            NumericEntry(
                answers: rows.indices.map { place in
                    let row = rows[place]
                    let range = AnswerFields.range(row.text, tolerance: row.value)
                    if range == nil { note("o\(place)", .notANumber(row.numberAsTyped)) }
                    return NumericEntry.Accepted(
                        range ?? .anything,
                        weight: weight(at: place)
                            ?? (range.map { $0 == .anything } ?? true ? .zero : .one),
                        feedback: row.said)
                }, notation: fields.isTicked ? .pointDecimal : .eitherMark)
        }

        private func matching() -> Matching {
            Matching(
                prompts: fields.prompts.withoutEmptyEnd.map { prompt in
                    let place = (0..<8).first {
                        Lettering.option($0) == prompt.value.uppercased()
                    }
                    return Matching.Prompt(
                        text: prompt.read, choice: place.map { $0 + 1 } ?? 0)
                },
                choices: rows.enumerated().map {
                    Matching.Choice(id: $0.offset + 1, text: $0.element.read)
                }, rule: fields.isTicked ? .allOrNothing : .proportional)
        }

        /// An item without a place has the one where it stands.
        private func ordering() -> Ordering {
            Ordering(
                items: rows.enumerated().map { place, row in
                    Ordering.Item(
                        text: row.read,
                        place: row.value.trimmed.isEmpty ? place + 1 : Int(row.value.trimmed) ?? 0)
                }, rule: fields.isTicked ? .proportional : .allOrNothing)
        }

        private func essay() -> Essay {
            Essay(
                criteria: rows.map {
                    Essay.Criterion(text: $0.read, points: Mark($0.value) ?? .zero)
                })
        }
    }

    /// The field beside which a fault is told.
    private func field(of fault: QuestionFault, in content: QuestionContent) -> String {
        switch fault {
        case .emptyStem, .listBeforeParts, .gapsDoNotMatch, .gap: "stem"
        case .recordingWithoutTranscript: "transcript"
        case .badPlays: "plays"
        case .emptyOption(let place), .emptyStatement(let place), .sameOptions(_, let place),
            .sameChoices(_, let place), .emptyAnswer(let place), .emptyRange(let place):
            "o\(place)"
        case .badWeight(let place): "w\(place)"
        case .emptyPart(let place): type == .matching ? "p\(place)" : "o\(place)"
        case .partWithoutAnswer(let place), .badPoints(let place): "v\(place)"
        case .tooFewParts: type == .matching ? "p0" : "o0"
        case .negativeTolerance:
            "v\(rows.firstIndex { $0.value.trimmed.hasPrefix("-") } ?? 0)"
        case .noRightOption: "r0"
        case .weightsDoNotSumToOne: "w0"
        case .noRightAnswer, .tooFewOptions, .tooManyOptions, .wrongNumberOfStatements: "o0"
        }
    }
}

extension QuestionFields.Row {
    fileprivate var read: RichText { MarkupText.read(text).text }

    fileprivate var said: RichText? {
        let text = MarkupText.read(feedback).text
        return text.isEmpty ? nil : text
    }

    fileprivate var numberAsTyped: String {
        value.trimmed.isEmpty ? text.trimmed : "\(text.trimmed) ± \(value.trimmed)"
    }
}

extension String {
    fileprivate var trimmed: String { VietnameseText.clean(self) }
}

extension [QuestionFields.Row] {
    /// Rows at the end in which nothing was typed are none.
    var withoutEmptyEnd: [QuestionFields.Row] {
        Array(prefix((lastIndex { !$0.isEmpty } ?? -1) + 1))
    }
}
