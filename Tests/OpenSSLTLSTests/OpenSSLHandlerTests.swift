import NIOCore
import NIOEmbedded
import Testing

@testable import OpenSSLTLS

@Suite struct OpenSSLHandlerTests {
    /// However the network cuts the bytes, both sides hear the same.
    @Test(arguments: [1, 2, 7, 100, 5000, Int.max])
    func shakesHandsAndTalksInPieces(size: Int) throws {
        let pair = try Pair()
        try pair.open(inPiecesOf: size)
        let long = String(repeating: "câu hỏi ", count: 5000)
        try pair.client.writeOutboundText("hỏi")
        try pair.server.writeOutboundText(long)
        pair.pump(inPiecesOf: size)
        #expect(pair.serverSide.text == "hỏi")
        #expect(pair.clientSide.text == long)
        #expect(pair.clientHandler.version == "TLSv1.3")
        #expect(
            pair.serverSide.events == [
                "handshakeCompleted(negotiatedProtocol: Optional(\"http/1.1\"))"
            ])
        #expect(pair.clientSide.errors.isEmpty && pair.serverSide.errors.isEmpty)
    }

    @Test func whatIsWrittenBeforeTheHandshakeGoesAfterIt() throws {
        let pair = try Pair()
        pair.client.write(ByteBuffer(string: "early"), promise: nil)
        pair.client.flush()
        try pair.open()
        #expect(pair.serverSide.text == "early")
    }

    /// To drop one write and send the next would leave a gap that nobody sees.
    @Test func tooMuchBeforeTheHandshakeEndsTheConnection() throws {
        let pair = try Pair(limits: TLSLimits(bytesBeforeHandshake: 10))
        try pair.connect()
        let fits = pair.client.write(ByteBuffer(string: "0123456789"))
        let tooMuch = pair.client.write(ByteBuffer(string: "x"))
        let later = pair.client.write(ByteBuffer(string: "y"))
        pair.client.flush()
        pair.pump()
        for write in [fits, tooMuch] {
            #expect(throws: TLSError.tooMuchBeforeHandshake(limit: 10)) { try write.wait() }
        }
        #expect(throws: ChannelError.ioOnClosedChannel) { try later.wait() }
        #expect(!pair.client.isActive)
        #expect(pair.serverSide.text == "")
    }

    @Test func nothingGoesUnflushed() throws {
        let pair = try Pair()
        try pair.open()
        pair.client.write(ByteBuffer(string: "kept back"), promise: nil)
        pair.pump()
        #expect(pair.serverSide.text == "")
        pair.client.flush()
        pair.pump()
        #expect(pair.serverSide.text == "kept back")
    }

    @Test func promisesAreKeptInOrder() throws {
        let pair = try Pair()
        try pair.open()
        let kept = Kept()
        for (number, size) in [10, 0, 40_000, 16_384, 3, 0, 16_385, 1].enumerated() {
            pair.server.write(ByteBuffer(repeating: 0x61, count: size))
                .assumeIsolated().whenSuccess { kept.numbers.append(number) }
        }
        #expect(kept.numbers == [])
        pair.server.flush()
        pair.pump()
        #expect(kept.numbers == Array(0..<8))
        #expect(pair.clientSide.text.utf8.count == 10 + 40_000 + 16_384 + 3 + 16_385 + 1)
    }

    /// The head, body and end of a small response cost one encryption.
    @Test func smallWritesShareARecord() throws {
        let pair = try Pair()
        try pair.open()
        for part in ["HTTP/1.1 200 OK\r\n\r\n", "body", "end"] {
            pair.server.write(ByteBuffer(string: part), promise: nil)
        }
        pair.server.flush()
        var sent = try #require(try pair.server.readOutbound(as: ByteBuffer.self))
        #expect(try pair.server.readOutbound(as: ByteBuffer.self) == nil)
        let start = sent.readBytes(length: 5)
        let header = try #require(start)
        #expect(header[0] == 0x17)
        #expect(Int(header[3]) << 8 | Int(header[4]) == sent.readableBytes)
    }

    /// A slow reader must not make us encrypt, and hold, all of a large answer.
    @Test func encryptsOnlyWhatTheChannelTakes() throws {
        let pair = try Pair()
        try pair.open()
        pair.server.isWritable = false
        pair.server.pipeline.fireChannelWritabilityChanged()
        pair.server.writeAndFlush(ByteBuffer(repeating: 0x61, count: 1 << 20), promise: nil)
        #expect(try pair.server.readOutbound(as: ByteBuffer.self) == nil)
        pair.server.isWritable = true
        pair.server.pipeline.fireChannelWritabilityChanged()
        pair.pump()
        #expect(pair.clientSide.text.utf8.count == 1 << 20)
        #expect(pair.serverSide.events.suffix(2) == ["writable false", "writable true"])
    }

    @Test(
        arguments: [
            (name: "127.0.0.1", error: nil),
            (name: "elsewhere.example", error: "hostname mismatch"),
            (name: "10.1.2.3", error: "IP address mismatch"),
        ] as [(String, String?)])
    func theClientInsistsOnTheName(name: String, error: String?) throws {
        let pair = try Pair(expecting: name)
        try pair.open()
        #expect(pair.clientSide.errors.first?.description.contains(error ?? "") ?? (error == nil))
        #expect(pair.clientSide.isInactive == (error != nil))
    }

    @Test func theClientTrustsOnlyItsAuthorities() throws {
        let folder = try TemporaryFolder()
        let other = try LocalAuthority.open(folder: folder.path + "/other", title: "Another")
        let pair = try Pair(
            trusting: .memory(Array(other.authority.pem.utf8), name: "other"))
        try pair.open()
        #expect(pair.clientSide.errors.first?.description.contains("local issuer") == true)
        // The client says why: the server hears its alert.
        #expect(pair.serverSide.errors.first?.description.contains("unknown ca") == true)
    }

    /// OpenSSL answers with an alert (0x15) only what looks like a record.
    @Test(
        arguments: [
            (why: "text", bytes: Array("garbage, no TLS at all\r\n".utf8), alert: nil),
            (why: "zeros", bytes: [UInt8](repeating: 0, count: 300), alert: nil),
            (
                why: "SSL 2", bytes: [0x80, 0x2e, 1, 0, 2] + [UInt8](repeating: 1, count: 43),
                alert: 0x15
            ),
            (why: "no hello in the record", bytes: [0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5], alert: 0x15),
        ] as [(String, [UInt8], UInt8?)])
    func garbageIsRefused(why: String, bytes: [UInt8], alert: UInt8?) throws {
        let pair = try Pair()
        try pair.connect()
        _ = try? pair.server.writeInbound(ByteBuffer(bytes: bytes))
        guard case .handshakeFailed = pair.serverSide.errors.first else {
            Issue.record("no error but \(pair.serverSide.errors)")
            return
        }
        #expect(pair.serverSide.isInactive)
        let answer = try pair.server.readOutbound(as: ByteBuffer.self)
        #expect(answer?.readableBytesView.first == alert)
    }

    @Test func aForgedRecordBreaksTheConnection() throws {
        let pair = try Pair()
        try pair.open()
        pair.client.writeAndFlush(ByteBuffer(string: "answer: A"), promise: nil)
        var record = try #require(try pair.client.readOutbound(as: ByteBuffer.self))
        record.setInteger(
            record.getInteger(at: record.writerIndex - 1, as: UInt8.self).map { $0 ^ 1 } ?? 0,
            at: record.writerIndex - 1)
        _ = try? pair.server.writeInbound(record)
        #expect(pair.serverSide.text == "")
        #expect(pair.serverSide.errors.first?.description.contains("bad record mac") == true)
        #expect(pair.serverSide.isInactive)
    }

    final class Kept { var numbers: [Int] = [] }
}

extension EmbeddedChannel {
    func writeOutboundText(_ text: String) throws {
        writeAndFlush(ByteBuffer(string: text), promise: nil)
    }
}
