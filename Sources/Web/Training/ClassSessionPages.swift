import Classes
import Hummingbird
import Interchange
import People
import Storage
import Training
import Values

/// When a class meets, and who was there.
enum ClassSessionPages {
    /// `GET /training/classes/{code}/sessions`
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .readTrainingClass)
        return try visit.page("training/sessions", try await listView(listed, visit))
    }

    private static func listView(
        _ listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws -> View {
        let url = "/training/classes/\(listed.code)"
        let sessions = try await visit.site.classSessions.sessions(of: listed)
        let isPosted = visit.form.exact("title") != nil
        return [
            "heading": listed.trainingClass.title, "url": url,
            "sessions": sessions.map { one -> View in
                [
                    "title": one.session.title, "url": "\(url)/sessions/\(one.code)",
                    "at": VietnamTime(one.session.starts).text,
                    "minutes": "\(one.session.minutes)", "place": place(one.session, visit),
                ]
            },
            "known": isPosted
                ? visit.form.values
                : [
                    "starts": visit.site.now().localFieldText, "minutes": "90",
                    "link": listed.trainingClass.link, "place": listed.trainingClass.place,
                ],
        ]
    }

    static func place(_ session: ClassSession, _ visit: Visit) -> String {
        session.link.isEmpty
            ? session.place.isEmpty ? visit.word("session.inPerson") : session.place
            : visit.word("session.online")
    }

    /// `POST /training/classes/{code}/sessions`
    @Sendable static func add(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        var (session, errors) = typed(visit.form)
        if let session {
            if try await visit.site.classSessions.add(
                session, to: listed, by: visit.principal, at: visit.site.now())
            {
                return .seeOther("/training/classes/\(listed.code)/sessions?done=saved")
            }
            errors.append(("title", "error.sessions-many"))
        }
        return try visit.page(
            "training/sessions", try await listView(listed, visit), errors: errors)
    }

    /// The session that a form describes; nil with what is wrong.
    private static func typed(
        _ form: FormData
    ) -> (session: ClassSession?, errors: [(field: String, key: String)]) {
        var errors: [(field: String, key: String)] = []
        if form["title"].isEmpty { errors.append(("title", "error.title-missing")) }
        let starts = Instant(localField: form["starts"])
        if starts == nil { errors.append(("starts", "error.time")) }
        let minutes = Int(form["minutes"]).flatMap {
            (1...ClassSession.mostMinutes).contains($0) ? $0 : nil
        }
        if minutes == nil { errors.append(("minutes", "error.session-minutes")) }
        let link = form["link"]
        if !link.isEmpty, !link.hasPrefix("https://"), !link.hasPrefix("http://") {
            errors.append(("link", "error.link"))
        }
        guard let starts, let minutes, errors.isEmpty else { return (nil, errors) }
        return (
            ClassSession(
                title: form["title"], starts: starts, minutes: minutes, link: link,
                place: form["place"]), []
        )
    }

    /// `POST /training/classes/{code}/sessions/{session}/change`
    @Sendable static func change(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        var (session, errors) = typed(visit.form)
        let code = try visit.parameter("session")
        if let session {
            do {
                try await visit.site.classSessions.change(
                    code, to: session, of: listed, by: visit.principal, at: visit.site.now())
                return .seeOther(
                    "/training/classes/\(listed.code)/sessions/\(code)?done=saved")
            } catch TrainingFault.notYet {
                errors.append(("starts", "error.session-attended"))
            }
        }
        return try visit.page(
            "training/session", view(try await roll(listed, visit), listed, visit),
            errors: errors)
    }

    // MARK: One session

    private static func roll(
        _ listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws -> ClassSessions.Roll {
        try await visit.site.classSessions.roll(
            try visit.parameter("session"), of: listed, on: visit.today)
    }

    /// `GET /training/classes/{code}/sessions/{session}`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .readTrainingClass)
        return try visit.page(
            "training/session", view(try await roll(listed, visit), listed, visit))
    }

    static func view(
        _ roll: ClassSessions.Roll, _ listed: TrainingClassStore.Listed, _ visit: Visit
    ) -> View {
        let classURL = "/training/classes/\(listed.code)"
        let session = roll.session.session
        var view: View = [
            "heading": listed.trainingClass.title, "title": session.title,
            "classURL": classURL, "url": "\(classURL)/sessions/\(roll.session.code)",
            "at": VietnamTime(session.starts).text, "minutes": "\(session.minutes)",
            "place": place(session, visit), "link": session.link,
            "known": visit.form.exact("starts") != nil
                ? visit.form.values
                : [
                    "title": session.title, "starts": session.starts.localFieldText,
                    "minutes": "\(session.minutes)", "link": session.link,
                    "place": session.place,
                ],
            "count": "\(roll.attendances.count)/\(roll.members.count)",
            "isToCome": VietnamTime.date(of: session.starts) > visit.today,
            "least": visit.form.exact("least") ?? "\(max(1, session.minutes * 3 / 4))",
            "codeMinutes": visit.form.exact("codeMinutes") ?? "15",
            "members": roll.members.map { member -> View in
                let known = roll.attendances[member.enrolment]
                return [
                    "code": member.code, "name": member.name,
                    "identifier": member.identifier ?? "", "wasThere": known != nil,
                    "way": known.map { visit.word("attendance.\($0.way.rawValue)") } ?? "",
                    "stay": known?.minutes.map { "\($0)" } ?? "",
                ]
            },
        ]
        if let code = roll.session.attendanceCode, let until = roll.session.codeUntil,
            visit.site.now() <= until
        {
            view["attendanceCode"] = code
            view["codeUntil"] = VietnamTime(until).text
        }
        return view
    }

    /// `POST …/sessions/{session}/code`: a code for those who are there.
    @Sendable static func openCode(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        let code = try visit.parameter("session")
        guard let minutes = Int(visit.form["codeMinutes"]), (1...240).contains(minutes) else {
            return try visit.page(
                "training/session", view(try await roll(listed, visit), listed, visit),
                errors: [("codeMinutes", "error.code-minutes")])
        }
        try await visit.site.classSessions.openCode(
            of: code, in: listed, minutes: minutes, at: visit.site.now())
        return .seeOther("/training/classes/\(listed.code)/sessions/\(code)")
    }

    /// `POST …/sessions/{session}`: the ticked list.
    @Sendable static func record(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        let code = try visit.parameter("session")
        do {
            try await visit.site.classSessions.record(
                Set(visit.form.all("present")), of: Set(visit.form.all("shown")), at: code,
                in: listed, by: visit.principal, at: visit.site.now())
        } catch TrainingFault.notYet {
            return try visit.page(
                "training/session", view(try await roll(listed, visit), listed, visit),
                status: .unprocessableContent)
        }
        return .seeOther("/training/classes/\(listed.code)/sessions/\(code)?done=attendance")
    }

    /// `POST …/sessions/{session}/remove`
    @Sendable static func remove(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        try await visit.site.classSessions.remove(
            try visit.parameter("session"), of: listed, by: visit.principal,
            at: visit.site.now())
        return .seeOther("/training/classes/\(listed.code)/sessions?done=removed")
    }
}
