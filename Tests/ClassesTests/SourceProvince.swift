import Foundation
import People
import Storage
import Training
import Values

@testable import Classes

/// Invented people and units with the source report's own figures: 12 district offices,
/// 43 + 138 + 282 schools and 2 centres; 25 online classes with 2,995 attendances, 1,928
/// people trained in IT skills, 114 meetings, and who uses which software.
struct SourceProvince {
    let folder: TemporaryFolder
    let database: Database
    let reports: TrainingReports

    /// The report's own time.
    static let query = ReportQuery(
        from: Province.day("2017-01-01"), asOf: Province.day("2020-06-30"), unit: "SO")

    private static let start = Province.day("2010-01-01")
    private static let at = VietnamTime.instant(on: start, minuteOfDay: 0)

    init() async throws {
        let folder = try TemporaryFolder()
        let database = try Database(
            path: folder.file("main.sqlite"), migrations: MainMigrations.all,
            backupFolder: folder.file("backups"))
        try await database.write { connection in
            var maker = Maker(connection)
            try maker.makeUnits()
            try maker.makeStaff()
            try maker.makeOnlineClasses()
            try maker.makeSkillsClasses()
            try maker.makeRegisters()
        }
        self.folder = folder
        self.database = database
        reports = TrainingReports(database: database)
    }

    private struct Maker {
        let connection: Connection
        var department: Int64 = 0
        var offices: [Int64] = []
        var schools: [SchoolLevel: [Int64]] = [:]
        var staff: [Int64] = []

        init(_ connection: Connection) { self.connection = connection }

        mutating func makeUnits() throws {
            department = try add(.department, "Sở Giáo dục và Đào tạo", nil, "SO", below: nil)
            for number in 1...12 {
                offices.append(
                    try add(.office, "Phòng GDĐT \(number)", nil, "PGD\(number)", below: department)
                )
            }
            for (level, count) in [
                (SchoolLevel.upperSecondary, 43), (.lowerSecondary, 138), (.primary, 282),
                (.continuing, 2),
            ] {
                for number in 1...count {
                    let isProvincial = level == .upperSecondary || level == .continuing
                    let kind: UnitKind = level == .continuing ? .centre : .school
                    schools[level, default: []].append(
                        try add(
                            kind, "\(level.rawValue) \(number)", level,
                            "\(level.rawValue)\(number)",
                            below: isProvincial ? department : offices[number % 12]))
                }
            }
        }

        private func add(
            _ kind: UnitKind, _ name: String, _ level: SchoolLevel?, _ code: String,
            below parent: Int64?
        ) throws -> Int64 {
            try UnitStore(connection).add(
                kind, UnitDetails(name: name, level: level, parent: parent), identifier: code,
                code: code, from: start, at: at)
        }

        /// Ten teachers a school.
        mutating func makeStaff() throws {
            let people = PeopleStore(connection)
            let posts = PostStore(connection)
            let all = SchoolLevel.allCases.flatMap { schools[$0] ?? [] }
            for number in 0..<(all.count * 10) {
                let person = try people.add(
                    PersonDetails(
                        fullName: "Giáo viên \(number)", identifier: "GV\(10_000 + number)"),
                    code: "GV\(number)", at: at)
                try posts.record(
                    PostDetails(.teacher, from: start), of: person, in: all[number / 10], at: at)
                staff.append(person)
            }
        }

        /// 25 classes; 20 of 120 people and 5 of 119: 2,995 attendances.
        mutating func makeOnlineClasses() throws {
            let programme = try programme("BD", .regular01, 40)
            for number in 0..<25 {
                let count = number < 20 ? 120 : 119
                // Neighbours share people: attendances and people are different numbers.
                let first = number * 100
                try trainingClass(
                    "BD-\(number)", programme, .online, people: first..<(first + count))
            }
        }

        /// Basic and advanced skills, taught in person; 128 people took both.
        mutating func makeSkillsClasses() throws {
            let basic = try programme("CB", .basicIT, 60)
            let advanced = try programme("NC", .advancedIT, 60)
            try trainingClass("CB-1", basic, .inPerson, people: 0..<1_200)
            try trainingClass("NC-1", advanced, .inPerson, people: 1_072..<1_928)
        }

        private func programme(
            _ identifier: String, _ kind: ProgrammeKind, _ periods: Int
        ) throws -> Int64 {
            try ProgrammeStore(connection).add(
                Programme(
                    identifier: identifier, name: identifier, kind: kind, periods: periods),
                code: identifier, at: at)
        }

        private func trainingClass(
            _ identifier: String, _ programme: Int64, _ mode: TrainingClass.Mode,
            people: Range<Int>
        ) throws {
            let (from, until) = (Province.day("2019-03-01"), Province.day("2019-03-31"))
            let id = try TrainingClassStore(connection).add(
                TrainingClass(
                    identifier: identifier, title: identifier, from: from, until: until,
                    mode: mode), of: programme, hostedBy: department, code: identifier, at: at)
            let enrolments = EnrolmentStore(connection)
            for place in people {
                let enrolment = try enrolments.enrolment(of: staff[place], in: id, at: at)
                let outcome: TrainingEvent.Kind = place % 10 == 0 ? .notCompleted : .completed
                for fact in [
                    EnrolmentStore.Fact(.enrolled, on: from), .init(outcome, on: until),
                ] {
                    try enrolments.append(fact, to: enrolment, importID: nil, by: nil, at: at)
                }
            }
            try enrolments.forgetRecords(of: id)
        }

        func makeRegisters() throws {
            let store = RegisterStore(connection)
            for number in 0..<114 {
                let day = Province.day("2017-01-09").adding(days: number * 11)
                try store.record(
                    RegisterStore.Meeting(
                        unit: department, heldOn: day ?? start, title: "Họp trực tuyến \(number)",
                        sessions: 13), by: nil, at: at)
            }
            func use(
                _ units: some Sequence<Int64>, _ system: String, _ function: SoftwareFunction,
                _ address: String = ""
            ) throws {
                for unit in units {
                    try store.record(
                        RegisterStore.SoftwareUse(
                            unit: unit, system: system, function: function, address: address,
                            since: Province.day("2018-09-01"), until: nil), by: nil, at: at)
                }
            }
            let (upper, lower) = (
                schools[.upperSecondary] ?? [], schools[.lowerSecondary] ?? []
            )
            let (primary, centres) = (schools[.primary] ?? [], schools[.continuing] ?? [])
            try use(offices, "e-office", .office, "https://qlvb.example.vn/")
            try use(upper + lower + primary + centres, "Pmis", .staff, "http://pmis.example.vn")
            try use(upper + lower + centres, "Vnedu", .marks)
            try use(primary.prefix(55), "Vnedu", .marks)
            try use(upper + lower + centres, "Phòng máy", .computerRoom)
            try use(primary.prefix(165), "Phòng máy", .computerRoom)
            try use(primary.prefix(28), "muonsach", .library, "http://muonsach.example.vn")
            try use(upper, "vnEdu-LMS", .learning, "https://lms.example.vn/")
        }
    }
}
