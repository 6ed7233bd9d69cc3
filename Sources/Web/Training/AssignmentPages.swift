import Classes
import Hummingbird
import People
import Storage
import Training
import Values

/// What trainees hand in as files: their page, and their trainers' pages.
enum AssignmentPages {
    // MARK: The trainee's side

    /// `GET /learn/{code}/assignments`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let seat = try await LearnPages.seat(visit)
        return try visit.page("training/assignments", try await view(of: seat, visit))
    }

    private static func view(of seat: Learning.Seat, _ visit: Visit) async throws -> View {
        let url = LearnPages.url(seat)
        let handIns = Dictionary(
            grouping: try await visit.site.assignments.handIns(of: seat), by: \.assignment)
        let assignments = try await visit.site.assignments.assignments(of: seat.trainingClass)
        let now = visit.site.now()
        let isCancelled = seat.trainingClass.trainingClass.cancelled != nil
        return [
            "heading": seat.trainingClass.trainingClass.title, "url": url,
            "limit": "\(Routes.uploadLimit >> 20)",
            "assignments": assignments.map { one -> View in
                [
                    "title": one.title, "html": BoardPages.html(one.text),
                    "due": VietnamTime(one.due).text,
                    "isOpen": now <= one.due && !isCancelled,
                    "component": one.component ?? "", "field": "f-\(one.code)",
                    "handInURL": "\(url)/assignments/\(one.code)",
                    "handIns": (handIns[one.id] ?? []).reversed().map { row($0, url, visit) },
                ]
            },
        ]
    }

    private static func row(
        _ one: AssignmentStore.HandIn, _ url: String, _ visit: Visit
    ) -> View {
        [
            "name": one.name, "fileURL": "\(url)/hand-ins/\(one.code)",
            "at": VietnamTime(one.at).text, "mark": one.mark.map(visit.shown) ?? "",
            "remark": one.remark ?? "",
        ]
    }

    /// `POST /learn/{code}/assignments/{assignment}`
    @Sendable static func handIn(_ visit: Visit) async throws -> Response {
        let seat = try await LearnPages.seat(visit)
        let code = try visit.parameter("assignment")
        func refused(_ key: String) async throws -> Response {
            try visit.page(
                "training/assignments", try await view(of: seat, visit),
                errors: [("f-\(code)", key)])
        }
        guard let file = visit.form.files["file"], !file.bytes.isEmpty else {
            return try await refused("error.file-missing")
        }
        switch try await visit.site.assignments.handIn(
            file.bytes, named: file.name, for: code, in: seat, at: visit.site.now())
        {
        case nil: return .seeOther("\(LearnPages.url(seat))/assignments?done=handed-in")
        case .kind: return try await refused("error.hand-in-kind")
        case .late: return try await refused("error.hand-in-late")
        case .many: return try await refused("error.hand-in-many")
        }
    }

    /// `GET /learn/{code}/hand-ins/{file}`: one's own.
    @Sendable static func ownFile(_ visit: Visit) async throws -> Response {
        let seat = try await LearnPages.seat(visit)
        let found = try await visit.site.assignments.handIn(
            try visit.parameter("file"), in: seat.trainingClass, of: seat)
        return ServedFile.answer(found.file, name: found.name, visit)
    }

    // MARK: The trainers' side

    /// `GET /training/classes/{code}/assignments`
    @Sendable static func desk(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .readTrainingClass)
        return try visit.page("training/assignment-desk", try await deskView(listed, visit))
    }

    private static func deskView(
        _ listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws -> View {
        let url = "/training/classes/\(listed.code)"
        let rule = try await visit.site.trainingClasses.programme(of: listed).rule
        let assignments = try await visit.site.assignments.assignments(of: listed)
        let end = VietnamTime.instant(
            on: max(listed.trainingClass.until, visit.today), minuteOfDay: 1_439)
        return [
            "heading": listed.trainingClass.title, "url": url,
            "assignments": assignments.map { one -> View in
                [
                    "title": one.title, "url": "\(url)/assignments/\(one.code)",
                    "due": VietnamTime(one.due).text, "component": one.component ?? "",
                ]
            },
            "known": visit.form.exact("title") == nil
                ? ["due": end.localFieldText] : visit.form.values,
            "hasComponents": !rule.components.isEmpty,
            "components": rule.components.map { one -> View in
                ["label": one.name, "selected": one.name == visit.form["component"]]
            },
        ]
    }

    /// `POST /training/classes/{code}/assignments`
    @Sendable static func add(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        let rule = try await visit.site.trainingClasses.programme(of: listed).rule
        var (draft, errors) = typed(visit)
        if let draft {
            if draft.due < visit.site.now() {
                errors.append(("due", "error.due-past"))
            } else if try await visit.site.assignments.add(
                draft.title, draft.text, due: draft.due,
                component: rule.components.first { $0.name == visit.form["component"] }?.name,
                to: listed, by: visit.principal, at: visit.site.now())
            {
                return .seeOther("/training/classes/\(listed.code)/assignments?done=saved")
            } else {
                errors.append(("title", "error.assignments-many"))
            }
        }
        return try visit.page(
            "training/assignment-desk", try await deskView(listed, visit), errors: errors)
    }

    /// What a form says of an assignment; nil with what is wrong.
    private static func typed(
        _ visit: Visit
    ) -> (
        draft: (title: String, text: String, due: Instant)?,
        errors: [(field: String, key: String)]
    ) {
        let form = visit.form
        let text = (form.exact("text") ?? "").replacing("\r\n", with: "\n")
        var errors: [(field: String, key: String)] = []
        if form["title"].isEmpty { errors.append(("title", "error.title-missing")) }
        if text.count > Lesson.longestText { errors.append(("text", "error.lesson-long")) }
        let due = Instant(localField: form["due"])
        if due == nil { errors.append(("due", "error.time")) }
        guard let due, errors.isEmpty else { return (nil, errors) }
        return ((String(form["title"].prefix(200)), text, due), [])
    }

    /// `POST /training/classes/{code}/assignments/{assignment}/change`
    @Sendable static func change(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        let code = try visit.parameter("assignment")
        let (draft, errors) = typed(visit)
        guard let draft else {
            return try visit.page(
                "training/hand-ins", try await markingView(listed, nil, visit), errors: errors)
        }
        try await visit.site.assignments.change(
            code, to: draft.title, draft.text, due: draft.due, of: listed, by: visit.principal,
            at: visit.site.now())
        return .seeOther("/training/classes/\(listed.code)/assignments/\(code)?done=saved")
    }

    /// `GET /training/classes/{code}/assignments/{assignment}`: what was handed in.
    @Sendable static func marking(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .readTrainingClass)
        return try visit.page("training/hand-ins", try await markingView(listed, nil, visit))
    }

    /// - Parameter wrong: the code of what cannot have the mark that was typed, and why.
    private static func markingView(
        _ listed: TrainingClassStore.Listed, _ wrong: (code: String, why: String)?,
        _ visit: Visit
    ) async throws -> View {
        let classURL = "/training/classes/\(listed.code)"
        let (found, handIns) = try await visit.site.assignments.assignment(
            try visit.parameter("assignment"), of: listed)
        let rule = try await visit.site.trainingClasses.programme(of: listed).rule
        let url = "\(classURL)/assignments/\(found.code)"
        return [
            "heading": listed.trainingClass.title, "classURL": classURL, "url": url,
            "known": visit.form.exact("due") != nil
                ? visit.form.values
                : [
                    "title": found.title, "text": found.text, "due": found.due.localFieldText,
                ],
            "title": found.title, "html": BoardPages.html(found.text),
            "due": VietnamTime(found.due).text, "component": found.component ?? "",
            "scale": "\(rule.scale)",
            "handIns": handIns.map { one -> View in
                let isWrong = wrong?.code == one.code
                return row(one, classURL, visit).merging([
                    "person": one.personName, "field": "m-\(one.code)", "code": one.code,
                    "value": isWrong ? visit.form["mark"] : one.mark.map(visit.shown) ?? "",
                    "remark": isWrong ? visit.form["remark"] : one.remark ?? "",
                    "error": isWrong ? wrong?.why ?? "" : "",
                ]) { $1 }
            },
        ]
    }

    /// `POST /training/classes/{code}/assignments/{assignment}`: a mark.
    @Sendable static func mark(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        let code = try visit.parameter("assignment")
        _ = try await visit.site.assignments.assignment(code, of: listed)
        let rule = try await visit.site.trainingClasses.programme(of: listed).rule
        let handIn = try await visit.site.assignments.handIn(
            visit.form["handIn"], in: listed, of: nil)
        func refused(_ why: String) async throws -> Response {
            try visit.page(
                "training/hand-ins", try await markingView(listed, (handIn.code, why), visit),
                faults: [("m-\(handIn.code)", why)])
        }
        guard let mark = rule.mark(visit.form["mark"]) else {
            return try await refused(visit.word("error.mark-of", ["scale": "\(rule.scale)"]))
        }
        do {
            try await visit.site.assignments.mark(
                handIn, mark, remark: String(visit.form["remark"].prefix(2_000)), in: listed,
                by: visit.principal, at: visit.site.now())
        } catch TrainingFault.certified(let numbers) {
            return try await refused(
                visit.word(
                    "error.certified-mark", ["numbers": numbers.joined(separator: ", ")]))
        }
        return .seeOther("/training/classes/\(listed.code)/assignments/\(code)?done=marked")
    }

    /// `POST /training/classes/{code}/assignments/{assignment}/remove`
    @Sendable static func remove(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        try await visit.site.assignments.remove(
            try visit.parameter("assignment"), from: listed, at: visit.site.now())
        return .seeOther("/training/classes/\(listed.code)/assignments?done=removed")
    }

    /// `GET /training/classes/{code}/hand-ins/{file}`
    @Sendable static func file(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .readTrainingClass)
        let found = try await visit.site.assignments.handIn(
            try visit.parameter("file"), in: listed, of: nil)
        return ServedFile.answer(found.file, name: found.name, visit)
    }
}
