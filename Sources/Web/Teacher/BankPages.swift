import Administration
import Assessment
import Authoring
import Hummingbird
import Interchange
import People
import Storage
import Values

/// Question banks in the browser: browsing, taking in, giving out.
enum BankPages {
    /// `GET /teach/banks`
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        try visit.page("teacher/banks", try await listView(visit))
    }

    /// `POST /teach/banks`: a new subject with an empty bank.
    @Sendable static func add(_ visit: Visit) async throws -> Response {
        let form = visit.form
        guard !form["name"].isEmpty else {
            return try visit.page(
                "teacher/banks", try await listView(visit), errors: [("name", "error.name-missing")]
            )
        }
        do {
            try await visit.site.banks.create(
                slug: form["slug"], name: form["name"], grade: form["grade"],
                by: visit.principal, at: visit.site.now())
            return .seeOther("/teach/banks/\(form["slug"])?done=bank")
        } catch let fault as BankFault {
            let key = fault == .slugTaken ? "error.slug-taken" : "error.slug-bad"
            return try visit.page(
                "teacher/banks", try await listView(visit), errors: [("slug", key)])
        }
    }

    private static func listView(_ visit: Visit) async throws -> View {
        ["banks": try await visit.site.banks.all(by: visit.principal).map(row)]
    }

    static func row(_ subject: BankStore.Subject) -> View {
        [
            "name": subject.name, "grade": subject.grade, "slug": subject.slug,
            "url": "/teach/banks/\(subject.slug)", "questions": "\(subject.questions)",
            "isWaiting": subject.waiting > 0, "waiting": "\(subject.waiting)",
            "waitingURL": "/teach/banks/\(subject.slug)?status=review",
        ]
    }

    /// `GET /teach/banks/{slug}`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let subject = try await subject(visit)
        return try visit.page("teacher/bank", try await BankList.view(of: subject, visit))
    }

    /// The bank that the address names.
    static func subject(
        _ visit: Visit, for useCase: UseCase = .readBank
    ) async throws -> BankStore.Subject {
        let slug = try visit.parameter("slug")
        return try await found {
            try await visit.site.banks.subject(slug, for: useCase, by: visit.principal)
        }
    }

    /// What is not there has the page of what is not there.
    static func found<T>(_ find: () async throws -> T) async throws -> T {
        do {
            return try await find()
        } catch is NotFound {
            throw Refusal.notFound
        }
    }

    // MARK: One question

    /// `GET /teach/pictures/{hash}`
    @Sendable static func picture(_ visit: Visit) async throws -> Response {
        let hash = try visit.parameter("hash")
        return Pictures.answer(
            try await found { try await visit.site.banks.asset(hash, by: visit.principal) }, visit)
    }

    // MARK: In and out

    /// `GET /teach/banks/{slug}/export?format=cau`
    @Sendable static func export(_ visit: Visit) async throws -> Response {
        let slug = try await subject(visit).slug
        guard let format = BankFormat(rawValue: visit.query["format"]) else {
            throw Refusal.malformed("malformed")
        }
        do {
            let file = try await visit.site.banks.export(
                slug, as: format, by: visit.principal, at: visit.site.now())
            let name = "\(slug).\(format.fileExtension)"
            return file.pictures.isEmpty
                ? .download(file.bytes, mediaType: format.mediaType, name: name)
                : .download(
                    try file.zip(as: name), mediaType: "application/zip", name: "\(slug).zip")
        } catch is NotFound {
            throw Refusal.notFound
        }
    }

    /// `GET /teach/banks/{slug}/template.xlsx`: a sheet to begin from.
    @Sendable static func template(_ visit: Visit) async throws -> Response {
        let subject = try await subject(visit)
        return .download(
            try visit.site.banks.sheetTemplate(in: visit.language),
            mediaType: BankFormat.spreadsheet.mediaType, name: "\(subject.slug)-mau.xlsx")
    }
}
