import People
import Storage
import Testing
import Values

@testable import Authoring

/// What is granted to a unit reaches whoever holds a post in it or below it, on that day.
@Suite struct UnitGrantTests {
    private static let today = CalendarDate(daysSince1970: 20_701)

    /// Sở → phòng → two schools; beside it another department.
    private struct Province {
        let office: Office
        let units: [String: Int64]
        /// A teacher of the first school.
        let teacher: Int64

        init() async throws {
            office = try await Office()
            let today = UnitGrantTests.today
            (units, teacher) = try await office.database.write { connection in
                let store = UnitStore(connection)
                var units: [String: Int64] = [:]
                for (name, kind, above) in [
                    ("sở", UnitKind.department, nil), ("phòng", .office, "sở"),
                    ("trường", .school, "phòng"), ("trường khác", .school, "phòng"),
                    ("sở khác", .department, nil),
                ] as [(String, UnitKind, String?)] {
                    units[name] = try store.add(
                        kind, UnitDetails(name: name, parent: above.flatMap { units[$0] }),
                        code: name, from: today, at: Office.now)
                }
                let people = PeopleStore(connection)
                let person = try people.add(
                    PersonDetails(fullName: "Ngô Thị Hoa"), code: "hoa", at: Office.now)
                try people.grant(.teacher, to: person)
                try PostStore(connection).record(
                    PostDetails(.teacher, from: today), of: person,
                    in: units["trường"] ?? 0, at: Office.now)
                return (units, person)
            }
        }

        func principal(on day: CalendarDate = UnitGrantTests.today) async throws -> Principal {
            let found = try await office.database.read { [teacher] in
                try PeopleStore($0).principal(teacher, on: day)
            }
            return try #require(found)
        }
    }

    /// What the teacher may do by each right.
    private static let allowed: [BankRight: Set<UseCase>] = [
        .read: [.readBank], .write: [.readBank, .changeBank], .review: [.readBank, .reviewBank],
        .manage: [.readBank, .changeBank, .reviewBank, .publishInBank, .manageBank],
    ]

    /// Units above the school, and itself: what is granted to them reaches its teacher.
    private static let reaching: Set<String> = ["sở", "phòng", "trường"]

    @Test(arguments: BankRight.allCases, ["sở", "phòng", "trường", "trường khác", "sở khác"])
    func aGrantReachesTheUnitsBelow(right: BankRight, unit: String) async throws {
        let province = try await Province()
        let office = province.office
        let subject = try await office.subject()
        try await office.banks.grant(
            right, to: .unit(code: unit), in: "toan-12", by: office.teacher, at: Office.now)
        let principal = try await province.principal()
        let rights = try await office.banks.rights(in: subject, of: principal)
        let reaches = Self.reaching.contains(unit)
        let allowed = reaches ? try #require(Self.allowed[right]) : []
        for useCase in UseCase.allCases where useCase.bankRight != nil {
            #expect(
                principal.may(useCase, with: rights) == allowed.contains(useCase), "\(useCase)")
        }
        #expect(
            try await office.banks.all(by: principal).map(\.slug) == (reaches ? ["toan-12"] : []),
            "lists show what one may read")
    }

    /// Access follows the tree: a school that is moved, and a post that ends, take it along.
    @Test func itFollowsTheTree() async throws {
        let province = try await Province()
        let office = province.office
        let subject = try await office.subject()
        try await office.banks.grant(
            .read, to: .unit(code: "sở"), in: "toan-12", by: office.teacher, at: Office.now)
        let later = CalendarDate(daysSince1970: 20_819)
        try await office.database.write { connection in
            try UnitStore(connection).move(
                province.units["trường"] ?? 0, below: province.units["sở khác"],
                from: later, at: Office.now)
        }
        for (day, expected) in [(Self.today, [BankRight.read]), (later, [])] {
            let principal = try await province.principal(on: day)
            #expect(
                try await office.banks.rights(in: subject, of: principal) == Set(expected))
        }
    }
}
