import Classes
import Hummingbird
import People
import Storage
import Training
import Values

/// Training classes, as the department and their trainers see them.
enum TrainingPages {
    /// Classes and people of a page.
    static let limit = 50

    /// `GET /training`: all classes, or those that one trains.
    @Sendable static func home(_ visit: Visit) async throws -> Response {
        let roles = try visit.principal.roles
        // One more than is shown: whether there is an older page.
        let classes = try await visit.site.trainingClasses.list(
            after: place(visit.query), limit: limit + 1, by: visit.principal)
        var view: View = ["classes": classes.prefix(limit).map { row($0) }]
        if classes.count > limit, let last = classes.prefix(limit).last {
            view["olderURL"] =
                "/training?from=\(last.trainingClass.from.iso)&before=\(last.id)"
        }
        view["links"] = TrainingPages.links.filter { Access.everAllows($0.useCase, to: roles) }
            .map { ["url": $0.url, "label": visit.word($0.key)] as View }
        return try visit.page("training/home", view)
    }

    /// What stands above the classes, for who may.
    private static let links: [(url: String, key: String, useCase: UseCase)] = [
        ("/training/classes/new", "training.newClass", .manageTraining),
        ("/training/programmes", "programmes.title", .manageTraining),
        ("/training/report", "report.title", .readReports),
        ("/training/province", "province.title", .manageReports),
        ("/training/rounds", "rounds.title", .manageReports),
        ("/training/software", "software.title", .manageReports),
        ("/training/meetings", "meetings.title", .manageReports),
    ]

    private static func place(_ query: FormData) -> TrainingClassStore.Place? {
        guard let from = CalendarDate(query["from"]), let id = Int64(query["before"]) else {
            return nil
        }
        return .init(from: from, id: id)
    }

    private static func row(_ listed: TrainingClassStore.Listed) -> View {
        [
            "url": "/training/classes/\(listed.code)", "title": listed.trainingClass.title,
            "identifier": listed.trainingClass.identifier, "programme": listed.programmeName,
            "unit": listed.unitName, "dates": dates(listed.trainingClass),
            "people": "\(listed.people)", "isCancelled": listed.trainingClass.cancelled != nil,
        ]
    }

    static func dates(_ trainingClass: TrainingClass) -> String {
        trainingClass.from == trainingClass.until
            ? trainingClass.from.text
            : "\(trainingClass.from.text) – \(trainingClass.until.text)"
    }

    /// `GET /training/classes/new`
    @Sendable static func new(_ visit: Visit) async throws -> Response {
        let choices = try await visit.site.trainingClasses.choices(
            by: visit.principal, on: visit.today)
        return try visit.page(
            "training/new-class", TrainingClassForm.view(nil, choices, visit))
    }

    /// `POST /training/classes`
    @Sendable static func add(_ visit: Visit) async throws -> Response {
        let form = TrainingClassForm(visit.form)
        var errors = form.errors
        if errors.isEmpty, let draft = form.draft {
            do {
                let code = try await visit.site.trainingClasses.add(
                    draft, by: visit.principal, at: visit.site.now())
                return .seeOther("/training/classes/\(code)?done=class")
            } catch let fault as TrainingFault {
                guard let error = TrainingClassForm.error(fault) else { throw fault }
                errors.append(error)
            }
        }
        let choices = try await visit.site.trainingClasses.choices(
            by: visit.principal, on: visit.today)
        return try visit.page(
            "training/new-class", TrainingClassForm.view(nil, choices, visit), errors: errors)
    }

    /// `GET /training/classes/{code}/change`
    @Sendable static func changing(_ visit: Visit) async throws -> Response {
        try visit.page("training/change-class", try await changeView(visit))
    }

    /// `POST /training/classes/{code}/change`
    @Sendable static func change(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code")
        _ = try await found(visit, for: .manageTraining)
        let form = TrainingClassForm(visit.form)
        var errors = form.errors
        if errors.isEmpty, let draft = form.draft {
            do {
                try await visit.site.trainingClasses.change(
                    code, to: draft, by: visit.principal, at: visit.site.now())
                return .seeOther("/training/classes/\(code)?done=saved")
            } catch let fault as TrainingFault {
                guard let error = TrainingClassForm.error(fault) else { throw fault }
                errors.append(error)
            }
        }
        return try visit.page(
            "training/change-class", try await changeView(visit), errors: errors)
    }

    /// `POST /training/classes/{code}/cancel`: cancels the class, or has it held after all.
    @Sendable static func cancel(_ visit: Visit) async throws -> Response {
        let listed = try await found(visit, for: .manageTraining)
        let reason = visit.form["hold"].isEmpty ? visit.form["reason"] : nil
        if reason?.isEmpty == true {
            return try visit.page(
                "training/change-class", try await changeView(visit),
                errors: [("reason", "error.reason-missing")])
        }
        try await visit.site.trainingClasses.cancel(
            listed, because: reason, by: visit.principal, at: visit.site.now())
        return .seeOther("/training/classes/\(listed.code)?done=saved")
    }

    private static func changeView(_ visit: Visit) async throws -> View {
        let listed = try await found(visit, for: .manageTraining)
        let choices = try await visit.site.trainingClasses.choices(
            by: visit.principal, on: visit.today, with: listed.programme)
        var view = TrainingClassForm.view(listed, choices, visit)
        view["heading"] = listed.trainingClass.title
        view["cancelled"] = TrainingClassPages.cancelled(listed.trainingClass, visit)
        view["url"] = "/training/classes/\(listed.code)"
        return view
    }

    /// The class of the address, if this visitor may do this to it.
    static func found(
        _ visit: Visit, for useCase: UseCase
    ) async throws -> TrainingClassStore.Listed {
        try await visit.site.trainingClasses.trainingClass(
            try visit.parameter("code"), for: useCase, by: visit.principal)
    }
}

extension Visit {
    /// The day on Vietnamese clocks.
    var today: CalendarDate { VietnamTime(site.now()).date }
}
