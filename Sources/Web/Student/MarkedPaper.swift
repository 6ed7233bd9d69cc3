import Assessment
import Delivery
import Storage
import Values

/// A finished paper with its marks, for its student by the review rule, and for
/// its teacher.
struct MarkedPaper {
    private let result: AttemptResult
    private let form: Form
    private let shown: ShownQuestions

    init(
        _ result: AttemptResult, of sitting: SittingStore.Sitting, candidate: Int64,
        pictureBase: String, _ visit: Visit
    ) async throws {
        self.result = result
        guard
            let form = try await visit.site.form(of: candidate, in: sitting)
        else { throw Refusal.notFound }
        self.form = form
        shown = try await ShownQuestions(
            form.slots.map(\.reference), pictureBase: pictureBase, visit)
    }

    /// The whole mark and the marks by part.
    var totals: View {
        let slots = form.slots
        let parts = form.manifest.parts.enumerated().map { place, part -> View in
            let own = slots.indices.filter { slots[$0].part == place }
            let earned = own.reduce(Mark.zero) { $0 + result.slots[$1].earned }
            let possible = own.reduce(Mark.zero) { $0 + slots[$1].worth }
            return ["title": part.title, "mark": earned.shown, "possible": possible.shown]
        }
        return ["mark": result.earned.shown, "possible": result.possible.shown, "parts": parts]
    }

    /// Every question with what was answered.
    ///
    /// - Parameter withKeys: right answers and solutions too.
    func items(withKeys: Bool) -> [View] {
        form.slots.enumerated().map { place, slot in
            let answer = result.slots[place]
            let options = slot.options.isEmpty ? shown.order(of: slot.reference) : slot.options
            var item: View = [
                "number": "\(place + 1)",
                "html": shown.questionHTML(
                    slot.reference, number: place + 1, options: options,
                    response: answer.response),
                "responseText": shown.responseText(answer.response, options: options),
                "earned": answer.earned.shown, "possible": slot.worth.shown,
                "right": answer.earned == slot.worth, "wrong": answer.earned <= .zero,
                "partial": answer.earned > .zero && answer.earned < slot.worth,
            ]
            if withKeys {
                item["rightText"] = shown.rightText(slot.reference, options: options)
                item["solutionHTML"] = shown.solutionHTML(slot.reference)
            }
            return item
        }
    }
}

extension Site {
    /// A candidate's form: from the live sitting, else drawn again from what was frozen.
    func form(of candidate: Int64, in sitting: SittingStore.Sitting) async throws -> Form? {
        if let paper = try? await delivery.paper(sitting.id, candidate: candidate) {
            return paper.form
        }
        return try await database.read { connection in
            try SittingDefinition(sitting, connection)?.form(of: candidate)
        }
    }
}
