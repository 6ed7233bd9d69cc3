import Authoring
import Classes
import Hummingbird
import Interchange
import People
import Storage
import Training
import Values

/// The lessons of a class, as its trainers keep them.
enum LessonDeskPages {
    /// `GET /training/classes/{code}/lessons`
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .readTrainingClass)
        return try visit.page("training/lessons", try await listView(listed, visit))
    }

    private static func listView(
        _ listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws -> View {
        let lessons = try await visit.site.lessonDesk.lessons(of: listed)
        let rule = try await visit.site.trainingClasses.programme(of: listed).rule
        let url = "/training/classes/\(listed.code)"
        let view: View = [
            "heading": listed.trainingClass.title, "url": url,
            "lessons": lessons.enumerated().map { place, one -> View in
                [
                    "number": "\(place + 1)", "title": one.lesson.title,
                    "url": "\(url)/lessons/\(one.code)",
                    "rule": LessonView.rule(one.lesson.rule, visit),
                    "upURL": place > 0 ? "\(url)/lessons/\(one.code)/up" : "",
                ]
            },
        ]
        return view.merging(LessonForm.view(nil, rule, visit)) { $1 }
    }

    /// `POST /training/classes/{code}/lessons`
    @Sendable static func add(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        let rule = try await visit.site.trainingClasses.programme(of: listed).rule
        let form = LessonForm(visit.form, rule)
        guard let lesson = form.lesson else {
            return try visit.page(
                "training/lessons", try await listView(listed, visit), errors: form.errors)
        }
        try await convertFormulas(of: lesson, visit)
        guard
            let code = try await visit.site.lessonDesk.add(
                lesson, to: listed, by: visit.principal, at: visit.site.now())
        else {
            return try visit.page(
                "training/lessons", try await listView(listed, visit),
                errors: [("title", "error.lessons-many")])
        }
        return .seeOther("/training/classes/\(listed.code)/lessons/\(code)?done=saved")
    }

    /// `GET /training/classes/{code}/lessons/{lesson}`: as trainees see it, and its form.
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .readTrainingClass)
        return try visit.page("training/edit-lesson", try await view(listed, visit))
    }

    private static func view(
        _ listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws -> View {
        let url = "/training/classes/\(listed.code)"
        let page = try await visit.site.lessonDesk.page(
            try visit.parameter("lesson"), of: listed)
        let rule = try await visit.site.trainingClasses.programme(of: listed).rule
        let view: View = [
            "heading": listed.trainingClass.title, "classURL": url,
            "url": "\(url)/lessons/\(page.lesson.code)",
            "limit": "\(Routes.uploadLimit >> 20)",
        ]
        return view.merging(
            LessonView.view(
                page, filesURL: "\(url)/files", lessonURL: "\(url)/lessons/\(page.lesson.code)",
                visit)
        ) { $1 }
        .merging(LessonForm.view(page.lesson.lesson, rule, visit)) { $1 }
    }

    /// `POST /training/classes/{code}/lessons/{lesson}`
    @Sendable static func save(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        let code = try visit.parameter("lesson")
        let rule = try await visit.site.trainingClasses.programme(of: listed).rule
        let form = LessonForm(visit.form, rule)
        guard let lesson = form.lesson else {
            return try visit.page(
                "training/edit-lesson", try await view(listed, visit), errors: form.errors)
        }
        try await convertFormulas(of: lesson, visit)
        try await visit.site.lessonDesk.change(
            code, to: lesson, of: listed, by: visit.principal, at: visit.site.now())
        return .seeOther("/training/classes/\(listed.code)/lessons/\(code)?done=saved")
    }

    /// Formulas of lessons are kept where those of banks are.
    private static func convertFormulas(of lesson: Lesson, _ visit: Visit) async throws {
        try await visit.site.banks.convertFormulas(in: [RichText(markup: lesson.text)])
    }

    /// `POST /training/classes/{code}/lessons/{lesson}/up`
    @Sendable static func moveUp(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        try await visit.site.lessonDesk.moveUp(try visit.parameter("lesson"), of: listed)
        return .seeOther("/training/classes/\(listed.code)/lessons?done=saved")
    }

    /// `POST /training/classes/{code}/lessons/{lesson}/remove`
    @Sendable static func remove(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        try await visit.site.lessonDesk.remove(
            try visit.parameter("lesson"), of: listed, by: visit.principal,
            at: visit.site.now())
        return .seeOther("/training/classes/\(listed.code)/lessons?done=removed")
    }

    // MARK: Files

    /// `POST /training/classes/{code}/lessons/{lesson}/files`
    @Sendable static func attach(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        let code = try visit.parameter("lesson")
        func refused(_ key: String) async throws -> Response {
            try visit.page(
                "training/edit-lesson", try await view(listed, visit), errors: [("file", key)])
        }
        guard let file = visit.form.files["file"], !file.bytes.isEmpty else {
            return try await refused("error.file-missing")
        }
        guard
            try await visit.site.lessonDesk.attach(
                file.bytes, named: file.name, to: code, of: listed, by: visit.principal,
                at: visit.site.now())
        else { return try await refused("error.lesson-file") }
        return .seeOther("/training/classes/\(listed.code)/lessons/\(code)?done=file")
    }

    /// `POST /training/classes/{code}/lessons/{lesson}/files/{file}/remove`
    @Sendable static func detach(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        let code = try visit.parameter("lesson")
        try await visit.site.lessonDesk.detach(
            try visit.parameter("file"), from: code, of: listed, at: visit.site.now())
        return .seeOther("/training/classes/\(listed.code)/lessons/\(code)?done=removed")
    }

    /// `GET /training/classes/{code}/files/{file}`
    @Sendable static func file(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .readTrainingClass)
        let attached = try await visit.site.lessonDesk.file(
            try visit.parameter("file"), of: listed)
        return ServedFile.answer(attached.file, name: attached.name, visit)
    }
}
