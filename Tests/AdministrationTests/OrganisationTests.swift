import People
import Storage
import Testing
import Values

@testable import Administration

/// Who may do what to units and people, and the move to a new school year.
@Suite struct OrganisationTests {
    private let now = School.start
    private var today: CalendarDate { VietnamTime.date(of: now) }

    /// A department, two schools, and the head of the first.
    private struct Province {
        let school: School
        let administrator: Principal
        let department: String
        let schools: [String]
        let head: Principal
    }

    private func province() async throws -> Province {
        let school = try School()
        let administrator = try await school.administrator()
        let since = try #require(CalendarDate("01/09/2000"))
        let organisation = school.organisation
        let department = try await organisation.add(
            .department, "Sở", level: nil, identifier: nil, below: nil, from: since,
            by: administrator, at: now)
        var schools: [String] = []
        for name in ["THPT Sen", "THPT Tháp"] {
            schools.append(
                try await organisation.add(
                    .school, name, level: .upperSecondary, identifier: nil, below: department,
                    from: since, by: administrator, at: now))
        }
        let person = try await school.person("truong")
        let (code, first) = (try await self.code(of: person.person, school), schools[0])
        _ = try await school.persons.addPost(
            .init(.head, from: today), to: code, in: first, endsOthers: false,
            by: administrator, at: now)
        let head = try #require(
            try await school.database.read {
                try PeopleStore($0).principal(person.person, on: VietnamTime.date(of: School.start))
            })
        return Province(
            school: school, administrator: administrator, department: department,
            schools: schools, head: head)
    }

    private func code(of person: Int64, _ school: School) async throws -> String {
        try #require(
            try await school.database.read { try PeopleStore($0).person(person)?.code })
    }

    @Test func classesAreListedPageByPage() async throws {
        let province = try await province()
        let (school, administrator) = (province.school, province.administrator)
        for (name, place) in [("10A1", 0), ("10A2", 0), ("11A1", 0), ("10A1", 1)] {
            let id = try #require(
                try await school.database.read {
                    try UnitStore($0).unit(code: province.schools[place])?.id
                })
            _ = try await school.classes.add(name, to: id, by: administrator, at: now)
        }
        func list(_ name: String, _ place: Int?, after: String? = nil) async throws -> [String] {
            let found = try #require(
                try await school.classes.list(
                    named: name, of: place.map { province.schools[$0] }, after: after, limit: 2,
                    by: administrator, at: now))
            #expect(found.school == place.map { ["THPT Sen", "THPT Tháp"][$0] })
            return found.classes.map { "\($0.name) \($0.schoolName ?? "")" }
        }
        #expect(try await list("", nil) == ["10A1 THPT Sen", "10A1 THPT Tháp"])
        #expect(try await list("10", 0) == ["10A1 THPT Sen", "10A2 THPT Sen"])
        #expect(try await list("11", 1) == [])
        let first = try await school.classes.list(limit: 2, by: administrator, at: now)
        #expect(
            try await list("", nil, after: first?.classes[1].code) == [
                "10A2 THPT Sen", "11A1 THPT Sen",
            ])
        #expect(
            try await school.classes.list(
                of: "không có", limit: 2, by: administrator, at: now) == nil)
    }

    /// Of two schools, who has a post at neither gives no sitting to either's classes.
    @Test func withoutAPostNobodysClassesAreOffered() async throws {
        let province = try await province()
        let school = province.school
        let id = try #require(
            try await school.database.read {
                try UnitStore($0).unit(code: province.schools[1])?.id
            })
        _ = try await school.classes.add("10A1", to: id, by: province.administrator, at: now)
        let teacher = try await school.person("moi")
        let one = try await school.classes.names(for: teacher, at: now)
        #expect(one.map(\.name) == ["10A1"], "there is one school with classes")
        let first = try #require(
            try await school.database.read {
                try UnitStore($0).unit(code: province.schools[0])?.id
            })
        _ = try await school.classes.add("10A2", to: first, by: province.administrator, at: now)
        _ = try await school.classes.add("Bồi dưỡng", by: province.administrator, at: now)
        let two = try await school.classes.names(for: teacher, at: now)
        #expect(two.map(\.name) == ["Bồi dưỡng"])
        let hers = try await school.classes.names(for: province.head, at: now)
        #expect(hers.map(\.name) == ["10A2"])
    }

    @Test func aHeadSeesHerSchoolOnly() async throws {
        let province = try await province()
        let organisation = province.school.organisation
        let tree = try await organisation.tree(AsOf(today), by: province.head)
        #expect(tree.map(\.details.name) == ["THPT Sen"])
        #expect(
            try await organisation.unit(
                province.schools[0], AsOf(today), by: province.head, at: now) != nil)
        for code in [province.schools[1], province.department] {
            await #expect(throws: AccessDenied.self) {
                _ = try await organisation.unit(code, AsOf(today), by: province.head, at: now)
            }
            await #expect(throws: AccessDenied.self) {
                _ = try await province.school.persons.list(
                    words: "", unit: code, kind: nil, after: nil, limit: 9, by: province.head,
                    at: now)
            }
        }
        await #expect(throws: AccessDenied.self) {
            _ = try await organisation.change(
                province.schools[0], .rename("X"), from: today, by: province.head, at: now)
        }
        let page = try await province.school.persons.list(
            words: "", unit: nil, kind: nil, after: nil, limit: 9, by: province.head, at: now)
        #expect(page?.people.count == 1, "without a unit: hers")
    }

    @Test func aHeadSeesHerPeopleAndHerself() async throws {
        let province = try await province()
        let persons = province.school.persons
        let colleague = try await province.school.person("gv")
        let code = try await code(of: colleague.person, province.school)
        await #expect(throws: AccessDenied.self) {
            _ = try await persons.person(code, by: province.head, at: now)
        }
        _ = try await persons.addPost(
            .init(.teacher, from: today), to: code, in: province.schools[0], endsOthers: false,
            by: province.administrator, at: now)
        #expect(try await persons.person(code, by: province.head, at: now) != nil)
        #expect(try await persons.person(code, by: colleague, at: now) != nil, "her own")
        let own = try await self.code(of: province.head.person, province.school)
        await #expect(throws: AccessDenied.self) {
            _ = try await persons.person(own, by: colleague, at: now)
        }
    }

    @Test func theLastAdministratorStays() async throws {
        let province = try await province()
        let persons = province.school.persons
        let code = try await code(of: province.administrator.person, province.school)
        _ = try await persons.addPost(
            .init(.official, from: today), to: code, in: province.department, endsOthers: false,
            by: province.administrator, at: now)
        let post = try #require(
            try await persons.person(code, by: province.administrator, at: now)?.posts.first?.post)
        let tomorrow = try #require(today.adding(days: 1))
        await #expect(throws: PersonFault.lastAdministrator) {
            _ = try await persons.endPost(
                post.id, of: code, on: tomorrow, by: province.administrator, at: now)
        }
    }

    @Test func aNewMainPostLeavesOneMain() async throws {
        let province = try await province()
        let persons = province.school.persons
        let code = try await code(of: province.head.person, province.school)
        _ = try await persons.addPost(
            .init(.teacher, from: today), to: code, in: province.schools[1], endsOthers: false,
            by: province.administrator, at: now)
        let shown = try #require(
            try await persons.person(code, by: province.administrator, at: now))
        #expect(shown.posts.map(\.post.details.isMain).sorted { !$0 && $1 } == [false, true])
        #expect(shown.posts.first { $0.post.details.isMain }?.unit.name == "THPT Tháp")
    }

    @Test func classesGoUpAndTheLastLeave() async throws {
        let province = try await province()
        let (school, administrator) = (province.school, province.administrator)
        let unit = try await school.database.read {
            try UnitStore($0).unit(code: province.schools[0])
        }
        let classes = ["10A1", "11A1", "12A1"]
        var codes: [String: String] = [:]
        for name in classes {
            let code = try await school.classes.add(
                name, to: unit?.id, by: administrator, at: now)
            codes[name] = code
            let found = try await school.reread(code, by: administrator)
            try await school.classes.add(
                PersonDetails(fullName: "Em \(name)", identifier: name), to: found.schoolClass,
                by: administrator, at: now)
        }
        let day = try #require(today.adding(days: 200))
        let then = now.adding(seconds: 86_400 * 200)
        let plan = try #require(
            try await school.schoolYears.preview(
                of: province.schools[0], on: day, by: administrator, at: now))
        #expect(plan.steps.map(\.next) == ["11A1", "12A1", nil])
        let done = try await school.schoolYears.rollOver(
            province.schools[0], on: day, names: [codes["11A1"] ?? "": "12B"],
            by: administrator, at: now)
        #expect(done?.promoted == 2)
        #expect(done?.left == 1)
        let after =
            try await school.classes.list(limit: 50, by: administrator, at: then)?.classes ?? []
        #expect(after.map(\.name) == ["11A1", "12B"])
        #expect(after.map(\.pupils) == [1, 1])
        #expect(
            try await school.classes.list(limit: 50, by: administrator, at: now)?.classes.map(
                \.name)
                == classes,
            "until then all is as it was")
        let leaver = try await school.database.read { connection in
            let person = try PeopleStore(connection).record(identifier: "12A1")?.person
            return try person.flatMap { try PeopleStore(connection).principal($0.id, on: day) }
        }
        #expect(leaver?.roles == [])
        let again = try await school.schoolYears.preview(
            of: province.schools[0], on: day, by: administrator, at: now)
        #expect(again?.steps.isEmpty == true, "once")
    }

    @Test(
        arguments: [
            ("10A1", .upperSecondary, "11A1"), ("12A1", .upperSecondary, nil),
            ("9/3", nil, "10/3"), ("9/3", .lowerSecondary, nil), ("Lớp 5B", nil, "Lớp 6B"),
            ("Lớp 5B", .primary, nil), ("Lớp 5B", .lowerSecondary, "Lớp 6B"),
            ("Mầm 1", .kindergarten, "Chồi 1"), ("LỚP CHỒI A", .kindergarten, "LỚP LÁ A"),
            ("Lá 2", .kindergarten, nil), ("Lớp 3 tuổi B", .kindergarten, "Lớp 4 tuổi B"),
            ("5 tuổi A", .kindergarten, nil),
            // What tells no grade goes on as it is.
            ("Sen", .primary, "Sen"), ("2025A", nil, "2025A"),
            ("Nhóm 25–36 tháng tuổi", .kindergarten, "Nhóm 25–36 tháng tuổi"),
        ] as [(String, SchoolLevel?, String?)])
    func classesGoUp(name: String, level: SchoolLevel?, next: String?) {
        #expect(Promotion.next(after: name, at: level) == next)
    }

    /// Units born by a split have no identifier: one is given, once, and nobody else's.
    @Test func aUnitWithoutAnIdentifierGetsOne() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        let start = try #require(CalendarDate("01/09/2000"))
        func add(_ name: String, _ identifier: String?) async throws -> String {
            try await school.organisation.add(
                .school, name, level: .primary, identifier: identifier, below: nil, from: start,
                by: administrator, at: School.start)
        }
        func identify(_ code: String, _ identifier: String) async throws {
            _ = try await school.organisation.change(
                code, .identify(identifier), from: start, by: administrator, at: School.start)
        }
        _ = try await add("Trường Một", "01")
        let second = try await add("Trường Hai", nil)
        await #expect(throws: UnitFault.identifierTaken) { try await identify(second, "01") }
        try await identify(second, "02")
        let known = try await school.database.read { try UnitStore($0).unit(identifier: "02") }
        #expect(known?.code == second)
        try await identify(second, "03")
        try await identify(second, "03")
        #expect(
            try await school.database.read { try UnitStore($0).unit(identifier: "03") }?.code
                == second, "one that was mistyped is put right")
        _ = try await school.organisation.change(
            second, .kind(.centre), from: start, by: administrator, at: School.start)
        let centre = try await school.database.read { try UnitStore($0).unit(code: second) }
        #expect(centre?.kind == .centre)
        await #expect(throws: UnitFault.notThere) {
            _ = try await school.organisation.change(
                second, .kind(.schoolClass), from: start, by: administrator, at: School.start)
        }
    }
}
