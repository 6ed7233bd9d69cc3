import People
import Storage
import Testing
import Training
import Values

@testable import Classes

/// Figures on any day, as known on any day, and the people behind each.
@Suite struct TrainingReportTests {
    private static let query = ReportQuery(
        from: Province.day("2019-09-01"), asOf: Province.day("2020-06-30"))

    /// Two of the three at Hoa Sen and the one at Hoa Súng take part; 003 and 005 complete.
    private static func province() async throws -> (Province, TrainingClassStore.Listed) {
        let province = try await Province()
        let trainingClass = try await province.makeClass(
            requirement: Requirement(titles: ["teacher"], levels: ["TH"]), validityYears: 2)
        try await province.take(
            """
            Mã định danh,Họ và tên,Kết quả
            003,,Hoàn thành
            004,,Chưa hoàn thành
            005,,Hoàn thành
            """, into: trainingClass)
        return (province, trainingClass)
    }

    private static func counts(
        _ report: (input: ReportInput, figures: ReportFigures)
    ) -> [String: ReportFigures.Count] {
        Dictionary(
            report.figures.groups.map { group in
                if case .unit(let id) = group.key {
                    return (report.input.tree.state(of: id)?.name ?? "?", group.count)
                }
                return ("\(group.key)", group.count)
            }, uniquingKeysWith: { $1 })
    }

    @Test func unitsCountTheirOwn() async throws {
        let (province, _) = try await Self.province()
        let report = try await province.reports.figures(Self.query)
        let total = report.figures.total
        #expect(total.classes == 1)
        #expect(total.enrolments == 3 && total.attendances == 3 && total.people == 3)
        #expect(total.completion.text == "2/3 (66,67%)")
        #expect(total.periods == 80)
        let counts = Self.counts(report)
        #expect(counts["TH Hoa Sen"]?.completion == Share(1, of: 2))
        #expect(counts["TH Hoa Súng"]?.completion == Share(1, of: 1))
        #expect(counts["THPT Tháp Mười"] == nil)
    }

    @Test(arguments: [
        ("2020-01-09", 0, 0, "before the class"), ("2020-01-10", 3, 0, "on its first day"),
        ("2020-01-20", 3, 2, "on its last"), ("2030-01-01", 3, 2, "ever after"),
    ])
    func anyDayCanBeAsked(day: String, enrolled: Int, completed: Int, why: String) async throws {
        let (province, _) = try await Self.province()
        var query = Self.query
        query.asOf = Province.day(day)
        let total = try await province.reports.figures(query).figures.total
        #expect(total.enrolments == enrolled && total.completed == completed, "\(why)")
    }

    @Test func whatWasCorrectedLaterIsAsItWasKnownThen() async throws {
        let (province, trainingClass) = try await Self.province()
        try await province.take(
            "Mã định danh,Kết quả\n005,Chưa hoàn thành\n", into: trainingClass,
            at: VietnamTime.instant(on: Province.day("2020-07-15"), minuteOfDay: 0))
        var query = Self.query
        #expect(try await province.reports.figures(query).figures.total.completed == 1)
        query.known = Province.day("2020-06-30")
        #expect(try await province.reports.figures(query).figures.total.completed == 2)
        query.known = Province.day("2020-05-31")
        #expect(try await province.reports.figures(query).figures.total.enrolments == 0)
    }

    /// Hoa Súng is merged into Hoa Sen on 1 August: June stays as it was.
    @Test func aLaterMergerOfUnitsChangesNoEarlierReport() async throws {
        let (province, _) = try await Self.province()
        let before = Self.counts(try await province.reports.figures(Self.query))
        let (from, into) = (
            try #require(province.units["TH Hoa Súng"]), try #require(province.units["TH Hoa Sen"])
        )
        try await province.database.write {
            try UnitStore($0).merge(
                [from.id], into: into.id, on: Province.day("2020-08-01"),
                at: VietnamTime.instant(on: Province.day("2020-08-01"), minuteOfDay: 0))
        }
        #expect(Self.counts(try await province.reports.figures(Self.query)) == before)
        var later = Self.query
        later.asOf = Province.day("2020-08-31")
        let after = Self.counts(try await province.reports.figures(later))
        #expect(after["TH Hoa Sen"]?.completion == Share(2, of: 3), "what it became has both")
        #expect(after["TH Hoa Súng"] == nil)
    }

    /// 003 moved to the upper secondary school after completing.
    @Test func aCompletionCountsUnderThePostOfItsDay() async throws {
        let (province, _) = try await Self.province()
        let school = try #require(province.units["THPT Tháp Mười"])
        try await province.database.write { connection in
            let posts = PostStore(connection)
            let moved = Province.day("2020-03-01")
            for post in try posts.posts(of: 3) {
                try posts.end(post.id, on: moved, at: Province.now)
            }
            try posts.record(
                PostDetails(.teacher, from: moved), of: 3, in: school.id, at: Province.now)
        }
        var query = Self.query
        #expect(
            Self.counts(try await province.reports.figures(query))["TH Hoa Sen"]?.completed == 1)
        query.grouping = .level
        let levels = Self.counts(try await province.reports.figures(query))
        #expect(levels["\(ReportFigures.Key.level(.primary))"]?.completed == 2)
        query.level = .upperSecondary
        #expect(try await province.reports.figures(query).figures.total.enrolments == 0)
    }

    @Test func everyFigureHasItsList() async throws {
        let (province, _) = try await Self.province()
        for measure in ReportMeasure.allCases {
            let all = try await province.reports.list(
                Self.query, .init(measure), after: nil, limit: 100)
            let total = try await province.reports.figures(Self.query).figures.total
            let figure =
                switch measure {
                case .enrolments: total.enrolments
                case .attendances: total.attendances
                case .people: total.people
                case .completed: total.completed
                case .notCompleted: total.enrolments - total.completed
                }
            #expect(all.count == figure, "\(measure)")
            var paged: [TrainingReports.Line] = []
            var place: TrainingReports.Place?
            while let next = try await province.reports.list(
                Self.query, .init(measure), after: place, limit: 1
            ).first {
                paged.append(next)
                place = .init(trainingClass: next.row.trainingClass, person: next.person)
            }
            #expect(paged == all, "page by page the same: \(measure)")
        }
        let unit = try #require(province.units["TH Hoa Sen"])
        let some = try await province.reports.list(
            Self.query, .init(.notCompleted, key: .unit(unit.id)), after: nil, limit: 9)
        #expect(some.map(\.identifier) == ["004"])
    }

    @Test func whoLacksARequiredProgramme() async throws {
        let (province, _) = try await Self.province()
        let required = try #require(try await province.reports.required(Self.query).first)
        #expect(required.staff.share.text == "2/3 (66,67%)", "teachers of primary schools")
        #expect(required.staff.lacking == [4])
        var next = Self.query
        next.from = Province.day("2020-09-01")
        next.asOf = Province.day("2020-12-31")
        #expect(try await province.reports.required(next).first?.staff.share == Share(0, of: 3))
        // A class of the summer that ended in the new year counts when it was completed.
        var late = Self.query
        late.from = Province.day("2020-01-15")
        let completed = try await province.reports.list(
            Self.query, .init(.completed), after: nil, limit: 100
        ).compactMap { RecordVersion.date($0.row.day) }
        let after = completed.count { $0 >= late.from }
        #expect(try await province.reports.figures(late).figures.total.classes == 0)
        #expect(try await province.reports.required(late).first?.staff.share == Share(after, of: 3))
        #expect(after > 0)
    }

    @Test func whatRunsOutIsFoundBefore() async throws {
        let (province, _) = try await Self.province()
        var query = Self.query
        query.asOf = Province.day("2021-12-01")
        let expiring = try await province.reports.expiring(query, within: 90)
        #expect(expiring.map(\.person) == [3, 5])
        #expect(expiring.first?.expiresOn == Province.day("2022-01-20"))
        #expect(try await province.reports.expiring(query, within: 10) == [])
    }

    @Test func aHeadSeesHerSchoolOnly() async throws {
        let (province, _) = try await Self.province()
        let unit = try #require(province.units["TH Hoa Sen"])
        let head = Principal(
            person: 2, name: "Đồng", roles: [.head, .teacher], units: [unit.id], heads: [unit.id])
        let own = try await province.reports.allowed(Self.query, by: head)
        #expect(own.units == ["TH1"])
        for code in ["TH2", "SO", "khong-co"] {
            var query = Self.query
            query.units = ["TH1", code]
            await #expect(throws: TrainingFault.missing) {
                _ = try await province.reports.allowed(query, by: head)
            }
        }
        let teacher = Principal(person: 3, name: "Ân", roles: [.teacher])
        await #expect(throws: AccessDenied.self) {
            _ = try await province.reports.allowed(Self.query, by: teacher)
        }
    }
}
