import Classes
import Hummingbird
import Interchange
import People
import Storage
import Training
import Values

/// Announcements, questions and answers of a class: one page for its trainees, one for its
/// trainers.
enum BoardPages {
    /// `GET /learn/{code}/board`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let seat = try await LearnPages.seat(visit)
        return try visit.page("training/board", try await view(of: seat, visit))
    }

    private static func view(of seat: Learning.Seat, _ visit: Visit) async throws -> View {
        let view = try await view(of: seat.trainingClass, LearnPages.url(seat), visit)
        return view.merging(["isTrainee": true]) { $1 }
    }

    /// `GET /training/classes/{code}/board`
    @Sendable static func desk(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .readTrainingClass)
        return try visit.page("training/board", try await deskView(listed, visit))
    }

    private static func deskView(
        _ listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws -> View {
        try await view(of: listed, "/training/classes/\(listed.code)", visit)
    }

    private static func view(
        of listed: TrainingClassStore.Listed, _ url: String, _ visit: Visit
    ) async throws -> View {
        let board = try await visit.site.classBoard.board(of: listed)
        return [
            "heading": listed.trainingClass.title, "url": url, "boardURL": "\(url)/board",
            "typed": visit.form.exact("answers") == nil ? visit.form["text"] : "",
            "announcements": board.announcements.map { note($0, url, visit) },
            "threads": board.threads.map { thread -> View in
                note(thread.question, url, visit).merging([
                    "answers": thread.answers.map { note($0, url, visit) }
                ]) { $1 }
            },
        ]
    }

    private static func note(
        _ note: ClassNoteStore.Note, _ url: String, _ visit: Visit
    ) -> View {
        [
            "code": note.code, "name": note.name, "at": VietnamTime(note.at).text,
            "html": html(note.text), "field": "a-\(note.code)",
            "removeURL": "\(url)/board/\(note.code)/remove",
        ]
    }

    static func html(_ text: String) -> String {
        RichText(markup: text).html(in: .init(mathML: { _, _ in nil }, assetAddress: { _ in "" }))
    }

    /// What was written; nil where it is nothing or too long.
    private static func text(_ visit: Visit) -> String? {
        let text = (visit.form.exact("text") ?? "").replacing("\r\n", with: "\n").trimmingSpaces
        return text.isEmpty || text.count > ClassNoteStore.longest ? nil : text
    }

    private static func field(_ visit: Visit) -> String {
        visit.form["answers"].isEmpty ? "text" : "a-\(visit.form["answers"])"
    }

    /// `POST /learn/{code}/board`: a question, or an answer to one.
    @Sendable static func ask(_ visit: Visit) async throws -> Response {
        let seat = try await LearnPages.seat(visit)
        guard let text = text(visit) else {
            return try visit.page(
                "training/board", try await view(of: seat, visit),
                errors: [(field(visit), "error.note")])
        }
        try await write(.question, text, in: seat.trainingClass, visit)
        return .seeOther("\(LearnPages.url(seat))/board?done=note")
    }

    /// `POST /training/classes/{code}/board`: an announcement, or an answer.
    @Sendable static func announce(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        guard let text = text(visit) else {
            return try visit.page(
                "training/board", try await deskView(listed, visit),
                errors: [(field(visit), "error.note")])
        }
        try await write(.announcement, text, in: listed, visit)
        return .seeOther("/training/classes/\(listed.code)/board?done=note")
    }

    private static func write(
        _ kind: ClassNoteStore.Kind, _ text: String, in listed: TrainingClassStore.Listed,
        _ visit: Visit
    ) async throws {
        let question = visit.form["answers"]
        try await visit.site.classBoard.write(
            question.isEmpty ? kind : .answer, text,
            answering: question.isEmpty ? nil : question, in: listed, by: visit.principal,
            at: visit.site.now())
    }

    /// `POST /training/classes/{code}/board/{note}/remove`
    @Sendable static func remove(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        try await visit.site.classBoard.remove(
            try visit.parameter("note"), from: listed, at: visit.site.now())
        return .seeOther("/training/classes/\(listed.code)/board?done=removed")
    }
}
