import NIOCore

/// An answer with its whole body.
struct Answer: Sendable {
    let status: Int
    /// The lines between the status line and the empty one.
    private let head: ByteBuffer
    let body: ByteBuffer

    init(status: Int, head: ByteBuffer, body: ByteBuffer) {
        self.status = status
        self.head = head
        self.body = body
    }

    /// The address that the answer leads to; "" where it leads nowhere.
    var location: String { fields("location").first ?? "" }

    /// The values of all fields of this name, in order.
    ///
    /// - Parameter name: in small letters.
    func fields(_ name: String) -> [String] {
        HeadLines(head.readableBytesView).compactMap { line in
            line.name(is: name) ? line.value : nil
        }
    }
}

/// Takes a server's bytes as they come and gives answers as they are whole.
///
/// Understands what Sen sends, directly or through a proxy: HTTP/1.1 with a
/// `Content-Length` in every answer. A client that shares the machine with its
/// server must cost little.
struct AnswerReader {
    private var bytes = ByteBuffer()
    /// Readable bytes in which no end of a head was found.
    private var searched = 0

    /// Bytes of the largest answer that is taken.
    private static let limit = 8 << 20

    mutating func take(_ more: inout ByteBuffer) {
        if bytes.readableBytes == 0 { bytes = more } else { bytes.writeBuffer(&more) }
    }

    /// The next whole answer; nil until more bytes have come.
    ///
    /// - Throws: `.tooLarge`; `.unexpectedPage` where it is not understood.
    mutating func next() throws(RehearsalError) -> Answer? {
        while true {
            guard let end = endOfHead() else {
                searched = bytes.readableBytes
                if searched > Self.limit { throw .tooLarge }
                return nil
            }
            let head = bytes.readableBytesView.prefix(end)
            guard let status = Self.status(head) else { throw .unexpectedPage("HTTP/1.1") }
            let length: Int
            switch status {
            case 100..<200, 204, 304: length = 0
            default:
                guard let known = Self.length(head) else { throw .unexpectedPage("length") }
                length = known
            }
            guard length >= 0, length <= Self.limit else { throw .tooLarge }
            guard bytes.readableBytes >= end + length, let lines = bytes.readSlice(length: end),
                let body = bytes.readSlice(length: length)
            else { return nil }
            searched = 0
            // 1xx say nothing about the answer.
            if status >= 200 { return Answer(status: status, head: lines, body: body) }
        }
    }

    /// How many bytes the head has, its empty line included.
    private func endOfHead() -> Int? {
        bytes.withUnsafeReadableBytes { bytes in
            var place = max(0, searched - 3)
            while place + 3 < bytes.count {
                // Of four bytes in a row one is the third of the end, if there is one.
                switch bytes[place + 3] {
                case UInt8(ascii: "\n"):
                    if bytes[place] == UInt8(ascii: "\r"), bytes[place + 1] == UInt8(ascii: "\n"),
                        bytes[place + 2] == UInt8(ascii: "\r")
                    {
                        return place + 4
                    }
                    place += 2
                case UInt8(ascii: "\r"): place += 1
                default: place += 4
                }
            }
            return nil
        }
    }

    /// 200 of "HTTP/1.1 200 OK".
    private static func status(_ head: ByteBufferView) -> Int? {
        let start = Array("HTTP/1.1 ".utf8)
        guard head.starts(with: start) else { return nil }
        return Int(String(decoding: head.dropFirst(start.count).prefix(3), as: UTF8.self))
    }

    private static func length(_ head: ByteBufferView) -> Int? {
        for line in HeadLines(head) where line.name(is: "content-length") { return Int(line.value) }
        return nil
    }
}

/// The lines of an answer's head.
private struct HeadLines: Sequence, IteratorProtocol {
    struct Line {
        let bytes: ByteBufferView

        /// Whether the field's name is this, which is given in small letters.
        func name(is name: String) -> Bool {
            let name = name.utf8
            guard bytes.count > name.count,
                bytes[bytes.startIndex + name.count] == UInt8(ascii: ":")
            else { return false }
            return zip(bytes, name).allSatisfy { $0 | 0x20 == $1 }
        }

        var value: String {
            guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return "" }
            return String(
                decoding: bytes[(colon + 1)...].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
        }
    }

    private var rest: ByteBufferView

    init(_ head: ByteBufferView) { rest = head }

    mutating func next() -> Line? {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let line = rest[rest.startIndex..<end]
        rest = rest[(end + 1)...]
        return Line(bytes: line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }
}
