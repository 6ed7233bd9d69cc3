import Assessment
import Values

/// What of an interaction has a place in GIFT, and where the rest goes.
enum GIFTPlace {
    /// Why it cannot be written at all.
    static func refusal(of interaction: Interaction) -> ImportReason? {
        switch interaction {
        case .trueFalseGroup, .ordering, .cloze: .noPlace(interaction.type.rawValue)
        case .shortAnswer(let entry):
            entry.answers.contains { $0.pattern.contains("->") } ? .arrow : nil
        case .singleChoice, .multipleChoice, .trueFalse, .numeric, .matching, .essay: nil
        }
    }

    /// What other readers than Sen will not know.
    static func losses(of content: QuestionContent) -> [ImportReason] {
        var losses = losses(of: content.interaction)
        if content.stimulus?.recording != nil { losses.append(.ownRecording) }
        return losses
    }

    private static func losses(of interaction: Interaction) -> [ImportReason] {
        switch interaction {
        case .multipleChoice(let choice) where choice.rule == .allOrNothing: [.ownGrading]
        case .shortAnswer(let entry) where entry.matchesCase: [.ownCase]
        case .matching(let pairs) where pairs.rule == .allOrNothing: [.ownGrading]
        case .essay(let essay) where !essay.criteria.isEmpty: [.ownRubric]
        default: []
        }
    }

    /// The comments that say it to Sen (`GIFTOwnMarks`).
    static func ownMarks(of content: QuestionContent) -> [(key: String, value: String)] {
        var marks = ownMarks(of: content.interaction)
        if let count = passage(of: content) { marks.append(("passage", count)) }
        if let recording = content.stimulus?.recording {
            marks.append(("recording", recording.source.name))
            if let plays = recording.plays { marks.append(("plays", "\(plays)")) }
            marks.append(("transcript", line(recording.transcript)))
        }
        return marks
    }

    /// The stem as other programs show it: below its passage, apart from it by a line of
    /// stars where the two would read as one list.
    static func stem(of content: QuestionContent) -> RichText {
        guard let text = content.stimulus?.text else { return content.stem }
        let rule: [RichText.Block] = isApart(content) ? [] : [.paragraph([.text("* * *")])]
        return RichText(text.blocks + rule + content.stem.blocks)
    }

    /// How many blocks of the stem are its passage, "+" where a line of stars follows; nil
    /// where there is none.
    private static func passage(of content: QuestionContent) -> String? {
        guard let text = content.stimulus?.text, !text.isEmpty else { return nil }
        return "\(text.blocks.count)" + (isApart(content) ? "" : "+")
    }

    private static func isApart(_ content: QuestionContent) -> Bool {
        let blocks = (content.stimulus?.text.blocks ?? []) + content.stem.blocks
        return RichText(blocks).canonical.blocks.count == blocks.count
    }

    private static func ownMarks(of interaction: Interaction) -> [(key: String, value: String)] {
        switch interaction {
        case .singleChoice(let choice): pinned(choice.options)
        case .multipleChoice(let choice):
            pinned(choice.options) + (choice.rule == .allOrNothing ? [("grading", "all")] : [])
        case .shortAnswer(let entry): entry.matchesCase ? [("case", "yes")] : []
        case .numeric(let entry):
            (entry.notation == .eitherMark ? [("decimal", "either")] : [])
                + relative(entry.answers)
        case .matching(let pairs):
            (pairs.rule == .allOrNothing ? [("grading", "all")] : []) + order(pairs)
        case .essay(let essay): essay.criteria.map { ("criterion", criterion($0)) }
        case .trueFalse, .trueFalseGroup, .ordering, .cloze: []
        }
    }

    /// "0.5 Nêu <b>đúng</b> luận điểm"; a comment is one line.
    private static func criterion(_ criterion: Essay.Criterion) -> String {
        "\(criterion.points.exact) \(line(criterion.text))"
    }

    private static func line(_ text: RichText) -> String {
        HTMLWriter.write(text)[...].text.replacing(byte: ASCII.newline, with: "&#10;")
    }

    private static func pinned(_ options: [ChoiceOption]) -> [(key: String, value: String)] {
        let places = options.indices.filter { options[$0].pinned }.map { "\($0 + 1)" }
        return places.isEmpty ? [] : [("pinned", places.joined(separator: ","))]
    }

    /// Choices are written where a pair first names them, the others at the end.
    private static func order(_ pairs: Matching) -> [(key: String, value: String)] {
        let written = writtenChoices(pairs).map(\.id)
        let numbers = written.compactMap { id in pairs.choices.firstIndex { $0.id == id } }
        return numbers == Array(pairs.choices.indices)
            ? [] : [("choices", numbers.map { "\($0 + 1)" }.joined(separator: ","))]
    }

    static func writtenChoices(_ pairs: Matching) -> [Matching.Choice] {
        var written: [Matching.Choice] = []
        for prompt in pairs.prompts {
            guard let choice = pairs.choices.first(where: { $0.id == prompt.choice }),
                !written.contains(choice)
            else { continue }
            written.append(choice)
        }
        return written + pairs.choices.filter { !written.contains($0) }
    }

    private static func relative(
        _ answers: [NumericEntry.Accepted]
    ) -> [(key: String, value: String)] {
        let shares = answers.enumerated().compactMap { place, answer in
            if case .near(_, .relative(let share)) = answer.range {
                "\(place + 1)=\(write(share))"
            } else {
                nil as String?
            }
        }
        return shares.isEmpty ? [] : [("relative", shares.joined(separator: ","))]
    }

    /// The options with the weights by which another program comes nearest: of an
    /// all-or-nothing choice each right option an equal share, each wrong one all.
    static func weighted(_ choice: MultipleChoice) -> [ChoiceOption] {
        guard choice.rule == .allOrNothing else { return choice.options }
        return choice.options.map { option in
            var option = option
            if option.weight <= .zero { option.weight = .zero - .one }
            return option
        }
    }

    /// A choice of a matching question, which Moodle takes as plain text, so that only what
    /// has markup of its own goes as HTML.
    static func text(ofChoice text: RichText) -> [UInt8] {
        if case .paragraph(let line)? = text.blocks.first, text.blocks.count == 1,
            line.allSatisfy({ if case .text = $0 { true } else { false } })
        {
            let plain = Composition.composed(text.plainText)
            var findings = MarkupFindings()
            if GIFTMapping.choice(plain, &findings) == text { return Array(plain.utf8) }
        }
        return HTMLWriter.write(text)
    }

    static func text(of range: NumericEntry.Range) -> String {
        switch range {
        case .near(let answer, .absolute(.zero)): write(answer)
        case .near(let answer, .absolute(let distance)): "\(write(answer)):\(write(distance))"
        case .near(let answer, .relative(let share)):
            "\(write(answer)):\(write(share * answer.magnitude))"
        case .between(let low, let high): "\(write(low))..\(write(high))"
        case .anything: "*"
        }
    }

    private static func write(_ number: Numeral) -> String {
        number.text(decimalMark: ".", powerOfTen: "e")
    }
}
