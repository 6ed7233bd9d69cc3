import Classes
import Hummingbird
import Storage
import Training
import Values

/// Programmes of teacher training.
enum ProgrammePages {
    /// `GET /training/programmes`
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        try visit.page("training/programmes", try await listView(visit))
    }

    /// `POST /training/programmes`
    @Sendable static func add(_ visit: Visit) async throws -> Response {
        let form = ProgrammeForm(visit)
        guard form.faults.isEmpty else {
            return try visit.page(
                "training/programmes", try await listView(visit), faults: form.faults)
        }
        do {
            let code = try await visit.site.programmes.add(
                form.programme, by: visit.principal, at: visit.site.now())
            return .seeOther("/training/programmes/\(code)?done=programme")
        } catch TrainingFault.identifierTaken {
            return try visit.page(
                "training/programmes", try await listView(visit),
                errors: [("identifier", "error.identifier-taken")])
        }
    }

    private static func listView(_ visit: Visit) async throws -> View {
        let programmes = try await visit.site.programmes.all(by: visit.principal)
        var view = ProgrammeForm.view(nil, visit)
        view["programmes"] = programmes.map { listed -> View in
            let programme = listed.programme
            return [
                "url": "/training/programmes/\(listed.code)",
                "identifier": programme.identifier, "name": programme.name,
                "kind": kindText(programme.kind, programme.kindName, visit),
                "periods": "\(programme.periods)",
                "validity": programme.validityYears.map { "\($0)" } ?? "–",
                "isRequired": programme.requirement(on: visit.today) != nil,
                "retired": programme.retiredOn?.text ?? "",
            ]
        }
        return view
    }

    static func kindText(_ kind: ProgrammeKind, _ name: String?, _ visit: Visit) -> String {
        name ?? kind.text(in: visit.language)
    }

    /// `GET /training/programmes/{code}`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        try visit.page("training/programme", try await view(visit))
    }

    /// `POST /training/programmes/{code}`
    @Sendable static func change(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code")
        let known = try await visit.site.programmes.programme(code, by: visit.principal)
        let form = ProgrammeForm(visit, changing: known.programme)
        guard form.faults.isEmpty else {
            return try visit.page(
                "training/programme", try await view(visit), faults: form.faults)
        }
        do {
            try await visit.site.programmes.change(
                code, to: form.programme, by: visit.principal, at: visit.site.now())
            return .seeOther("/training/programmes/\(code)?done=saved")
        } catch TrainingFault.identifierTaken {
            return try visit.page(
                "training/programme", try await view(visit),
                errors: [("identifier", "error.identifier-taken")])
        }
    }

    private static func view(_ visit: Visit) async throws -> View {
        let listed = try await visit.site.programmes.programme(
            try visit.parameter("code"), by: visit.principal)
        var view = ProgrammeForm.view(listed.programme, visit)
        view["title"] = listed.programme.name
        view["isKnown"] = true
        view["url"] = "/training/programmes/\(listed.code)"
        return view
    }
}
