import Administration
import Hummingbird
import Interchange
import People
import Storage
import Values

/// Classes and their pupils.
enum ClassPages {
    /// `GET /admin/classes`
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        try visit.page("admin/classes", try await listView(visit))
    }

    /// `POST /admin/classes`
    @Sendable static func add(_ visit: Visit) async throws -> Response {
        guard !visit.form["name"].isEmpty else {
            return try visit.page(
                "admin/classes", try await listView(visit), errors: [("name", "error.name-missing")]
            )
        }
        do {
            let code = try await visit.site.classes.add(
                visit.form["name"], by: visit.principal, at: visit.site.now())
            return .seeOther("/admin/classes/\(code)?done=class")
        } catch RosterFault.classTaken {
            return try visit.page(
                "admin/classes", try await listView(visit), errors: [("name", "error.class-taken")])
        }
    }

    private static func listView(_ visit: Visit) async throws -> View {
        let query = visit.query
        // One more than is shown: whether there is a next page.
        guard
            let (found, school) = try await visit.site.classes.list(
                named: query["name"], of: query["unit"].isEmpty ? nil : query["unit"],
                after: query["after"].isEmpty ? nil : query["after"], limit: limit + 1,
                by: visit.principal, at: visit.site.now())
        else { throw Refusal.notFound }
        let classes = found.prefix(limit)
        let base =
            "/admin/classes?name=\(query["name"].urlQueryEncoded)"
            + (school == nil ? "" : "&unit=\(query["unit"].urlQueryEncoded)")
        return [
            "begins": query["name"], "school": school ?? "", "unitCode": query["unit"],
            "isFiltered": !query["name"].isEmpty || school != nil,
            "isLong": found.count > limit || base != "/admin/classes?name="
                || !query["after"].isEmpty,
            "firstURL": query["after"].isEmpty ? "" : base,
            "nextURL": found.count > limit ? "\(base)&after=\(classes.last?.code ?? "")" : "",
            "classes": classes.map { one -> View in
                [
                    "name": one.name, "code": one.code, "url": "/admin/classes/\(one.code)",
                    "school": one.schoolName ?? "",
                    "schoolURL": one.schoolCode.map { "/admin/classes?unit=\($0)" } ?? "",
                    "pupils": "\(one.pupils)",
                ]
            },
        ]
    }

    /// Classes of a page.
    private static let limit = 50

    /// `GET /admin/classes/{code}`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        try visit.page("admin/class", try await view(visit))
    }

    private static func found(
        _ visit: Visit
    ) async throws -> (schoolClass: ClassStore.SchoolClass, pupils: [PeopleStore.Listed]) {
        guard
            let found = try await visit.site.classes.schoolClass(
                visit.parameter("code"), by: visit.principal, at: visit.site.now())
        else { throw Refusal.notFound }
        return found
    }

    private static func view(_ visit: Visit) async throws -> View {
        let (schoolClass, pupils) = try await found(visit)
        return [
            "name": schoolClass.name, "url": "/admin/classes/\(schoolClass.code)",
            "pupilCount": "\(pupils.count)",
            "genders": [
                ("", "—"), ("male", visit.word("word.male")), ("female", visit.word("word.female")),
            ]
            .map { value, label -> View in
                ["value": value, "label": label, "selected": value == visit.form["gender"]]
            },
            "pupils": pupils.map { pupil -> View in
                [
                    "identifier": pupil.details.identifier ?? "",
                    "name": pupil.details.fullName,
                    "birth": pupil.details.birthDate?.text ?? "",
                    "gender": genderText(pupil.details.gender, visit),
                    "account": pupil.account ?? "", "hasPassword": pupil.hasPassword,
                    "passwordURL": "/admin/people/\(pupil.code)/password",
                ]
            },
        ]
    }

    private static func genderText(_ gender: Gender?, _ visit: Visit) -> String {
        gender.map { visit.word("word.\($0.rawValue)") } ?? ""
    }

    /// `POST /admin/classes/{code}/pupils`: one pupil, typed.
    @Sendable static func addPupil(_ visit: Visit) async throws -> Response {
        let form = visit.form
        var errors: [(field: String, key: String)] = []
        if form["fullName"].isEmpty { errors.append(("fullName", "error.name-missing")) }
        let birth = form["birth"].isEmpty ? nil : CalendarDate(form["birth"])
        if !form["birth"].isEmpty, birth == nil { errors.append(("birth", "error.date")) }
        guard errors.isEmpty else {
            return try visit.page("admin/class", try await view(visit), errors: errors)
        }
        let (schoolClass, _) = try await found(visit)
        try await visit.site.classes.add(
            PersonDetails(
                fullName: form["fullName"],
                identifier: form["identifier"].isEmpty ? nil : form["identifier"],
                birthDate: birth, gender: Gender(text: form["gender"])),
            to: schoolClass, by: visit.principal, at: visit.site.now())
        return .seeOther("/admin/classes/\(schoolClass.code)?done=pupil")
    }

    /// `GET …/template.csv`: the columns that an import knows.
    @Sendable static func template(_ visit: Visit) async throws -> Response {
        let rows = [
            ["STT", "Mã học sinh", "Họ và tên", "Ngày sinh", "Giới tính"],
            ["1", "012345", "Nguyễn Văn An", "01/09/2008", "Nam"],
        ]
        return .download(
            CSVWriter.write(rows), mediaType: "text/csv; charset=utf-8", name: "mau-danh-sach.csv")
    }

    // MARK: Rosters

    /// `POST …/import`: reads the file and shows what it would do.
    @Sendable static func preview(_ visit: Visit) async throws -> Response {
        let (schoolClass, _) = try await found(visit)
        guard let upload = visit.form.files["file"] else {
            return try visit.page(
                "admin/class", try await view(visit), errors: [("file", "error.file-missing")])
        }
        do {
            let roster = try PersonRoster(upload.bytes, file: upload.name)
            let changes = try await visit.site.classes.preview(
                entries(of: roster), into: schoolClass, by: visit.principal,
                at: visit.site.now())
            let staged = try await visit.site.staging.keep(
                .init(
                    kind: .pupils, object: schoolClass.id, fileName: upload.name,
                    content: upload.bytes), by: visit.principal, at: visit.site.now())
            return try visit.page(
                "admin/import",
                previewView(roster, changes, schoolClass, upload.name, staged, visit))
        } catch let fault as ImportFault {
            var view = try await view(visit)
            let text = "\(fault.file): \(fault.text(in: visit.language))"
            view["hasErrors"] = true
            view["errorList"] = [["field": "file", "text": text]]
            view["errors"] = ["file": text]
            return try visit.page("admin/class", view, status: .unprocessableContent)
        }
    }

    private static func entries(of roster: PersonRoster) -> [RosterEntry] {
        roster.entries.map { pupil in
            RosterEntry(
                line: pupil.line,
                pupil: PersonDetails(
                    fullName: pupil.fullName, identifier: pupil.identifier,
                    birthDate: pupil.birthDate,
                    gender: pupil.gender))
        }
    }

    private static func previewView(
        _ roster: PersonRoster, _ changes: [RosterChange], _ schoolClass: ClassStore.SchoolClass,
        _ fileName: String, _ staged: String, _ visit: Visit
    ) -> View {
        let url = "/admin/classes/\(schoolClass.code)"
        let new = changes.count { $0.kind == .new }
        let same = changes.count { $0.kind == .same }
        return [
            "name": schoolClass.name, "url": url, "fileName": fileName,
            "applyURL": "\(url)/import/\(staged)",
            "counts": [
                "new": "\(new)", "changed": "\(changes.count - new - same)", "same": "\(same)",
                "refused": "\(roster.refused.count)",
            ],
            "rows": changes.map { row($0, visit) },
            "refused": roster.refused.map {
                ["line": "\($0.line)", "reason": $0.reason.text(in: visit.language)]
            },
            "columnsIgnored": roster.unknownColumns,
            "nothingToDo": new + (changes.count - new - same) == 0,
        ]
    }

    private static func row(_ change: RosterChange, _ visit: Visit) -> View {
        let pupil = change.entry.pupil
        var row: View = [
            "line": "\(change.entry.line)", "identifier": pupil.identifier ?? "",
            "name": pupil.fullName, "birth": pupil.birthDate?.text ?? "",
            "gender": genderText(pupil.gender, visit),
        ]
        switch change.kind {
        case .new:
            row["isNew"] = true
            row["state"] = visit.word("import.state.new")
        case .same:
            row["isSame"] = true
            row["state"] = visit.word("import.state.same")
        case .changed(let before):
            row["isChanged"] = true
            row["state"] = visit.word("import.state.changed")
            row["before"] = [before.fullName, before.birthDate?.text, before.identifier]
                .compactMap(\.self).joined(separator: " · ")
        }
        return row
    }

    /// `POST …/import/{staged}`: takes in what was previewed.
    @Sendable static func apply(_ visit: Visit) async throws -> Response {
        let (schoolClass, _) = try await found(visit)
        let code = try visit.parameter("staged")
        guard
            let staged = try await visit.site.staging.staged(code, by: visit.principal),
            staged.kind == .pupils, staged.object == schoolClass.id
        else { throw Refusal.notFound }
        let roster = try PersonRoster(staged.content, file: staged.fileName)
        _ = try await visit.site.classes.apply(
            entries(of: roster), to: schoolClass, by: visit.principal, at: visit.site.now())
        try await visit.site.staging.drop(code)
        return .seeOther("/admin/classes/\(schoolClass.code)?done=import")
    }

    /// `POST …/passwords`: first passwords for who has none, on a sheet to print.
    @Sendable static func passwords(_ visit: Visit) async throws -> Response {
        let (schoolClass, _) = try await found(visit)
        let made = try await visit.site.classes.makePasswords(
            of: schoolClass, by: visit.principal, at: visit.site.now())
        return try AdministrationPages.sheet(
            visit, made, back: "/admin/classes/\(schoolClass.code)", group: schoolClass.name)
    }
}
