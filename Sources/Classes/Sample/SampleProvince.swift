import People
package import Storage
package import Training
import Values

/// Invented people and units with the figures of the province's report of 2020: 12 district
/// offices, 43 + 138 + 282 schools and 2 centres; 25 online classes with 2,995 attendances,
/// 1,928 people trained in IT skills, 114 meetings, and who uses which software. Always the
/// same.
package struct SampleProvince {
    /// What its report asks: the report's own time.
    package static let query = ReportQuery(
        from: day("2017-01-01"), asOf: day("2020-06-30"), units: ["SO"])

    private static let start = day("2010-01-01")
    /// What was true from the beginning was also known then.
    private static let at = VietnamTime.instant(on: start, minuteOfDay: 0)

    private static func day(_ text: String) -> CalendarDate {
        CalendarDate(text) ?? CalendarDate(daysSince1970: 1)
    }

    private let connection: Connection
    private var department: Int64 = 0
    private var offices: [Int64] = []
    private var schools: [SchoolLevel: [Int64]] = [:]
    private var staff: [Int64] = []

    private init(_ connection: Connection) { self.connection = connection }

    /// Fills a database.
    ///
    /// - Throws: `TrainingFault.notEmpty` where it has units already.
    package static func fill(_ connection: Connection) throws {
        guard try UnitStore(connection).isEmpty else { throw TrainingFault.notEmpty }
        var province = SampleProvince(connection)
        try province.makeUnits()
        try province.makeStaff()
        try province.makeOnlineClasses()
        try province.makeSkillsClasses()
        try province.makeRegisters()
    }

    private mutating func makeUnits() throws {
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
            code: code, from: Self.start, at: Self.at)
    }

    /// Ten teachers a school.
    private mutating func makeStaff() throws {
        let people = PeopleStore(connection)
        let posts = PostStore(connection)
        let all = SchoolLevel.allCases.flatMap { schools[$0] ?? [] }
        for number in 0..<(all.count * 10) {
            let person = try people.add(
                PersonDetails(
                    fullName: "Giáo viên \(number)", identifier: "GV\(10_000 + number)"),
                code: "GV\(number)", at: Self.at)
            try posts.record(
                PostDetails(.teacher, from: Self.start), of: person, in: all[number / 10],
                at: Self.at)
            staff.append(person)
        }
    }

    /// 25 classes; 20 of 120 people and 5 of 119: 2,995 attendances.
    private mutating func makeOnlineClasses() throws {
        let programme = try programme("BD", "Bồi dưỡng thường xuyên trực tuyến", .regular01, 40)
        for number in 0..<25 {
            let count = number < 20 ? 120 : 119
            // Neighbours share people: attendances and people are different numbers.
            let first = number * 100
            try trainingClass(
                "BD-\(number)", programme, .online, people: first..<(first + count))
        }
    }

    /// Basic and advanced skills, taught in person; 128 people took both.
    private mutating func makeSkillsClasses() throws {
        let basic = try programme("CB", "Kỹ năng CNTT cơ bản", .basicIT, 60)
        let advanced = try programme("NC", "Kỹ năng CNTT nâng cao", .advancedIT, 60)
        try trainingClass("CB-1", basic, .inPerson, people: 0..<1_200)
        try trainingClass("NC-1", advanced, .inPerson, people: 1_072..<1_928)
    }

    private func programme(
        _ identifier: String, _ name: String, _ kind: ProgrammeKind, _ periods: Int
    ) throws -> Int64 {
        try ProgrammeStore(connection).add(
            Programme(
                identifier: identifier, name: name, kind: kind, periods: periods),
            code: identifier, at: Self.at)
    }

    private func trainingClass(
        _ identifier: String, _ programme: Int64, _ mode: TrainingClass.Mode,
        people: Range<Int>
    ) throws {
        let (from, until) = (Self.day("2019-03-01"), Self.day("2019-03-31"))
        let id = try TrainingClassStore(connection).add(
            TrainingClass(
                identifier: identifier, title: "Lớp \(identifier)", from: from, until: until,
                mode: mode), of: programme, hostedBy: department, code: identifier, at: Self.at)
        let enrolments = EnrolmentStore(connection)
        for place in people {
            let enrolment = try enrolments.enrolment(of: staff[place], in: id, at: Self.at)
            let outcome: TrainingEvent.Kind = place % 10 == 0 ? .notCompleted : .completed
            for fact in [
                EnrolmentStore.Fact(.enrolled, on: from), .init(outcome, on: until),
            ] {
                try enrolments.append(fact, to: enrolment, importID: nil, by: nil, at: Self.at)
            }
        }
        try enrolments.forgetRecords(of: id)
    }

    private func makeRegisters() throws {
        let store = RegisterStore(connection)
        for number in 0..<114 {
            let day = Self.day("2017-01-09").adding(days: number * 11)
            try store.record(
                RegisterStore.Meeting(
                    unit: department, heldOn: day ?? Self.start, title: "Họp trực tuyến \(number)",
                    sessions: 13), by: nil, at: Self.at)
        }
        func use(
            _ units: some Sequence<Int64>, _ system: String, _ function: SoftwareFunction,
            _ address: String = ""
        ) throws {
            for unit in units {
                try store.record(
                    RegisterStore.SoftwareUse(
                        unit: unit, system: system, function: function, address: address,
                        since: Self.day("2018-09-01"), until: nil), by: nil, at: Self.at)
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
