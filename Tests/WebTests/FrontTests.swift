import People
import Administration
import Testing
import Values

@testable import Web

/// Signing in and what stands before it.
@Suite struct FrontTests {
    @Test(arguments: [
        ("/teach/tests?page=2", true, "a page of this server"), ("/", true, "its root"),
        ("", false, "nothing"), ("//evil.example", false, "another host"),
        ("/\\evil.example", false, "browsers read a backslash as a slash"),
        ("https://evil.example/", false, "another host in full"),
        ("javascript:alert(1)", false, "a program"), ("teach", false, "relative"),
        ("/\t/evil.example", false, "browsers drop a tab"),
        ("/\n/evil.example", false, "browsers drop a line end"),
        ("/a\r\nSet-Cookie: x=1", false, "a header of its own"),
        ("/\u{0}/evil.example", false, "a zero byte"), ("/ /x", false, "a space"),
    ])
    func onlyLocalPathsAreFollowed(path: String, isLocal: Bool, why: String) async throws {
        #expect(Front.localPath(path) == (isLocal ? path : nil), "\(why)")
        let site = try await TestSite()
        let answer = try await site.stranger().get("/language?to=en&back=\(path.urlQueryEncoded)")
        #expect(answer.location == (isLocal ? path : "/"), "\(why)")
    }

    @Test func signingInLeadsBack() async throws {
        let site = try await TestSite()
        _ = try await site.site.staff.addForDemo(
            name: "Sen", account: "sen", password: "hoa sen nở", roles: [.teacher], at: site.now)
        let stranger = site.stranger()
        for (next, location) in [
            ("/teach/tests", "/teach/tests"), ("", "/"), ("//evil.example", "/"),
            ("https://evil.example", "/"),
        ] {
            let answer = try await stranger.post(
                "/sign-in", ["account": "SEN", "password": "hoa sen nở", "next": next])
            #expect(answer.status == 303)
            #expect(answer.location == location)
            #expect(answer.cookies.contains { $0.hasPrefix(Tokens.sessionCookie) })
        }
    }

    @Test func aWrongPasswordIsNotShownAgain() async throws {
        let site = try await TestSite()
        let answer = try await site.stranger().post(
            "/sign-in", ["account": "sen<1>", "password": "bimat123"])
        #expect(answer.status == 422)
        #expect(answer.text.contains("sen&lt;1&gt;"))
        #expect(!answer.text.contains("bimat123"))
        #expect(answer.cookies.isEmpty)
    }

    @Test func theLanguageIsRemembered() async throws {
        let site = try await TestSite()
        var stranger = site.stranger()
        #expect(try await stranger.get("/sign-in").text.contains("<html lang=\"vi\">"))
        let chosen = try await stranger.get("/language?to=en&back=/sign-in")
        #expect(chosen.location == "/sign-in")
        #expect(chosen.cookies.first?.hasPrefix("\(Tokens.languageCookie)=en") == true)
        stranger.cookies[Tokens.languageCookie] = "en"
        #expect(try await stranger.get("/sign-in").text.contains("<html lang=\"en\">"))
        stranger.cookies[Tokens.languageCookie] = "xx"
        #expect(try await stranger.get("/sign-in").text.contains("<html lang=\"vi\">"))
        let odd = try await stranger.get("/language?to=<script>")
        #expect(odd.cookies.first?.hasPrefix("\(Tokens.languageCookie)=vi") == true)
    }

    @Test func signingOutEndsTheSession() async throws {
        let site = try await TestSite()
        let teacher = try await site.visitor([.teacher])
        #expect(try await teacher.get("/teach").status == 200)
        #expect(try await teacher.post("/sign-out").status == 303)
        #expect(try await teacher.get("/teach").status == 303)
    }

    @Test func aFirstPasswordMustBeChangedFirst() async throws {
        let site = try await TestSite()
        let administrator = try await site.visitor([.administrator])
        guard let principal = administrator.principal else { return }
        let sheet = try await site.site.staff.add(
            name: "Lan", account: "lan", alsoAdministrator: false, by: principal, at: site.now)
        let token = try await site.site.signIn.enter(
            account: "lan", password: try #require(sheet).password, from: "a", at: site.now)
        let visitor = Visitor(
            site: site, principal: nil, cookies: [Tokens.sessionCookie: token])
        #expect(try await visitor.get("/teach").location == "/password")
        #expect(try await visitor.post("/teach/tests").location == "/password")
        #expect(try await visitor.get("/password").status == 200)
    }

    @Test func tokensAreMaskedAnew() {
        let cookie = Tokens.make()
        let (one, two) = (Tokens.csrf(for: cookie), Tokens.csrf(for: cookie))
        #expect(one != two)
        #expect(Tokens.isValid(csrf: one, for: cookie) && Tokens.isValid(csrf: two, for: cookie))
        #expect(!Tokens.isValid(csrf: one, for: Tokens.make()))
        #expect(!Tokens.isValid(csrf: "", for: cookie))
        #expect(!Tokens.isValid(csrf: String(one.dropLast(2)), for: cookie))
    }

    // MARK: A moment as people type it

    @Test(
        arguments: [
            ("2026-11-20T07:05", "07:05, 20/11/2026", "as a browser's field"),
            ("07:05 20/11/2026", "07:05, 20/11/2026", "as people type it"),
            ("07:05, 20/11/2026", "07:05, 20/11/2026", "as it is shown"),
            ("20/11/2026 7:05", "07:05, 20/11/2026", "the other way round"),
            ("2026-11-20T07:05:30", "07:05, 20/11/2026", "with seconds"),
            ("2024-02-29T00:00", "00:00, 29/02/2024", "a leap day"),
            ("2026-02-29T00:00", nil, "no such day"), ("2026-11-20T24:00", nil, "no such hour"),
            ("2026-11-20T07:60", nil, "no such minute"), ("2026-11-20T-1:00", nil, "negative"),
            ("2026-11-20", nil, "no time"), ("07:05", nil, "no date"), ("", nil, "nothing"),
            ("2026-11-20T07:05 x", nil, "more than that"), ("T", nil, "neither"),
            ("2026-11-20T07", nil, "no minutes"),
        ] as [(String, String?, String)])
    func readsLocalTimes(text: String, shown: String?, why: String) {
        #expect(Instant(localField: text).map { VietnamTime($0).text } == shown, "\(why)")
    }

    @Test func aLocalTimeComesBack() throws {
        let day = try #require(CalendarDate(year: 2026, month: 11, day: 20))
        let moment = VietnamTime.instant(on: day, minuteOfDay: 425)
        #expect(moment.localFieldText == "2026-11-20T07:05")
        #expect(Instant(localField: moment.localFieldText) == moment)
    }
}
