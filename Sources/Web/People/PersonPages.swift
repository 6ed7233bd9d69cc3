import Administration
import Hummingbird
import People
import Storage
import Values

/// One person: posts, classes, roles, records.
enum PersonPages {
    /// `GET /admin/people/{code}`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        try visit.page("admin/person", try await view(visit))
    }

    /// `GET /me`: one's own page.
    @Sendable static func own(_ visit: Visit) async throws -> Response {
        let person = try visit.principal.person
        let code = try await visit.site.database.read {
            try PeopleStore($0).person(person)?.code
        }
        guard let code else { throw Refusal.notFound }
        return try visit.page("admin/person", try await view(visit, code: code))
    }

    /// The title as it is written there, else in our own word.
    static func title(_ post: PostDetails, _ visit: Visit) -> String {
        post.words ?? visit.word("post.\(post.title.rawValue)")
    }

    private static func found(_ visit: Visit, _ code: String) async throws -> Persons.Shown {
        guard
            let shown = try await visit.site.persons.person(
                code, by: visit.principal, at: visit.site.now())
        else { throw Refusal.notFound }
        return shown
    }

    private static func view(_ visit: Visit, code: String? = nil) async throws -> View {
        let wanted = if let code { code } else { try visit.parameter("code") }
        let shown = try await found(visit, wanted)
        let principal = try visit.principal
        let (details, url) = (shown.person.details, "/admin/people/\(shown.person.code)")
        let today = VietnamTime.date(of: visit.site.now())
        let seesUnits = Access.everAllows(.readUnits, to: principal.roles)
        var view: View = [
            "name": details.fullName, "url": url, "identifier": details.identifier ?? "—",
            "birth": details.birthDate?.text ?? "—",
            "gender": details.gender.map { visit.word("word.\($0.rawValue)") } ?? "—",
            "email": details.email?.text ?? "", "isStaff": !shown.posts.isEmpty,
            "account": shown.person.account ?? "—", "hasEnded": shown.hasEnded,
            "roles": shown.roles.isEmpty
                ? "—"
                : Role.allCases.filter(shown.roles.contains).map {
                    visit.word("role.\($0.rawValue)")
                }.joined(separator: ", "),
            "seesPeople": Access.allows(.readPeople, on: .unit, to: principal.roles),
            "mayChange": shown.mayChange, "today": today.text,
            "posts": shown.posts.map {
                post(
                    $0.post, $0.unit, url, seesUnits: seesUnits, shown.mayChange, today, visit)
            },
            "hasClasses": !shown.classes.isEmpty,
            "classes": shown.classes.map { one -> View in
                [
                    "name": one.unit.name, "from": one.membership.from.text,
                    "until": UnitPages.lastDay(one.membership.until),
                ]
            },
            "hasRecords": !shown.merges.isEmpty,
            "records": shown.merges.map { record($0.merge, $0.record, url, shown, visit) },
        ]
        guard shown.mayChange else { return view }
        view["mayTransfer"] = shown.classes.contains { $0.membership.until == nil }
        view["hasNamesakes"] = !shown.namesakes.isEmpty
        view["namesakes"] = shown.namesakes.map { namesake($0, url) }
        view["passwordURL"] =
            shown.person.account == nil || !principal.roles.contains(.administrator)
            ? "" : "\(url)/password"
        if shown.person.account != nil, principal.roles.contains(.administrator) {
            view["roleURL"] = "\(url)/administrator"
            view["isOne"] = try await visit.site.persons.isAdministrator(shown.person.id)
        }
        let tree = try await visit.site.organisation.tree(AsOf(today), by: principal)
        return view.merging(forms(shown, tree, today, visit)) { first, _ in first }
    }

    private static func post(
        _ post: PostStore.Post, _ unit: UnitStore.Unit, _ url: String, seesUnits: Bool,
        _ mayChange: Bool, _ today: CalendarDate, _ visit: Visit
    ) -> View {
        let stands = post.details.until.map { $0 > today } ?? true
        return [
            "id": "\(post.id)", "title": title(post.details, visit),
            "isMain": post.details.isMain, "unit": unit.name,
            "unitURL": seesUnits ? "/admin/units/\(unit.code)" : "",
            "subject": post.details.subject ?? "", "from": post.details.from.text,
            "until": UnitPages.lastDay(post.details.until),
            "endURL": mayChange && stands ? "\(url)/posts/\(post.id)/end" : "",
        ]
    }

    private static func record(
        _ merge: PeopleStore.Merge, _ record: PeopleStore.Listed, _ url: String,
        _ shown: Persons.Shown, _ visit: Visit
    ) -> View {
        let key = merge.withdrawn == nil ? "person.joinedOn" : "person.partedOn"
        let moment = merge.withdrawn ?? merge.recorded
        return [
            "name": record.details.fullName,
            "text": visit.word(
                key,
                [
                    "time": VietnamTime(moment).text,
                    "identifier": record.details.identifier ?? "—",
                ]),
            "partURL": merge.withdrawn == nil && shown.mayChange
                ? "\(url)/merges/\(merge.id)/part" : "",
        ]
    }

    private static func namesake(_ listed: Persons.Listed, _ url: String) -> View {
        let details = listed.person.details
        return [
            "name": details.fullName, "url": "/admin/people/\(listed.person.code)",
            "text": [details.birthDate?.text, details.identifier, listed.unit?.name]
                .compactMap(\.self).joined(separator: ", "),
            "mergeURL": "\(url)/merge?into=\(listed.person.code)",
        ]
    }

    /// What the forms of the page hold: what was typed, else what is so.
    private static func forms(
        _ shown: Persons.Shown, _ tree: [UnitStore.Placed], _ today: CalendarDate, _ visit: Visit
    ) -> View {
        let (form, details) = (visit.form, shown.person.details)
        let isTyped = form.isTicked("fullName")
        let gender = isTyped ? form["gender"] : details.gender?.rawValue ?? ""
        return [
            "from": form["from"].isEmpty ? today.text : form["from"],
            "units": tree.map { placed in
                let indent = String(repeating: "\u{2003}", count: placed.depth)
                return UnitPages.option(
                    placed.unit.code, indent + placed.details.name, form["unit"])
            },
            "titles": PostTitle.allCases.map {
                UnitPages.option(
                    $0.rawValue, visit.word("post.\($0.rawValue)"),
                    form["title"].isEmpty ? PostTitle.teacher.rawValue : form["title"])
            },
            "typed": [
                "fullName": isTyped ? form["fullName"] : details.fullName,
                "identifier": isTyped ? form["identifier"] : details.identifier ?? "",
                "birth": isTyped ? form["birth"] : details.birthDate?.text ?? "",
                "email": isTyped ? form["email"] : details.email?.text ?? "",
            ],
            "genders": [
                ("", "—"), ("male", visit.word("word.male")), ("female", visit.word("word.female")),
            ]
            .map { value, label -> View in
                ["value": value, "label": label, "selected": value == gender]
            },
        ]
    }

    static func refused(
        _ visit: Visit, _ errors: [(field: String, key: String)]
    ) async throws -> Response {
        try visit.page("admin/person", try await view(visit), errors: errors)
    }

    // MARK: Changes

    /// `POST /admin/people/{code}/details`
    @Sendable static func change(_ visit: Visit) async throws -> Response {
        let form = visit.form
        var errors: [(field: String, key: String)] = []
        if form["fullName"].isEmpty { errors.append(("fullName", "error.name-missing")) }
        let birth = form["birth"].isEmpty ? nil : CalendarDate(form["birth"])
        if !form["birth"].isEmpty, birth == nil { errors.append(("birth", "error.date")) }
        let email = EmailAddress(form["email"])
        if !form["email"].isEmpty, email == nil { errors.append(("email", "error.email")) }
        guard errors.isEmpty else { return try await refused(visit, errors) }
        let code = try visit.parameter("code")
        do {
            guard
                try await visit.site.persons.change(
                    code,
                    to: PersonDetails(
                        fullName: form["fullName"],
                        identifier: form["identifier"].isEmpty ? nil : form["identifier"],
                        birthDate: birth, gender: Gender(text: form["gender"]), email: email),
                    by: visit.principal, at: visit.site.now())
            else { throw Refusal.notFound }
        } catch PersonFault.identifierTaken {
            return try await refused(visit, [("identifier", "error.person-identifier-taken")])
        }
        return .seeOther("/admin/people/\(code)?done=saved")
    }

    /// `POST /admin/people/{code}/posts`
    @Sendable static func addPost(_ visit: Visit) async throws -> Response {
        let form = visit.form
        guard let from = CalendarDate(form["from"]) else {
            return try await refused(visit, [("from", "error.date")])
        }
        let code = try visit.parameter("code")
        let post = PostDetails(
            PostTitle(rawValue: form["title"]) ?? .staff,
            words: form["postWords"].isEmpty ? nil : form["postWords"],
            subject: form["subject"].isEmpty ? nil : form["subject"],
            isMain: form.isTicked("isMain"), from: from)
        do {
            guard
                try await visit.site.persons.addPost(
                    post, to: code, in: form["unit"], endsOthers: form.isTicked("endsOthers"),
                    by: visit.principal, at: visit.site.now())
            else { throw Refusal.notFound }
        } catch is UnitFault {
            return try await refused(visit, [("unit", "error.unit-not-there")])
        }
        return .seeOther("/admin/people/\(code)?done=post")
    }

    /// `POST /admin/people/{code}/posts/{post}/end`
    @Sendable static func endPost(_ visit: Visit) async throws -> Response {
        guard let post = Int64(try visit.parameter("post")) else { throw Refusal.notFound }
        guard let date = CalendarDate(visit.form["until"]) else {
            return try await refused(visit, [("until", "error.date")])
        }
        let code = try visit.parameter("code")
        do {
            guard
                try await visit.site.persons.endPost(
                    post, of: code, on: date, by: visit.principal, at: visit.site.now())
            else { throw Refusal.notFound }
        } catch PersonFault.lastAdministrator {
            return try await refused(visit, [("until", "error.last-administrator")])
        }
        return .seeOther("/admin/people/\(code)?done=post-ended")
    }

    /// `POST /admin/people/{code}/transfer`: a pupil to another class, or out of school.
    @Sendable static func transfer(_ visit: Visit) async throws -> Response {
        guard let date = CalendarDate(visit.form["transferDay"]) else {
            return try await refused(visit, [("transferDay", "error.date")])
        }
        let target = visit.form["classCode"]
        let code = try visit.parameter("code")
        do {
            guard
                try await visit.site.schoolYears.transfer(
                    code, to: target.isEmpty ? nil : target, on: date, by: visit.principal,
                    at: visit.site.now())
            else { throw Refusal.notFound }
        } catch is UnitFault {
            return try await refused(visit, [("classCode", "error.class-not-there")])
        }
        return .seeOther("/admin/people/\(code)?done=saved")
    }

    /// `POST /admin/people/{code}/administrator`
    @Sendable static func setAdministrator(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code")
        do {
            guard
                try await visit.site.persons.setAdministrator(
                    visit.form["is"] == "yes", code, by: visit.principal, at: visit.site.now())
            else { throw Refusal.notFound }
        } catch PersonFault.lastAdministrator {
            return try await refused(visit, [("is", "error.last-administrator")])
        }
        return .seeOther("/admin/people/\(code)?done=saved")
    }
}
