import Classes
import Hummingbird
import Mail
import People
import Storage
import Training
import Values

/// Rounds: the department asks and sees who has not answered; heads confirm or correct.
enum RoundPages {
    // MARK: The department

    /// `GET /training/rounds`
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        try visit.page("training/rounds", try await listView(visit))
    }

    private static func listView(_ visit: Visit) async throws -> View {
        let rounds = try await visit.site.rounds.all(by: visit.principal)
        let units = try await visit.site.registers.units(on: visit.today, by: visit.principal)
        let chosen = visit.form["unit"]
        return [
            "rows": rounds.map { round -> View in
                [
                    "title": round.title, "url": "/training/rounds/\(round.code)",
                    "dates": "\(round.from.text) – \(round.until.text)",
                    "due": round.dueOn.text, "isClosed": round.closedAt != nil,
                ]
            },
            "units": units.map { unit -> View in
                ["value": unit.code, "label": unit.name, "selected": unit.code == chosen]
            },
        ]
    }

    /// `POST /training/rounds`
    @Sendable static func open(_ visit: Visit) async throws -> Response {
        let form = visit.form
        var errors: [(field: String, key: String)] = []
        if form["title"].isEmpty { errors.append(("title", "error.round-title-missing")) }
        var days: [String: CalendarDate] = [:]
        for field in ["from", "until", "dueOn"] {
            if let day = CalendarDate(form[field]), TrainingClass.canLie(on: day) {
                days[field] = day
            } else {
                errors.append((field, "error.date"))
            }
        }
        if let from = days["from"], let until = days["until"], until < from {
            errors.append(("until", "error.until-before"))
        }
        if let due = days["dueOn"], due < visit.today {
            errors.append(("dueOn", "error.due-past"))
        }
        if errors.isEmpty, let from = days["from"], let until = days["until"],
            let due = days["dueOn"]
        {
            do {
                let code = try await visit.site.rounds.open(
                    form["title"], unit: form["unit"], from: from, until: until, dueOn: due,
                    by: visit.principal, at: visit.site.now())
                return .seeOther("/training/rounds/\(code)?done=round")
            } catch TrainingFault.noSuchUnit {
                errors.append(("unit", "error.unit-missing"))
            }
        }
        return try visit.page("training/rounds", try await listView(visit), errors: errors)
    }

    /// `GET /training/rounds/{code}`: who has confirmed, and who has not.
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        try visit.page("training/round", try await view(visit))
    }

    private static func view(_ visit: Visit) async throws -> View {
        let (round, answers) = try await visit.site.rounds.answers(
            to: try visit.parameter("code"), on: visit.today, by: visit.principal)
        let done = answers.count(where: \.isDone)
        let ordered = answers.filter { !$0.isDone } + answers.filter(\.isDone)
        return [
            "title": round.title, "dates": "\(round.from.text) – \(round.until.text)",
            "due": round.dueOn.text, "isOpen": round.closedAt == nil,
            "rate": Share(done, of: answers.count).text,
            "withoutHead": answers.contains { !$0.isDone && !$0.hasHead }
                ? visit.word(
                    "rounds.withoutHead",
                    [
                        "count":
                            "\(answers.count { !$0.isDone && !$0.hasHead })"
                    ]) : "",
            "closeURL": "/training/rounds/\(round.code)/close",
            "reopenURL": "/training/rounds/\(round.code)/reopen",
            "remindURL": round.closedAt == nil
                && answers.contains { !$0.isDone && $0.hasHead }
                ? "/training/rounds/\(round.code)/remind" : "",
            "sendsLetters": visit.site.rounds.sendsLetters,
            "reminded": reminded(visit),
            "rows": ordered.map { answer -> View in
                [
                    "unit": answer.unit.details.name, "hasNoHead": !answer.hasHead,
                    "unitURL": "/admin/people?unit=\(answer.unit.unit.code)&kind=staff",
                    "person": answer.confirmation?.person ?? "",
                    "at": answer.confirmation.map { VietnamTime($0.at).text } ?? "",
                    "isConfirmed": answer.isDone, "isChanged": answer.isChanged,
                    "reminded": answer.remindedAt.map { VietnamTime($0).text } ?? "",
                    "listURL": "/training/report/list?"
                        + ReportForm.address(
                            Rounds.query(round, unit: answer.unit.unit.code, on: visit.today),
                            [("measure", "enrolments")]),
                ]
            },
        ]
    }

    /// What came of a reminder that was just sent.
    private static func reminded(_ visit: Visit) -> String {
        guard let units = Int(visit.query["units"]) else { return "" }
        if units == 0 { return visit.word("rounds.remindedJustNow") }
        guard visit.site.rounds.sendsLetters, let letters = Int(visit.query["letters"]),
            let without = Int(visit.query["without"])
        else { return visit.word("rounds.remindedOnPages", ["units": "\(units)"]) }
        return visit.word(
            "rounds.remindedByLetter",
            ["units": "\(units)", "letters": "\(letters)", "without": "\(without)"])
    }

    /// `POST /training/rounds/{code}/remind`
    @Sendable static func remind(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code")
        let (round, _) = try await visit.site.rounds.answers(
            to: code, on: visit.today, by: visit.principal)
        // In both languages: nobody knows which one its readers chose.
        let letter = Letter(
            subject: visit.word("letter.round.subject", in: .vietnamese, ["title": round.title]),
            text: Language.allCases.map {
                visit.word(
                    "letter.round.text", in: $0,
                    [
                        "title": round.title, "due": round.dueOn.text,
                        "url": "\(visit.site.settings.address)/my-unit/rounds",
                    ])
            }.joined(separator: "\n\n— — —\n\n"))
        let reminder = try await visit.site.rounds.remind(
            code, letter: letter, by: visit.principal, at: visit.site.now())
        if let fault = reminder.fault {
            let words = visit.word("error.mail", ["reason": fault.reason])
            return try visit.page(
                "training/round", try await view(visit).merging(["fault": words]) { $1 },
                status: .badGateway)
        }
        return .seeOther(
            "/training/rounds/\(code)?units=\(reminder.units)&letters=\(reminder.letters)"
                + "&without=\(reminder.withoutAddress)")
    }

    /// `POST /training/rounds/{code}/close`
    @Sendable static func close(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code")
        try await visit.site.rounds.close(code, by: visit.principal, at: visit.site.now())
        return .seeOther("/training/rounds/\(code)?done=saved")
    }

    /// `POST /training/rounds/{code}/reopen`
    @Sendable static func reopen(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code")
        try await visit.site.rounds.reopen(code, by: visit.principal)
        return .seeOther("/training/rounds/\(code)?done=saved")
    }

    // MARK: A head

    /// `GET /my-unit/rounds`: the rounds that ask one's units.
    @Sendable static func requests(_ visit: Visit) async throws -> Response {
        let requests = try await visit.site.rounds.requests(
            to: visit.principal, on: visit.today)
        return try visit.page(
            "training/requests",
            [
                "rows": requests.map { request -> View in
                    [
                        "title": request.round.title, "unit": request.unit.name,
                        "url": "/my-unit/rounds/\(request.round.code)/\(request.unit.code)",
                        "due": request.round.dueOn.text,
                        "confirmed": request.confirmation.map { VietnamTime($0.at).text } ?? "",
                        "reminded": request.remindedAt.map { VietnamTime($0).text } ?? "",
                        "isChanged": request.isChanged,
                        "isClosed": request.round.closedAt != nil,
                        "isLate": request.isWaiting && request.round.dueOn < visit.today,
                    ]
                }
            ])
    }

    /// `GET /my-unit/rounds/{code}/{unit}`: one's staff and their results.
    @Sendable static func sheet(_ visit: Visit) async throws -> Response {
        try visit.page("training/sheet", try await sheetView(visit))
    }

    private static func sheetView(_ visit: Visit) async throws -> View {
        let sheet = try await visit.site.rounds.sheet(
            try visit.parameter("code"), unit: try visit.parameter("unit"), by: visit.principal,
            on: visit.today)
        let request = sheet.request
        return [
            "title": request.round.title, "unit": request.unit.name, "rowHash": sheet.rowHash,
            "dates": "\(request.round.from.text) – \(request.round.until.text)",
            "due": request.round.dueOn.text,
            "url": "/my-unit/rounds/\(request.round.code)/\(request.unit.code)",
            "confirmed": request.confirmation.map { VietnamTime($0.at).text } ?? "",
            "isChanged": request.isChanged, "isOpen": request.round.closedAt == nil,
            "asOf": Rounds.query(request.round, unit: nil, on: visit.today).asOf.text,
            "hasRows": !sheet.lines.isEmpty,
            "rows": sheet.lines.map { line -> View in
                let day = line.row.hasCompleted ? RecordVersion.date(line.row.day)?.text : nil
                return [
                    "name": line.name, "identifier": line.identifier ?? "",
                    "className": line.className, "programme": line.programme,
                    "outcome": day.map { visit.word("outcome.completed", ["date": $0]) }
                        ?? visit.word("outcome.notCompleted"),
                    "enrolment": "\(line.row.enrolment)", "day": day ?? "",
                    "corrections": (sheet.corrections[line.row.enrolment] ?? []).map {
                        ["correction": RecordPages.correction($0, visit)] as View
                    },
                ]
            },
        ]
    }

    /// `POST /my-unit/rounds/{code}/{unit}`
    @Sendable static func confirm(_ visit: Visit) async throws -> Response {
        let (code, unit) = (try visit.parameter("code"), try visit.parameter("unit"))
        let isConfirmed = try await visit.site.rounds.confirm(
            code, unit: unit, seen: visit.form["seen"], by: visit.principal,
            at: visit.site.now())
        guard isConfirmed else {
            return try visit.page(
                "training/sheet", try await sheetView(visit),
                errors: [("seen", "error.round-changed")])
        }
        return .seeOther("/my-unit/rounds/\(code)/\(unit)?done=confirmed")
    }

    /// `POST /my-unit/rounds/{code}/{unit}/correct`
    @Sendable static func correct(_ visit: Visit) async throws -> Response {
        let (code, unit) = (try visit.parameter("code"), try visit.parameter("unit"))
        let form = visit.form
        let isCompleted = form["outcome"] == "completed"
        let day = CalendarDate(form["day"]).flatMap { TrainingClass.canLie(on: $0) ? $0 : nil }
        var errors: [(field: String, key: String)] = []
        if isCompleted, day == nil { errors.append(("day", "error.date")) }
        if form["reason"].isEmpty { errors.append(("reason", "error.reason-missing")) }
        guard let enrolment = Int64(form["enrolment"]) else { throw Refusal.notFound }
        guard errors.isEmpty else {
            return try visit.page(
                "training/sheet", try await sheetView(visit), errors: errors)
        }
        do {
            try await visit.site.rounds.correct(
                enrolment, in: code, unit: unit, completedOn: isCompleted ? day : nil,
                reason: form["reason"], by: visit.principal, at: visit.site.now())
        } catch TrainingFault.certified(let numbers) {
            let words = visit.word(
                "error.certified-mark", ["numbers": numbers.joined(separator: ", ")])
            return try visit.page(
                "training/sheet", try await sheetView(visit), faults: [("outcome", words)])
        } catch TrainingFault.dayOutside(let from, let until) {
            let words = visit.word(
                "error.day-outside", ["from": from.text, "until": until.text])
            return try visit.page(
                "training/sheet", try await sheetView(visit), faults: [("day", words)])
        }
        return .seeOther("/my-unit/rounds/\(code)/\(unit)?done=corrected")
    }
}
