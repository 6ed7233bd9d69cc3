import Administration
import Authoring
import Delivery
import Foundation
import HTTPTypes
import People
import Storage
import Testing
import Values

@testable import Web

/// The save that scripts make.
@Suite struct AnswersTests {
    /// What it answers, read as JSON.
    private struct Reply: Decodable, Equatable {
        struct Slot: Decodable, Equatable {
            let slot: Int
            let revision: Int
        }
        var saved: [Slot] = []
        var stale: [Slot] = []
        var late: [Int] = []
        var refused: [Int] = []
        var answered = 0
        var total = 10
        var secondsLeft: Int
        var over = false
    }

    private let site: TestSite
    private let objects: Objects
    private var address: String { "/exam/\(objects.sitting)/answers" }

    init() async throws {
        site = try await TestSite()
        objects = try await site.objects()
    }

    private func start() async throws {
        _ = try await objects.student.post("/exam/\(objects.sitting)/start")
    }

    private func save(_ fields: [String: String], as operation: GUID = GUID()) async throws
        -> Reply
    {
        let answer = try await objects.student.post(
            address, fields.merging(["operation": "\(operation)"]) { $1 })
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "application/json")
        return try JSONDecoder().decode(Reply.self, from: Data(answer.bytes))
    }

    @Test func anAnswerFromItsFirstToItsLast() async throws {
        try await start()
        let operation = GUID()
        var reply = try await save(["r3": "0", "a3": "2"], as: operation)
        #expect(reply.saved == [.init(slot: 3, revision: 1)])
        #expect(reply.answered == 1)
        #expect(reply.total == 10)
        #expect((2_600...2_700).contains(reply.secondsLeft))
        #expect(!reply.over)

        reply = try await save(["r3": "0", "a3": "2"], as: operation)
        #expect(reply.saved == [.init(slot: 3, revision: 1)], "repeated: its first answer")

        reply = try await save(["r3": "0", "a3": "1", "r4": "0", "a4": "0"])
        #expect(reply.stale == [.init(slot: 3, revision: 1)], "another tab was quicker")
        #expect(reply.saved == [.init(slot: 4, revision: 1)], "the other slot is kept")

        reply = try await save(["r3": "1"])
        #expect(reply.saved == [.init(slot: 3, revision: 2)], "cleared")
        #expect(reply.answered == 1)

        reply = try await save(["r5": "0"])
        #expect(reply.saved == [.init(slot: 5, revision: 0)], "blank already, and it is told so")

        let page = try await objects.student.get("/exam/\(objects.sitting)/paper").text
        #expect(page.contains(#"name="a4" value="0" checked"#))
        #expect(page.contains(#"name="r3" value="2""#))
    }

    @Test func asksNothing() async throws {
        try await start()
        let reply = try await save([:])
        #expect(reply == Reply(secondsLeft: reply.secondsLeft))
    }

    @Test func whatComesAfterTheEndIsKeptAsLate() async throws {
        try await start()
        _ = try await objects.student.post("/exam/\(objects.sitting)/submit")
        let reply = try await save(["r3": "0", "a3": "2"])
        #expect(reply.late == [3])
        #expect(reply.over)
        #expect(reply.secondsLeft == 0)
    }

    /// Slots that no form has change nothing and break nothing.
    @Test(arguments: ["0", "11", "-1", "x", "", "9223372036854775807"])
    func aSlotThatIsNotThere(slot: String) async throws {
        try await start()
        let reply = try await save(["r\(slot)": "0", "a\(slot)": "1"])
        #expect(reply == Reply(secondsLeft: reply.secondsLeft))
    }

    @Test func refusalsAreShort() async throws {
        let student = objects.student
        let early = try await student.post(address)
        #expect(early.status == 404, "not started")
        #expect(early.text == #"{"error":"not-found"}"#)
        try await start()
        #expect(try await student.postBare(address, ["csrf": "AAAA"]).status == 403)
        #expect(try await site.stranger().post(address).status == 401)
        #expect(try await objects.teacher.post(address).status == 404)
        #expect(try await site.visitor([.student]).post(address).status == 404, "not a candidate")
        await site.site.delivery.drain()
        let stopping = try await student.post(address, ["r1": "0", "a1": "1"])
        #expect(stopping.status == 503)
        #expect(stopping.text == #"{"error":"stopping"}"#)
    }

    @Test func aTicketOpensItsOwnSittingAlone() async throws {
        try await start()
        let teacher = try #require(objects.teacher.principal)
        let other = try await site.site.sittings.open(
            test: objects.test, to: objects.classCode, opens: site.now,
            closes: site.now.adding(seconds: 60), by: teacher, at: site.now)
        let person = try #require(objects.student.principal?.person)
        let token = try await site.sessions.open(for: person, sitting: other.id, at: site.now)
        let ticket = Visitor(
            site: site, principal: nil, cookies: [Tokens.sessionCookie: token])
        #expect(try await ticket.post(address, ["r1": "0", "a1": "1"]).status == 404)
    }
}
