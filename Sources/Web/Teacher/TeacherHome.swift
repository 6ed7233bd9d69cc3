import Authoring
import Classes
import Hummingbird
import People
import Storage
import Values

/// `GET /teach`: a teacher's banks, tests and sittings at a glance.
enum TeacherHome {
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let principal = try visit.principal
        let banks = try await visit.site.banks.all(by: principal)
        var view: View = ["banks": banks.map(BankPages.row)]
        if Access.everAllows(.readTest, to: principal.roles) {
            let tests = try await visit.site.tests.all(by: principal)
            let sittings = try await visit.site.sittings.sittings(by: principal)
            view["tests"] = tests.prefix(10).map { TestPages.row($0) }
            view["sittings"] = sittings.prefix(10).map { row($0, visit) }
            view["firstSteps"] = tests.isEmpty
        }
        view["rounds"] = try await visit.site.rounds.requests(to: principal, on: visit.today)
            .filter(\.isWaiting).map { request -> View in
                [
                    "url": "/my-unit/rounds/\(request.round.code)/\(request.unit.code)",
                    "round": visit.word(
                        "requests.notice",
                        ["title": request.round.title, "due": request.round.dueOn.text]),
                ]
            }
        return try visit.page("teacher/home", view)
    }

    /// A sitting as lists show it.
    static func row(_ sitting: SittingStore.Sitting, _ visit: Visit) -> View {
        let now = visit.site.now()
        let state =
            now < sitting.opens
            ? "soon" : sitting.isClosed || now >= sitting.closes ? "over" : "open"
        return [
            "title": sitting.title, "url": "/teach/sittings/\(sitting.code)",
            "className": sitting.className, "state": visit.word("sitting.state.\(state)"),
            "isOpen": state == "open",
            "window": "\(VietnamTime(sitting.opens).text) – \(VietnamTime(sitting.closes).text)",
        ]
    }
}
