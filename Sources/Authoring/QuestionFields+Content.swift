package import Assessment
import Interchange
import Values

/// From fields to a question.
extension QuestionFields {
    /// The question that was typed.
    ///
    /// - Parameter base: what it was before; whatever has no field stays as it was.
    /// - Throws: `Faults`, each with its field.
    package func content(in base: QuestionContent? = nil) throws(Faults) -> QuestionContent {
        let content = try unchecked(in: base)
        let faults = content.faults.filter(\.forbidsUse)
        guard faults.isEmpty else {
            throw Faults(all: faults.map { Fault(field: field(of: $0), reason: $0.reason) })
        }
        return content
    }

    /// The same, whatever is wrong with it, as long as it can be read.
    package func unchecked(
        in base: QuestionContent? = nil
    ) throws(Faults) -> QuestionContent {
        let interaction: Interaction
        do throws(Fault) {
            interaction = try self.interaction()
        } catch {
            throw Faults(all: [error])
        }
        var content = base ?? QuestionContent(stem: RichText([]), interaction: interaction)
        content.stem = MarkupText.read(stem).text
        content.interaction = interaction
        content.solution = MarkupText.read(solution).text
        return content
    }

    private func interaction() throws(Fault) -> Interaction {
        let rows = self.rows.withoutEmptyEnd
        switch type {
        case .singleChoice:
            return .singleChoice(
                SingleChoice(
                    options: options,
                    right: rows.firstIndex(where: \.isRight).map { $0 + 1 } ?? 0))
        case .multipleChoice:
            let right = Set(rows.indices.filter { rows[$0].isRight }.map { $0 + 1 })
            return .multipleChoice(
                MultipleChoice(
                    options: options, right: right, rule: isTicked ? .weighted : .allOrNothing))
        case .trueFalse:
            guard let first = self.rows.first else {
                throw Fault(field: "r0", reason: .noRightAnswer)
            }
            return .trueFalse(TrueFalse(isTrue: first.isRight))
        case .trueFalseGroup:
            return .trueFalseGroup(
                TrueFalseGroup(
                    statements: rows.map { .init(text: $0.read, isTrue: $0.isRight) },
                    rule: isTicked ? .proportional : .national2025))
        case .shortAnswer:
            return .shortAnswer(AnswerLines.words(answers, matchesCase: isTicked))
        case .numeric: return .numeric(try numbers())
        case .matching: return .matching(try matching())
        case .ordering: return .ordering(try ordering(rows))
        case .essay: return .essay(try essay(rows))
        case .cloze:
            // It has no fields; a posted form may say so all the same.
            return .cloze(Cloze(gaps: []))
        }
    }

    private var options: [ChoiceOption] {
        rows.withoutEmptyEnd.enumerated().map {
            ChoiceOption(id: $0.offset + 1, text: $0.element.read, pinned: $0.element.isPinned)
        }
    }

    private func numbers() throws(Fault) -> NumericEntry {
        do throws(UnreadAnswer) {
            return try AnswerLines.numbers(
                answers, notation: isTicked ? .pointDecimal : .eitherMark)
        } catch {
            throw Fault(field: "answers", reason: error.reason)
        }
    }

    private func matching() throws(Fault) -> Matching {
        var prompts: [Matching.Prompt] = []
        for prompt in self.prompts.withoutEmptyEnd {
            let place = (0..<8).first { Lettering.option($0) == prompt.value.uppercased() }
            prompts.append(Matching.Prompt(text: prompt.read, choice: place.map { $0 + 1 } ?? 0))
        }
        return Matching(
            prompts: prompts,
            choices: rows.withoutEmptyEnd.enumerated().map {
                Matching.Choice(id: $0.offset + 1, text: $0.element.read)
            }, rule: isTicked ? .allOrNothing : .proportional)
    }

    /// An item without a place has the one where it stands.
    private func ordering(_ rows: [Row]) throws(Fault) -> Ordering {
        Ordering(
            items: rows.enumerated().map { place, row in
                Ordering.Item(
                    text: row.read, place: row.value.isEmpty ? place + 1 : Int(row.value) ?? 0)
            }, rule: isTicked ? .proportional : .allOrNothing)
    }

    private func essay(_ rows: [Row]) throws(Fault) -> Essay {
        var criteria: [Essay.Criterion] = []
        for (place, row) in rows.enumerated() {
            guard let points = Mark(row.value) else {
                throw Fault(field: "v\(place)", reason: .badPoints(place + 1))
            }
            criteria.append(Essay.Criterion(text: row.read, points: points))
        }
        return Essay(criteria: criteria)
    }

    /// The field beside which a fault is told.
    private func field(of fault: QuestionFault) -> String {
        switch fault {
        // What is listened to stands above the question, and is written as text only.
        case .emptyStem, .listBeforeParts, .gapsDoNotMatch, .gap, .recordingWithoutTranscript,
            .badPlays:
            "stem"
        case .emptyOption(let place), .emptyStatement(let place), .sameOptions(_, let place),
            .sameChoices(_, let place), .badWeight(let place):
            "o\(place)"
        case .emptyPart(let place): type == .matching ? "p\(place)" : "o\(place)"
        case .partWithoutAnswer(let place), .badPoints(let place): "v\(place)"
        case .tooFewParts: type == .matching ? "p0" : "o0"
        case .emptyAnswer, .emptyRange, .negativeTolerance, .noRightAnswer: "answers"
        case .noRightOption: "r0"
        case .tooFewOptions, .tooManyOptions, .weightsDoNotSumToOne, .wrongNumberOfStatements:
            "o0"
        }
    }
}

extension QuestionFields.Row {
    var read: RichText { MarkupText.read(text).text }
}

extension [QuestionFields.Row] {
    /// Rows at the end in which nothing was typed are none.
    var withoutEmptyEnd: [QuestionFields.Row] {
        Array(prefix((lastIndex { !$0.isEmpty } ?? -1) + 1))
    }
}
