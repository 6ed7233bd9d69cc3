import Interchange
import People
import Storage
import Testing
import Training
import Values

@testable import Classes

/// Results from elsewhere, from the sheet to the events and back.
@Suite struct ResultImportTests {
    private static let sheet = """
        KẾT QUẢ LỚP L1,,,,
        STT,Mã định danh,Họ và tên,Quá trình,Kiểm tra cuối
        1,003,Nguyễn Thị Ân,"8,5",7
        2,004,Phạm Văn Bình,6,"4,5"
        3,999,Lý Không Ai,9,9
        4,005,Võ Thị Diễm,11,9
        """

    @Test func rowsAreMatchedCheckedAndRecorded() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        let report = try await province.take(Self.sheet, into: trainingClass)
        #expect(report.plan.count(.new) == 2)
        #expect(
            report.plan.refused.map(\.line) == [5, 6], "each fault with the line of the file")
        #expect(report.plan.refused.first?.reason == .unknownPerson)
        #expect(report.plan.refused.last?.reason == .row(.badMark("11", scale: 10)))
        let states = try await province.states(trainingClass)
        #expect(states["003"]?.completedOn == Province.day("2020-01-20"))
        #expect(states["003"]?.total == Mark("7.75"))
        #expect(states["004"]?.completedOn == nil)
        #expect(states["004"]?.failedOn != nil, "4,5 is below the pass mark")
    }

    @Test func theSameFileTwiceChangesNothing() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        try await province.take(Self.sheet, into: trainingClass)
        let before = try await province.database.read { try EnrolmentStore($0).lastEvent() }
        let again = try await province.take(Self.sheet, into: trainingClass)
        #expect(again.code == nil, "no import where there is nothing to record")
        #expect(again.plan.count(.same) == 2)
        #expect(try await province.database.read { try EnrolmentStore($0).lastEvent() } == before)
    }

    @Test func aCorrectedFileIsRecordedAsACorrection() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        try await province.take(Self.sheet, into: trainingClass)
        let report = try await province.take(
            Self.sheet.replacing("\"4,5\"", with: "5"), into: trainingClass)
        #expect(report.plan.count(.changed) == 1)
        #expect(try await province.states(trainingClass)["004"]?.completedOn != nil)
        let kinds = try await province.database.read { connection in
            try EnrolmentStore(connection).find(4, in: trainingClass.id).map {
                try EnrolmentStore(connection).events(of: $0.id).map(\.kind)
            }
        }
        #expect(kinds == [.enrolled, .notCompleted, .corrected], "what was said stays to be seen")
    }

    @Test func whatCertificatesRestOnStays() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        let report = try await province.take(Self.sheet, into: trainingClass)
        let certificates = Certificates(database: province.database)
        let today = VietnamTime.date(of: Province.now)
        _ = try await certificates.give(
            in: trainingClass, decision: "", on: today, by: Province.official, at: Province.now)
        let line = try #require(
            try await certificates.lines(of: trainingClass, by: Province.official, on: today)
                .compactMap(\.standing).first)
        let code = try #require(report.code)
        await #expect(throws: TrainingFault.certified([line.fullNumber])) {
            try await province.imports.undo(
                code, of: trainingClass, by: nil, at: Province.now)
        }
        try await certificates.revoke(
            line.code, in: trainingClass, because: "nhầm", on: today, by: Province.official,
            at: Province.now)
        try await province.imports.undo(code, of: trainingClass, by: nil, at: Province.now)
    }

    /// A sheet and the one that corrected it, undone in either order: nothing is left.
    @Test(arguments: [[0, 1], [1, 0]])
    func importsAreUndoneInAnyOrder(order: [Int]) async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        let reports = [
            try await province.take(
                "Mã định danh,Kết quả\n003,Hoàn thành\n004,Hoàn thành", into: trainingClass),
            try await province.take(
                "Mã định danh,Kết quả\n003,Chưa hoàn thành\n004,Hoàn thành",
                into: trainingClass),
        ]
        for place in order {
            try await province.imports.undo(
                try #require(reports[place].code), of: trainingClass, by: nil, at: Province.now)
        }
        let states = try await province.states(trainingClass)
        #expect(states.values.allSatisfy { $0 == TrainingState() })
        let figures = try await province.reports.figures(
            ReportQuery(from: Province.day("2019-09-01"), asOf: Province.day("2020-06-30")))
        #expect(figures.figures.total.enrolments == 0)
    }

    @Test func nothingWasCompletedOnADayToCome() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        let plan = try await province.take(
            "Mã định danh,Họ và tên,Kết quả,Ngày hoàn thành\n003,,Hoàn thành,02/06/2020",
            into: trainingClass
        ).plan
        #expect(plan.lines.isEmpty && plan.refused.count == 1)
    }

    @Test func anImportCanBeTakenBack() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        try await province.take(Self.sheet, into: trainingClass)
        let second = try await province.take(
            Self.sheet.replacing("\"4,5\"", with: "5"), into: trainingClass)
        try await province.imports.undo(
            try #require(second.code), of: trainingClass, by: Province.official.person,
            at: Province.now)
        let states = try await province.states(trainingClass)
        #expect(states["004"]?.completedOn == nil, "as the first file said")
        #expect(states["003"]?.completedOn != nil)
        await #expect(throws: TrainingFault.missing) {
            try await province.imports.undo(
                second.code ?? "", of: trainingClass, by: Province.official.person, at: Province.now
            )
        }
        let first = try #require(try await province.imports.imports(of: trainingClass).last)
        #expect(first.fileHash.count == 64)
        try await province.imports.undo(
            first.code, of: trainingClass, by: Province.official.person, at: Province.now)
        #expect(try await province.states(trainingClass)["003"]?.enrolledOn == nil)
        let again = try await province.take(Self.sheet, into: trainingClass)
        #expect(again.plan.count(.new) == 2, "and it can come in again")
    }

    @Test(
        arguments: [
            ("003,Nguyễn Thị Ân,,", nil, "identifier and name"),
            ("003,NGUYỄN THỊ ÂN,,", nil, "capitals do not matter"),
            ("3,Nguyễn Thị Ân,,", nil, "a spreadsheet takes leading zeros off"),
            ("003,Nguyễn Thị Ân,04/03/1985,", .otherBirthDate, "born on another day"),
            ("003,Trần Văn Tèo,,", .otherName, "the identifier is another's"),
            (",Nguyễn Thị Ân,03/03/1985,TH Hoa Sen", nil, "name, birth date and unit"),
            (",Nguyễn Thị Ân,03/03/1985,", nil, "name and birth date, no unit to contradict"),
            (",Nguyễn Thị Ân,03/03/1985,TH Hoa Súng", .nameOnly, "at another school"),
            (",Nguyễn Thị Ân,,", .severalPeople, "two people of this name"),
            (",Phạm Văn Bình,,TH Hoa Sen", .nameOnly, "no birth date"),
            ("777,Phạm Văn Bình,04/04/1986,", .otherIdentifier, "two identifiers"),
        ] as [(String, ResultPlan.Doubtful.Why?, String)])
    func peopleAreMatchedOrAskedAbout(
        row: String, doubt: ResultPlan.Doubtful.Why?, why: String
    ) async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        let csv = "Mã,Họ tên,Ngày sinh,Đơn vị,Kết quả\n\(row),Hoàn thành\n"
        let file = try await province.imports.read(
            Array(csv.utf8), name: "a.csv", for: trainingClass)
        let plan = try await province.imports.preview(file, into: trainingClass, at: Province.now)
        #expect(plan.doubtful.first?.why == doubt, "\(why)")
        #expect(plan.lines.count == (doubt == nil ? 1 : 0), "\(why)")
        #expect(plan.refused.isEmpty)
    }

    @Test func aPersonDecidesWhatIsDoubtful() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        let csv = "Họ tên;Kết quả\nNguyễn Thị Ân;Đạt\nPhạm Văn Bình;Đạt\n"
        let report = try await province.take(
            csv, into: trainingClass, decisions: [2: "P006", 3: ""])
        #expect(report.plan.lines.map(\.person.identifier) == ["006"])
        #expect(report.plan.refused.map(\.reason) == [.undecided])
    }

    @Test func columnsThatNobodyKnowsAreMappedOnceAndRemembered() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        let csv = "Mã số NV,Điểm A\n003,8\n"
        var file = try await province.imports.read(
            Array(csv.utf8), name: "a.csv", for: trainingClass)
        #expect(!file.sheet.namesPeople)
        file.sheet.columns = [.identifier, .component("Quá trình")]
        try await province.imports.remember(
            file.sheet, by: Province.official, at: Province.now)
        let again = try await province.imports.read(
            Array(csv.utf8), name: "b.csv", for: trainingClass)
        #expect(again.sheet.columns == [.identifier, .component("Quá trình")])
    }

    @Test(
        arguments: [
            ("003,Hoàn thành,5,4", .contradicts([.lowMark("Kiểm tra cuối", atLeast: Mark(5))])),
            ("003,giỏi lắm,,", .badOutcome("giỏi lắm")), (",,5,5", .nobody),
            ("003,,-1,5", .badMark("-1", scale: 10)), ("003,,1e9,5", .badMark("1e9", scale: 10)),
        ] as [(String, ResultRow.Fault)])
    func marksAreCheckedAgainstScaleAndProgramme(
        row: String, fault: ResultRow.Fault
    ) async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        let report = try await province.take(
            "Mã định danh,Kết quả,Quá trình,Kiểm tra cuối\n\(row)\n", into: trainingClass)
        #expect(report.plan.refused.map(\.reason) == [.row(fault)])
        #expect(report.code == nil)
    }

    @Test func aClassHasNoMorePlacesThanItHas() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass(capacity: 1)
        let report = try await province.take(
            "Mã,Họ tên\n003,\n004,\n003,\n", into: trainingClass)
        #expect(report.plan.count(.new) == 1)
        #expect(report.plan.refused.map(\.reason) == [.full(capacity: 1), .repeated(line: 2)])
    }

    @Test func whatIsNoTableIsRefusedWhole() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        for bytes in [[], Array("chỉ một dòng".utf8), [0x50, 0x4B, 0x03, 0x04, 0x00]] as [[UInt8]] {
            await #expect(throws: ImportFault.self) {
                _ = try await province.imports.read(bytes, name: "a.xlsx", for: trainingClass)
            }
        }
    }

    /// What does not fit the programme or the class is said, row by row.
    @Test(arguments: [
        ("Mã định danh,Ngày hoàn thành\n003,15/01/2020", ResultRow.Fault.noResult),
        (
            "Mã định danh,Quá trình,Kiểm tra cuối,Điểm tổng kết\n003,7,7,9",
            .otherTotal(Mark(7))
        ),
        (
            "Mã định danh,Kết quả,Ngày hoàn thành\n003,Hoàn thành,09/01/2020",
            .beforeTheClass(Province.day("2020-01-10"))
        ),
    ])
    func rowsAreHeldAgainstTheProgramme(csv: String, fault: ResultRow.Fault) async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        let plan = try await province.take(csv, into: trainingClass).plan
        #expect(plan.lines.isEmpty)
        #expect(plan.refused.map(\.reason) == [.row(fault)])
    }

    @Test func nothingComesOfAClassThatHasNotBegun() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        let early = VietnamTime.instant(on: Province.day("2020-01-09"), minuteOfDay: 600)
        let csv = "Mã định danh,Kết quả\n003,Hoàn thành"
        let plan = try await province.take(csv, into: trainingClass, at: early).plan
        #expect(plan.refused.map(\.reason) == [.row(.notBegun(Province.day("2020-01-10")))])
        let during = VietnamTime.instant(on: Province.day("2020-01-12"), minuteOfDay: 600)
        try await province.take(csv, into: trainingClass, at: during)
        #expect(
            try await province.states(trainingClass)["003"]?.completedOn
                == Province.day("2020-01-12"), "not on a day to come")
    }

    /// Headings in two rows are remembered as those in one.
    @Test func columnsBelowTwoHeadingRowsAreRemembered() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        let sheet = Array(
            "Mã định danh,Điểm,,KQQ\n,Quá trình,Kiểm tra cuối,\n003,7,8,Hoàn thành".utf8)
        var file = try await province.imports.read(sheet, name: "a.csv", for: trainingClass)
        #expect(file.sheet.columns.last == .ignored)
        file.sheet.columns[3] = .outcome
        try await province.imports.remember(file.sheet, by: Province.official, at: Province.now)
        let again = try await province.imports.read(sheet, name: "a.csv", for: trainingClass)
        #expect(again.sheet.columns.last == .outcome)
    }

    /// After an undo nobody is left in the lists of the class, and its programme may change
    /// again.
    @Test func anUndoLeavesNobody() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        let other = try await province.makeClass("L2")
        let programme = try #require(
            try await province.database.read {
                try ProgrammeStore($0).programme(other.programme)?.code
            })
        let report = try await province.take(Self.sheet, into: trainingClass)
        func change() async throws {
            try await province.classes.change(
                trainingClass.code,
                to: .init(trainingClass.trainingClass, programme: programme, unit: "SO"),
                by: Province.official, at: Province.now)
        }
        await #expect(throws: TrainingFault.hasResults) { try await change() }
        try await province.imports.undo(
            try #require(report.code), of: trainingClass, by: nil, at: Province.now)
        let members = try await province.classes.members(of: trainingClass, after: nil, limit: 1)
        #expect(members.isEmpty)
        try await change()
    }
}
