import Classes
import Hummingbird
import People
import Storage
import Training
import Values

/// How far the trainees of a class are.
enum ProgressPages {
    /// `GET /training/classes/{code}/progress`
    @Sendable static func table(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .readTrainingClass)
        let url = "/training/classes/\(listed.code)"
        for quiz in try await visit.site.classQuizzes.quizzes(of: listed) {
            try await QuizPages.take(quiz, in: listed, visit)
        }
        let table = try await visit.site.classProgress.table(
            of: listed, after: place(visit.query), limit: TrainingPages.limit + 1)
        var view: View = [
            "heading": listed.trainingClass.title, "url": url,
            "components": table.rule.components.map { ["name": $0.name] as View },
            "rows": table.rows.prefix(TrainingPages.limit).map { row($0, table, url, visit) },
            "columns": "\(5 + table.rule.components.count)",
        ]
        if table.rows.count > TrainingPages.limit,
            let last = table.rows.prefix(TrainingPages.limit).last?.member
        {
            view["moreURL"] =
                "\(url)/progress?after=\(last.sortKey.urlQueryEncoded)&person=\(last.person)"
        }
        return try visit.page("training/progress", view)
    }

    private static func place(_ query: FormData) -> (sortKey: String, person: Int64)? {
        guard let key = query.exact("after"), let person = Int64(query["person"]) else {
            return nil
        }
        return (key, person)
    }

    private static func row(
        _ row: ClassProgress.Row, _ table: ClassProgress.Table, _ url: String, _ visit: Visit
    ) -> View {
        let state = row.standing.state
        return [
            "name": row.member.name, "url": "\(url)/people/\(row.member.code)",
            "lessons": "\(row.standing.done.count)/\(table.lessons.count)",
            "sessions": "\(row.standing.attended.count)/\(table.sessions.count)",
            "marks": table.rule.components.map { one -> View in
                ["mark": state.marks[one.name].map(visit.shown) ?? "–"]
            },
            "isComplete": state.hasCompleted(by: visit.today),
            "outcome": TrainingClassPages.outcome(state, visit),
            "missing": missing(row, visit),
        ]
    }

    private static func missing(_ row: ClassProgress.Row, _ visit: Visit) -> String {
        guard row.standing.state.completedOn == nil, row.standing.isAsked else { return "" }
        return row.standing.completion.explanation(in: visit.language) ?? ""
    }

    /// `GET /training/classes/{code}/people/{person}`
    @Sendable static func person(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .readTrainingClass)
        let table = try await table(of: listed, visit)
        return try visit.page("training/member", view(table, listed, visit))
    }

    private static func table(
        of listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws -> ClassProgress.Table {
        try await visit.site.classProgress.table(of: listed, for: try visit.parameter("person"))
    }

    private static func view(
        _ table: ClassProgress.Table, _ listed: TrainingClassStore.Listed, _ visit: Visit,
        errors: [(field: String, text: String)] = []
    ) throws -> View {
        guard let row = table.rows.first else { throw Refusal.notFound }
        let url = "/training/classes/\(listed.code)"
        let standing = row.standing
        let isMember = standing.state.isEnrolled(on: visit.today)
        return [
            "heading": listed.trainingClass.title, "classURL": url, "name": row.member.name,
            "identifier": row.member.identifier ?? "",
            "url": "\(url)/people/\(row.member.code)",
            "outcome": TrainingClassPages.outcome(standing.state, visit),
            "missing": missing(row, visit), "scale": "\(table.rule.scale)",
            "lessons": table.lessons.map { one -> View in
                ["title": one.lesson.title, "isDone": standing.done.contains(one.id)]
            },
            "sessions": table.sessions.map { one -> View in
                [
                    "title": one.session.title, "at": VietnamTime(one.session.starts).text,
                    "wasThere": standing.attended.contains(one.id),
                ]
            },
            "hasComponents": !table.rule.components.isEmpty,
            "components": table.rule.components.enumerated().map { place, one -> View in
                let typed = visit.form.exact("m\(place)")
                return [
                    "field": "m\(place)", "name": one.name,
                    "value": typed ?? standing.state.marks[one.name].map(visit.shown) ?? "",
                    "least": one.passMark.map(visit.shown) ?? "",
                    "error": errors.first { $0.field == "m\(place)" }?.text ?? "",
                ]
            },
            "removeURL": isMember && standing.state.completedOn == nil
                ? "\(url)/people/\(row.member.code)/remove" : "",
        ]
    }

    /// `POST /training/classes/{code}/people/{person}`: marks.
    @Sendable static func mark(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        let table = try await table(of: listed, visit)
        var marks: [String: Mark] = [:]
        var withdrawn: Set<String> = []
        var errors: [(field: String, text: String)] = []
        for (place, component) in table.rule.components.enumerated() {
            let typed = visit.form["m\(place)"]
            guard !typed.isEmpty else { continue }
            if typed == "-" || typed == "–" {
                withdrawn.insert(component.name)
            } else if let mark = table.rule.mark(typed) {
                marks[component.name] = mark
            } else {
                errors.append(
                    (
                        "m\(place)",
                        visit.word("error.mark-of", ["scale": "\(table.rule.scale)"])
                    ))
            }
        }
        guard errors.isEmpty else {
            return try visit.page(
                "training/member", view(table, listed, visit, errors: errors), faults: errors)
        }
        let code = try visit.parameter("person")
        do {
            try await visit.site.classProgress.mark(
                marks, withdrawn: withdrawn, of: code, in: listed, by: visit.principal,
                at: visit.site.now())
        } catch TrainingFault.certified(let numbers) {
            let words = visit.word(
                "error.certified-mark", ["numbers": numbers.joined(separator: ", ")])
            errors.append(("m0", words))
            return try visit.page(
                "training/member", view(table, listed, visit, errors: errors), faults: errors)
        }
        return .seeOther("/training/classes/\(listed.code)/people/\(code)?done=saved")
    }

    /// `POST /training/classes/{code}/people/{person}/remove`: takes them out of the class.
    @Sendable static func remove(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        try await visit.site.admissions.remove(
            try visit.parameter("person"), from: listed, by: visit.principal,
            at: visit.site.now())
        return .seeOther("/training/classes/\(listed.code)/progress?done=removed")
    }
}
