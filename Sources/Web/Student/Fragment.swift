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
    private let type: QuestionType

    /// Renders the version's templates once.
    ///
    /// - Parameter surroundings: formulas and picture addresses.
    init(
        _ content: QuestionContent, in surroundings: RichText.Surroundings, pages: Pages,
        language: Language
    ) throws {
        func render(_ page: String, _ texts: [String: RichText], inline: Bool) throws -> Fragment {
            var view: View = [
                "slot": Fragment.Hole.slot.mark, "revision": Fragment.Hole.revision.mark,
                "position": Fragment.Hole.position.mark, "index": Fragment.Hole.position.mark,
                "flagged": Fragment.Hole.flagged.mark, "letter": Fragment.Hole.letter.mark,
                "checked": Fragment.Hole.checked.mark,
                "trueChecked": Fragment.Hole.trueChecked.mark,
                "falseChecked": Fragment.Hole.falseChecked.mark,
                "value": Fragment.Hole.value.mark, "optionsHTML": Fragment.Hole.choices.mark,
                "statementsHTML": Fragment.Hole.choices.mark,
            ]
            for (name, text) in texts {
                let html = inline ? text.inlineHTML(in: surroundings) : text.html(in: surroundings)
                view[name] = Fragment.withoutMarks(html)
            }
            return Fragment(try pages.render("question/\(page)", view, in: language))
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
        }
    }

    /// Appends the question as slot `number` (from 1) of a paper.
    ///
    /// - Parameters:
    ///   - options: option ids, or statements from 1, in the order to display.
    ///   - revision: the slot's revision, which the form brings back.
    func write(
        to html: inout String, number: Int, revision: Int, options: [Int],
        response: Assessment.Response?, isFlagged: Bool = false
    ) {
        body.write(to: &html) { hole in
            switch hole {
            case .slot: String(number)
            case .revision: String(revision)
            case .flagged: isFlagged ? " checked" : ""
            case .trueChecked: response == .truth(true) ? " checked" : ""
            case .falseChecked: response == .truth(false) ? " checked" : ""
            case .value: if case .text(let text)? = response { text.htmlEscaped } else { "" }
            case .choices: choicesHTML(number: number, options: options, response: response)
            default: ""
            }
        }
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
