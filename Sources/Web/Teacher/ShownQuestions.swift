import Assessment
import Delivery
import Hummingbird
import Interchange
import NIOCore
import Storage
import Values

/// Questions with their right answers and solutions, for whoever may see them.
struct ShownQuestions {
    private let fragments: [VersionReference: QuestionFragment]
    let rendered: [VersionReference: Papers.Rendered]
    private let amendments: KeyAmendments
    private let visit: Visit
    /// What is said in recordings, with its heading.
    private var transcripts: [VersionReference: String] = [:]
    /// Players of recordings.
    private var players: [VersionReference: String] = [:]

    /// - Parameters:
    ///   - amendments: what was decided about their keys in a sitting.
    ///   - playsRecordings: whether who sees them may listen as often as wanted.
    init(
        _ references: [VersionReference], pictureBase: String,
        amendments: KeyAmendments = .none, playsRecordings: Bool = true, _ visit: Visit
    ) async throws {
        fragments = try await visit.site.papers.fragments(
            references, pictureBase: pictureBase, in: visit.language)
        rendered = try await visit.site.papers.load(references, pictureBase: pictureBase)
        self.amendments = amendments
        self.visit = visit
        try addRecordings(areHeard: playsRecordings)
    }

    private mutating func addRecordings(areHeard: Bool) throws {
        for (reference, one) in rendered {
            guard let recording = one.content.stimulus?.recording else { continue }
            transcripts[reference] = try visit.site.pages.render(
                "question/transcript",
                ["html": recording.transcript.html(in: one.surroundings)], in: visit.language)
            if areHeard, case .asset(let hash) = recording.source {
                players[reference] = try PaperRecordings.player(
                    one.surroundings.assetAddress(hash), visit)
            }
        }
    }

    /// The question alone, without room to write in.
    func bareHTML(_ reference: VersionReference, number: Int) -> String {
        questionHTML(reference, number: number, response: .text(""))
    }

    /// The question of a slot as it stands on a paper, below its passage where that
    /// stands above it.
    func questionHTML(
        _ slot: Int, of form: Form, options: [Int], response: Assessment.Response? = nil
    ) -> String {
        questionHTML(
            form[slot].reference, number: slot + 1, options: options, response: response,
            for: form.passageNumbers(above: slot))
    }

    /// A content that is no version yet, under the reference `trial`.
    init(
        trial content: QuestionContent, playsRecordings: Bool = true, _ visit: Visit
    ) async throws {
        let (fragment, one) = try await visit.site.papers.trial(
            content, pictureBase: "/teach/pictures", in: visit.language)
        fragments = [Self.trial: fragment]
        rendered = [Self.trial: one]
        amendments = .none
        self.visit = visit
        try addRecordings(areHeard: playsRecordings)
    }

    static let trial = VersionReference(question: GUID(), version: 0)

    /// The sources of formulas that could not be converted.
    var unreadFormulas: [String] {
        rendered.values.flatMap { one in
            one.content.texts.flatMap(\.formulas)
                .filter { one.surroundings.mathML($0.tex, $0.display) == nil }.map(\.tex.source)
        }
    }

    /// The question by itself, below what it is about.
    func questionHTML(
        _ reference: VersionReference, number: Int, options: [Int]? = nil,
        response: Assessment.Response? = nil
    ) -> String {
        questionHTML(
            reference, number: number, options: options, response: response,
            for: number...number)
    }

    private func questionHTML(
        _ reference: VersionReference, number: Int, options: [Int]?,
        response: Assessment.Response?, for numbers: ClosedRange<Int>?
    ) -> String {
        var html = ""
        if let numbers {
            fragments[reference]?.writePassage(
                to: &html, above: number, for: numbers, recordingHTML: players[reference] ?? "")
        }
        fragments[reference]?.write(
            to: &html, number: number, revision: 0, options: options ?? order(of: reference),
            response: response, isShown: true)
        return html
    }

    /// Options or statements in the author's order.
    func order(of reference: VersionReference) -> [Int] {
        switch rendered[reference]?.content.interaction {
        case .singleChoice(let choice): choice.options.map(\.id)
        case .multipleChoice(let choice): choice.options.map(\.id)
        case .trueFalseGroup(let group): Array(1...max(1, group.statements.count))
        case .matching(let pairs): pairs.choices.map(\.id)
        case .ordering(let order): Array(1...max(1, order.items.count))
        case .trueFalse, .shortAnswer, .numeric, .cloze, .essay, nil: []
        }
    }

    /// How its text begins, for a list.
    func beginning(of reference: VersionReference) -> String {
        rendered[reference]?.content.stem.readableText(upTo: 90) ?? ""
    }

    /// What is right, in the letters that this arrangement shows: by the key in force,
    /// with what is accepted beside it.
    func rightText(_ reference: VersionReference, options: [Int]? = nil) -> String {
        guard let own = rendered[reference]?.content.interaction else { return "" }
        // An amendment that is none of the question is not taken in the first place.
        let key = (try? amendments.key(of: reference, own)) ?? AmendedKey(own)
        let accepted = key.accepted.map { one in
            text(of: one.answer, on: one.interaction, options) + Self.weight(one.weight)
        }
        return ([rightText(of: key.interaction, options)] + accepted).joined(separator: " / ")
    }

    /// What was done to a question's key: "Đổi đáp án".
    func name(of change: KeyAmendment.Change) -> String { visit.word("audit.\(change.name)") }

    /// The same with the answer it is about, if any, in the author's letters.
    func text(of change: KeyAmendment.Change, on reference: VersionReference) -> String {
        let own = rendered[reference]?.content.interaction
        let answer: String? =
            switch change {
            case .newKey(let answer):
                (try? own?.withKey(answer)).map { text(of: answer, on: $0, nil) }
            case .acceptAlso(let answer, let weight):
                (try? own?.withKey(answer)).map {
                    text(of: answer, on: $0, nil) + Self.weight(weight)
                }
            case .withdraw(let number): "\(number)"
            case .drop, .fullMarks: nil
            }
        return name(of: change) + (answer.map { ": \($0)" } ?? "")
    }

    /// What somebody says is right: of a cloze, in the gaps that it is about.
    ///
    /// - Parameter interaction: the question with this answer.
    private func text(
        of answer: KeyAnswer, on interaction: Interaction, _ options: [Int]?
    ) -> String {
        guard case .gaps(let answers) = answer, case .cloze(let cloze) = interaction else {
            return rightText(of: interaction, options)
        }
        return answers.keys.sorted().filter { cloze.gaps.indices.contains($0 - 1) }.map { number in
            let gap = Interaction.cloze(Cloze(gaps: [cloze.gaps[number - 1]]))
            return "(\(number)) \(ResponseText.key(of: gap))"
        }.joined(separator: " · ")
    }

    private func rightText(of interaction: Interaction, _ options: [Int]?) -> String {
        switch interaction {
        case .singleChoice(let choice):
            QuestionFragment.letters(of: choice.right, in: options ?? choice.options.map(\.id))
        case .multipleChoice(let choice):
            QuestionFragment.letters(of: choice.right, in: options ?? choice.options.map(\.id))
        case .trueFalse(let statement): truth(statement.isTrue)
        case .trueFalseGroup(let group): statements(group.statements.map(\.isTrue))
        case .matching(let pairs):
            PartsView(
                .matching, pairs.prompts.map { .option($0.choice) },
                options: options ?? pairs.choices.map(\.id)
            ).text
        case .ordering(let order):
            PartsView(
                .ordering, order.items.map { .option($0.place) },
                options: options ?? Array(1...max(1, order.items.count))
            ).text
        case .shortAnswer, .numeric, .cloze: ResponseText.key(of: interaction)
        case .essay: ""
        }
    }

    /// " (50 %)" of an answer that is worth less than the whole.
    private static func weight(_ weight: Mark) -> String {
        weight == .one ? "" : " (\(percent(weight)) %)"
    }

    static func percent(_ weight: Mark) -> String { (weight * Mark(100)).shown }

    /// The rubric of an essay; empty for other questions.
    func criteria(of reference: VersionReference) -> [(html: String, most: Mark)] {
        guard let one = rendered[reference], case .essay(let essay) = one.content.interaction else {
            return []
        }
        return zip(texts(essay.criteria.map(\.text), of: reference), essay.criteria).map {
            ($0, $1.points)
        }
    }

    /// The same for a page.
    func criteriaView(of reference: VersionReference) -> [View] {
        criteria(of: reference).map { ["html": $0.html, "most": visit.shown($0.most)] }
    }

    /// Texts of a question as HTML inside a line.
    private func texts(_ texts: [RichText], of reference: VersionReference) -> [String] {
        guard let one = rendered[reference] else { return [] }
        return texts.map { $0.inlineHTML(in: one.surroundings) }
    }

    /// What was answered, in the letters that this arrangement shows; "" for nothing, and
    /// of an essay, which stands with its question, only how long it is.
    func responseText(
        _ response: Assessment.Response?, of reference: VersionReference, options: [Int]
    ) -> String {
        switch response {
        case .option(let id): QuestionFragment.letters(of: [id], in: options)
        case .options(let ids): QuestionFragment.letters(of: ids, in: options)
        case .truth(let isTrue): truth(isTrue)
        case .statements(let said): statements(said)
        case .text(let text):
            rendered[reference]?.content.interaction.type == .essay
                ? visit.words(in: text) : text
        case .parts(let parts):
            switch rendered[reference]?.content.interaction {
            case .cloze(let cloze): PartsView.text(parts, of: cloze)
            case let interaction:
                PartsView(interaction?.type ?? .matching, parts, options: options).text
            }
        case nil: ""
        }
    }

    /// What the author says to who answered so, each with the letter it is about.
    func feedback(
        to response: Assessment.Response?, of reference: VersionReference, options: [Int]
    ) -> [View] {
        guard let one = rendered[reference] else { return [] }
        let interaction = one.content.interaction
        return Delivery.feedback(to: response, of: interaction).map { choice, text in
            let letter = choice.map { choice in
                interaction.type.hasOptions
                    ? QuestionFragment.letters(of: [choice], in: options)
                    : QuestionFragment.letter(choice, lowercase: true)
            }
            return ["letter": letter ?? "", "html": text.html(in: one.surroundings)]
        }
    }

    /// The solution, and what is said in the recording.
    func solutionHTML(_ reference: VersionReference) -> String {
        guard let one = rendered[reference] else { return "" }
        return one.content.solution.html(in: one.surroundings) + (transcripts[reference] ?? "")
    }

    func truth(_ isTrue: Bool) -> String {
        visit.word(isTrue ? "question.true" : "question.false")
    }

    /// "a) Đ  b) S": in the visitor's language.
    private func statements(_ said: [Bool?]) -> String {
        said.enumerated().map { place, value in
            let word = value.map(truth) ?? "–"
            return "\(QuestionFragment.letter(place, lowercase: true)) \(word)"
        }.joined(separator: " · ")
    }
}

extension KeyAmendment.Change {
    /// The name of what was done, as the audit has it.
    fileprivate var name: String {
        switch self {
        case .newKey: "newKey"
        case .acceptAlso: "acceptAlso"
        case .drop: "dropQuestion"
        case .fullMarks: "giveFullMarks"
        case .withdraw: "withdrawAmendment"
        }
    }
}

/// Pictures and recordings of questions, for those who may see the question.
enum Pictures {
    /// - Parameter isKept: whether the browser may keep it.
    static func answer(
        _ hash: String, _ visit: Visit, isKept: Bool = true
    ) async throws -> Response {
        guard let asset = try await visit.site.database.read({ try BankStore($0).asset(hash) })
        else { throw Refusal.notFound }
        return answer(asset, visit, isKept: isKept)
    }

    static func answer(
        _ asset: BankStore.Asset, _ visit: Visit, isKept: Bool = true
    ) -> Response {
        .file(
            asset.bytes, mediaType: asset.mediaType,
            caching: isKept ? "private, max-age=86400, immutable" : "private, no-store",
            for: visit.request)
    }
}
