import Classes
import Hummingbird
import Storage
import Training
import Values

/// The classes that somebody is in.
enum LearnPages {
    /// `GET /learn`: one's classes, and those that one can ask to come into.
    @Sendable static func home(_ visit: Visit) async throws -> Response {
        let seats = try await visit.site.learning.seats(by: visit.principal, on: visit.today)
        let offers = try await visit.site.admissions.offers(
            to: visit.principal, on: visit.today)
        return try visit.page(
            "training/learn",
            ["seats": seats.map { card($0, visit) }, "offers": offers.map { offer($0, visit) }])
    }

    private static func card(_ seat: Learning.Seat, _ visit: Visit) -> View {
        var view = head(seat, visit)
        view["done"] = visit.word(
            "learn.lessonsDone",
            ["done": "\(seat.standing.done.count)", "all": "\(seat.lessons.count)"])
        view["hasLessons"] = !seat.lessons.isEmpty
        return view
    }

    private static func offer(_ offer: Admissions.Offer, _ visit: Visit) -> View {
        let about = offer.trainingClass.trainingClass
        return [
            "title": about.title, "programme": offer.trainingClass.programmeName,
            "unit": offer.trainingClass.unitName, "dates": TrainingPages.dates(about),
            "places": about.capacity.map {
                visit.word("learn.places", ["taken": "\(offer.taken)", "all": "\($0)"])
            } ?? "",
            "isFull": about.capacity.map { offer.taken >= $0 } ?? false,
            "isAsked": offer.asked?.state == .asked, "isQueued": offer.asked?.state == .queued,
            "isOpen": offer.asked == nil,
            "refused": offer.asked == nil
                ? offer.refusedAt.map { VietnamTime($0).text } ?? "" : "",
            "askURL": "/learn/\(offer.trainingClass.code)/ask",
            "withdrawURL": "/learn/\(offer.trainingClass.code)/withdraw",
        ]
    }

    /// What every page of a class begins with.
    static func head(_ seat: Learning.Seat, _ visit: Visit) -> View {
        let about = seat.trainingClass.trainingClass
        let isComplete = seat.standing.state.hasCompleted(by: visit.today)
        let cancelled = isComplete ? "" : TrainingClassPages.cancelled(about, visit)
        return [
            "cancelled": cancelled, "heading": about.title, "url": url(seat),
            "programme": seat.trainingClass.programmeName, "unit": seat.trainingClass.unitName,
            "dates": TrainingPages.dates(about),
            "isComplete": isComplete,
            "outcome": cancelled.isEmpty
                ? TrainingClassPages.outcome(seat.standing.state, visit) : cancelled,
            "certificateURL": seat.certificate.map { "/certificates/\($0.code)" } ?? "",
        ]
    }

    static func url(_ seat: Learning.Seat) -> String { "/learn/\(seat.trainingClass.code)" }

    /// The class of the address, where this visitor is in it.
    static func seat(_ visit: Visit) async throws -> Learning.Seat {
        try await visit.site.learning.seat(
            try visit.parameter("code"), by: visit.principal, on: visit.today)
    }

    /// `GET /learn/{code}`: what is left to do, lessons, sessions.
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        try visit.page("training/seat", try await wholeView(try await seat(visit), visit))
    }

    /// With its quizzes, whose marks are taken over, and what is announced.
    private static func wholeView(
        _ known: Learning.Seat, _ visit: Visit
    ) async throws -> View {
        let quizzes = try await visit.site.classQuizzes.quizzes(of: known.trainingClass)
        let mine = quizzes.filter { $0.candidates.contains { $0.person == known.person } }
        var rows: [View] = []
        for quiz in mine {
            try await QuizPages.take(quiz, of: known.person, in: known.trainingClass, visit)
            rows.append(try await QuizPages.row(quiz, visit))
        }
        var view = view(mine.isEmpty ? known : try await seat(visit), visit)
        let board = try await visit.site.classBoard.board(of: known.trainingClass)
        view["news"] = board.announcements.prefix(2).map { one -> View in
            ["at": VietnamTime(one.at).text, "html": BoardPages.html(one.text)]
        }
        view["hasAssignments"] =
            try await !visit.site.assignments.assignments(of: known.trainingClass).isEmpty
        view["hasSurvey"] = try await visit.site.classBoard.survey(for: known) != nil
        view["hasQuizzes"] = !rows.isEmpty
        view["quizzes"] = rows
        return view
    }

    private static func view(_ seat: Learning.Seat, _ visit: Visit) -> View {
        var view = head(seat, visit)
        let standing = seat.standing
        let state = standing.state
        let about = seat.trainingClass.trainingClass
        view["classLink"] = about.link
        view["classPlace"] = about.place
        if !state.hasCompleted(by: visit.today), standing.isAsked {
            view["missing"] = standing.completion.missing.map {
                ["text": $0.text(in: visit.language)] as View
            }
            view["explanation"] = standing.completion.explanation(in: visit.language) ?? ""
        }
        view["lessons"] = seat.lessons.enumerated().map { place, listed -> View in
            [
                "number": "\(place + 1)", "title": listed.lesson.title,
                "url": "\(url(seat))/lessons/\(listed.code)",
                "isDone": standing.done.contains(listed.id),
                "isOpened": standing.work[listed.id] != nil,
                "rule": LessonView.rule(listed.lesson.rule, visit),
            ]
        }
        view["sessions"] = seat.sessions.map { session($0, standing, visit) }
        let now = visit.site.now()
        view["takesCode"] = seat.sessions.contains {
            !standing.attended.contains($0.id) && ($0.codeUntil.map { now <= $0 } ?? false)
        }
        view["marks"] = standing.state.marks.sorted { $0.key < $1.key }.map { name, mark -> View in
            ["name": name, "mark": visit.shown(mark)]
        }
        view["hasMarks"] = !state.marks.isEmpty
        view["total"] = state.total.map(visit.shown) ?? ""
        if let on = state.completedOn, state.hasCompleted(by: visit.today) {
            view["completed"] = visit.word("seat.completed", ["date": on.text])
        }
        view["leaveURL"] =
            state.completedOn == nil && about.admission == .registration
            ? "\(url(seat))/leave" : ""
        return view
    }

    private static func session(
        _ listed: ClassSessionStore.Listed, _ standing: ClassStanding, _ visit: Visit
    ) -> View {
        let session = listed.session
        return [
            "title": session.title, "at": VietnamTime(session.starts).text,
            "minutes": "\(session.minutes)", "link": session.link, "place": session.place,
            "wasThere": standing.attended.contains(listed.id),
            "isOver": visit.site.now()
                > session.starts.adding(seconds: Int64(session.minutes) * 60),
        ]
    }

    /// `POST /learn/{code}/attend`: the code of a session.
    @Sendable static func attend(_ visit: Visit) async throws -> Response {
        let seat = try await seat(visit)
        guard
            try await visit.site.learning.attend(
                visit.form["attendance"], in: seat, by: visit.principal, at: visit.site.now())
                != nil
        else {
            var view = try await wholeView(seat, visit)
            view["takesCode"] = true
            return try visit.page(
                "training/seat", view, errors: [("attendance", "error.attendance-code")])
        }
        return .seeOther("\(url(seat))?done=attended")
    }

    /// `POST /learn/{code}/ask`: wants to come into a class.
    @Sendable static func ask(_ visit: Visit) async throws -> Response {
        try await visit.site.admissions.ask(
            for: try visit.parameter("code"), by: visit.principal, at: visit.site.now())
        return .seeOther("/learn?done=asked")
    }

    /// `POST /learn/{code}/withdraw`: does not want to any more.
    @Sendable static func withdraw(_ visit: Visit) async throws -> Response {
        try await visit.site.admissions.withdraw(
            from: try visit.parameter("code"), by: visit.principal, at: visit.site.now())
        return .seeOther("/learn?done=unasked")
    }

    /// `POST /learn/{code}/leave`
    @Sendable static func leave(_ visit: Visit) async throws -> Response {
        let seat = try await seat(visit)
        guard seat.trainingClass.trainingClass.admission == .registration,
            seat.standing.state.completedOn == nil
        else {
            throw Refusal.notFound
        }
        try await visit.site.admissions.leave(seat, by: visit.principal, at: visit.site.now())
        return .seeOther("/learn?done=left")
    }

    // MARK: Lessons

    /// `GET /learn/{code}/lessons/{lesson}`
    @Sendable static func lesson(_ visit: Visit) async throws -> Response {
        let seat = try await seat(visit)
        return try visit.page("training/lesson", try await lessonView(seat, visit))
    }

    private static func lessonView(
        _ seat: Learning.Seat, _ visit: Visit
    ) async throws -> View {
        let code = try visit.parameter("lesson")
        let now = visit.site.now()
        let page = try await visit.site.learning.open(
            code, in: seat, by: visit.principal, at: now)
        var view = head(seat, visit).merging(
            LessonView.view(page, filesURL: "\(url(seat))/files", visit)
        ) { $1 }
        let listed = page.lesson
        let place = seat.lessons.firstIndex { $0.id == listed.id } ?? 0
        let work = seat.standing.work[listed.id] ?? .init(openedAt: now)
        view["number"] = "\(place + 1)"
        view["isDone"] = listed.lesson.rule.isDone(work, marks: seat.standing.state.marks)
        view["classURL"] = url(seat)
        if let wait = listed.lesson.rule.seconds(until: work, at: now) {
            view["doneURL"] = "\(url(seat))/lessons/\(code)/done"
            view["wait"] =
                wait > 0 ? visit.word("lesson.wait", ["n": "\((wait + 59) / 60)"]) : ""
        }
        if place > 0 {
            view["previousURL"] = "\(url(seat))/lessons/\(seat.lessons[place - 1].code)"
        }
        if place + 1 < seat.lessons.count {
            view["nextURL"] = "\(url(seat))/lessons/\(seat.lessons[place + 1].code)"
        }
        return view
    }

    /// `POST /learn/{code}/lessons/{lesson}/done`
    @Sendable static func finish(_ visit: Visit) async throws -> Response {
        let seat = try await seat(visit)
        let code = try visit.parameter("lesson")
        guard
            try await visit.site.learning.finish(
                code, in: seat, by: visit.principal, at: visit.site.now())
        else {
            return try visit.page(
                "training/lesson", try await lessonView(seat, visit),
                errors: [("done", "error.lesson-early")])
        }
        return .seeOther("\(url(seat))?done=lesson")
    }

    /// `GET /learn/{code}/files/{file}`
    @Sendable static func file(_ visit: Visit) async throws -> Response {
        let attached = try await visit.site.learning.file(
            try visit.parameter("file"), in: try await seat(visit))
        return ServedFile.answer(attached.file, name: attached.name, visit)
    }
}
