import Administration
import Authoring
import Hummingbird
import People
import Storage
import Values

/// Who did what when, in words.
enum AuditPages {
    /// Lines of a page.
    static let limit = 50

    /// `GET /admin/audit`: everything, newest first.
    @Sendable static func all(_ visit: Visit) async throws -> Response {
        // One more than is shown: whether there is an older page.
        let entries = try await visit.site.staff.audit(
            before: Int64(visit.query["before"]), limit: limit + 1, by: visit.principal)
        return try page(entries, at: "/admin/audit", [:], visit)
    }

    /// `GET /teach/sittings/{code}/audit`: what was done with one sitting.
    @Sendable static func sitting(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .readAudit)
        let entries = try await visit.site.sittings.audit(
            of: sitting, before: Int64(visit.query["before"]), limit: limit + 1,
            by: visit.principal)
        let url = "/teach/sittings/\(sitting.code)"
        return try page(
            entries, at: "\(url)/audit",
            ["sitting": ["title": sitting.title, "className": sitting.className, "url": url]],
            visit)
    }

    static func page(
        _ entries: [AuditStore.Entry], at url: String, _ view: View, _ visit: Visit
    ) throws -> Response {
        var view = view
        view["rows"] = entries.prefix(limit).map { row($0, visit) }
        if !visit.query["before"].isEmpty { view["newestURL"] = url }
        if entries.count > limit { view["olderURL"] = "\(url)?before=\(entries[limit - 1].id)" }
        return try visit.page("admin/audit", view)
    }

    private static func row(_ entry: AuditStore.Entry, _ visit: Visit) -> View {
        var row: View = [
            "when": VietnamTime(entry.at).text,
            "person": entry.person ?? visit.word("audit.server"),
            "action": visit.word("audit.\(entry.action.rawValue)"), "object": entry.object,
        ]
        if let sitting = entry.sitting {
            row["sittingTitle"] = sitting.title
            row["sittingURL"] = "/teach/sittings/\(sitting.code)"
        }
        return row
    }
}
