import Administration
import Hummingbird
import People
import Storage
import Values

/// Two records of one person: compared, joined, taken apart.
extension PersonPages {
    /// `GET /admin/people/{code}/merge`: what hangs on both.
    @Sendable static func compare(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code")
        var other = visit.query["into"]
        if other.isEmpty {
            guard
                let found = try await visit.site.persons.code(
                    ofIdentifier: visit.query["identifier"], by: visit.principal)
            else { return try await refused(visit, [("with", "error.no-such-identifier")]) }
            other = found
        }
        guard
            let loads = try await visit.site.persons.mergePreview(
                code, into: other, by: visit.principal, at: visit.site.now())
        else { throw Refusal.notFound }
        let url = "/admin/people/\(code)"
        func row(_ key: String, _ value: (Persons.Load) -> String) -> View {
            ["label": visit.word(key), "from": value(loads.from), "into": value(loads.into)]
        }
        return try visit.page(
            "admin/merge",
            [
                "url": url, "name": loads.from.person.details.fullName,
                "mergeURL": "\(url)/merge?into=\(loads.into.person.code)",
                "swapURL": "/admin/people/\(loads.into.person.code)/merge?into=\(code)",
                "rows": [
                    row("word.fullName") { $0.person.details.fullName },
                    row("word.identifier") { $0.person.details.identifier ?? "—" },
                    row("word.birth") { $0.person.details.birthDate?.text ?? "—" },
                    row("word.accountName") { $0.person.account ?? "—" },
                    row("person.posts") { "\($0.posts)" },
                    row("person.classes") { "\($0.classes)" },
                    row("merge.sittings") { "\($0.sittings)" },
                    row("merge.trainings") { "\($0.trainings)" },
                    row("merge.certificates") { "\($0.certificates)" },
                    row("merge.mainUnit") { $0.mainUnit ?? "—" },
                ],
                "hasTwoPosts": loads.from.mainUnit != nil && loads.into.mainUnit != nil
                    && loads.from.mainUnit != loads.into.mainUnit,
                "mainUnit": loads.into.mainUnit ?? "",
            ])
    }

    /// `POST /admin/people/{code}/merge`
    @Sendable static func merge(_ visit: Visit) async throws -> Response {
        let (code, other) = (try visit.parameter("code"), visit.query["into"])
        do {
            guard
                try await visit.site.persons.merge(
                    code, into: other, by: visit.principal, at: visit.site.now())
            else { throw Refusal.notFound }
        } catch PersonFault.sameRecord {
            throw Refusal.notFound
        }
        visit.site.candidacies.forgetAll()
        return .seeOther("/admin/people/\(other)?done=merged")
    }

    /// `POST /admin/people/{code}/merges/{merge}/part`
    @Sendable static func part(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code")
        guard let merge = Int64(try visit.parameter("merge")),
            try await visit.site.persons.part(
                merge, of: code, by: visit.principal, at: visit.site.now())
        else { throw Refusal.notFound }
        visit.site.candidacies.forgetAll()
        return .seeOther("/admin/people/\(code)?done=parted")
    }
}
