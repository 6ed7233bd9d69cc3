import Administration
import Authoring
import People
import Storage
import Testing
import Values

@testable import Web

/// Who finds a bank, and what they may do there.
@Suite struct SharingTests {
    private static let bank = "/teach/banks/toan-12"

    /// A stranger finds nothing; each right opens just what it is for.
    @Test(
        arguments: [
            (nil, "", "read write review manage"), (BankRight.read, "read", "write review manage"),
            (.write, "read write", "review manage"), (.review, "read review", "write manage"),
            (.manage, "read write review manage", ""),
        ] as [(BankRight?, String, String)])
    func eachRightOpensWhatItIsFor(right: BankRight?, open: String, shut: String) async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let colleague = try await site.visitor([.teacher], name: "Ngô Thị Hoa")
        if let right { try await Self.grant(right, to: colleague, site) }
        let doors: [String: () async throws -> Int] = [
            "read": { try await colleague.get("/teach/questions/\(objects.question)").status },
            "write": {
                try await colleague.get("/teach/questions/\(objects.question)/edit").status
            },
            "review": {
                // Published, so that it can be retired.
                try await colleague.post(
                    "/teach/questions/\(objects.question)/steps",
                    ["step": "retire", "seen": "1"]
                ).status == 303 ? 200 : 404
            },
            "manage": { try await colleague.get("\(Self.bank)/sharing").status },
        ]
        for name in open.split(separator: " ") {
            #expect(try await doors[String(name)]?() == 200, "\(name)")
        }
        for name in shut.split(separator: " ") {
            #expect(try await doors[String(name)]?() == 404, "\(name)")
        }
        let banks = try await colleague.get("/teach/banks").text
        #expect(banks.contains(Self.bank) == (right != nil), "lists show what one may read")
    }

    private static func grant(_ right: BankRight, to visitor: Visitor, _ site: TestSite)
        async throws
    {
        try await site.database.write { connection in
            let subject = try #require(try BankStore(connection).subject(slug: "toan-12"))
            let person = try #require(visitor.principal).person
            try BankRightStore(connection).grant(
                right, to: .person(person), in: subject.id, by: nil, at: Instant(milliseconds: 1))
        }
    }

    @Test func anOwnerGrantsAndWithdraws() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let colleague = try await site.site.staff.addForDemo(
            name: "Ngô Thị Hoa", account: "hoa.ngo", password: "hoa sen nở", roles: [.teacher],
            at: site.now)
        let sharing = "\(Self.bank)/sharing"
        let wrong = try await objects.teacher.post(
            sharing, ["right": "write", "to": "person", "account": "khong.co"])
        #expect(wrong.status == 422 && wrong.text.contains(#"id="account-error""#))
        #expect(
            try await objects.teacher.post(
                sharing, ["right": "write", "to": "person", "account": "Hoa.Ngo"]
            ).status == 303)
        let page = try await objects.teacher.get(sharing).text
        #expect(page.contains("Ngô Thị Hoa") && page.contains("Soạn câu hỏi"))
        let subject = try await site.site.banks.subject("toan-12", for: .changeBank, by: colleague)
        #expect(subject.slug == "toan-12")
        let withdraw = try #require(page.firstMatch(of: /action="([^"]*\/withdraw)"/)).1
        #expect(try await objects.teacher.post(String(withdraw)).status == 303)
        await #expect(throws: AccessDenied(useCase: .readBank)) {
            try await site.site.banks.subject("toan-12", for: .readBank, by: colleague)
        }
        #expect(
            try await objects.teacher.post(
                sharing, ["right": "write", "to": "everyone"]
            ).status == 422, "all teachers together only read")
    }

    /// Granted to a unit: to whoever holds a post there.
    @Test func aUnitsPeopleMayWhatTheUnitMay() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let (unit, subject) = try await site.database.write { connection in
            let unit = try connection.insert(
                """
                insert into unit (guid, code, kind, name, sort_key, created_at)
                values ('g', 'THPT', 'school', 'THPT Cao Lãnh', 'x', 1)
                """)
            let subject = try #require(try BankStore(connection).subject(slug: "toan-12")).id
            return (unit, subject)
        }
        let sharing = try await objects.teacher.post(
            "\(Self.bank)/sharing", ["right": "read", "to": "unit", "unit": "THPT"])
        #expect(sharing.status == 303)
        for (units, may) in [([unit], true), ([unit + 1], false), ([], false)] {
            let principal = Principal(
                person: 99, name: "Hoa", roles: [.teacher], units: Set(units))
            let rights = try await site.database.read {
                try BankRightStore($0).rights(of: principal, in: subject)
            }
            #expect(rights == (may ? [.read] : []))
            #expect(
                try await site.site.banks.all(by: principal).map(\.slug)
                    == (may ? ["toan-12"] : []))
        }
    }

    /// Every reading of a key stands in the bank's record, by person.
    @Test func whoReadKeysIsListed() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let colleague = try await site.visitor([.teacher], name: "Ngô Thị Hoa")
        try await Self.grant(.read, to: colleague, site)
        _ = try await colleague.get("/teach/questions/\(objects.question)")
        _ = try await colleague.get("\(Self.bank)/export?format=cau")
        let record = try await objects.teacher.get("\(Self.bank)/record").text
        for words in ["Ngô Thị Hoa", "Xem câu hỏi có đáp án", "Xuất ngân hàng có đáp án", "q1"] {
            #expect(record.contains(words), "\(words)")
        }
        #expect(try await colleague.get("\(Self.bank)/record").status == 404)
    }
}
