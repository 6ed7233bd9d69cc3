import People
import Testing
import Values

@testable import Storage

/// What was true of units on a day stays true, whatever happens to them later.
@Suite struct UnitTests {
    private let folder: TemporaryFolder
    private let database: Database

    init() throws {
        folder = try TemporaryFolder()
        database = try Database(
            path: folder.file("main.sqlite"), migrations: MainMigrations.all,
            backupFolder: folder.file("backups"))
    }

    private static func day(_ text: String) throws -> CalendarDate {
        try #require(CalendarDate(text))
    }

    /// Noon of a day.
    private static func moment(_ text: String) throws -> Instant {
        VietnamTime.instant(on: try day(text), minuteOfDay: 720)
    }

    /// The province as it was recorded on 01/06/2020: department, two offices, three schools.
    private struct Province {
        let department: Int64
        let north: Int64
        let south: Int64
        let schools: [Int64]
    }

    private static func province(_ connection: Connection) throws -> Province {
        let units = UnitStore(connection)
        let (since, now) = (try day("01/09/2000"), try moment("01/06/2020"))
        func add(_ kind: UnitKind, _ name: String, _ parent: Int64?) throws -> Int64 {
            try units.add(
                kind,
                UnitDetails(name: name, level: kind == .school ? .primary : nil, parent: parent),
                identifier: "M-\(name)", code: "C-\(name)", from: since, at: now)
        }
        let department = try add(.department, "Sở", nil)
        let north = try add(.office, "Phòng Bắc", department)
        let south = try add(.office, "Phòng Nam", department)
        return Province(
            department: department, north: north, south: south,
            schools: [
                try add(.school, "TH Sen", north), try add(.school, "TH Ấp Bắc", north),
                try add(.school, "TH Đồng Tháp", south),
            ])
    }

    private static func names(_ tree: [UnitStore.Placed]) -> [String] {
        tree.map { String(repeating: "-", count: $0.depth) + $0.details.name }
    }

    @Test func theTreeIsInVietnameseOrder() async throws {
        let tree = try await database.write { connection in
            _ = try Self.province(connection)
            return try UnitStore(connection).tree(AsOf(try Self.day("30/06/2020")))
        }
        #expect(
            Self.names(tree) == [
                "Sở", "-Phòng Bắc", "--TH Ấp Bắc", "--TH Sen", "-Phòng Nam", "--TH Đồng Tháp",
            ])
    }

    @Test func aMergerChangesNoEarlierDay() async throws {
        let before = [
            "Sở", "-Phòng Bắc", "--TH Ấp Bắc", "--TH Sen", "-Phòng Nam", "--TH Đồng Tháp",
        ]
        let (then, known, after) = try await database.write { connection in
            let province = try Self.province(connection)
            let units = UnitStore(connection)
            let merged = try Self.day("01/07/2025")
            try units.rename(
                province.schools[0], to: "TH Hồng Sen", from: try Self.day("01/01/2024"),
                at: try Self.moment("15/01/2024"))
            try units.merge(
                [province.south], into: province.north, on: merged,
                at: try Self.moment("10/07/2025"))
            try units.rename(
                province.north, to: "Phòng Chung", from: merged, at: try Self.moment("10/07/2025"))
            #expect(try units.successors(of: province.south).map(\.unit.id) == [province.north])
            return (
                try units.tree(AsOf(try Self.day("30/06/2020"))),
                try units.tree(
                    AsOf(try Self.day("01/08/2025"), known: try Self.day("09/07/2025"))),
                try units.tree(AsOf(try Self.day("01/08/2025")))
            )
        }
        #expect(Self.names(then) == before, "on that day, as known now")
        #expect(
            Self.names(known)
                == before.map { $0.replacing("TH Sen", with: "TH Hồng Sen") }
                .sorted { $0 == "--TH Hồng Sen" && $1 == "--TH Sen" },
            "after it, as known the day before it was recorded")
        #expect(
            Self.names(after) == [
                "Sở", "-Phòng Chung", "--TH Ấp Bắc", "--TH Đồng Tháp", "--TH Hồng Sen",
            ])
    }

    @Test func whatIsNotKnownYetIsNotThere() async throws {
        let trees = try await database.write { connection in
            _ = try Self.province(connection)
            let units = UnitStore(connection)
            let day = try Self.day("30/06/2020")
            return (
                try units.tree(AsOf(day, known: try Self.day("31/05/2020"))),
                try units.tree(AsOf(day, known: try Self.day("01/06/2020")))
            )
        }
        #expect(trees.0.isEmpty)
        #expect(trees.1.count == 6, "a whole day of knowledge counts")
    }

    @Test func postsFollowAMerger() async throws {
        try await database.write { connection in
            let province = try Self.province(connection)
            let (units, posts) = (UnitStore(connection), PostStore(connection))
            let person = try PeopleStore(connection).add(
                PersonDetails(fullName: "Lê Thị Sen"), code: "P", at: try Self.moment("01/06/2020"))
            try posts.record(
                .init(.teacher, subject: "Toán", from: try Self.day("05/09/2010")), of: person,
                in: province.schools[0], at: try Self.moment("01/06/2020"))
            try units.merge(
                [province.schools[0]], into: province.schools[1], on: try Self.day("01/07/2025"),
                at: try Self.moment("01/07/2025"))
            let before = AsOf(try Self.day("30/06/2025"))
            let after = AsOf(try Self.day("01/07/2025"))
            #expect(try posts.mainPost(of: person, before)?.unit == province.schools[0])
            #expect(try posts.mainPost(of: person, after)?.unit == province.schools[1])
            #expect(try posts.mainPost(of: person, after)?.details.subject == "Toán")
            #expect(try units.placed(province.schools[0], after) == nil)
            let people = PeopleStore(connection)
            #expect(
                try people.list(.init(unit: province.north), after: nil, limit: 9, after).count
                    == 1,
                "found from above, once")
            #expect(try people.counts(of: province.department, before) == (1, 0))
        }
    }

    @Test func aUnitCannotLieBelowItself() async throws {
        try await database.write { connection in
            let province = try Self.province(connection)
            let units = UnitStore(connection)
            #expect(throws: UnitFault.circle) {
                try units.move(
                    province.north, below: province.schools[0], from: try Self.day("01/07/2025"),
                    at: try Self.moment("01/07/2025"))
            }
            #expect(throws: UnitFault.hasChildren) {
                try units.close(
                    province.north, on: try Self.day("01/07/2025"),
                    at: try Self.moment("01/07/2025"))
            }
            #expect(throws: UnitFault.notThere) {
                try units.rename(
                    province.north, to: "X", from: try Self.day("01/09/1999"),
                    at: try Self.moment("01/07/2025"))
            }
        }
    }

    @Test func aSplitKeepsOrGivesAway() async throws {
        try await database.write { connection in
            let province = try Self.province(connection)
            let (units, classes) = (UnitStore(connection), ClassStore(connection))
            let (day, now) = (try Self.day("01/07/2025"), try Self.moment("01/07/2025"))
            let school = province.schools[2]
            _ = try classes.add(
                "1A", code: "L", in: school, from: try Self.day("05/09/2024"), at: now)
            var number = 0
            let code = {
                number += 1
                return "N\(number)"
            }
            let beside = try units.split(
                school, into: ["TH Đồng Tháp 2"], closes: false, on: day, code: code, at: now)
            #expect(try classes.all(on: day, of: school).map(\.name) == ["1A"])
            #expect(try units.placed(beside[0], AsOf(day))?.details.parent == province.south)
            let halves = try units.split(
                school, into: ["TH Đồng", "TH Tháp"], closes: true, on: day, code: code, at: now)
            #expect(try units.placed(school, AsOf(day)) == nil)
            #expect(try classes.all(on: day, of: halves[0]).map(\.name) == ["1A"])
            #expect(try units.predecessors(of: halves[1]).map(\.unit.id) == [school])
        }
    }

    @Test func closingASchoolEndsItsClassesAndPosts() async throws {
        try await database.write { connection in
            let province = try Self.province(connection)
            let (day, now) = (try Self.day("01/07/2025"), try Self.moment("01/07/2025"))
            let school = province.schools[2]
            let people = PeopleStore(connection)
            let pupil = try people.add(PersonDetails(fullName: "An"), code: "P", at: now)
            let unit = try ClassStore(connection).add(
                "1A", code: "L", in: school, from: try Self.day("05/09/2024"), at: now)
            try ClassStore(connection).add(
                member: pupil, to: unit, from: try Self.day("05/09/2024"), at: now)
            try people.grant(.student, to: pupil)
            #expect(
                try people.principal(pupil, on: try Self.day("30/06/2025"))?.roles == [.student])
            try UnitStore(connection).close(school, on: day, at: now)
            #expect(try ClassStore(connection).all(on: day, of: school).isEmpty)
            #expect(try people.members(of: unit, on: try Self.day("30/06/2025")).count == 1)
            #expect(try people.principal(pupil, on: day)?.roles == [], "access follows posts")
        }
    }
}
