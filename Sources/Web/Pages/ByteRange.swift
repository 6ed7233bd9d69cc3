import HTTPTypes
import Hummingbird
import NIOCore

/// The part of a file that a request asks for by `Range` (RFC 9110, 14.2): what players
/// do to jump within a recording.
enum ByteRange: Hashable {
    case whole
    case part(Range<Int>)
    /// It begins behind the end.
    case none

    /// - Parameter header: anything but one range of bytes asks for the whole.
    init(_ header: String?, size: Int) {
        self = .whole
        guard let header, header.hasPrefix("bytes="), !header.contains(",") else { return }
        let sides = header.dropFirst(6).split(
            separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2 else { return }
        if sides[0].isEmpty {
            guard let count = Self.number(sides[1]) else { return }
            self = count > 0 && size > 0 ? .part(max(0, size - count)..<size) : .none
        } else {
            guard let first = Self.number(sides[0]) else { return }
            guard sides[1].isEmpty || Self.number(sides[1]) != nil else { return }
            let last = min(Self.number(sides[1]) ?? .max, size - 1)
            if first >= size {
                self = .none
            } else if first <= last {
                self = .part(first..<last + 1)
            }
        }
    }

    /// Nil for what is no number; one that is too great lies behind every end.
    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text) ?? .max
    }
}

extension Response {
    /// A file, or the part of it that the request asks for.
    static func file(_ bytes: [UInt8], mediaType: String, caching: String, for request: Request)
        -> Response
    {
        var headers: HTTPFields = [
            .contentType: mediaType, .cacheControl: caching, .acceptRanges: "bytes",
        ]
        switch ByteRange(request.headers[.range], size: bytes.count) {
        case .whole:
            return Response(
                status: .ok, headers: headers,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .part(let range):
            headers[.contentRange] =
                "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(bytes.count)"
            return Response(
                status: .partialContent, headers: headers,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes[range])))
        case .none:
            headers[.contentRange] = "bytes */\(bytes.count)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        }
    }
}
