import Assessment
import Authoring
import Classes
import Delivery
import Hummingbird
import People
import Storage
import Training
import Values

/// Practices from the question banks inside a training class.
enum QuizPages {
    /// `GET /training/classes/{code}/quizzes`
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .readTrainingClass)
        return try visit.page("training/quizzes", try await listView(listed, visit))
    }

    private static func listView(
        _ listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws -> View {
        let principal = try visit.principal
        let quizzes = try await visit.site.classQuizzes.quizzes(of: listed)
        let rule = try await visit.site.trainingClasses.programme(of: listed).rule
        let tests = try await visit.site.database.read {
            try TestStore($0).tests(by: principal.person)
        }
        let end = VietnamTime.instant(
            on: max(listed.trainingClass.until, visit.today), minuteOfDay: 1_439)
        let form = visit.form
        return [
            "heading": listed.trainingClass.title, "url": "/training/classes/\(listed.code)",
            "quizzes": quizzes.map { quiz -> View in
                [
                    "title": quiz.sitting.title, "component": quiz.component,
                    "people": "\(quiz.candidates.count)",
                    "closes": VietnamTime(quiz.sitting.closes).text,
                    "sittingURL": quiz.sitting.author == principal.person
                        ? "/teach/sittings/\(quiz.sitting.code)" : "",
                ]
            },
            "mayAdd": Access.allows(.openSitting, on: .own, to: principal.roles)
                && !tests.isEmpty && !rule.components.isEmpty,
            "tests": tests.map { one -> View in
                [
                    "value": one.code, "label": one.settings.title,
                    "selected": one.code == form["test"],
                ]
            },
            "components": rule.components.map { one -> View in
                ["label": one.name, "selected": one.name == form["component"]]
            },
            "closes": form.exact("closes") ?? end.localFieldText,
            "attempts": form.exact("attempts") ?? "3",
        ]
    }

    /// `POST /training/classes/{code}/quizzes`: gives one's own test to those of the class who
    /// were not given it yet.
    @Sendable static func add(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        let form = visit.form
        let now = visit.site.now()
        let rule = try await visit.site.trainingClasses.programme(of: listed).rule
        var errors: [(field: String, key: String)] = []
        let component = rule.components.first { $0.name == form["component"] }?.name
        if component == nil { errors.append(("component", "error.component")) }
        let closes = Instant(localField: form["closes"])
        if closes.map({ $0 <= now }) ?? true { errors.append(("closes", "error.time")) }
        let attempts = Int(form["attempts"]).flatMap {
            PracticeRules.countedAttempts.contains($0) ? $0 : nil
        }
        if attempts == nil { errors.append(("attempts", "error.attempts")) }
        if let component, let closes, let attempts, errors.isEmpty {
            let people = try await visit.site.classQuizzes.waiting(
                for: form["test"], in: listed, on: visit.today)
            do {
                let sitting = try await visit.site.sittings.openPractice(
                    test: form["test"], to: people, of: listed.unit,
                    by: PracticeRules(attempts: attempts, counting: .best, feedback: .atEnd),
                    opens: now.adding(seconds: -1), closes: closes, as: visit.principal,
                    at: now)
                try await visit.site.register(sitting)
                try await visit.site.classQuizzes.add(
                    sitting, for: component, to: listed, by: visit.principal, at: now)
                return .seeOther("/training/classes/\(listed.code)/quizzes?done=saved")
            } catch TestFault.emptyClass {
                errors.append(("test", "error.quiz-nobody"))
            } catch is TestFault {
                errors.append(("test", "error.quiz-test"))
            }
        }
        return try visit.page(
            "training/quizzes", try await listView(listed, visit), errors: errors)
    }

    // MARK: Marks

    /// Takes over what everybody earned in a quiz since it was last looked at.
    static func take(
        _ quiz: ClassQuizzes.Quiz, in listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws {
        let results = Dictionary(
            grouping: try await visit.site.delivery.marks(quiz.sitting.id), by: \.candidate)
        try await take(
            quiz.candidates.map { one in
                let attempts = results[one.id] ?? []
                return (one.person, attempts.map(\.earned), attempts.last?.possible)
            }, of: quiz, in: listed, visit)
    }

    /// The same of one trainee.
    static func take(
        _ quiz: ClassQuizzes.Quiz, of person: Int64, in listed: TrainingClassStore.Listed,
        _ visit: Visit
    ) async throws {
        guard let candidate = quiz.candidates.first(where: { $0.person == person }) else { return }
        let attempts = try await visit.site.delivery.summaries(
            quiz.sitting.id, candidate: candidate.id)
        try await take(
            [(person, attempts.map(\.earned), attempts.last?.possible)], of: quiz, in: listed,
            visit)
    }

    private static func take(
        _ attempts: [(person: Int64, earned: [Mark], possible: Mark?)],
        of quiz: ClassQuizzes.Quiz, in listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws {
        let scale = try await visit.site.trainingClasses.programme(of: listed).rule.scale
        let earned = attempts.compactMap { one -> ClassQuizzes.Earned? in
            guard let mark = quiz.sitting.counting.mark(of: one.earned),
                let possible = one.possible,
                let share = share(of: mark, in: possible, scale: scale)
            else { return nil }
            return .init(person: one.person, mark: share)
        }
        try await visit.site.classQuizzes.take(
            earned, of: quiz, in: listed, at: visit.site.now())
    }

    /// On the programme's scale, to two decimals.
    static func share(of mark: Mark, in possible: Mark, scale: Int) -> Mark? {
        guard possible > .zero, mark >= .zero,
            let inverse = Mark(possible.denominator, over: possible.numerator)
        else { return nil }
        return Mark((mark * inverse * Mark(scale)).decimal(places: 2))
    }

    /// A quiz as its trainee sees it.
    static func row(_ quiz: ClassQuizzes.Quiz, _ visit: Visit) async throws -> View {
        let standing = try? await Standing(quiz.sitting, visit)
        return [
            "title": quiz.sitting.title, "component": quiz.component,
            "closes": VietnamTime(quiz.sitting.closes).text,
            "url": "/exam/\(quiz.sitting.code)",
            "markText": standing?.markText(visit) ?? "",
        ]
    }
}
