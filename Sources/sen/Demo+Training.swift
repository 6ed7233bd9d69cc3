import Classes
import Foundation
import Interchange
import People
import Storage
import Training
import Values

/// Teacher training in the demo: two programmes, a class each with results that came as a
/// sheet, and what the province's report asks of software and meetings.
extension Demo {
    /// Does nothing where the demo has no department.
    func addTraining(by administrator: Principal) async throws {
        let today = VietnamTime(parts.now).date
        let department = try await parts.database.read { connection in
            try UnitStore(connection).roots(AsOf(today)).first { $0.unit.kind == .department }
        }
        guard let department else { return }
        let staff = try await self.staff(on: today)
        try await addClass(
            Programme(
                identifier: "BDTX-01", name: "Bồi dưỡng thường xuyên, chương trình 01",
                kind: .regular01, periods: 40,
                rule: CompletionRule(components: [
                    .init(name: "Quá trình"), .init(name: "Kiểm tra cuối", passMark: Mark(5)),
                ]), requirement: Requirement(titles: [PostTitle.teacher.rawValue])),
            .online, begun: 60, at: department.unit.code, for: staff, by: administrator)
        try await addClass(
            Programme(
                identifier: "CNTT-CB", name: "Ứng dụng CNTT cơ bản", kind: .basicIT, periods: 60,
                validityYears: 5,
                rule: CompletionRule(components: [
                    .init(name: "Quá trình"), .init(name: "Kiểm tra cuối", passMark: Mark(5)),
                ])), .inPerson, begun: 40, at: department.unit.code,
            for: staff.enumerated().filter { $0.offset % 3 == 0 }.map(\.element),
            by: administrator)
        try await addRegisters(department, on: today)
    }

    private func staff(on day: CalendarDate) async throws -> [ResultPeople.Known] {
        try await parts.database.read { connection in
            let posts = try ReportSource.posts(connection).known(at: .max)
            let people = ResultPeople(connection)
            return try posts.staff(on: Int32(clamping: day.daysSince1970)).map(\.person).sorted()
                .compactMap { try people.known($0) }.filter { $0.identifier != nil }
        }
    }

    private func addClass(
        _ programme: Programme, _ mode: TrainingClass.Mode, begun days: Int, at unit: String,
        for staff: [ResultPeople.Known], by administrator: Principal
    ) async throws {
        let now = parts.now
        let from = VietnamTime(now.adding(seconds: Int64(-days) * 86_400)).date
        let until = VietnamTime(now.adding(seconds: Int64(20 - days) * 86_400)).date
        let code = try await Programmes(database: parts.database).add(
            programme, by: administrator, at: now)
        let classes = TrainingClasses(database: parts.database)
        let made = try await classes.add(
            .init(
                TrainingClass(
                    identifier: "\(programme.identifier)-L1", title: "\(programme.name), lớp 1",
                    from: from, until: until, mode: mode), programme: code, unit: unit),
            by: administrator, at: now)
        let trainingClass = try await classes.trainingClass(
            made, for: .importResults, by: administrator)
        // Most pass; every ninth one fails the last test.
        let rows = staff.enumerated().map { place, person in
            [
                person.identifier ?? "", person.name, "\(place % 4 + 6)",
                place % 9 == 8 ? "4,5" : "\(place % 5 + 5),5",
            ]
        }
        let sheet = [["Mã định danh", "Họ và tên", "Quá trình", "Kiểm tra cuối"]] + rows
        let file = try await parts.trainingImports.read(
            CSVWriter.write(sheet), name: "ket-qua-\(programme.identifier).csv",
            for: trainingClass)
        _ = try await parts.trainingImports.apply(
            [file], to: trainingClass, by: administrator.person, at: now)
    }

    private func addRegisters(
        _ department: UnitStore.Placed, on today: CalendarDate
    ) async throws {
        let now = parts.now
        let since = CalendarDate(year: today.year - 1, month: 9, day: 1) ?? today
        try await parts.database.write { connection in
            let store = RegisterStore(connection)
            let schools = try UnitStore(connection).tree(from: department.unit.id, AsOf(today))
                .filter { $0.details.level != nil }
            for (place, school) in schools.enumerated() {
                let uses: [(String, SoftwareFunction)] =
                    [("PMIS", .staff)] + (place % 3 == 2 ? [] : [("vnEdu", .marks)])
                    + (place % 2 == 0 ? [("Phòng máy", .computerRoom)] : [])
                for (system, function) in uses {
                    try store.record(
                        RegisterStore.SoftwareUse(
                            unit: school.unit.id, system: system, function: function, address: "",
                            since: since, until: nil), by: nil, at: now)
                }
            }
            for number in 0..<6 {
                try store.record(
                    RegisterStore.Meeting(
                        unit: department.unit.id, heldOn: today.adding(days: -9 * number) ?? today,
                        title: "Họp trực tuyến lần \(6 - number)", sessions: 13), by: nil, at: now)
            }
        }
    }
}
