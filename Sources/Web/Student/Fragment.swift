import Assessment
import Values

/// A piece of a page compiled once: text with a few holes for what differs from
/// paper to paper. Filling it is concatenation.
struct Fragment: Sendable {
    /// What may differ. Each stands in a template as a character that Unicode
    /// will never assign, so no question's text can be taken for it.
    enum Hole: UInt32, CaseIterable {
        case slot = 0xFDD0
        case revision, position, letter, checked, trueChecked, falseChecked, value, choices
        case flagged
        /// The rows of what is joined or put in order; the next gap of a cloze; a part's number.
        case rows, gap, number
        /// What is heard, above the questions about it.
        case recording

        var mark: String {
            Unicode.Scalar(rawValue).map { String(Character($0)) } ?? ""
        }
    }

    private enum Segment {
        case text(String)
        case hole(Hole)
    }

    private let segments: [Segment]

    /// - Parameter html: a template rendered with each hole's `mark` as its value.
    init(_ html: String) {
        var segments: [Segment] = []
        var text = String.UnicodeScalarView()
        for scalar in html.unicodeScalars {
            if let hole = Hole(rawValue: scalar.value) {
                segments.append(.text(String(text)))
                segments.append(.hole(hole))
                text = String.UnicodeScalarView()
            } else {
                text.append(scalar)
            }
        }
        segments.append(.text(String(text)))
        self.segments = segments
    }

    /// Appends the piece with its holes filled; values come escaped.
    func write(to html: inout String, _ value: (Hole) -> String) {
        for segment in segments {
            switch segment {
            case .text(let text): html += text
            case .hole(let hole): html += value(hole)
            }
        }
    }

    /// A question's own HTML without the marks, which mean nothing in a text.
    static func withoutMarks(_ html: String) -> String {
        let marks = Hole.allCases.map(\.rawValue)
        guard html.unicodeScalars.contains(where: { marks.contains($0.value) }) else { return html }
        return String(
            String.UnicodeScalarView(html.unicodeScalars.filter { !marks.contains($0.value) }))
    }
}

/// A question version as papers show it.
struct QuestionFragment: Sendable {
    private let body: Fragment
    /// By option id, or by statement from 1.
    private let choices: [Int: Fragment]
    /// Prompts, items to be put in order, or gaps, in the author's order.
    private var parts: [Part] = []
    private let type: QuestionType
    /// How it looks where nothing can be written any more; nil: as on the paper.
    private var readOnly: Fragment?
    /// Above the question, or above several.
    private let passages: (one: Fragment, several: Fragment)?
    /// What is listened to.
    let recording: Recording?

    /// What is answered with a list to choose from, or by typing.
    private struct Part {
        let body: Fragment
        let choices: [Fragment]
    }

    /// Renders the version's templates once.
    ///
    /// - Parameter surroundings: formulas and picture addresses.
    init(
        _ content: QuestionContent, in surroundings: RichText.Surroundings, pages: Pages,
        language: Language
    ) throws {
        var surroundings = surroundings
        surroundings.gap = { _ in Self.gapTag }
        func render(
            _ page: String, _ texts: [String: RichText] = [:], inline: Bool = true,
            plain: String = ""
        ) throws -> Fragment {
            var view: View = [
                "rowsHTML": Fragment.Hole.rows.mark, "number": Fragment.Hole.number.mark,
                "text": Fragment.withoutMarks(plain),
                "slot": Fragment.Hole.slot.mark, "revision": Fragment.Hole.revision.mark,
                "position": Fragment.Hole.position.mark, "index": Fragment.Hole.position.mark,
                "flagged": Fragment.Hole.flagged.mark, "letter": Fragment.Hole.letter.mark,
                "checked": Fragment.Hole.checked.mark,
                "trueChecked": Fragment.Hole.trueChecked.mark,
                "falseChecked": Fragment.Hole.falseChecked.mark,
                "value": Fragment.Hole.value.mark, "optionsHTML": Fragment.Hole.choices.mark,
                "statementsHTML": Fragment.Hole.choices.mark,
                "recordingHTML": Fragment.Hole.recording.mark,
            ]
            for (name, text) in texts {
                let html = inline ? text.inlineHTML(in: surroundings) : text.html(in: surroundings)
                view[name] = Fragment.withoutMarks(html)
                    .replacing(Self.gapTag, with: Fragment.Hole.gap.mark)
            }
            return Fragment(try pages.render("question/\(page)", view, in: language))
        }
        recording = content.stimulus?.recording
        passages = try content.stimulus.map { stimulus in
            let text = ["textHTML": stimulus.text]
            return (
                one: try render("passage", text, inline: false),
                several: try render("passages", text, inline: false)
            )
        }
        let stem = ["stemHTML": content.stem]
        type = content.interaction.type
        func options(_ options: [ChoiceOption], as page: String) throws -> [Int: Fragment] {
            try Dictionary(
                options.map { ($0.id, try render(page, ["textHTML": $0.text], inline: true)) },
                uniquingKeysWith: { first, _ in first })
        }
        switch content.interaction {
        case .singleChoice(let choice):
            body = try render("single-choice", stem, inline: false)
            choices = try options(choice.options, as: "option")
        case .multipleChoice(let choice):
            body = try render("multiple-choice", stem, inline: false)
            choices = try options(choice.options, as: "checkbox")
        case .trueFalse:
            body = try render("true-false", stem, inline: false)
            choices = [:]
        case .trueFalseGroup(let group):
            body = try render("true-false-group", stem, inline: false)
            choices = try Dictionary(
                group.statements.enumerated().map {
                    (
                        $0.offset + 1,
                        try render(
                            "statement", ["textHTML": $0.element.text], inline: true)
                    )
                }, uniquingKeysWith: { first, _ in first })
        case .shortAnswer:
            body = try render("short-answer", stem, inline: false)
            choices = [:]
        case .numeric:
            body = try render("numeric", stem, inline: false)
            choices = [:]
        case .essay:
            body = try render("essay", stem, inline: false)
            readOnly = try render("essay-shown", stem, inline: false)
            choices = [:]
        case .matching(let pairs):
            body = try render("matching", stem, inline: false)
            choices = try Dictionary(
                pairs.choices.map { ($0.id, try render("choice", ["textHTML": $0.text])) },
                uniquingKeysWith: { first, _ in first })
            let letter = try render("list-letter")
            parts = try pairs.prompts.map {
                Part(
                    body: try render("prompt", ["textHTML": $0.text]),
                    choices: pairs.choices.map { _ in letter })
            }
        case .ordering(let order):
            body = try render("ordering", stem, inline: false)
            choices = [:]
            parts = try order.items.map {
                Part(
                    body: try render("item", ["textHTML": $0.text]),
                    choices: try order.items.indices.map {
                        try render("list-text", plain: "\($0 + 1)")
                    })
            }
        case .cloze(let cloze):
            body = try render("cloze", stem, inline: false)
            choices = [:]
            parts = try cloze.gaps.map { gap in
                guard case .choice(let texts, _) = gap else {
                    return Part(body: try render("gap"), choices: [])
                }
                return Part(
                    body: try render("gap-list"),
                    choices: try texts.map { try render("list-text", plain: $0) })
            }
        }
    }

    /// Where the next gap of a cloze goes: no text has a tag of its own.
    private static let gapTag = "<gap>"

    /// Appends what the question is about: a passage, or a recording.
    ///
    /// - Parameters:
    ///   - number: of the question that follows.
    ///   - numbers: of all that are about it.
    ///   - recordingHTML: what stands in the recording's place.
    func writePassage(
        to html: inout String, above number: Int, for numbers: ClosedRange<Int>,
        recordingHTML: String
    ) {
        let isOne = numbers.count == 1
        (isOne ? passages?.one : passages?.several)?.write(to: &html) { hole in
            switch hole {
            case .slot: String(number)
            case .number:
                isOne ? "\(numbers.lowerBound)" : "\(numbers.lowerBound)–\(numbers.upperBound)"
            case .recording: recordingHTML
            default: ""
            }
        }
    }

    /// Appends the question as slot `number` (from 1) of a paper.
    ///
    /// - Parameters:
    ///   - options: option ids, or statements from 1, in the order to display.
    ///   - revision: the slot's revision, which the form brings back.
    ///   - isShown: whether it is only to be read.
    func write(
        to html: inout String, number: Int, revision: Int, options: [Int],
        response: Assessment.Response?, isFlagged: Bool = false, isShown: Bool = false
    ) {
        var gap = -1
        let written = isShown && response != nil ? readOnly : nil
        (written ?? body).write(to: &html) { hole in
            if hole == .gap { gap += 1 }
            return switch hole {
            case .slot: String(number)
            case .revision: String(revision)
            case .flagged: isFlagged ? " checked" : ""
            case .trueChecked: response == .truth(true) ? " checked" : ""
            case .falseChecked: response == .truth(false) ? " checked" : ""
            case .value:
                if case .text(let text)? = response { text.htmlEscaped } else { "" }
            case .rows where written != nil: Self.paragraphs(of: response)
            case .choices: choicesHTML(number: number, options: options, response: response)
            case .rows: rowsHTML(number: number, options: options, response: response)
            case .gap: partHTML(gap, number: number, options: [], response: response)
            default: ""
            }
        }
    }

    /// A written text, a paragraph a line.
    private static func paragraphs(of response: Assessment.Response?) -> String {
        guard case .text(let text)? = response, !text.isEmpty else { return "" }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { "<p>\(String($0).htmlEscaped)</p>" }.joined()
    }

    /// Prompts in the author's order, items in the order of the form.
    private func rowsHTML(number: Int, options: [Int], response: Assessment.Response?) -> String {
        type == .ordering
            ? options.enumerated().map { row, item in
                partHTML(
                    item - 1, row: row, number: number,
                    options: Array(1...max(1, parts.count)), response: response)
            }.joined()
            : parts.indices.map {
                partHTML($0, number: number, options: options, response: response)
            }.joined()
    }

    /// One part with its list to choose from.
    ///
    /// - Parameters:
    ///   - row: where it is displayed, from 0; nil: at its own place.
    ///   - options: what the list offers, in this order; empty: as its author has it.
    private func partHTML(
        _ place: Int, row: Int? = nil, number: Int, options: [Int],
        response: Assessment.Response?
    ) -> String {
        guard parts.indices.contains(place) else { return "" }
        let part = parts[place]
        var answer: Assessment.Response?
        if case .parts(let said)? = response, said.indices.contains(place) { answer = said[place] }
        var html = ""
        part.body.write(to: &html) { hole in
            switch hole {
            case .slot: String(number)
            case .position: String(row ?? place)
            case .letter: Self.letter(row ?? place, lowercase: true)
            case .number: String((row ?? place) + 1)
            case .value: if case .text(let text)? = answer { text.htmlEscaped } else { "" }
            case .choices:
                listHTML(part.choices, options: options, chosen: answer)
            default: ""
            }
        }
        return html
    }

    private func listHTML(
        _ choices: [Fragment], options: [Int], chosen: Assessment.Response?
    ) -> String {
        let options = options.isEmpty ? Array(1...max(1, choices.count)) : options
        var html = ""
        for (position, (option, choice)) in zip(options, choices).enumerated() {
            choice.write(to: &html) { hole in
                switch hole {
                case .position: String(position)
                case .letter: Self.letter(position, lowercase: false)
                case .checked: chosen == .option(option) ? " selected" : ""
                default: ""
                }
            }
        }
        return html
    }

    private func choicesHTML(number: Int, options: [Int], response: Assessment.Response?) -> String
    {
        var html = ""
        for (position, option) in options.enumerated() {
            choices[option]?.write(to: &html) { hole in
                switch hole {
                case .slot: String(number)
                case .position: String(position)
                case .letter: Self.letter(position, lowercase: type == .trueFalseGroup)
                case .checked: Self.chose(option, in: response) ? " checked" : ""
                case .trueChecked: Self.said(position, in: response) == true ? " checked" : ""
                case .falseChecked: Self.said(position, in: response) == false ? " checked" : ""
                default: ""
                }
            }
        }
        return html
    }

    private static func chose(_ option: Int, in response: Assessment.Response?) -> Bool {
        if case .options(let ids)? = response { return ids.contains(option) }
        return response == .option(option)
    }

    private static func said(_ position: Int, in response: Assessment.Response?) -> Bool? {
        guard case .statements(let said)? = response, said.indices.contains(position) else {
            return nil
        }
        return said[position]
    }

    /// The letters of options as they are displayed: "A, C".
    static func letters(of ids: [Int], in options: [Int]) -> String {
        ids.compactMap { id in options.firstIndex(of: id) }.sorted()
            .map { letter($0, lowercase: false) }.joined(separator: ", ")
    }

    /// A, B, C … for options; a, b, c … for statements.
    static func letter(_ position: Int, lowercase: Bool) -> String {
        String(UnicodeScalar(UInt8((lowercase ? 97 : 65) + position % 26)))
    }
}
