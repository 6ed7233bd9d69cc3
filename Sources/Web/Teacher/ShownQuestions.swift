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
    private let rendered: [VersionReference: Papers.Rendered]
    private let visit: Visit

    init(_ references: [VersionReference], pictureBase: String, _ visit: Visit) async throws {
        fragments = try await visit.site.papers.fragments(
            references, pictureBase: pictureBase, in: visit.language)
        rendered = try await visit.site.papers.load(references, pictureBase: pictureBase)
        self.visit = visit
    }

    /// The question as it stands on a paper.
    func questionHTML(
        _ reference: VersionReference, number: Int, options: [Int]? = nil,
        response: Assessment.Response? = nil
    ) -> String {
        var html = ""
        fragments[reference]?.write(
            to: &html, number: number, revision: 0, options: options ?? order(of: reference),
            response: response)
        return html
    }

    /// Options or statements in the author's order.
    func order(of reference: VersionReference) -> [Int] {
        switch rendered[reference]?.content.interaction {
        case .singleChoice(let choice): choice.options.map(\.id)
        case .multipleChoice(let choice): choice.options.map(\.id)
        case .trueFalseGroup(let group): Array(1...max(1, group.statements.count))
        case .trueFalse, .shortAnswer, .numeric, nil: []
        }
    }

    /// What is right, in the letters that this arrangement shows.
    func rightText(_ reference: VersionReference, options: [Int]? = nil) -> String {
        switch rendered[reference]?.content.interaction {
        case .singleChoice(let choice):
            QuestionFragment.letters(of: choice.right, in: options ?? choice.options.map(\.id))
        case .multipleChoice(let choice):
            QuestionFragment.letters(of: choice.right, in: options ?? choice.options.map(\.id))
        case .trueFalse(let statement): truth(statement.isTrue)
        case .trueFalseGroup(let group): statements(group.statements.map(\.isTrue))
        case .shortAnswer, .numeric:
            rendered[reference].map {
                ResponseText.key(of: $0.content.interaction)
            } ?? ""
        case nil: ""
        }
    }

    /// What was answered, in the letters that this arrangement shows; "" for nothing.
    func responseText(_ response: Assessment.Response?, options: [Int]) -> String {
        switch response {
        case .option(let id): QuestionFragment.letters(of: [id], in: options)
        case .options(let ids): QuestionFragment.letters(of: ids, in: options)
        case .truth(let isTrue): truth(isTrue)
        case .statements(let said): statements(said)
        case .text(let text): text
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

    func solutionHTML(_ reference: VersionReference) -> String {
        guard let one = rendered[reference] else { return "" }
        return one.content.solution.html(in: one.surroundings)
    }

    private func truth(_ isTrue: Bool) -> String {
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

/// Pictures of questions, for those who may see the question.
enum Pictures {
    static func answer(_ hash: String, _ visit: Visit) async throws -> Response {
        guard let asset = try await visit.site.database.read({ try BankStore($0).asset(hash) })
        else { throw Refusal.notFound }
        return Response(
            status: .ok,
            headers: [
                .contentType: asset.mediaType, .cacheControl: "private, max-age=86400, immutable",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }
}
