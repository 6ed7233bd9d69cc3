import HTTPTypes
import People
import Testing

@testable import Web

/// Every address of the table: who is let in, and who finds nothing there.
@Suite struct RouteTests {
    /// The addresses that anybody may ask, written out a second time.
    static let open: Set<String> = [
        "GET /", "GET /healthz", "GET /language", "GET /assets/**", "GET /install",
        "GET /ca.crt", "GET /sign-in", "POST /sign-in", "GET /ticket", "POST /ticket",
        "POST /sign-out", "GET /first/{token}", "POST /first/{token}", "GET /check",
        "GET /check/{code}",
    ]

    private static func name(_ route: Route) -> String { "\(route.method) \(route.path)" }

    @Test func onlyTheseAreOpen() {
        let open = Routes.table.filter { $0.useCase == nil }.map(Self.name)
        #expect(Set(open) == Self.open)
        let names = Routes.table.map(Self.name)
        #expect(Set(names).count == names.count, "no address twice")
    }

    @Test func withoutASessionEverythingElseLeadsToTheSignIn() async throws {
        let site = try await TestSite()
        let stranger = site.stranger()
        for route in Routes.table where route.useCase != nil {
            let path = route.path.filled
            if route.method == .get {
                let answer = try await stranger.get(path)
                #expect(answer.status == 303, "\(path)")
                #expect(answer.location == "/sign-in?next=\(path)", "\(path)")
            } else if route.isForScripts {
                let answer = try await stranger.post(path)
                #expect(answer.status == 401, "\(path)")
                #expect(answer.text == #"{"error":"sign-in"}"#, "\(path)")
            } else {
                let answer = try await stranger.post(path)
                #expect(answer.status == 303, "\(path)")
                #expect(answer.location == "/sign-in", "\(path)")
            }
        }
    }

    @Test func aPostWithoutItsTokenIsRefused() async throws {
        let site = try await TestSite()
        let everybody = try await site.visitor(Set(Role.allCases))
        let other = try await site.visitor([.teacher])
        for route in Routes.table where route.method == .post {
            let path = route.path.filled
            #expect(try await everybody.postBare(path).status == 403, "no token: \(path)")
            for token in ["", "AAAA", other.csrf, site.stranger().csrf] {
                let answer = try await everybody.postBare(path, ["csrf": token])
                #expect(answer.status == 403, "another's token: \(path)")
            }
            #expect(
                try await site.ask(.post, path).status == (route.isForScripts ? 401 : 403),
                "no cookie at all: \(path)")
        }
    }

    /// What is said of something that is not there, to people or to a script.
    private static func missing(_ route: Route, _ page: String) -> String {
        route.isForScripts ? #"{"error":"not-found"}"# : page
    }

    /// A page without what differs from request to request.
    private static func bare(_ answer: Answer) -> String {
        answer.text.replacing(/name="csrf" value="[^"]*"/, with: "")
            .replacing(/back=[^"]*/, with: "").replacing(/<code>[^<]*<\/code>/, with: "")
    }

    @Test(arguments: Role.allCases)
    func whatARoleMayNeverDoIsNotThere(role: Role) async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let visitor = try await site.visitor([role])
        let missing = try await visitor.get("/khong-co-trang-nay")
        #expect(missing.status == 404)
        var refused = 0
        for route in Routes.table {
            guard let useCase = route.useCase, !Access.everAllows(useCase, to: [role]) else {
                continue
            }
            refused += 1
            for path in [objects.path(route.path), route.path.filled] {
                let answer =
                    route.method == .get
                    ? try await visitor.get(path) : try await visitor.post(path)
                #expect(answer.status == 404, "\(role) \(Self.name(route))")
                #expect(
                    Self.bare(answer) == Self.missing(route, Self.bare(missing)),
                    "the same page: \(Self.name(route))")
            }
        }
        #expect(refused > 10)
    }

    /// A colleague, or a pupil of another class: the same page as for what is not there.
    @Test func aStrangersObjectIsNotThere() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        for role in [Role.teacher, .student] {
            let visitor = try await site.visitor([role])
            let missing = Self.bare(try await visitor.get("/khong-co-trang-nay"))
            for route in Routes.table {
                guard let useCase = route.useCase, route.path.contains(/\{(code|slug)\}/),
                    Access.everAllows(useCase, to: [role])
                else { continue }
                let path = objects.path(route.path)
                let answer =
                    route.method == .get
                    ? try await visitor.get(path)
                    : try await visitor.post(
                        path,
                        [
                            "worth": "1", "opens": "07:00 20/11/2026",
                            "closes": "07:00 21/11/2026", "minutes": "5", "confirm": "1",
                            "duration": "5", "title": "x", "type": "singleChoice", "count": "1",
                            "step": "retire", "seen": "1", "number": "1", "words": "x",
                        ])
                #expect(answer.status == 404, "\(role) \(Self.name(route))")
                #expect(
                    Self.bare(answer) == Self.missing(route, missing), "\(Self.name(route))")
            }
        }
    }

    /// Whatever is posted, it is never our fault.
    @Test(arguments: [true, false])
    func nothingFails(withObjects: Bool) async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let administrator = try await site.visitor(Set(Role.allCases))
        let odd = [
            "page": "9223372036854775807", "minutes": "-9223372036854775808",
            "duration": "99999999999999999999", "worth": "1/2147483647", "count": "-1",
            "opens": "99:99 99/99/9999", "closes": "T", "type": "?", "topic": " / ",
            "name": "\u{0}", "slug": "../..", "kind": "fixed", "identifiers": "q1 q1 ,,",
            "operation": "x", "go": "page-9223372036854775807", "a1": Fragment.Hole.slot.mark,
            "r1": "-1",
            "title": "x", "part": "9",
        ]
        for visitor in [administrator, objects.teacher, objects.student] {
            for route in Routes.table where !route.path.contains("sign-out") {
                let path = withObjects ? objects.path(route.path) : route.path.filled
                let answers =
                    route.method == .get
                    ? [
                        try await visitor.get(path),
                        try await visitor.get(
                            path + "?page=9223372036854775807&after=-1&q=%25%&format=x&done=x"),
                        try await site.ask(.head, path, cookies: visitor.cookies),
                    ] : [try await visitor.post(path), try await visitor.post(path, odd)]
                for answer in answers {
                    #expect(answer.status < 500, "\(Self.name(route)) \(answer.status)")
                    #expect(!answer.text.contains("[["), "\(Self.name(route))")
                }
            }
        }
    }

    // MARK: What every answer carries

    @Test func everyAnswerIsGuarded() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let referrer = try #require(HTTPField.Name("Referrer-Policy"))
        for route in Routes.table {
            let path = objects.path(route.path)
            let answer =
                route.method == .get
                ? try await objects.teacher.get(path) : try await objects.teacher.postBare(path)
            let headers = answer.headers
            let policy = headers[.contentSecurityPolicy] ?? ""
            #expect(policy.contains("default-src 'none'"), "\(path)")
            #expect(policy.contains("frame-ancestors 'none'"), "\(path)")
            #expect(!policy.contains("unsafe"), "\(path)")
            #expect(headers[.xContentTypeOptions] == "nosniff", "\(path)")
            #expect(headers[values: referrer] == ["same-origin"], "\(path)")
            #expect(
                headers[.cacheControl]?.contains("private") == true
                    || path.hasPrefix("/assets"), "\(path)")
            #expect(headers[.strictTransportSecurity] == nil, "the certificate is our own")
            for cookie in answer.cookies {
                for part in ["__Host-", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
                    #expect(cookie.contains(part), "\(cookie)")
                }
            }
        }
        let trusted = try await TestSite(authority: false)
        let answer = try await trusted.stranger().get("/sign-in")
        #expect(answer.headers[.strictTransportSecurity] != nil)
    }

    @Test func nothingInAPageRunsOrStylesInline() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        for route in Routes.table where route.method == .get {
            for visitor in [objects.teacher, objects.student] {
                let html = try await visitor.get(objects.path(route.path)).text
                #expect(!html.contains("<style"), "\(route.path)")
                #expect(html.firstMatch(of: /[ ](style|on[a-z]+)="/) == nil, "\(route.path)")
                #expect(html.firstMatch(of: /<script(?![^>]* src=)/) == nil, "\(route.path)")
            }
        }
    }
}
