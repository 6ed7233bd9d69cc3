import Administration
import Foundation
import Mail
import People
import Storage
import Testing
import Values

@testable import Web

/// Rounds remind who has not confirmed: on pages, and by letter.
@Suite struct ReminderTests {
    private static let title = "Xác nhận kết quả bồi dưỡng thường xuyên quý II năm học 2025–2026"
    private let letter = Letter(subject: title, text: "Kính gửi thầy cô,\n.\nmời xác nhận.")
    private let sender = EmailAddress("sen@sgd.example")
    private let now = Instant(milliseconds: 1_767_229_323_000)

    @Test func aLetterIsReadAsItWasWritten() async throws {
        let folder = try TemporaryFolder()
        let secret = folder.file("password")
        try "hoa \"sen\" \\ nở\n".write(toFile: secret, atomically: true, encoding: .utf8)
        let (letter, now) = (letter, now)
        let from = try #require(sender)
        let people = try ["a@th1.example", "b@th2.example"].map { try #require(EmailAddress($0)) }
        try await MailPeer.run { peer in
            let server = try #require(
                MailServer(
                    address: "smtp://127.0.0.1:\(peer.port)", from: from,
                    account: .init(name: "sen", passwordFile: secret)))
            try await server.send(letter, to: people, at: now)
            let taken = try #require(peer.taken.first)
            #expect(peer.taken.count == 1)
            #expect(taken.account == "sen/hoa \"sen\" \\ nở")
            #expect(taken.from.hasPrefix("MAIL FROM:<sen@sgd.example>"))
            #expect(taken.to == ["RCPT TO:<a@th1.example>", "RCPT TO:<b@th2.example>"])
            #expect(taken.field("From") == "Sen <sen@sgd.example>")
            #expect(taken.field("Date") == "Thu, 1 Jan 2026 01:02:03 +0000")
            #expect(taken.text == letter.text.replacing("\n", with: "\r\n") + "\r\n")
            #expect(taken.lines.allSatisfy { $0.utf8.count <= 78 })
            #expect(try Self.subject(of: taken) == letter.subject)
            let isSeen = taken.lines.contains { $0.contains("th1") || $0.contains("th2") }
            #expect(!isSeen, "nobody sees to whom else it went")
        }
    }

    /// The words of a subject put together again (RFC 2047).
    private static func subject(of letter: MailPeer.Taken) throws -> String {
        let start = try #require(letter.lines.firstIndex { $0.hasPrefix("Subject: ") })
        let lines = letter.lines[start...].prefix { $0.hasPrefix("Subject: ") || $0.hasPrefix(" ") }
        return try lines.map { line in
            let word = try #require(line.firstMatch(of: /=\?utf-8\?B\?([^?]*)\?=/)?.1)
            return String(decoding: try #require(Data(base64Encoded: String(word))), as: UTF8.self)
        }.joined()
    }

    @Test func oneThatIsNotKnownDoesNotKeepItFromTheOthers() async throws {
        let (letter, now) = (letter, now)
        let from = try #require(sender)
        let people = try ["gone@th1.example", "b@th2.example"].map {
            try #require(EmailAddress($0))
        }
        try await MailPeer.run(refusing: "gone@") { peer in
            let server = try #require(
                MailServer(address: "smtp://127.0.0.1:\(peer.port)", from: from))
            func fault(of addresses: [EmailAddress]) async throws -> String {
                let fault = await #expect(throws: MailFault.self) {
                    try await server.send(letter, to: addresses, at: now)
                }
                return try #require(fault).reason
            }
            let reason = try await fault(of: people)
            #expect(peer.taken.map(\.to) == [["RCPT TO:<b@th2.example>"]])
            #expect(reason.hasPrefix("<gone@th1.example> 550"), "and who it was is told")
            #expect(!reason.contains("b@th2"))
            #expect(try await fault(of: [people[0]]).contains("<gone@th1.example> 550"))
        }
    }

    @Test(arguments: [
        "https://a.example", "smtp://", "a.example", "smtp://u:p@a.example", "smtp://a.example/x",
    ])
    func noOtherServerIsTaken(address: String) throws {
        #expect(MailServer(address: address, from: try #require(sender)) == nil)
    }

    /// Only a server on this machine is spoken to in the clear.
    @Test func lettersTravelEncrypted() throws {
        let from = try #require(sender)
        func isPlain(_ address: String) -> Bool? {
            MailServer(address: address, from: from)?.isPlain
        }
        #expect(isPlain("smtp://mail.example:587") == false)
        #expect(isPlain("smtps://127.0.0.1") == false)
        #expect(isPlain("smtp://127.0.0.1:25") == true)
    }

    // MARK: The department's page

    private static func place(_ mail: MailServer?) async throws -> (TestSite, Visitor, Visitor) {
        let site = try await TestSite(mail: mail)
        let official = try await site.visitor([.department])
        let head = try await site.visitor([.teacher], name: "Trần Văn Đồng")
        let person = try #require(head.principal?.person)
        let start = CalendarDate(year: 2010, month: 1, day: 1) ?? CalendarDate(daysSince1970: 1)
        let now = site.now
        try await site.database.write { connection in
            let units = UnitStore(connection)
            let top = try units.add(
                .department, UnitDetails(name: "Sở"), identifier: "SO", code: "SO", from: start,
                at: now)
            for code in ["TH1", "TH2"] {
                _ = try units.add(
                    .school, UnitDetails(name: "Trường \(code)", level: .primary, parent: top),
                    identifier: code, code: code, from: start, at: now)
            }
            try PostStore(connection).record(
                PostDetails(.head, from: start), of: person,
                in: try units.unit(code: "TH1")?.id ?? 0, at: now)
            // The other head has no address.
            let other = try PeopleStore(connection).add(
                PersonDetails(fullName: "Võ Thị Diễm"), code: "HT2", at: now)
            try PostStore(connection).record(
                PostDetails(.head, from: start), of: other,
                in: try units.unit(code: "TH2")?.id ?? 0, at: now)
        }
        site.sessions.forget(person)
        return (site, official, head)
    }

    private static func openRound(_ official: Visitor) async throws -> String {
        let opened = try await official.post(
            "/training/rounds",
            [
                "title": "Quý I", "unit": "SO", "from": "01/01/2026", "until": "31/03/2026",
                "dueOn": "31/12/2030",
            ])
        return try #require(opened.location?.split(separator: "?").first.map(String.init))
    }

    @Test func headsAreWrittenToOnce() async throws {
        let from = try #require(sender)
        try await MailPeer.run { peer in
            let server = MailServer(address: "smtp://127.0.0.1:\(peer.port)", from: from)
            let (site, official, head) = try await Self.place(server)
            let administrator = try await site.visitor([.administrator])
            let code = try #require(
                try await site.database.read { connection in
                    try PeopleStore(connection).person(head.principal?.person ?? 0)?.code
                })
            let page = "/admin/people/\(code)"
            let wrong = try await administrator.post(
                "\(page)/details", ["fullName": "Trần Văn Đồng", "email": "hiệu trưởng@th1"])
            #expect(wrong.status == 422 && wrong.text.contains("id=\"email-error\""))
            let right = try await administrator.post(
                "\(page)/details", ["fullName": "Trần Văn Đồng", "email": " HT@TH1.example "])
            #expect(right.status == 303)
            #expect(try await administrator.get(page).text.contains("ht@th1.example"))

            let round = try await Self.openRound(official)
            #expect(try await official.get(round).text.contains("\(round)/remind"))
            let done = try await official.post("\(round)/remind", [:])
            #expect(done.location == "\(round)?units=2&letters=1&without=1")
            let letter = try #require(peer.taken.first)
            #expect(letter.to == ["RCPT TO:<ht@th1.example>"])
            #expect(letter.text.contains("https://sen.example/my-unit/rounds"))
            #expect(letter.text.contains("31/12/2030") && letter.text.contains("Quý I"))
            let shown = try await official.get(try #require(done.location))
            #expect(shown.text.contains("Đã nhắc 2 đơn vị trên trang của họ; thư đã gửi đến 1"))
            let time = VietnamTime(site.now).text
            #expect(shown.text.components(separatedBy: "nhắc lúc \(time)").count == 3)
            #expect(try await head.get("/my-unit/rounds").text.contains("Sở nhắc lúc \(time)"))

            let again = try await official.post("\(round)/remind", [:])
            #expect(again.location == "\(round)?units=0&letters=0&without=0")
            #expect(peer.taken.count == 1, "somebody pressed twice")
            #expect(
                try await official.get(try #require(again.location)).text
                    .contains("vừa được nhắc"))
            #expect(try await head.post("\(round)/remind", [:]).status == 404)
        }
    }

    @Test func withoutAMailServerTheirPagesSaySo() async throws {
        let (_, official, head) = try await Self.place(nil)
        let round = try await Self.openRound(official)
        let done = try await official.post("\(round)/remind", [:])
        let shown = try await official.get(try #require(done.location))
        #expect(shown.text.contains("Đã nhắc 2 đơn vị trên trang của họ."))
        #expect(try await head.get("/my-unit/rounds").text.contains("Sở nhắc lúc"))
    }

    /// Nobody listens there: what the pages say stands all the same.
    @Test func aMailServerThatIsAwayIsTold() async throws {
        let from = try #require(sender)
        let (site, official, head) = try await Self.place(
            MailServer(address: "smtp://127.0.0.1:1", from: from))
        try await site.database.write { connection in
            try PeopleStore(connection).change(
                head.principal?.person ?? 0,
                to: PersonDetails(fullName: "Trần Văn Đồng", email: EmailAddress("a@b.example")))
        }
        let round = try await Self.openRound(official)
        let answer = try await official.post("\(round)/remind", [:])
        #expect(answer.status == 502)
        #expect(answer.text.contains("máy gửi thư không nhận thư") && answer.text.contains("curl"))
        #expect(try await head.get("/my-unit/rounds").text.contains("Sở nhắc lúc"))
    }
}
