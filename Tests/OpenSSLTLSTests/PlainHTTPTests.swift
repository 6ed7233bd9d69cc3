import NIOCore
import NIOEmbedded
import Testing

@testable import OpenSSLTLS

@Suite struct PlainHTTPTests {
    @Test(arguments: [
        (
            bytes: Array("GET / HTTP/1.1\r\n".utf8),
            verdict: PlainHTTP.Verdict.request(isHead: false)
        ),
        (bytes: Array("HEAD / HTTP/1.1\r\n".utf8), verdict: .request(isHead: true)),
        (bytes: Array("POST /save HTTP/1.1\r\n".utf8), verdict: .request(isHead: false)),
        (bytes: Array("PUT ".utf8), verdict: .request(isHead: false)),
        (bytes: Array("OPTIONS *".utf8), verdict: .request(isHead: false)),
        (bytes: Array("P".utf8), verdict: .undecided),
        (bytes: Array("GET".utf8), verdict: .undecided),
        (bytes: [], verdict: .undecided),
        (bytes: Array("GETTING".utf8), verdict: .notHTTP),
        (bytes: Array("get / HTTP/1.1".utf8), verdict: .notHTTP),
        (bytes: [0x16, 0x03], verdict: .notHTTP),
    ])
    func judgesTheFirstBytes(bytes: [UInt8], verdict: PlainHTTP.Verdict) {
        #expect(PlainHTTP.judge(ByteBuffer(bytes: bytes).readableBytesView) == verdict)
    }

    @Test(arguments: [1, 3, Int.max])
    func answersReadablyAndListensNoMore(size: Int) throws {
        let pair = try Pair()
        try pair.connect()
        var request = ByteBuffer(string: "POST /x HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello")
        while let piece = request.readSlice(length: min(size, request.readableBytes)),
            piece.readableBytes > 0
        {
            _ = try? pair.server.writeInbound(piece)
        }
        let answer = try #require(try pair.server.readOutbound(as: ByteBuffer.self))
        let text = String(buffer: answer)
        #expect(text.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
        #expect(text.contains("Địa chỉ này dùng kết nối an toàn"))
        #expect(text.contains("This address speaks https"))
        #expect(try pair.server.readOutbound(as: ByteBuffer.self) == nil)
        #expect(pair.serverSide.text == "")
    }

    @Test func theAnswerToHeadHasNoBody() {
        #expect(PlainHTTP.answer(isHead: true).hasSuffix("\r\n\r\n"))
    }
}
