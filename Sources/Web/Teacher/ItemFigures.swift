import Assessment
import Delivery
import Storage
import Values

/// What the marks of a sitting show of each of its questions.
struct ItemFigures {
    /// In the order of the manifest.
    let items: [Item]

    /// What one paper has of a question.
    struct Answer {
        let earned: Mark
        /// What the right answer earns on that paper; zero for a dropped question.
        let worth: Mark
        /// The paper's whole mark; of what a person marks, only this question's.
        let total: Mark
        let response: Assessment.Response?

        var isRight: Bool { worth > .zero && earned >= worth }
    }

    init(
        _ sitting: SittingStore.Sitting, _ registration: Registration, _ visit: Visit
    ) async throws {
        let dropped = registration.amendments.dropped
        var answers: [VersionReference: [Answer]] = [:]
        for result in try await visit.site.delivery.marks(sitting.id) {
            guard
                let form = registration.definition.form(
                    of: result.candidate, attempt: result.number)
            else { continue }
            let slots = form.slots
            // Essays are marked at another time than the rest, or not yet.
            let known = zip(result.slots, slots).reduce(Mark.zero) { sum, pair in
                pair.1.type.isMarkedByHand ? sum : sum + pair.0.earned
            }
            let pending = Set(result.pending(on: form))
            let worths = form.worths(dropping: dropped)
            for (place, (one, slot)) in zip(result.slots, slots).enumerated()
            where !pending.contains(place) {
                let isByHand = slot.type.isMarkedByHand
                answers[slot.reference, default: []].append(
                    Answer(
                        earned: one.earned, worth: worths[place],
                        total: isByHand ? known + one.earned : known, response: one.response))
            }
        }
        let questions = registration.questions
        let shown = try await ShownQuestions(
            questions, pictureBase: SittingPages.pictureBase(of: sitting), visit)
        items = questions.enumerated().map { place, reference in
            Item(
                number: place + 1, stem: shown.beginning(of: reference),
                standing: registration.standing(of: reference),
                isAmended: !registration.amendments.inForce(for: reference).isEmpty,
                isByHand: registration.keys[reference]?.type.isMarkedByHand ?? false,
                answers: answers[reference] ?? []
            ) { shown.responseText($0, of: reference, options: shown.order(of: reference)) }
        }
    }
}

extension ItemFigures {
    /// The figures of one question.
    struct Item {
        let number: Int
        /// How its text begins.
        let stem: String
        let isAmended: Bool
        let standing: AmendedKey.Standing
        let count: Int
        /// Nil where nobody had it, and where it does not count.
        let statistics: ItemStatistics?
        /// How many left it blank.
        let blank: Int
        /// The answers, from the one that was given most, at most `mostGiven` of them.
        let given: [Given]
        /// What was given most of what does not earn the whole mark.
        let wrong: Given?
        let verdicts: [ItemVerdict]

        static let mostGiven = 8

        /// One answer that was given, the same on every paper.
        struct Given {
            let text: String
            let isRight: Bool
            let figures: OptionStatistics
        }

        /// - Parameters:
        ///   - isByHand: whether a person marks it: no two answers are the same then.
        ///   - answers: those that are marked.
        ///   - text: an answer in the letters of the author's order.
        init(
            number: Int, stem: String, standing: AmendedKey.Standing, isAmended: Bool,
            isByHand: Bool, answers: [Answer], text: (Assessment.Response) -> String
        ) {
            self.number = number
            self.stem = stem
            self.standing = standing
            self.isAmended = isAmended
            count = answers.count
            let scores = answers.map { Double($0.earned) }
            let totals = answers.map { Double($0.total) }
            let possible = answers.reduce(0) { $0 + Double($1.worth) } / Double(max(1, count))
            let figures = ItemStatistics(scores: scores, totals: totals, possible: possible)
            statistics = answers.isEmpty || standing == .dropped ? nil : figures
            let texts = answers.map { $0.response.map(text) }
            blank = texts.count { $0 == nil }
            let rests = zip(totals, scores).map { $0 - $1 }
            let all = isByHand ? [] : Self.given(texts, answers, rests: rests)
            given = Array(all.prefix(Self.mostGiven))
            wrong = all.first { !$0.isRight }
            verdicts =
                standing == .counts
                ? figures.verdicts(
                    right: answers.count(where: \.isRight), wrong: wrong?.figures.chosen ?? 0)
                : []
        }

        /// Most given first, then by text, so that a reload shows the same.
        private static func given(
            _ texts: [String?], _ answers: [Answer], rests: [Double]
        ) -> [Given] {
            var places: [String: Int] = [:]
            for (place, text) in texts.enumerated() {
                if let text, places[text] == nil { places[text] = place }
            }
            return places.map { text, place in
                Given(
                    text: text, isRight: answers[place].isRight,
                    figures: OptionStatistics(isChosen: texts.map { $0 == text }, rests: rests))
            }.sorted { ($1.figures.chosen, $0.text) < ($0.figures.chosen, $1.text) }
        }
    }
}

extension ItemFigures.Item {
    /// A row of the table of questions; of a question without figures, dashes.
    func view(_ visit: Visit) -> View {
        [
            "number": "\(number)", "text": stem, "count": "\(count)", "amended": isAmended,
            "facility": statistics.map { FigureText.percent($0.facility) } ?? "–",
            "discrimination": statistics?.itemRest.map {
                FigureText.decimal($0, padded: true)
            } ?? "–",
            "blank": count == 0 ? "–" : FigureText.percent(Double(blank) / Double(count)),
            "wrong": wrongText, "look": look(visit),
        ]
    }

    /// A row of the file.
    func cells(in sheet: MarkSheet, _ visit: Visit) -> [String] {
        [
            "\(number)", stem, "\(count)", sheet.text(statistics?.facility),
            sheet.text(statistics?.itemRest),
            sheet.text(count == 0 ? nil : Double(blank) / Double(count)),
            wrong?.text ?? "", wrong.map { "\($0.figures.chosen)" } ?? "", look(visit),
        ]
    }

    /// The answers that were given, for the page of the question.
    func answers(_ visit: Visit) -> [View] {
        given.map { one in
            [
                "text": one.text, "right": one.isRight,
                "share": FigureText.share(one.figures.chosen, of: count),
                "rest": one.figures.rest.map { FigureText.decimal($0, padded: true) } ?? "–",
            ]
        }
    }

    private var wrongText: String {
        guard let wrong else { return "–" }
        let text = wrong.text.count > 24 ? wrong.text.prefix(24) + "…" : wrong.text[...]
        return "\(text) · \(FigureText.percent(wrong.figures.share))"
    }

    /// What there is to look at, in words.
    private func look(_ visit: Visit) -> String {
        switch standing {
        case .counts:
            verdicts.map { visit.word("verdict.\($0.rawValue)") }.joined(separator: "; ")
        case .dropped: visit.word("items.dropped")
        case .fullMarks: visit.word("items.fullMarks")
        }
    }
}

extension Registration {
    /// The questions that the sitting's forms hold, each once, as they first stand in its
    /// manifest.
    var questions: [VersionReference] {
        var seen: Set<VersionReference> = []
        return definition.manifest.references.filter {
            held.contains($0) && seen.insert($0).inserted
        }
    }

    /// Whether a question counts, by the decision that holds.
    func standing(of reference: VersionReference) -> AmendedKey.Standing {
        keys[reference].flatMap { try? amendments.key(of: reference, $0).standing } ?? .counts
    }
}
