import People
import Storage
import Testing
import Values

@testable import Administration

/// What was decided about units by mistake is taken back: all of it, and nothing else.
@Suite struct UnitStepTests {
    private let now = School.start
    private var later: Instant { now.adding(seconds: 3_600) }
    private var day: CalendarDate { VietnamTime.date(of: now) }

    /// A department and two schools, with a class and a pupil at the first, and its head.
    private struct Province {
        let school: School
        let administrator: Principal
        let department: String
        let first: String
        let second: String
        let head: Int64
        let pupil: Int64

        init() async throws {
            school = try School()
            administrator = try await school.administrator()
            let since = try #require(CalendarDate("01/09/2000"))
            let (organisation, administrator) = (school.organisation, administrator)
            func add(
                _ kind: UnitKind, _ name: String, below parent: String?
            ) async throws -> String {
                try await organisation.add(
                    kind, name, level: kind == .school ? .upperSecondary : nil, identifier: nil,
                    below: parent, from: since, by: administrator, at: School.start)
            }
            department = try await add(.department, "Sở", below: nil)
            first = try await add(.school, "THPT Sen", below: department)
            second = try await add(.school, "THPT Tháp", below: department)
            head = try await school.person("truong").person
            pupil = try await school.person("trò", roles: [.student]).person
            try await school.database.write { [first, head, pupil] connection in
                let unit = try #require(try UnitStore(connection).unit(code: first)?.id)
                try PostStore(connection).record(
                    .init(.head, from: since), of: head, in: unit, at: School.start)
                let room = try ClassStore(connection).add(
                    "10A1", code: "C1", in: unit, from: since, at: School.start)
                try MembershipStore(connection).record(
                    pupil, in: room, from: since, at: School.start)
            }
        }

        /// What stands of everything that a step can touch, by what it says.
        func facts() async throws -> [String] {
            try await school.database.read { connection in
                let units = UnitStore(connection)
                var lines: [String] = []
                func name(_ id: Int64?) throws -> String {
                    try id.flatMap { try units.unit($0)?.name } ?? "–"
                }
                for unit in try units.tree(
                    AsOf(
                        CalendarDate("01/09/2000")
                            ?? .init(
                                daysSince1970: 0))
                ).map(\.unit) {
                    for span in try units.spans(of: unit.id).spans {
                        lines.append(
                            "\(span.value.name) \(span.value.level?.rawValue ?? "") "
                                + "\(try name(span.value.parent)) \(span.from) "
                                + "\(span.until?.text ?? "")")
                    }
                    lines += try units.successors(of: unit.id).map { "→ \($0.unit.name)" }
                }
                for post in try PostStore(connection).posts(of: head) {
                    lines.append("head \(try name(post.unit)) \(post.details.until?.text ?? "")")
                }
                for one in try MembershipStore(connection).memberships(of: pupil) {
                    lines.append("pupil \(try name(one.unit)) \(one.until?.text ?? "")")
                }
                return lines
            }
        }

        func steps(_ code: String) async throws -> [UnitStepStore.Step] {
            try await school.organisation.unit(
                code, AsOf(VietnamTime.date(of: School.start)), by: administrator,
                at: School.start)?.steps ?? []
        }
    }

    @Test(arguments: [
        "rename", "level", "move", "merge", "split", "split and close", "close",
    ])
    func aStepIsTakenBackWhole(what: String) async throws {
        let province = try await Province()
        let organisation = province.school.organisation
        let change: Organisation.Change =
            switch what {
            case "rename": .rename("THPT Hồng Sen")
            case "level": .level(.continuing)
            case "move": .move(below: province.second)
            case "merge": .merge(into: province.second)
            case "split": .split(into: ["THPT Sen 2"], closes: false)
            case "split and close": .split(into: ["THPT Sen 2", "THPT Sen 3"], closes: true)
            default: .close
            }
        let before = try await province.facts()
        _ = try await organisation.change(
            province.first, change, from: day, by: province.administrator, at: later)
        #expect(try await province.facts() != before)
        let step = try #require(try await province.steps(province.first).first)
        #expect(step.on == day && step.undone == nil)
        #expect(
            try await organisation.undo(
                step.code, of: province.first, by: province.administrator,
                at: later.adding(seconds: 60)))
        #expect(try await province.facts() == before)
        #expect(try await province.steps(province.first).first?.undone != nil)
        #expect(
            try await !organisation.undo(
                step.code, of: province.first, by: province.administrator,
                at: later.adding(seconds: 120)), "once")
    }

    /// What came later is undone first; until then nothing is changed by trying.
    @Test func theLaterStepComesFirst() async throws {
        let province = try await Province()
        let organisation = province.school.organisation
        for (name, hours) in [("THPT Hai", 1), ("THPT Ba", 2)] {
            _ = try await organisation.change(
                province.first, .rename(name), from: try #require(day.adding(days: hours)),
                by: province.administrator, at: now.adding(seconds: Int64(hours) * 3_600))
        }
        let facts = try await province.facts()
        let steps = try await province.steps(province.first)
        #expect(steps.map(\.words) == ["THPT Ba", "THPT Hai", "THPT Sen"])
        await #expect(throws: UnitFault.changedSince) {
            _ = try await organisation.undo(
                steps[1].code, of: province.first, by: province.administrator,
                at: now.adding(seconds: 9_000))
        }
        #expect(try await province.facts() == facts)
        for step in steps.prefix(2) {
            _ = try await organisation.undo(
                step.code, of: province.first, by: province.administrator,
                at: now.adding(seconds: 9_999))
        }
        #expect(try await province.facts().contains { $0.hasPrefix("THPT Sen THPT Sở") })
    }

    /// A unit that something rests on does not vanish.
    @Test func whatIsNeededStays() async throws {
        let province = try await Province()
        let organisation = province.school.organisation
        _ = try await organisation.change(
            province.first, .split(into: ["THPT Sen 2"], closes: false), from: day,
            by: province.administrator, at: later)
        let step = try #require(try await province.steps(province.first).first)
        try await province.school.database.write { [head = province.head, day, later] connection in
            let unit = try #require(
                try UnitStore(connection).unit(named: "THPT Sen 2", of: .school))
            try PostStore(connection).record(
                .init(.teacher, isMain: false, from: day), of: head, in: unit.id, at: later)
        }
        await #expect(throws: UnitFault.changedSince) {
            _ = try await organisation.undo(
                step.code, of: province.first, by: province.administrator,
                at: later.adding(seconds: 60))
        }
    }

    @Test func aSchoolYearIsTakenBack() async throws {
        let province = try await Province()
        let before = try await province.facts()
        _ = try await province.school.schoolYears.rollOver(
            province.first, on: day, names: [:], by: province.administrator, at: later)
        #expect(try await province.facts() != before)
        let step = try #require(try await province.steps(province.first).first)
        #expect(step.kind == .year)
        _ = try await province.school.organisation.undo(
            step.code, of: province.first, by: province.administrator,
            at: later.adding(seconds: 60))
        #expect(try await province.facts() == before)
        let again = try await province.school.schoolYears.preview(
            of: province.first, on: day, by: province.administrator, at: later)
        #expect(again?.steps.map(\.next) == ["11A1"])
    }

    @Test func onlyWhoMayChangesUnitsBack() async throws {
        let province = try await Province()
        let step = try #require(try await province.steps(province.first).first)
        let teacher = try await province.school.person("gv")
        await #expect(throws: AccessDenied.self) {
            _ = try await province.school.organisation.undo(
                step.code, of: province.first, by: teacher, at: later)
        }
    }

    /// Two small classes become one.
    @Test func classesOfOneNameBecomeOne() async throws {
        let province = try await Province()
        let school = province.school
        let unit = try #require(
            try await school.database.read { try UnitStore($0).unit(code: province.first)?.id })
        let second = try await school.classes.add(
            "10A2", to: unit, by: province.administrator, at: School.start)
        let found = try await school.reread(second, by: province.administrator)
        try await school.classes.add(
            PersonDetails(fullName: "Em Hai", identifier: "H2"), to: found.schoolClass,
            by: province.administrator, at: School.start)
        let next = try #require(day.adding(days: 200))
        _ = try await school.schoolYears.rollOver(
            province.first, on: next, names: ["C1": "11A", second: "11A"],
            by: province.administrator, at: later)
        let classes = try await school.database.read {
            try ClassStore($0).all(on: next, of: unit)
        }
        #expect(classes.map(\.name) == ["11A"])
        #expect(classes.map(\.pupils) == [2])
    }
}
