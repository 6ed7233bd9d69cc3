import Classes
import Hummingbird
import People
import Storage
import Training
import Values

/// The survey at the end of a class: counted, and nobody's.
enum SurveyPages {
    /// `GET /learn/{code}/survey`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let seat = try await LearnPages.seat(visit)
        guard let survey = try await visit.site.classBoard.survey(for: seat) else {
            throw Refusal.notFound
        }
        return try visit.page("training/survey", view(survey, seat, visit))
    }

    private static func view(
        _ survey: ClassSurveyStore.Survey, _ seat: Learning.Seat, _ visit: Visit
    ) -> View {
        [
            "heading": seat.trainingClass.trainingClass.title, "url": LearnPages.url(seat),
            "comment": visit.form.exact("comment") ?? "",
            "questions": survey.questions.enumerated().map { place, text -> View in
                [
                    "number": "\(place + 1)", "text": text, "field": "q\(place)",
                    "choices": (1...5).map { value -> View in
                        [
                            "value": "\(value)", "field": "q\(place)",
                            "label": visit.word("survey.rating.\(value)"),
                            "checked": visit.form["q\(place)"] == "\(value)",
                        ]
                    },
                ]
            },
        ]
    }

    /// `POST /learn/{code}/survey`
    @Sendable static func answer(_ visit: Visit) async throws -> Response {
        let seat = try await LearnPages.seat(visit)
        guard let survey = try await visit.site.classBoard.survey(for: seat) else {
            throw Refusal.notFound
        }
        let comment = (visit.form.exact("comment") ?? "").replacing("\r\n", with: "\n")
            .trimmingSpaces
        guard comment.count <= ClassBoard.longestComment else {
            return try visit.page(
                "training/survey", view(survey, seat, visit),
                errors: [("comment", "error.survey-comment")])
        }
        let ratings = survey.questions.indices.map { place -> Int? in
            Int(visit.form["q\(place)"]).flatMap { (1...5).contains($0) ? $0 : nil }
        }
        do {
            try await visit.site.classBoard.answer(
                .init(ratings: ratings, comment: comment), in: seat)
        } catch TrainingFault.identifierTaken {
            // Answered by the same button twice: the first one stands.
        }
        return .seeOther("\(LearnPages.url(seat))?done=survey")
    }

    /// `GET /training/classes/{code}/survey`
    @Sendable static func desk(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .readTrainingClass)
        return try visit.page("training/survey-desk", try await deskView(listed, visit))
    }

    private static func deskView(
        _ listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws -> View {
        let outcome = try await visit.site.classBoard.outcome(in: listed)
        var view: View = [
            "heading": listed.trainingClass.title, "url": "/training/classes/\(listed.code)",
            "known": visit.form.exact("questions")
                ?? outcome?.survey.questions.joined(separator: "\n")
                ?? visit.word("survey.usual").replacing(" / ", with: "\n"),
            "isOpen": outcome?.survey.isOpen ?? false,
        ]
        guard let outcome else { return view }
        view["count"] = "\(outcome.count)"
        view["isShort"] = outcome.ratings.isEmpty
        view["fewest"] = "\(ClassBoard.fewestShown)"
        view["rows"] = zip(outcome.survey.questions, outcome.ratings).map { text, counts -> View in
            let all = counts.reduce(0, +)
            let sum = counts.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
            return [
                "text": text, "counts": counts.map { ["n": "\($0)"] as View },
                "mean": Mark(Int64(sum), over: Int64(all)).map(visit.shown) ?? "–",
            ]
        }
        view["comments"] = outcome.comments.map { ["text": $0] as View }
        return view
    }

    /// `POST /training/classes/{code}/survey`: opens it with these questions, or closes it.
    @Sendable static func change(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        let url = "/training/classes/\(listed.code)/survey?done=saved"
        if visit.form["act"] == "close" {
            try await visit.site.classBoard.close(listed, at: visit.site.now())
            return .seeOther(url)
        }
        let questions = (visit.form.exact("questions") ?? "").split(whereSeparator: \.isNewline)
            .map { VietnameseText.clean(String($0)) }.filter { !$0.isEmpty }
        var key = "error.survey-questions"
        if (1...ClassBoard.mostQuestions).contains(questions.count),
            questions.allSatisfy({ $0.count <= ClassBoard.longestQuestion })
        {
            if try await visit.site.classBoard.open(questions, in: listed, at: visit.site.now()) {
                return .seeOther(url)
            }
            key = "error.survey-answered"
        }
        return try visit.page(
            "training/survey-desk", try await deskView(listed, visit),
            errors: [("questions", key)])
    }
}
