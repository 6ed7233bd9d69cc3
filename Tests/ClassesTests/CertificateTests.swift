import People
import Storage
import Testing
import Training
import Values

@testable import Classes

/// Certificates from the series to the check, and back.
@Suite struct CertificateTests {
    private let now = ClassRoom.now
    private let today = ClassRoom.today

    /// A class that two have completed.
    private func completed() async throws -> ClassRoom {
        let room = try await ClassRoom(
            rule: CompletionRule(components: [.init(name: "kiểm tra cuối", passMark: Mark(5))]),
            members: ["003", "004", "005"])
        for code in ["P003", "P004"] {
            try await room.progress.mark(
                ["kiểm tra cuối": Mark(9)], of: code, in: room.listed, by: Province.official,
                at: now)
        }
        return room
    }

    private func give(_ room: ClassRoom) async throws -> Int {
        try await room.certificates.give(
            in: room.listed, decision: "12/QĐ-SGDĐT", on: today, by: Province.official, at: now)
    }

    /// The code of the first that stands.
    private func firstCode(_ room: ClassRoom) async throws -> String {
        let lines = try await room.certificates.lines(
            of: room.listed, by: Province.official, on: today)
        return try #require(lines.first?.standing?.code)
    }

    @Test func everybodyWhoCompletedGetsOneOnce() async throws {
        let room = try await completed()
        #expect(try await give(room) == 2)
        #expect(try await give(room) == 0)
        let lines = try await room.certificates.lines(
            of: room.listed, by: Province.official, on: today)
        #expect(lines.map(\.member.code) == ["P003", "P004"])
        #expect(
            lines.compactMap(\.standing?.fullNumber) == ["0001/2020/SO", "0002/2020/SO"])
        let content = try #require(lines.first?.standing?.content)
        #expect(content.name == "Nguyễn Thị Ân" && content.periods == 40)
        #expect(content.total == Mark(9) && content.decision == "12/QĐ-SGDĐT")
    }

    @Test func aRevokedOneIsSeenAsSuchAndTheCompletionIsGone() async throws {
        let room = try await completed()
        _ = try await give(room)
        let code = try await firstCode(room)
        for _ in 0..<2 {
            try await room.certificates.revoke(
                code, in: room.listed, because: "Nhầm người", on: today,
                by: Province.official, at: now)
        }
        let typed = Certificates.printed(code).lowercased()
        let checked = try #require(try await room.certificates.check(typed))
        #expect(checked.revokedOn == today)
        #expect(try await room.events("003").filter { $0 == .revoked }.count == 1)
        let states = try await room.province.states(room.listed)
        #expect(states["003"]?.hasCompleted(by: today) == false)
        #expect(try await give(room) == 0, "a completion that was revoked gives none")
        let lesson = try await room.addLesson("bài 1", .marked)
        let trainee = try room.person("003")
        _ = try await room.learning.open(lesson, in: room.seat("003"), by: trainee, at: now)
        _ = try await room.learning.finish(lesson, in: room.seat("003"), by: trainee, at: now)
        #expect(
            try await room.province.states(room.listed)["003"]?.hasCompleted(by: today)
                == false, "nor does it come back by itself")
    }

    @Test func aRevocationByMistakeIsTakenBack() async throws {
        let room = try await completed()
        _ = try await give(room)
        let code = try await firstCode(room)
        func restore() async throws {
            try await room.certificates.restore(
                code, in: room.listed, by: Province.official, at: now)
        }
        await #expect(throws: TrainingFault.missing) { try await restore() }
        try await room.certificates.revoke(
            code, in: room.listed, because: "nhầm", on: today, by: Province.official, at: now)
        try await restore()
        #expect(try await room.certificates.check(code)?.revokedOn == nil)
        #expect(
            try await room.province.states(room.listed)["003"]?.hasCompleted(by: today) == true)
    }

    /// What was wrong is put right: it is completed anew, under a number of its own.
    @Test func anotherIsGivenAfterARevokedOne() async throws {
        let room = try await completed()
        _ = try await give(room)
        let lines = try await room.certificates.lines(
            of: room.listed, by: Province.official, on: today)
        let revoked = try #require(lines.first?.standing)
        try await room.certificates.revoke(
            revoked.code, in: room.listed, because: "Nhầm điểm", on: today,
            by: Province.official, at: now)
        for (mark, isComplete) in [(4, false), (6, true)] {
            try await room.progress.mark(
                ["kiểm tra cuối": Mark(mark)], of: "P003", in: room.listed,
                by: Province.official, at: now)
            #expect(
                try await room.province.states(room.listed)["003"]?.hasCompleted(by: today)
                    == isComplete)
        }
        #expect(try await give(room) == 1)
        let both = try #require(
            try await room.certificates.lines(
                of: room.listed, by: Province.official, on: today
            ).first { $0.member.code == "P003" })
        #expect(both.certificates.map(\.number) == [3, 1])
        #expect(both.standing?.content.total == Mark(6))
        #expect(try await room.certificates.check(revoked.code)?.revokedOn == today)
        #expect(try await room.seat("003").certificate?.number == 3)
    }

    @Test func onlyItsHolderATrainerAndTheDepartmentReadIt() async throws {
        let room = try await completed()
        _ = try await give(room)
        let code = try await firstCode(room)
        let certificates = room.certificates
        #expect(
            try await certificates.certificate(
                code, by: room.person("003"), on: today
            ).code == code)
        #expect(
            try await certificates.certificate(
                code, by: Province.official, on: today
            ).code == code)
        let other = try room.person("005")
        await #expect(throws: TrainingFault.missing) {
            try await certificates.certificate(code, by: other, on: today)
        }
        let school = try #require(room.province.units["TH Hoa Sen"])
        func head(of unit: Int64) throws -> Principal {
            Principal(
                person: try #require(room.province.people["002"]), name: "Đồng",
                roles: [.teacher, .head], units: [unit], heads: [unit])
        }
        #expect(
            try await certificates.certificate(code, by: head(of: school.id), on: today).code
                == code, "the head of her unit")
        let elsewhere = try #require(room.province.units["TH Hoa Súng"])
        await #expect(throws: TrainingFault.missing) {
            try await certificates.certificate(code, by: head(of: elsewhere.id), on: today)
        }
        try await room.province.classes.addTrainer(
            "005", to: room.listed, by: Province.official, at: now)
        #expect(try await certificates.certificate(code, by: other, on: today).code == code)
        await #expect(throws: AccessDenied.self, "but a trainer gives none") {
            try await certificates.lines(of: room.listed, by: other, on: today)
        }
        #expect(try await certificates.check("0000-0000-0000") == nil)
        #expect(try await certificates.check("'; drop table") == nil)
    }

    /// A misprint is replaced: the result stands all the while.
    @Test func aPaperAloneIsTakenBack() async throws {
        let room = try await completed()
        _ = try await give(room)
        let code = try await firstCode(room)
        try await room.certificates.revoke(
            code, in: room.listed, because: "In sai số quyết định", keepsResult: true, on: today,
            by: Province.official, at: now)
        #expect(
            try await room.province.states(room.listed)["003"]?.hasCompleted(by: today) == true)
        #expect(try await room.certificates.check(code)?.keepsResult == true)
        #expect(
            try await room.certificates.give(
                in: room.listed, to: ["P004"], decision: "13", on: today,
                by: Province.official, at: now) == 0, "only those who were chosen")
        #expect(try await give(room) == 1)
        let lines = try await room.certificates.lines(
            of: room.listed, by: Province.official, on: today)
        #expect(lines.first?.certificates.map(\.number) == [3, 1])
        await #expect(throws: TrainingFault.missing, "another was given in its place") {
            try await room.certificates.restore(
                code, in: room.listed, by: Province.official, at: now)
        }
    }

    @Test func whatACertificateSaysIsNotChangedBehindIt() async throws {
        let room = try await completed()
        _ = try await give(room)
        let number = "0001/2020/SO"
        await #expect(throws: TrainingFault.certified([number])) {
            try await room.progress.mark(
                ["kiểm tra cuối": Mark(4)], of: "P003", in: room.listed,
                by: Province.official, at: now)
        }
        let report = try await room.province.take(
            "Mã định danh,Kết quả\n003,Chưa hoàn thành\n005,Hoàn thành", into: room.listed)
        #expect(report.plan.refused.map(\.reason) == [.certified([number])])
        #expect(report.plan.lines.count == 1)
        let states = try await room.province.states(room.listed)
        #expect(states["003"]?.hasCompleted(by: today) == true)
        #expect(states["003"]?.total == Mark(9))
    }

    /// A sheet does not bring back what was revoked, and says so.
    @Test func aRevokedResultStaysRevoked() async throws {
        let room = try await completed()
        _ = try await give(room)
        try await room.certificates.revoke(
            try await firstCode(room), in: room.listed, because: "Gian lận", on: today,
            by: Province.official, at: now)
        let report = try await room.province.take(
            "Mã định danh,Kết quả,Ngày hoàn thành\n003,Hoàn thành,11/01/2020", into: room.listed)
        #expect(report.plan.refused.map(\.reason) == [.revoked(today)])
    }

    @Test func aCancelledClassGivesNone() async throws {
        let room = try await completed()
        try await room.province.classes.cancel(
            room.listed, because: "bão", by: Province.official, at: now)
        let cancelled = try await room.province.classes.trainingClass(
            room.listed.code, for: .readTrainingClass, by: Province.official)
        await #expect(throws: TrainingFault.missing) {
            try await room.certificates.give(
                in: cancelled, decision: "1", on: today, by: Province.official, at: now)
        }
        let record = try await TrainingRecords(database: room.province.database).record(
            of: "P003", on: today, by: Province.official)
        #expect(record.years.map(\.periods) == [0], "nor does it count")
    }

    @Test func aCertificateSaysHowLongItIsValid() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass(validityYears: 1)
        try await province.take(
            "Mã định danh,Kết quả,Ngày hoàn thành\n003,Hoàn thành,15/01/2020",
            into: trainingClass)
        let certificates = Certificates(database: province.database)
        _ = try await certificates.give(
            in: trainingClass, decision: "1", on: Province.day("2020-06-01"),
            by: Province.official, at: Province.now)
        let content = try await certificates.lines(
            of: trainingClass, by: Province.official, on: Province.day("2020-06-01")
        ).first?.standing?.content
        #expect(content?.validUntil == Province.day("2021-01-15"))
    }

    /// Of two records in one class that were joined, the one that completed has the
    /// certificate, also when they are taken apart again.
    @Test func aCertificateBelongsToTheRecordThatCompleted() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass()
        try await province.take(
            "Mã định danh,Kết quả\n003,Chưa hoàn thành\n005,Hoàn thành", into: trainingClass)
        let (one, other) = (
            try #require(province.people["003"]), try #require(province.people["005"])
        )
        try await province.database.write { connection in
            try PeopleStore(connection).merge(other, into: one, by: nil, at: Province.now)
        }
        let certificates = Certificates(database: province.database)
        let day = Province.day("2020-06-01")
        let given = try await certificates.give(
            in: trainingClass, decision: "1", on: day, by: Province.official, at: Province.now)
        #expect(given == 1)
        func lines() async throws -> [String?: Int] {
            Dictionary(
                try await certificates.lines(of: trainingClass, by: Province.official, on: day)
                    .map { ($0.member.identifier, $0.certificates.count) },
                uniquingKeysWith: { $1 })
        }
        #expect(try await lines() == ["003": 1])
        try await province.database.write { connection in
            let people = PeopleStore(connection)
            let merge = try #require(try people.merges(of: one).first)
            try people.part(merge.id, at: Province.now.adding(seconds: 60))
        }
        #expect(try await lines() == ["005": 1])
    }
}
