import Classes
import Hummingbird
import People
import Storage
import Training
import Values

/// One training class: its people and trainers.
enum TrainingClassPages {
    /// `GET /training/classes/{code}`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        try visit.page("training/class", try await view(visit))
    }

    static func view(_ visit: Visit) async throws -> View {
        let listed = try await TrainingPages.found(visit, for: .readTrainingClass)
        let url = "/training/classes/\(listed.code)"
        let roles = try visit.principal.roles
        let mayManage = Access.allows(.manageTraining, on: .other, to: roles)
        let members = try await visit.site.trainingClasses.members(
            of: listed, after: place(visit.query), limit: TrainingPages.limit + 1)
        let trainers = try await visit.site.trainingClasses.trainers(of: listed)
        let mayImport = try await visit.site.trainingClasses.allows(
            .importResults, on: listed, to: visit.principal)
        let imports = mayImport ? try await visit.site.trainingImports.imports(of: listed) : []
        var view: View = [
            "mayImport": mayImport, "imports": imports.map { row($0, url, visit) },
            "heading": listed.trainingClass.title, "url": url,
            "identifier": listed.trainingClass.identifier, "programme": listed.programmeName,
            "unit": listed.unitName, "dates": TrainingPages.dates(listed.trainingClass),
            "mode": visit.word("trainingMode.\(listed.trainingClass.mode.rawValue)"),
            "people": try await people(listed, visit), "mayManage": mayManage,
            "cancelled": cancelled(listed.trainingClass, visit),
            "members": members.prefix(TrainingPages.limit).map { row($0, visit) },
            "trainers": trainers.map { trainer -> View in
                [
                    "name": trainer.name,
                    "removeURL": mayManage ? "\(url)/trainers/\(trainer.code)/remove" : "",
                ]
            },
            "on": visit.form["on"].isEmpty ? visit.today.text : visit.form["on"],
        ]
        if members.count > TrainingPages.limit, let last = members.prefix(TrainingPages.limit).last
        {
            view["moreURL"] = "\(url)?after=\(last.sortKey.urlQueryEncoded)&person=\(last.person)"
        }
        return view
    }

    private static func people(
        _ listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws -> String {
        let people = try await visit.site.trainingClasses.people(in: listed, on: visit.today)
        return listed.trainingClass.capacity.map { "\(people)/\($0)" } ?? "\(people)"
    }

    private static func place(_ query: FormData) -> (sortKey: String, person: Int64)? {
        guard let key = query.exact("after"), let person = Int64(query["person"]) else {
            return nil
        }
        return (key, person)
    }

    private static func row(_ member: EnrolmentStore.Member, _ visit: Visit) -> View {
        let state = member.state
        return [
            "name": member.name, "identifier": member.identifier ?? "–",
            "enrolled": state.enrolledOn?.text ?? "–", "attended": state.attendedOn?.text ?? "–",
            "mark": state.total?.decimal(places: 2, separator: ",") ?? "–",
            "isComplete": state.hasCompleted(by: visit.today),
            "outcome": outcome(state, visit),
        ]
    }

    private static func row(
        _ known: TrainingImportStore.Listed, _ url: String, _ visit: Visit
    ) -> View {
        [
            "file": known.fileName, "hash": String(known.fileHash.prefix(12)),
            "at": VietnamTime(known.at).text,
            "person": known.person ?? visit.word("resultFile.server"),
            "undone": known.undoneAt.map { VietnamTime($0).text } ?? "",
            "undoURL": known.undoneAt == nil ? "\(url)/imports/\(known.code)/undo" : "",
        ]
    }

    /// What a state comes to today, in words.
    /// That the class is cancelled, and why; "" where it is held.
    static func cancelled(_ trainingClass: TrainingClass, _ visit: Visit) -> String {
        trainingClass.cancelled.map {
            visit.word("trainingClass.cancelled", ["date": $0.on.text, "reason": $0.reason])
        } ?? ""
    }

    static func outcome(_ state: TrainingState, _ visit: Visit) -> String {
        if let on = state.completedOn {
            if let revoked = state.revokedOn {
                return visit.word("outcome.revoked", ["date": revoked.text])
            }
            return visit.word("outcome.completed", ["date": on.text])
        }
        if state.failedOn != nil { return visit.word("outcome.notCompleted") }
        if state.leftOn != nil { return visit.word("outcome.left") }
        return visit.word("outcome.open")
    }

    /// `POST /training/classes/{code}/trainers`
    @Sendable static func addTrainer(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .manageTraining)
        do {
            try await visit.site.trainingClasses.addTrainer(
                visit.form["trainer"], to: listed, by: visit.principal, at: visit.site.now())
            return .seeOther("/training/classes/\(listed.code)?done=trainer")
        } catch TrainingFault.noSuchPerson {
            return try visit.page(
                "training/class", try await view(visit),
                errors: [("trainer", "error.person-missing")])
        }
    }

    /// `POST /training/classes/{code}/trainers/{person}/remove`
    @Sendable static func removeTrainer(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .manageTraining)
        try await visit.site.trainingClasses.removeTrainer(
            try visit.parameter("person"), from: listed, by: visit.principal,
            at: visit.site.now())
        return .seeOther("/training/classes/\(listed.code)?done=saved")
    }

    /// `POST /training/classes/{code}/enrol`: people by a list.
    @Sendable static func enrol(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        guard let day = CalendarDate(visit.form["on"]), TrainingClass.canLie(on: day) else {
            return try visit.page(
                "training/class", try await view(visit), errors: [("on", "error.date")])
        }
        guard !visit.form["people"].isEmpty else {
            return try visit.page(
                "training/class", try await view(visit), errors: [("people", "error.list-missing")]
            )
        }
        do {
            let new = try await visit.site.trainingClasses.enrol(
                visit.form.exact("people") ?? "", in: listed, on: day, by: visit.principal,
                at: visit.site.now())
            let done = new > 0 ? "enrolled" : "enrolled-before"
            return .seeOther("/training/classes/\(listed.code)?done=\(done)")
        } catch TrainingFault.dayOutside(_, let until) {
            return try await visit.page(
                "training/class", view(visit),
                faults: [("on", visit.word("error.enrol-after", ["until": until.text]))])
        } catch TrainingFault.unknownPeople(let lines) {
            let some = lines.prefix(20).joined(separator: "; ")
            return try await refused(visit.word("error.people-unknown", ["lines": some]), visit)
        } catch TrainingFault.full(let capacity) {
            return try await refused(visit.word("error.class-full", ["n": "\(capacity)"]), visit)
        }
    }

    private static func refused(_ text: String, _ visit: Visit) async throws -> Response {
        try await visit.page(
            "training/class", view(visit), faults: [(field: "people", text: text)])
    }
}
