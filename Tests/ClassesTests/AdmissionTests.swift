import People
import Storage
import Testing
import Training
import Values

@testable import Classes

/// Registration, places, and who waits for one.
@Suite struct AdmissionTests {
    fileprivate let now = ClassRoom.now
    private let today = ClassRoom.today

    private func state(_ room: ClassRoom) async throws -> (asked: [String], queued: [String]) {
        let waiting = try await room.admissions.waiting(in: room.listed, on: today)
        return (waiting.asked.map(\.name), waiting.queued.map(\.name))
    }

    @Test func whoWaitsMovesUpWhenSomebodyLeaves() async throws {
        let room = try await ClassRoom(capacity: 1, admission: .registration, members: [])
        for (minute, identifier) in ["003", "004", "005"].enumerated() {
            let person = try room.person(identifier)
            for _ in 0..<2 {
                try await room.admissions.ask(
                    for: room.listed.code, by: person,
                    at: now.adding(seconds: Int64(minute) * 60))
            }
        }
        #expect(try await state(room).asked.count == 3, "asking twice asks once")
        let asked = try await room.admissions.waiting(in: room.listed, on: today).asked
        for one in asked {
            try await room.admissions.decide(
                one.id, isApproved: true, in: room.listed, by: Province.official, at: now)
        }
        #expect(try await state(room).asked.isEmpty)
        #expect(try await state(room).queued == ["Phạm Văn Bình", "Võ Thị Diễm"])
        let seat = try await room.seat("003")
        try await room.admissions.leave(seat, by: try room.person("003"), at: now)
        #expect(
            try await room.province.classes.people(in: room.listed, on: ClassRoom.today) == 1,
            "who left is not counted")
        #expect(try await state(room).queued == ["Võ Thị Diễm"])
        #expect(try await room.events("004") == [.enrolled])
        await #expect(throws: TrainingFault.missing) { try await room.seat("003") }
        try await room.admissions.remove(
            "P004", from: room.listed, by: Province.official, at: now)
        #expect(try await room.seat("005").standing.state.enrolledOn == today)
    }

    @Test func whoWaitsMovesUpWhenThereAreMorePlaces() async throws {
        let room = try await ClassRoom(capacity: 1, admission: .registration, members: [])
        for identifier in ["003", "004"] {
            try await room.admissions.ask(
                for: room.listed.code, by: try room.person(identifier), at: now)
        }
        for one in try await room.admissions.waiting(in: room.listed, on: today).asked {
            try await room.admissions.decide(
                one.id, isApproved: true, in: room.listed, by: Province.official, at: now)
        }
        #expect(try await state(room).queued == ["Phạm Văn Bình"])
        var larger = room.listed.trainingClass
        larger.capacity = 2
        let programme = try await room.province.database.read {
            try ProgrammeStore($0).programme(room.listed.programme)?.code
        }
        try await room.province.classes.change(
            room.listed.code,
            to: .init(larger, programme: try #require(programme), unit: "SO"),
            by: Province.official, at: now)
        #expect(try await state(room).queued.isEmpty)
        #expect(try await room.events("004") == [.enrolled])
    }

    @Test func whoIsRefusedOrWithdrawsStaysOut() async throws {
        let room = try await ClassRoom(admission: .registration, members: [])
        for identifier in ["003", "004"] {
            try await room.admissions.ask(
                for: room.listed.code, by: try room.person(identifier), at: now)
        }
        try await room.admissions.withdraw(
            from: room.listed.code, by: try room.person("003"), at: now)
        let asked = try await room.admissions.waiting(in: room.listed, on: today).asked
        #expect(asked.map(\.name) == ["Phạm Văn Bình"])
        try await room.admissions.decide(
            asked[0].id, isApproved: false, in: room.listed, by: Province.official, at: now)
        #expect(try await room.province.states(room.listed).isEmpty)
        let offer = try await room.admissions.offers(to: room.person("004"), on: today).first
        #expect(offer?.refusedAt == now && offer?.asked == nil, "who was refused is told")
        await #expect(throws: TrainingFault.missing, "nothing is open") {
            try await room.admissions.withdraw(
                from: room.listed.code, by: room.person("003"), at: now)
        }
    }

    @Test func aClassByListTakesNobodyWhoAsks() async throws {
        let room = try await ClassRoom(admission: .list, members: [])
        let person = try room.person("003")
        #expect(try await room.admissions.offers(to: person, on: today).isEmpty)
        await #expect(throws: TrainingFault.missing) {
            try await room.admissions.ask(for: room.listed.code, by: person, at: now)
        }
    }
}

extension AdmissionTests {
    /// A head sends her own staff, as many as her unit has places.
    @Test func aUnitSendsItsStaffWithinItsQuota() async throws {
        let room = try await ClassRoom(admission: .quota, members: [])
        let school = try #require(room.province.units["TH Hoa Sen"])
        let head = Principal(
            person: try #require(room.province.people["002"]), name: "Đồng",
            roles: [.teacher, .head], units: [school.id], heads: [school.id])
        let admissions = room.admissions
        await #expect(throws: TrainingFault.unknownPeople(["KHÔNG; 5", "TH1; 0", "TH1"])) {
            try await admissions.setQuotas(
                "KHÔNG; 5\nTH1; 0\nTH1", of: room.listed, by: Province.official, at: now)
        }
        try await admissions.setQuotas(
            "TH1; 1\n\n", of: room.listed, by: Province.official, at: now)
        func send(_ people: String...) async throws {
            try await admissions.send(
                people, into: room.listed.code, from: school.code, by: head, at: now)
        }
        func choice() async throws -> Admissions.Choice {
            try await admissions.sending(
                into: room.listed.code, from: school.code, by: head, on: today)
        }
        #expect(try await choice().staff.map(\.identifier) == ["003", "004", "002"])
        await #expect(throws: TrainingFault.unknownPeople(["P005"]), "of another school") {
            try await send("P003", "P005")
        }
        await #expect(throws: TrainingFault.full(capacity: 1)) {
            try await send("P003", "P004")
        }
        #expect(try await room.province.states(room.listed).isEmpty, "all of them or none")
        try await send("P003")
        try await send("P003")
        #expect(try await room.events("003") == [.enrolled])
        #expect(try await admissions.quotas(of: room.listed).map(\.taken) == [1])
        let seat = try await room.seat("003")
        try await admissions.leave(seat, by: try room.person("003"), at: now)
        try await send("P004")
        #expect(try await room.events("004") == [.enrolled])
        let sent = try await choice()
        #expect(sent.sent.map(\.state) == [.enrolled])
        #expect(sent.staff.map(\.identifier) == ["003", "002"])
        try await admissions.takeBack(
            sent.sent[0].id, from: room.listed.code, of: school.code, by: head, at: now)
        #expect(try await room.province.states(room.listed)["004"]?.leftOn == today)
        #expect(try await choice().sent.isEmpty)
        #expect(try await admissions.quotas(of: room.listed).map(\.taken) == [0])
        await #expect(throws: TrainingFault.missing, "once") {
            try await admissions.takeBack(
                sent.sent[0].id, from: room.listed.code, of: school.code, by: head, at: now)
        }
        let other = Principal(
            person: head.person, name: "Đồng", roles: [.teacher, .head], heads: [])
        await #expect(throws: TrainingFault.missing, "a unit that is not hers") {
            try await admissions.send(
                ["P003"], into: room.listed.code, from: school.code, by: other, at: now)
        }
    }
}
