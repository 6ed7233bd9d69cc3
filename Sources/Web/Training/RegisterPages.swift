import Classes
import Hummingbird
import Interchange
import Storage
import Training
import Values

/// The registers beneath the province's report: meetings, and who uses which software.
enum RegisterPages {
    // MARK: Meetings

    /// `GET /training/meetings`
    @Sendable static func meetings(_ visit: Visit) async throws -> Response {
        try visit.page("training/meetings", try await meetingsView(visit))
    }

    private static func meetingsView(_ visit: Visit) async throws -> View {
        let query = ReportForm(visit.query, today: visit.today).query
        let meetings = try await visit.site.reports.meetings(query, by: visit.principal)
        return [
            "from": query.from.text, "asOf": query.asOf.text, "count": "\(meetings.count)",
            "units": try await units(visit), "today": visit.today.text,
            "rows": meetings.map { meeting -> View in
                [
                    "day": meeting.fact.heldOn.text, "title": meeting.fact.title,
                    "unit": meeting.unitName, "sessions": "\(meeting.fact.sessions)",
                    "withdrawURL": "/training/meetings/\(meeting.id)/withdraw",
                ]
            },
        ]
    }

    private static func units(_ visit: Visit) async throws -> [View] {
        let chosen = visit.form["unit"]
        return try await visit.site.registers.units(
            on: visit.today, withPast: true, by: visit.principal
        ).map { TrainingClassForm.unitOption($0, chosen, visit) }
    }

    /// `POST /training/meetings`
    @Sendable static func addMeeting(_ visit: Visit) async throws -> Response {
        let form = visit.form
        var errors: [(field: String, key: String)] = []
        if form["title"].isEmpty { errors.append(("title", "error.title-missing")) }
        let day = day(form["heldOn"], "heldOn", &errors)
        let sessions = Int(form["sessions"]) ?? 0
        if !(1...10_000).contains(sessions) { errors.append(("sessions", "error.sessions")) }
        if errors.isEmpty, let day {
            do {
                try await visit.site.registers.add(
                    meeting: form["title"], sessions: sessions, heldOn: day, unit: form["unit"],
                    by: visit.principal, at: visit.site.now())
                return .seeOther("/training/meetings?done=saved")
            } catch TrainingFault.noSuchUnit {
                errors.append(("unit", "error.unit-missing"))
            }
        }
        return try visit.page(
            "training/meetings", try await meetingsView(visit), errors: errors)
    }

    /// `POST /training/meetings/{number}/withdraw`
    @Sendable static func withdrawMeeting(_ visit: Visit) async throws -> Response {
        guard let id = Int64(try visit.parameter("number")) else { throw Refusal.notFound }
        try await visit.site.registers.withdraw(
            meeting: id, by: visit.principal, at: visit.site.now())
        return .seeOther("/training/meetings?done=withdrawn")
    }

    // MARK: Software

    /// `GET /training/software`: who uses what for one purpose, and who does not.
    @Sendable static func software(_ visit: Visit) async throws -> Response {
        try visit.page("training/software", try await softwareView(visit))
    }

    private static func softwareView(_ visit: Visit) async throws -> View {
        let function =
            SoftwareFunction(rawValue: visit.query["function"])
            ?? SoftwareFunction(rawValue: visit.form["function"]) ?? .marks
        let query = ReportForm(visit.query, today: visit.today).query
        let populations = visit.query["of"].split(separator: "-").compactMap {
            ProvinceFacts.Population(rawValue: String($0))
        }
        let rows = try await visit.site.reports.coverage(
            query, function, populations, by: visit.principal)
        return [
            "asOf": query.asOf.text, "units": try await units(visit), "today": visit.today.text,
            "functionName": function.text(in: visit.language), "function": function.rawValue,
            "rate": Share(rows.count { !$0.uses.isEmpty }, of: rows.count).text,
            "functions": SoftwareFunction.allCases.map { one -> View in
                [
                    "value": one.rawValue, "label": one.text(in: visit.language),
                    "selected": one == function,
                ]
            },
            "rows": rows.map { row -> View in
                [
                    "unit": row.unit, "level": row.population.text(in: visit.language),
                    "uses": row.uses.map { use -> View in
                        [
                            "system": use.fact.system, "address": use.fact.address,
                            "since": use.fact.since.text,
                            "until": UnitPages.lastDay(use.fact.until), "id": "\(use.id)",
                            "withdrawURL": "/training/software/\(use.id)/withdraw",
                            "endURL": "/training/software/\(use.id)/end",
                        ]
                    },
                ]
            },
        ]
    }

    /// `POST /training/software`
    @Sendable static func addSoftware(_ visit: Visit) async throws -> Response {
        let form = visit.form
        var errors: [(field: String, key: String)] = []
        if form["system"].isEmpty { errors.append(("system", "error.name-missing")) }
        let since = day(form["since"], "since", &errors)
        let last = form["until"].isEmpty ? nil : day(form["until"], "until", &errors)
        if let since, let last, last < since { errors.append(("until", "error.until-before")) }
        let until = last?.adding(days: 1)
        let function = SoftwareFunction(rawValue: form["function"]) ?? .other
        if errors.isEmpty, let since {
            do {
                try await visit.site.registers.add(
                    .init(
                        unit: form["unit"], system: form["system"], function: function,
                        address: form["address"], since: since, until: until),
                    by: visit.principal, at: visit.site.now())
                return .seeOther("/training/software?function=\(function.rawValue)&done=saved")
            } catch TrainingFault.noSuchUnit {
                errors.append(("unit", "error.unit-missing"))
            }
        }
        return try visit.page(
            "training/software", try await softwareView(visit), errors: errors)
    }

    /// `POST /training/software/{number}/end`
    @Sendable static func endSoftware(_ visit: Visit) async throws -> Response {
        guard let id = Int64(try visit.parameter("number")) else { throw Refusal.notFound }
        var errors: [(field: String, key: String)] = []
        let function = visit.form["function"]
        if let day = day(visit.form["endsOn"], "endsOn", &errors) {
            do {
                try await visit.site.registers.end(
                    use: id, on: day, by: visit.principal, at: visit.site.now())
                return .seeOther(
                    "/training/software?function=\(function.urlQueryEncoded)&done=saved")
            } catch TrainingFault.dayOutside {
                errors.append(("endsOn", "error.until-before"))
            }
        }
        return try visit.page(
            "training/software", try await softwareView(visit), errors: errors)
    }

    /// `POST /training/software/{number}/withdraw`
    @Sendable static func withdrawSoftware(_ visit: Visit) async throws -> Response {
        guard let id = Int64(try visit.parameter("number")) else { throw Refusal.notFound }
        try await visit.site.registers.withdraw(
            use: id, by: visit.principal, at: visit.site.now())
        return .seeOther("/training/software?done=withdrawn")
    }

    // MARK: Sheets

    /// `POST /training/software/import`, `/training/meetings/import`
    @Sendable static func take(_ visit: Visit) async throws -> Response {
        let isSoftware = visit.path.hasPrefix("/training/software")
        let page = isSoftware ? "training/software" : "training/meetings"
        let view = isSoftware ? softwareView : meetingsView
        guard let upload = visit.form.files["file"] else {
            return try visit.page(
                page, try await view(visit), errors: [("file", "error.file-missing")])
        }
        do {
            let report = try await visit.site.registers.take(
                upload.bytes, name: upload.name, by: visit.principal, at: visit.site.now())
            guard report.faults.isEmpty else {
                var shown = try await view(visit)
                shown["taken"] = visit.word(
                    "register.taken",
                    [
                        "new": "\(report.new)", "same": "\(report.same)",
                        "faults": "\(report.faults.count)",
                    ])
                return try visit.page(
                    page, shown,
                    faults: report.faults.prefix(100).map { fault in
                        let line = visit.word("error.line", ["line": "\(fault.line)"])
                        return ("file", "\(line) \(fault.reason.text(in: visit.language))")
                    })
            }
            return .seeOther(
                isSoftware
                    ? "/training/software?done=import-register"
                    : "/training/meetings?done=import-register")
        } catch let fault as ImportFault {
            return try visit.page(
                page, try await view(visit),
                faults: [("file", "\(fault.file): \(fault.text(in: visit.language))")])
        }
    }

    private static func day(
        _ text: String, _ field: String, _ errors: inout [(field: String, key: String)]
    ) -> CalendarDate? {
        if let day = CalendarDate(text), TrainingClass.canLie(on: day) { return day }
        errors.append((field, "error.date"))
        return nil
    }
}
