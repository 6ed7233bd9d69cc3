import Testing

@testable import Rehearsal

@Suite struct ServerAddressTests {
    @Test(arguments: [
        ("https://127.0.0.1:8443", "127.0.0.1", 8443),
        ("https://thi.example.vn/", "thi.example.vn", 443),  // as copied from a browser
        ("HTTPS://localhost:1", "localhost", 1),
        ("https://[::1]:8443", "::1", 8443),
        ("https://[::1]", "::1", 443),
    ])
    func readsWhatPeopleType(text: String, host: String, port: Int) throws {
        #expect(try ServerAddress(text) == ServerAddress(host: host, port: port))
    }

    @Test(arguments: [
        "http://127.0.0.1:8443",  // tickets must not travel in the clear
        "127.0.0.1:8443", "https://", "https://host:0", "https://host:65536", "https://host:+1",
        "https://host/exam", "https://user@host", "https://[::1", "https://ho st",
    ])
    func refusesAnythingElse(text: String) {
        #expect(throws: RehearsalError.badAddress(text)) { try ServerAddress(text) }
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.9.9.9", true), ("localhost", true), ("::1", true),
        ("10.0.0.1", false), ("thi.example.vn", false),
        ("127.0.0.1.example.vn", false),  // a name that only begins like it
        ("127.example", false), ("128.0.0.1", false), ("127.0.0.1.", false),
    ])
    func knowsThisMachine(host: String, isLoopback: Bool) {
        #expect(ServerAddress(host: host, port: 443).isLoopback == isLoopback)
    }

    @Test func writesTheHostHeaderLikeABrowser() {
        #expect(ServerAddress(host: "::1", port: 8443).authority == "[::1]:8443")
        #expect(ServerAddress(host: "a.vn", port: 443).authority == "a.vn")
    }
}
