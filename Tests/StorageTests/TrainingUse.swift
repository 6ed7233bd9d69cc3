import People
import Training
import Values

@testable import Storage

/// Calls every function of the stores of training once, for the test of query plans.
struct TrainingUse {
    private let connection: Connection
    private let person: Int64
    private let unit: Int64

    private let now = Instant(milliseconds: 1_600_000_000_000)
    private let day = CalendarDate(daysSince1970: 18_000)

    init(_ connection: Connection, person: Int64, unit: Int64) {
        self.connection = connection
        self.person = person
        self.unit = unit
    }

    func useEverything() throws {
        let trainingClass = try useClasses(try useProgrammes())
        try useEnrolments(trainingClass)
        try useImports(trainingClass)
        try useRecords(trainingClass)
        try useRegisters()
        try usePublished()
        try useRounds()
    }

    private func useProgrammes() throws -> Int64 {
        let store = ProgrammeStore(connection)
        var programme = Programme(identifier: "A", name: "A", kind: .regular01, periods: 40)
        let id = try store.add(programme, code: "A", at: now)
        programme.periods = 41
        try store.change(id, to: programme, at: now)
        _ = try store.all()
        _ = try store.all(knownAt: now)
        _ = try store.programme(id)
        _ = try store.programme(code: "A")
        _ = try store.programme(identifier: "A")
        return id
    }

    private func useClasses(_ programme: Int64) throws -> Int64 {
        let store = TrainingClassStore(connection)
        var trainingClass = TrainingClass(identifier: "L", title: "L", from: day, until: day)
        let id = try store.add(
            trainingClass, of: programme, hostedBy: unit, code: "L", at: now)
        trainingClass.title = "M"
        try store.change(id, to: trainingClass, of: programme, hostedBy: unit, at: now)
        _ = try store.trainingClass(id)
        _ = try store.trainingClass(code: "L")
        _ = try store.trainingClass(identifier: "L")
        _ = try store.list(after: nil, limit: 9)
        _ = try store.list(after: .init(from: day, id: 9), limit: 9)
        try store.addTrainer(person, to: id)
        _ = try store.classes(trainedBy: person)
        _ = try store.classes(of: programme, on: day)
        _ = try store.trainers(of: id)
        _ = try store.isTrainer(person, of: id)
        try store.removeTrainer(person, from: id)
        return id
    }

    private func useEnrolments(_ trainingClass: Int64) throws {
        let store = EnrolmentStore(connection)
        let id = try store.enrolment(of: person, in: trainingClass, at: now)
        try store.record(.init(.enrolled, on: day), of: id, by: person, at: now)
        _ = try store.find(person, in: trainingClass)
        _ = try store.enrolments(of: person)
        _ = try store.all(in: trainingClass)
        _ = try store.count(in: trainingClass)
        _ = try store.lastEvent()
        try store.forEachEvent(in: trainingClass) { _, _ in }
        _ = try store.members(of: trainingClass, after: ("a", 1), limit: 9)
    }

    private func useImports(_ trainingClass: Int64) throws {
        let store = TrainingImportStore(connection)
        let id = try store.add(
            of: trainingClass, file: "a", hash: "h", report: JSONText([0]), code: "I",
            by: person, at: now)
        _ = try store.imports(of: trainingClass)
        _ = try store.find(code: "I")
        _ = try store.enrolments(of: id)
        _ = try store.events(of: id, in: 1)
        try store.setUndone(id, by: person, at: now)
        try store.remember(columns: "[]", of: "a", by: person, at: now)
        _ = try store.columns(headings: "a")
        let people = ResultPeople(connection)
        _ = try people.person(identifier: "001")
        _ = try people.people(named: "Lê Văn An")
        _ = try UnitStore(connection).only(named: "A")
    }

    private func useRecords(_ trainingClass: Int64) throws {
        let store = ClassRecordStore(connection)
        for stale in try store.stale() {
            try store.keep(try store.packed(stale.trainingClass), of: stale)
        }
        try store.forEach { _, _ in }
        _ = try store.records(of: trainingClass)
        let source = ReportSource(connection, knownAt: .max)
        _ = try source.programmes()
        _ = try source.classes(from: day, until: day)
        _ = try source.tree(on: day)
        _ = try ReportSource.postChange(connection)
        _ = try ReportSource.posts(connection)
    }

    private func useRegisters() throws {
        let store = RegisterStore(connection)
        try store.record(
            RegisterStore.Meeting(unit: unit, heldOn: day, title: "a", sessions: 1),
            by: person, at: now)
        _ = try store.meetings(from: day, until: day, knownAt: .max)
        try store.withdraw(meeting: 1, at: now)
        try store.record(
            RegisterStore.SoftwareUse(
                unit: unit, system: "a", function: .marks, address: "", since: day, until: nil),
            by: person, at: now)
        _ = try store.uses(of: unit)
        _ = try store.uses(.marks, on: day, knownAt: .max)
        try store.withdraw(use: 1, at: now)
    }

    private func usePublished() throws {
        let store = PublishedReportStore(connection)
        try store.add(
            ReportQuery(from: day, asOf: day), content: [:], rowHash: "h", code: "R", by: person,
            at: now)
        _ = try store.report(code: "R")
        _ = try store.reports(limit: 9)
    }

    private func useRounds() throws {
        let store = RoundStore(connection)
        try store.add(
            "a", unit: unit, from: day, until: day, dueOn: day, code: "V", by: person, at: now)
        _ = try store.round(code: "V")
        _ = try store.rounds(limit: 9)
        _ = try store.open()
        try store.confirm(1, unit: unit, rowHash: "h", by: person, at: now)
        _ = try store.confirmations(of: 1)
        try store.close(1, at: now)
    }
}
