import NIOCore
import Testing

@testable import Rehearsal

@Suite struct AnswerReaderTests {
    private static let page =
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=1\r\nset-cookie:  b=2\r\n\r\n\r\n\r\n!"
    private static let way =
        "HTTP/1.1 303 See Other\r\nLocation: /exam\r\ncontent-length: 0\r\n\r\n"

    private func answers(
        _ pieces: some Sequence<String>
    ) throws(RehearsalError) -> [Answer] {
        var reader = AnswerReader()
        var found: [Answer] = []
        for piece in pieces {
            var bytes = ByteBuffer(string: piece)
            reader.take(&bytes)
            while let answer = try reader.next() { found.append(answer) }
        }
        return found
    }

    /// Wherever the network cuts it.
    @Test func readsAnAnswerInAnyTwoPieces() throws {
        for cut in Self.page.indices {
            let found = try answers([String(Self.page[..<cut]), String(Self.page[cut...])])
            let answer = try #require(found.first)
            #expect(found.count == 1)
            #expect(answer.status == 200)
            #expect(String(buffer: answer.body) == "\r\n\r\n!")
            #expect(answer.fields("set-cookie") == ["a=1", "b=2"])
        }
    }

    @Test func readsAnAnswerByteByByte() throws {
        let bytes = Self.page.unicodeScalars.map { String($0) }
        #expect(try answers(bytes).map(\.status) == [200])
    }

    @Test func readsAnswersThatComeTogether() throws {
        let found = try answers([Self.page + Self.way + Self.page])
        #expect(found.map(\.status) == [200, 303, 200])
        #expect(found.map(\.location) == ["", "/exam", ""])
    }

    @Test func passesOverWhatIsNoAnswerYet() throws {
        let found = try answers(["HTTP/1.1 100 Continue\r\n\r\n" + Self.way])
        #expect(found.map(\.status) == [303])
    }

    /// 204 and 304 have no body, whatever else they say (RFC 9110, 6.4.1).
    @Test func knowsWhoHasNoBody() throws {
        let empty = "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"
        #expect(try answers([empty + Self.way]).map(\.status) == [304, 303])
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\n\r\n", "no length"),
        ("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "a length that is no number"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", "too large"),
        ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "less than nothing"),
        ("SSH-2.0-OpenSSH_9.2\r\n\r\n", "another protocol"),
    ])
    func refusesWhatItDoesNotUnderstand(bytes: String, why: String) {
        #expect(throws: RehearsalError.self, "\(why)") { try answers([bytes]) }
    }
}
