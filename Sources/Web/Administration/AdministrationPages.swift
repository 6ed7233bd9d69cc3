import Administration
import Hummingbird
import People
import Storage

/// What administrators see besides classes.
enum AdministrationPages {
    /// `GET /admin`
    @Sendable static func home(_ visit: Visit) async throws -> Response {
        let counts = try await visit.site.staff.counts(
            by: visit.principal, at: visit.site.now())
        return try visit.page(
            "admin/home",
            [
                "classCount": "\(counts.classes)", "teacherCount": "\(counts.teachers)",
                "pupilCount": "\(counts.pupils)",
                "firstSteps": counts.classes == 0 || counts.pupils == 0,
            ])
    }

    /// `GET /admin/teachers`
    @Sendable static func teachers(_ visit: Visit) async throws -> Response {
        try visit.page("admin/teachers", try await view(visit))
    }

    /// `POST /admin/teachers`: adds one and shows the first password.
    @Sendable static func addTeacher(_ visit: Visit) async throws -> Response {
        var errors: [(field: String, key: String)] = []
        if visit.form["fullName"].isEmpty { errors.append(("fullName", "error.name-missing")) }
        if visit.form["account"].isEmpty { errors.append(("account", "error.account-missing")) }
        guard errors.isEmpty else {
            return try visit.page("admin/teachers", try await view(visit), errors: errors)
        }
        do {
            let made = try await visit.site.staff.add(
                name: visit.form["fullName"], account: visit.form["account"],
                alsoAdministrator: visit.form.isTicked("alsoAdministrator"),
                by: visit.principal, at: visit.site.now())
            return try sheet(visit, made.map { [$0] } ?? [], back: "/admin/teachers", group: "")
        } catch SignInFault.accountTaken {
            return try visit.page(
                "admin/teachers", try await view(visit),
                errors: [("account", "error.account-taken")])
        }
    }

    /// `POST /admin/people/{code}/password`: a new first password for one person.
    @Sendable static func newPassword(_ visit: Visit) async throws -> Response {
        guard
            let made = try await visit.site.staff.newPassword(
                of: visit.parameter("code"), by: visit.principal, at: visit.site.now())
        else { throw Refusal.notFound }
        let back = Front.localPath(visit.form["back"]) ?? "/admin"
        return try sheet(visit, [made], back: back, group: "")
    }

    /// The sheet of passwords, shown this once.
    static func sheet(
        _ visit: Visit, _ made: [FirstPassword], back: String, group: String
    ) throws -> Response {
        try visit.page(
            "admin/passwords",
            [
                "heading": group, "backURL": back, "address": visit.site.settings.address,
                "rows": made.map {
                    [
                        "name": $0.name, "account": $0.account, "password": $0.password,
                        "group": group,
                    ]
                },
            ])
    }

    private static func view(_ visit: Visit) async throws -> View {
        let members = try await visit.site.staff.all(by: visit.principal)
        return [
            "teachers": members.map { member -> View in
                [
                    "name": member.person.details.fullName,
                    "account": member.person.account ?? "",
                    "passwordURL": "/admin/people/\(member.person.code)/password",
                    "isAdministrator": member.isAdministrator,
                ]
            }
        ]
    }
}
