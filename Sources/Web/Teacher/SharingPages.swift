import Authoring
import Hummingbird
import People
import Storage
import Values

/// Who may do what in a bank: for those who manage it, and for administrators.
enum SharingPages {
    /// `GET /teach/banks/{slug}/sharing`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        try visit.page("teacher/sharing", try await view(visit))
    }

    /// `POST /teach/banks/{slug}/sharing`: one more right.
    @Sendable static func grant(_ visit: Visit) async throws -> Response {
        let slug = try await BankPages.subject(visit, for: .manageBank).slug
        guard let right = BankRight(rawValue: visit.form["right"]) else {
            throw Refusal.malformed("malformed")
        }
        let named: Banks.Named =
            switch visit.form["to"] {
            case "everyone": .everyTeacher
            case "unit": .unit(code: visit.form["unit"])
            default: .account(visit.form["account"])
            }
        do {
            try await BankPages.found {
                try await visit.site.banks.grant(
                    right, to: named, in: slug, by: visit.principal, at: visit.site.now())
            }
        } catch let fault as SharingFault {
            return try visit.page(
                "teacher/sharing", try await view(visit), errors: [error(of: fault)])
        }
        return .seeOther("/teach/banks/\(slug)/sharing?done=saved")
    }

    private static func error(of fault: SharingFault) -> (field: String, key: String) {
        switch fault {
        case .noTeacher: ("account", "error.no-teacher")
        case .noUnit: ("unit", "error.no-unit")
        case .onlyReading: ("right", "error.only-reading")
        }
    }

    /// `POST /teach/banks/{slug}/sharing/{grant}/withdraw`
    @Sendable static func withdraw(_ visit: Visit) async throws -> Response {
        let slug = try visit.parameter("slug")
        guard let grant = Int64(try visit.parameter("grant")) else { throw Refusal.notFound }
        try await BankPages.found {
            try await visit.site.banks.withdraw(
                grant, in: slug, by: visit.principal, at: visit.site.now())
        }
        return .seeOther("/teach/banks/\(slug)/sharing?done=saved")
    }

    /// `POST /teach/banks/{slug}/keeping`: the unit, and whether reviews are a must.
    @Sendable static func keep(_ visit: Visit) async throws -> Response {
        let slug = try visit.parameter("slug")
        do {
            try await BankPages.found {
                try await visit.site.banks.keep(
                    unit: visit.form["owningUnit"], needsReview: visit.form.isTicked("needsReview"),
                    of: slug, by: visit.principal, at: visit.site.now())
            }
        } catch SharingFault.noUnit {
            return try visit.page(
                "teacher/sharing", try await view(visit),
                errors: [("owningUnit", "error.no-unit")])
        }
        return .seeOther("/teach/banks/\(slug)/sharing?done=saved")
    }

    /// `GET /teach/banks/{slug}/record`: what was done with the bank, and who read keys.
    @Sendable static func record(_ visit: Visit) async throws -> Response {
        let slug = try visit.parameter("slug")
        let (subject, entries) = try await BankPages.found {
            try await visit.site.banks.record(
                of: slug, before: Int64(visit.query["before"]), limit: AuditPages.limit + 1,
                by: visit.principal)
        }
        let url = "/teach/banks/\(slug)"
        return try AuditPages.page(
            entries, at: "\(url)/record",
            ["bank": ["name": "\(subject.name) \(subject.grade)", "url": url]], visit)
    }

    private static func view(_ visit: Visit) async throws -> View {
        let slug = try visit.parameter("slug")
        let sharing = try await BankPages.found {
            try await visit.site.banks.sharing(of: slug, by: visit.principal)
        }
        let url = "/teach/banks/\(slug)"
        let chosen = visit.form["right"]
        return [
            "bankName": "\(sharing.subject.name) \(sharing.subject.grade)", "bankURL": url,
            "url": "\(url)/sharing", "keepingURL": "\(url)/keeping", "recordURL": "\(url)/record",
            "owner": sharing.keeping.owner ?? visit.word("audit.server"),
            "needsReview": sharing.keeping.needsReview,
            "hasUnits": !sharing.units.isEmpty,
            "owningUnits": sharing.units.map { unit -> View in
                [
                    "code": unit.code, "name": unit.name,
                    "selected": unit.name == sharing.keeping.unit,
                ]
            },
            "units": sharing.units.map { ["code": $0.code, "name": $0.name] },
            "rights": BankRight.allCases.map { right -> View in
                [
                    "value": right.rawValue, "label": visit.word("right.\(right.rawValue)"),
                    "selected": right.rawValue == chosen,
                ]
            },
            "toPerson": !["unit", "everyone"].contains(visit.form["to"]),
            "toUnit": visit.form["to"] == "unit", "toEveryone": visit.form["to"] == "everyone",
            "grants": sharing.grants.map { grant -> View in
                [
                    "name": grant.name ?? visit.word("sharing.everyTeacher"),
                    "right": visit.word("right.\(grant.right.rawValue)"),
                    "granter": grant.granter ?? visit.word("audit.server"),
                    "when": VietnamTime(grant.at).text,
                    "withdrawURL": "\(url)/sharing/\(grant.id)/withdraw",
                ]
            },
        ]
    }
}
