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
    private let places: Int
    /// What each slot's right answer earns now; zero for a dropped question.
    private let worths: [Mark]
    /// How it came to its mark.
    let history: MarkHistory
    private let markings: [MarkingPlace: Marking]

    init(
        _ result: AttemptResult, of sitting: SittingStore.Sitting, candidate: Int64,
        pictureBase: String, _ visit: Visit
    ) async throws {
        self.result = result
        guard
            let form = try await visit.site.form(
                of: candidate, attempt: result.number, in: sitting)
        else { throw Refusal.notFound }
        self.form = form
        places = sitting.decimals
        let amendments = try await visit.site.database.read {
            try KeyAmendmentStore($0).amendments(of: sitting.id)
        }
        worths = form.worths(dropping: amendments.dropped)
        markings =
            form.slots.contains { $0.type.isMarkedByHand }
            ? try await visit.site.delivery.markings(sitting.id, candidate: candidate) : [:]
        shown = try await ShownQuestions(
            form.slots.map(\.reference), pictureBase: pictureBase, amendments: amendments,
            playsRecordings: false, visit)
        history = try await MarkHistory(
            of: candidate, attempt: result.number, form: form, amendments, shown, in: sitting,
            visit)
    }

    /// The whole mark and the marks by part.
    var totals: View {
        let slots = form.slots
        let parts = form.manifest.parts.enumerated().map { place, part -> View in
            let own = slots.indices.filter { slots[$0].part == place }
            let earned = own.reduce(Mark.zero) { $0 + result.slots[$1].earned }
            let possible = own.reduce(Mark.zero) { $0 + worths[$1] }
            return [
                "title": part.title, "mark": earned.shown(places: places),
                "possible": possible.shown(places: places),
            ]
        }
        return [
            "mark": result.earned.shown(places: places),
            "possible": result.possible.shown(places: places), "parts": parts,
            "isPending": !result.pending(on: form).isEmpty,
        ]
    }

    /// What the person who marked a slot said, and the points by the rubric.
    private func said(_ slot: Int) -> View? {
        let place = MarkingPlace(
            candidate: result.candidate, attempt: result.number, slot: slot)
        guard let marking = markings[place] else { return nil }
        let criteria = shown.criteria(of: form[slot].reference)
        return [
            "comment": marking.comment.split(separator: "\n").map(String.init),
            "points": zip(criteria, marking.points).map { criterion, points -> View in
                [
                    "html": criterion.html, "points": points.shown,
                    "most": criterion.most.shown,
                ]
            },
        ]
    }

    /// Every question with as much as may be shown of what was answered.
    func items(showing matters: Set<ReviewRule.Matter>) -> [View] {
        form.slots.enumerated().map { place, slot in
            let answer = result.slots[place]
            let options = slot.options.isEmpty ? shown.order(of: slot.reference) : slot.options
            var item: View = [
                "number": "\(place + 1)",
                "html": shown.questionHTML(
                    place, of: form, options: options,
                    response: matters.contains(.answers) ? answer.response : nil),
            ]
            if matters.contains(.answers) {
                item["showsResponse"] = true
                item["responseText"] = shown.responseText(
                    answer.response, of: slot.reference, options: options)
            }
            if matters.isSuperset(of: [.answers, .marks]) {
                let worth = worths[place]
                let isPending = result.isPending(place, on: form)
                item["showsMark"] = true
                item["earned"] = answer.earned.shown(places: places)
                item["possible"] = worth.shown(places: places)
                item["dropped"] = worth == .zero
                item["right"] = worth > .zero && answer.earned == worth
                item["pending"] = isPending
                item["said"] = said(place)
                item["wrong"] = worth > .zero && answer.earned <= .zero && !isPending
                item["partial"] = answer.earned > .zero && answer.earned < worth
            }
            if matters.contains(.rightAnswers) {
                item["rightText"] = shown.rightText(slot.reference, options: options)
            }
            if matters.contains(.solutions) {
                item["feedback"] =
                    matters.contains(.answers)
                    ? shown.feedback(to: answer.response, of: slot.reference, options: options)
                    : []
                item["solutionHTML"] = shown.solutionHTML(slot.reference)
            }
            return item
        }
    }
}

extension Site {
    /// A candidate's form of one attempt: from the live sitting, else drawn again from
    /// what was frozen.
    func form(
        of candidate: Int64, attempt: Int, in sitting: SittingStore.Sitting
    ) async throws -> Form? {
        if let paper = try? await delivery.paper(sitting.id, candidate: candidate),
            paper.number == attempt
        {
            return paper.form
        }
        return try await database.read { connection in
            try SittingDefinition(sitting, connection)?.form(of: candidate, attempt: attempt)
        }
    }

    /// The forms that a candidate has had, the one at hand first.
    func forms(of candidate: Int64, in sitting: SittingStore.Sitting) async throws -> [Form] {
        let paper = try? await delivery.paper(sitting.id, candidate: candidate)
        var numbers = [paper?.number ?? 1]
        if sitting.kind == .practice {
            numbers += try await delivery.summaries(sitting.id, candidate: candidate)
                .map(\.number).filter { $0 != numbers[0] }.reversed()
        }
        var forms: [Form] = []
        for number in numbers {
            guard let form = try await form(of: candidate, attempt: number, in: sitting) else {
                continue
            }
            forms.append(form)
        }
        return forms
    }
}
