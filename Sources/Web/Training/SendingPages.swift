import Classes
import Hummingbird
import Storage
import Training
import Values

/// Classes into which the head of a unit sends her staff, within its quota.
enum SendingPages {
    /// `GET /my-unit/classes`
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        let sendings = try await visit.site.admissions.sendings(
            by: visit.principal, on: visit.today)
        return try visit.page(
            "training/sendings", ["sendings": sendings.map { head($0) }])
    }

    private static func url(_ sending: Admissions.Sending) -> String {
        "/my-unit/classes/\(sending.trainingClass.code)/\(sending.unitCode)"
    }

    private static func head(_ sending: Admissions.Sending) -> View {
        [
            "title": sending.trainingClass.trainingClass.title,
            "programme": sending.trainingClass.programmeName,
            "dates": TrainingPages.dates(sending.trainingClass.trainingClass),
            "unit": sending.quota.unitName,
            "places": "\(sending.quota.taken)/\(sending.quota.places)", "url": url(sending),
        ]
    }

    /// `GET /my-unit/classes/{code}/{unit}`: whom the unit sent, and whom it could send.
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        try visit.page("training/sending", try await view(visit))
    }

    private static func view(_ visit: Visit) async throws -> View {
        let choice = try await visit.site.admissions.sending(
            into: try visit.parameter("code"), from: try visit.parameter("unit"),
            by: visit.principal, on: visit.today)
        let ticked = Set(visit.form.all("person"))
        var view = head(choice.sending)
        let url = url(choice.sending)
        view["free"] = choice.free.map { "\($0)" } ?? ""
        view["sent"] = choice.sent.map { one -> View in
            [
                "name": one.name, "state": visit.word("sending.\(one.state.rawValue)"),
                "backURL": one.state == .refused ? "" : "\(url)/back/\(one.id)",
            ]
        }
        view["hasSent"] = !choice.sent.isEmpty
        view["staff"] = choice.staff.map { person -> View in
            [
                "code": person.code, "name": person.name, "ticked": ticked.contains(person.code),
                "who": [person.identifier, person.units.first].compactMap(\.self)
                    .joined(separator: ", "),
            ]
        }
        view["hasStaff"] = !choice.staff.isEmpty
        return view
    }

    /// `POST /my-unit/classes/{code}/{unit}`
    @Sendable static func send(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code")
        let unit = try visit.parameter("unit")
        func refused(_ text: String) async throws -> Response {
            try visit.page("training/sending", try await view(visit), faults: [("people", text)])
        }
        let people = visit.form.all("person")
        guard !people.isEmpty else {
            return try await refused(visit.word("error.nobody-ticked"))
        }
        do {
            try await visit.site.admissions.send(
                people, into: code, from: unit, by: visit.principal, at: visit.site.now())
            return .seeOther("/my-unit/classes/\(code)/\(unit)?done=sent")
        } catch TrainingFault.unknownPeople {
            return try await refused(visit.word("error.not-of-unit"))
        } catch TrainingFault.full(let capacity) {
            return try await refused(visit.word("error.class-full", ["n": "\(capacity)"]))
        }
    }

    /// `POST /my-unit/classes/{code}/{unit}/back/{number}`
    @Sendable static func takeBack(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code")
        let unit = try visit.parameter("unit")
        guard let id = Int64(try visit.parameter("number")) else { throw Refusal.notFound }
        try await visit.site.admissions.takeBack(
            id, from: code, of: unit, by: visit.principal, at: visit.site.now())
        return .seeOther("/my-unit/classes/\(code)/\(unit)?done=taken-back")
    }
}
