import Classes
import Hummingbird
import Storage
import Training
import Values

/// Classes into which the head of a unit sends her staff, within its quota.
enum SendingPages {
    /// `GET /my-unit/classes`
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        try visit.page("training/sendings", try await view(visit))
    }

    private static func view(_ visit: Visit) async throws -> View {
        let sendings = try await visit.site.admissions.sendings(
            by: visit.principal, on: visit.today)
        return [
            "sendings": sendings.map { one -> View in
                let code = one.trainingClass.code
                let isTyped = visit.context.parameters.get("code") == code
                return [
                    "title": one.trainingClass.trainingClass.title,
                    "programme": one.trainingClass.programmeName,
                    "dates": TrainingPages.dates(one.trainingClass.trainingClass),
                    "unit": one.quota.unitName,
                    "places": "\(one.quota.taken)/\(one.quota.places)",
                    "url": "/my-unit/classes/\(code)/\(one.unitCode)",
                    "field": "p-\(code)-\(one.unitCode)",
                    "typed": isTyped ? visit.form.exact("people") ?? "" : "",
                ]
            }
        ]
    }

    /// `POST /my-unit/classes/{code}/{unit}`
    @Sendable static func send(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code")
        let unit = try visit.parameter("unit")
        func refused(_ text: String) async throws -> Response {
            try visit.page(
                "training/sendings", try await view(visit), faults: [("p-\(code)-\(unit)", text)])
        }
        do {
            try await visit.site.admissions.send(
                visit.form.exact("people") ?? "", into: code, from: unit, by: visit.principal,
                at: visit.site.now())
            return .seeOther("/my-unit/classes?done=enrolled")
        } catch TrainingFault.unknownPeople(let lines) {
            return try await refused(
                visit.word(
                    "error.not-of-unit", ["lines": lines.prefix(20).joined(separator: "; ")]))
        } catch TrainingFault.full(let capacity) {
            return try await refused(visit.word("error.class-full", ["n": "\(capacity)"]))
        }
    }
}
