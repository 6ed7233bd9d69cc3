import Assessment
import People
import Storage
import Testing
import Values

@testable import Authoring

/// Opening a test to a class.
@Suite struct SittingTests {
    private static let opens = Office.now.adding(seconds: 60)
    private static let closes = Office.now.adding(seconds: 3_600)
    private static let blueprint = Blueprint(parts: [
        .init(
            title: "I", lines: [.draw(.init(type: .singleChoice, count: 2, worth: .one))])
    ])

    private struct Ready {
        let office: Office
        let test: String
    }

    private func ready(pupils: [String] = ["Lê Văn An"]) async throws -> Ready {
        let office = try await Office()
        try await office.take(Office.choices(1...3))
        _ = try await office.schoolClass("12A1", pupils: pupils)
        return Ready(office: office, test: try await office.test(Self.blueprint))
    }

    private func open(
        _ ready: Ready, to unit: String = "12A1", opens: Instant = opens,
        closes: Instant = closes, by teacher: Principal? = nil
    ) async throws -> SittingStore.Sitting {
        try await ready.office.sittings.open(
            test: ready.test, to: unit, opens: opens, closes: closes,
            by: teacher ?? ready.office.teacher, at: Office.now)
    }

    @Test func openingFreezesTheTest() async throws {
        let ready = try await ready()
        let sitting = try await open(ready)
        #expect((sitting.duration, sitting.review, sitting.isClosed) == (45, .marks, false))
        let frozen = try await ready.office.database.read {
            try SittingStore($0).frozen(sitting.id)
        }
        #expect(frozen?.manifest.slotCount == 2)
        #expect(frozen?.secret.bytes.count == 32)
        try await ready.office.take(
            Office.choices(1...3).replacing("Số liền sau", with: "Số đứng sau"))
        let after = try await ready.office.database.read { try SittingStore($0).frozen(sitting.id) }
        #expect(after?.manifest == frozen?.manifest, "new versions come too late")
    }

    @Test func candidatesAreNumberedInVietnameseOrder() async throws {
        let ready = try await ready(
            pupils: ["Võ Thị Yến", "Đỗ Văn Đạt", "Lê Văn Ân", "Lê Văn An", "Trần Thị Dung"])
        let sitting = try await open(ready)
        let candidates = try await ready.office.sittings.candidates(
            of: sitting, by: ready.office.teacher)
        #expect(candidates.map(\.number) == ["001", "002", "003", "004", "005"])
        #expect(
            candidates.map(\.name)
                == ["Lê Văn An", "Lê Văn Ân", "Trần Thị Dung", "Đỗ Văn Đạt", "Võ Thị Yến"])
    }

    @Test func anEmptyClassCannotSit() async throws {
        let ready = try await ready(pupils: [])
        await #expect(throws: TestFault.emptyClass) { try await open(ready) }
        await #expect(throws: NotFound()) { try await open(ready, to: "12A9") }
        #expect(try await ready.office.count("sitting") == 0)
    }

    @Test(arguments: [
        (Int64(100), Int64(100), "no time at all"), (200, 100, "closes before it opens"),
        (-200, -100, "over already"), (-200, 0, "ends now"),
    ])
    func theWindowMustLieAhead(opens: Int64, closes: Int64, why: String) async throws {
        let ready = try await ready()
        await #expect(throws: TestFault.windowTooShort, "\(why)") {
            try await open(
                ready, opens: Office.now.adding(seconds: opens),
                closes: Office.now.adding(seconds: closes))
        }
    }

    @Test func whatTheBankLacksIsTold() async throws {
        let office = try await Office()
        try await office.take(Office.choices(1...1))
        _ = try await office.schoolClass("12A1", pupils: ["An"])
        let ready = Ready(office: office, test: try await office.test(Self.blueprint))
        await #expect(
            throws: TestFault.lacking([.init(part: 0, line: 0, needed: 2, available: 1, missing: 1)]
            )
        ) {
            try await open(ready)
        }
    }

    @Test func aSatTestIsCopiedNotChanged() async throws {
        let ready = try await ready()
        let office = ready.office
        try await office.tests.change(ready.test, by: office.teacher) { $0.title = "Trước" }
        _ = try await open(ready)
        await #expect(throws: TestFault.locked) {
            try await office.tests.change(ready.test, by: office.teacher) { $0.title = "Sau" }
        }
        let copy = try await office.tests.copy(
            ready.test, title: "Bản sao", by: office.teacher, at: Office.now)
        try await office.tests.change(copy, by: office.teacher) { $0.duration = 15 }
        let found = try await office.tests.test(copy, for: .readTest, by: office.teacher)
        #expect(found.test.settings.title == "Bản sao")
        #expect(found.test.settings.blueprint == Self.blueprint)
        #expect(!found.test.isLocked)
    }

    @Test func newTicketsReplaceTheOld() async throws {
        let ready = try await ready(pupils: ["An", "Bình"])
        let sitting = try await open(ready)
        let office = ready.office
        let first = try await office.sittings.makeTickets(
            of: sitting, by: office.teacher, at: Office.now)
        let second = try await office.sittings.makeTickets(
            of: sitting, by: office.teacher, at: Office.now)
        #expect(Set((first + second).map(\.code)).count == 4)
        let hashes = try await office.database.read {
            try $0.rows("select ticket_hash from candidate").map { try $0.blob("ticket_hash") }
        }
        #expect(hashes.count == 2)
        #expect(hashes.allSatisfy { $0.count == 32 }, "only hashes are kept")
    }

    /// Everything of a colleague's is denied, and looks to a page as if it were missing.
    @Test func aColleagueIsAStranger() async throws {
        let ready = try await ready()
        let sitting = try await open(ready)
        let (office, other) = (ready.office, ready.office.colleague)
        await #expect(throws: AccessDenied(useCase: .readTest)) {
            try await office.tests.test(ready.test, for: .readTest, by: other)
        }
        await #expect(throws: AccessDenied(useCase: .changeTest)) {
            try await office.tests.change(ready.test, by: other) { $0.title = "x" }
        }
        await #expect(throws: AccessDenied(useCase: .readTest)) {
            try await office.tests.copy(ready.test, title: "x", by: other, at: Office.now)
        }
        await #expect(throws: AccessDenied(useCase: .readTest)) {
            try await office.tests.sample(of: ready.test, by: other, at: Office.now)
        }
        await #expect(throws: AccessDenied(useCase: .openSitting)) {
            try await open(ready, by: other)
        }
        for useCase in [UseCase.watchSitting, .runSitting, .readMarks] {
            await #expect(throws: AccessDenied(useCase: useCase)) {
                try await office.sittings.sitting(sitting.code, for: useCase, by: other)
            }
        }
        await #expect(throws: AccessDenied(useCase: .runSitting)) {
            try await office.sittings.makeTickets(of: sitting, by: other, at: Office.now)
        }
        await #expect(throws: AccessDenied(useCase: .runSitting)) {
            try await office.sittings.end(sitting, by: other, at: Office.now)
        }
        #expect(try await office.tests.all(by: other).isEmpty)
    }

    @Test func onlyCandidatesSit() async throws {
        let ready = try await ready()
        let sitting = try await open(ready)
        let sittings = ready.office.sittings
        let candidate = try #require(
            try await sittings.candidates(of: sitting, by: ready.office.teacher).first)
        let student = Principal(person: candidate.person, name: "An", roles: [.student])
        #expect(try await sittings.sittings(for: student) == [sitting])
        #expect(try await sittings.candidacy(sitting.code, of: student).candidate == candidate)
        let stranger = Principal(
            person: ready.office.colleague.person, name: "X", roles: [.student])
        await #expect(throws: NotFound()) {
            try await sittings.candidacy(sitting.code, of: stranger)
        }
    }
}
