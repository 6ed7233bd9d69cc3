import Foundation
import People
import Storage
import Testing
import Training
import Values

@testable import Classes

/// A small province on a temporary folder: a department, two primary schools and an upper
/// secondary one, with invented people.
struct Province {
    let folder: TemporaryFolder
    let database: Database
    let classes: TrainingClasses
    let programmes: Programmes
    let imports: TrainingImports
    let reports: TrainingReports
    /// Units by name.
    let units: [String: UnitStore.Unit]
    /// People by identifier.
    let people: [String: Int64]

    static let now = VietnamTime.instant(on: day("2020-06-01"), minuteOfDay: 600)
    static let official = Principal(person: 1, name: "Lê Thị Sen", roles: [.department])

    static func day(_ text: String) -> CalendarDate {
        CalendarDate(text) ?? CalendarDate(daysSince1970: 1)
    }

    /// Identifier, name, birth date, unit, title.
    static let staff: [(String, String, String, String, PostTitle)] = [
        ("001", "Lê Thị Sen", "1980-01-01", "Sở", .official),
        ("002", "Trần Văn Đồng", "1975-02-02", "TH Hoa Sen", .head),
        ("003", "Nguyễn Thị Ân", "1985-03-03", "TH Hoa Sen", .teacher),
        ("004", "Phạm Văn Bình", "1986-04-04", "TH Hoa Sen", .teacher),
        ("005", "Võ Thị Diễm", "1987-05-05", "TH Hoa Súng", .teacher),
        ("006", "Nguyễn Thị Ân", "1990-06-06", "THPT Tháp Mười", .teacher),
    ]

    init() async throws {
        let folder = try TemporaryFolder()
        let database = try Database(
            path: folder.file("main.sqlite"), migrations: MainMigrations.all,
            backupFolder: folder.file("backups"))
        let made = try await database.write { connection in try Self.fill(connection) }
        self.folder = folder
        self.database = database
        (units, people) = made
        classes = TrainingClasses(database: database)
        programmes = Programmes(database: database)
        imports = TrainingImports(database: database)
        reports = TrainingReports(database: database)
    }

    private static func fill(
        _ connection: Connection
    ) throws -> ([String: UnitStore.Unit], [String: Int64]) {
        let store = UnitStore(connection)
        let start = day("2010-01-01")
        // What was true from the beginning was also known then.
        let at = VietnamTime.instant(on: start, minuteOfDay: 0)
        var units: [String: UnitStore.Unit] = [:]
        func add(_ kind: UnitKind, _ name: String, _ level: SchoolLevel?, _ code: String) throws {
            let id = try store.add(
                kind, UnitDetails(name: name, level: level, parent: units["Sở"]?.id),
                identifier: code, code: code, from: start, at: at)
            units[name] = try store.unit(id)
        }
        try add(.department, "Sở", nil, "SO")
        try add(.school, "TH Hoa Sen", .primary, "TH1")
        try add(.school, "TH Hoa Súng", .primary, "TH2")
        try add(.school, "THPT Tháp Mười", .upperSecondary, "PT1")
        var people: [String: Int64] = [:]
        for (identifier, name, birth, unit, title) in staff {
            let person = try PeopleStore(connection).add(
                PersonDetails(
                    fullName: name, identifier: identifier, birthDate: CalendarDate(birth)),
                code: "P\(identifier)", at: at)
            people[identifier] = person
            try PostStore(connection).record(
                PostDetails(title, subject: "Tin học", from: start), of: person,
                in: units[unit]?.id ?? 0, at: at)
        }
        return (units, people)
    }

    /// A class of a programme with two components, from 10 to 20 January 2020.
    func makeClass(
        _ identifier: String = "L1", kind: ProgrammeKind = .regular01, capacity: Int? = nil,
        requirement: Requirement? = nil, validityYears: Int? = nil
    ) async throws -> TrainingClassStore.Listed {
        let programme = try await programmes.add(
            Programme(
                identifier: "CT-\(identifier)", name: "Chương trình \(identifier)", kind: kind,
                periods: 40, validityYears: validityYears,
                rule: CompletionRule(components: [
                    .init(name: "Quá trình"), .init(name: "Kiểm tra cuối", passMark: Mark("5")),
                ]), requirement: requirement), by: Self.official, at: Self.before)
        let code = try await classes.add(
            .init(
                TrainingClass(
                    identifier: identifier, title: "Lớp \(identifier)",
                    from: Self.day("2020-01-10"), until: Self.day("2020-01-20"),
                    mode: .elsewhere, capacity: capacity), programme: programme, unit: "SO"),
            by: Self.official, at: Self.before)
        return try await classes.trainingClass(
            code, for: .readTrainingClass, by: Self.official)
    }

    /// Before anything happened.
    static let before = VietnamTime.instant(on: day("2020-01-01"), minuteOfDay: 600)

    /// Takes in a CSV.
    @discardableResult
    func take(
        _ csv: String, into trainingClass: TrainingClassStore.Listed, at now: Instant = Self.now,
        decisions: [Int: String] = [:]
    ) async throws -> TrainingImports.Report {
        var file = try await imports.read(
            Array(csv.utf8), name: "ket-qua.csv", for: trainingClass)
        file.decisions = decisions
        let reports = try await imports.apply([file], to: trainingClass, by: nil, at: now)
        return try #require(reports.first)
    }

    /// The states of everybody in a class by name.
    func states(_ trainingClass: TrainingClassStore.Listed) async throws -> [String: TrainingState]
    {
        let members = try await classes.members(of: trainingClass, after: nil, limit: 100)
        return Dictionary(
            members.map { ($0.identifier ?? $0.name, $0.state) }, uniquingKeysWith: { $1 })
    }
}
