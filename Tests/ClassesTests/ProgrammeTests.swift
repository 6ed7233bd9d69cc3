import People
import Storage
import Testing
import Training
import Values

@testable import Classes

/// Programmes that are no longer used, and hosts that are no more.
@Suite struct ProgrammeTests {
    private static func retire(
        _ province: Province, on day: CalendarDate
    ) async throws -> ProgrammeStore.Listed {
        let listed = try #require(
            try await province.programmes.all(by: Province.official).first)
        var programme = listed.programme
        programme.retiredOn = day
        try await province.programmes.change(
            listed.code, to: programme, by: Province.official, at: Province.now)
        return listed
    }

    @Test func whatIsRetiredIsNotOfferedForNewClasses() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        let listed = try await Self.retire(province, on: Province.day("2020-07-01"))
        func offered(_ day: String, with: Int64? = nil) async throws -> Int {
            try await province.classes.choices(
                by: Province.official, on: Province.day(day), with: with
            ).programmes.count
        }
        #expect(try await offered("2020-06-30") == 1)
        #expect(try await offered("2020-07-01") == 0)
        #expect(try await offered("2020-07-01", with: trainingClass.programme) == 1)
        #expect(
            try await province.programmes.programme(listed.code, by: Province.official)
                .programme.retiredOn == Province.day("2020-07-01"))
    }

    @Test func nobodyLacksWhatIsRetired() async throws {
        let province = try await Province()
        _ = try await province.makeClass(
            requirement: Requirement(titles: ["teacher"], levels: []))
        _ = try await Self.retire(province, on: Province.day("2020-06-15"))
        func required(_ day: String) async throws -> Int {
            try await province.reports.required(
                ReportQuery(from: Province.day("2019-09-01"), asOf: Province.day(day))
            ).count
        }
        #expect(try await required("2020-06-14") == 1)
        #expect(try await required("2020-06-15") == 0)
    }

    /// A class that ran before its host was closed is still the host's.
    @Test func aHostOfThePastIsOffered() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        let school = try #require(province.units["TH Hoa Sen"])
        try await province.database.write { connection in
            let units = UnitStore(connection)
            for span in try units.spans(of: school.id).spans {
                guard let id = span.id, try units.takeBack(state: id, at: Province.now) else {
                    continue
                }
                try units.record(
                    .init(span.value, from: span.from, until: Province.day("2020-03-01")),
                    of: school.id, at: Province.now)
            }
        }
        let choices = try await province.classes.choices(
            by: Province.official, on: Province.day("2020-06-01"))
        #expect(choices.units.last?.code == school.code)
        #expect(choices.units.last?.until == Province.day("2020-03-01"))
        func host(from day: String) async throws {
            var changed = trainingClass.trainingClass
            changed.from = Province.day(day)
            changed.until = Province.day("2020-12-31")
            let code = try await province.programmes.all(by: Province.official).first?.code ?? ""
            try await province.classes.change(
                trainingClass.code, to: .init(changed, programme: code, unit: school.code),
                by: Province.official, at: Province.now)
        }
        try await host(from: "2020-02-29")
        await #expect(throws: TrainingFault.unitNotThen) { try await host(from: "2020-03-01") }
    }
}

extension ProgrammeTests {
    /// Another number of periods counts from a day on; classes before it keep theirs.
    @Test func periodsChangeFromADayOn() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        try await province.take("Mã định danh,Kết quả\n003,Hoàn thành", into: trainingClass)
        let listed = try #require(
            try await province.programmes.all(by: Province.official).first)
        func periods(
            _ number: Int, after earlier: [EarlierPeriods] = []
        ) async throws -> Int {
            var programme = listed.programme
            (programme.periods, programme.earlierPeriods) = (number, earlier)
            try await province.programmes.change(
                listed.code, to: programme, by: Province.official, at: Province.now)
            let query = ReportQuery(
                from: Province.day("2019-09-01"), asOf: Province.day("2020-06-01"))
            let report = try await province.reports.figures(query).figures.total.periods
            let record = try await TrainingRecords(database: province.database).record(
                of: "P003", on: Province.day("2020-06-01"), by: Province.official)
            #expect(record.years.map(\.periods) == [report])
            return report
        }
        #expect(
            try await periods(100, after: [.init(40, until: Province.day("2020-02-01"))]) == 40)
        #expect(
            try await periods(100, after: [.init(40, until: Province.day("2020-01-10"))]) == 100,
            "on the very day the new number counts")
        #expect(try await periods(60) == 60, "a mistake is put right for all")
    }
}
