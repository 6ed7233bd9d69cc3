import HTTPTypes
import Hummingbird
import Interchange
import NIOCore
import Storage

/// A stored file as an answer: whole, or the range that a player asks for (RFC 9110, 14).
enum ServedFile {
    static func answer(
        _ file: StoredFileStore.File, name: String, _ visit: Visit
    ) -> Response {
        let tag = "\"\(file.hash.prefix(32))\""
        var headers: HTTPFields = [
            .contentType: file.mediaType, .acceptRanges: "bytes", .eTag: tag,
            .cacheControl: "private, max-age=86400",
        ]
        if FileKind.use(of: file.mediaType) == .document {
            headers[.contentDisposition] = "attachment; filename*=UTF-8''\(name.urlQueryEncoded)"
        }
        let request = visit.request.headers
        if request[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: headers)
        }
        let isCurrent = request[.ifRange].map { $0 == tag } ?? true
        switch isCurrent ? ByteRange.asked(request[.range], of: file.size) : .whole {
        case .whole:
            return Response(
                status: .ok, headers: headers, body: body(of: file, 0..<file.size, visit))
        case .part(let range):
            headers[.contentRange] =
                "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)"
            return Response(
                status: .partialContent, headers: headers, body: body(of: file, range, visit))
        case .outside:
            headers[.contentRange] = "bytes */\(file.size)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        }
    }

    /// Read part by part while it is sent, so that a film takes no more memory than a page.
    private static func body(
        of file: StoredFileStore.File, _ range: Range<Int>, _ visit: Visit
    ) -> ResponseBody {
        let database = visit.site.database
        let size = StoredFileStore.partSize
        return ResponseBody(contentLength: range.count) { writer in
            var place = range.lowerBound
            while place < range.upperBound {
                let (part, start) = place.quotientAndRemainder(dividingBy: size)
                let bytes = try await database.read {
                    try StoredFileStore($0).part(part, of: file.id)
                }
                let end = min(bytes.count, start + range.upperBound - place)
                guard start < end else { break }
                try await writer.write(ByteBuffer(bytes: bytes[start..<end]))
                place += end - start
            }
            try await writer.finish(nil)
        }
    }
}

/// Which bytes of a file a request asks for.
enum ByteRange: Equatable {
    case whole
    case part(Range<Int>)
    case outside

    /// Of several ranges, none is given alone: the whole file answers that, as it may.
    static func asked(_ field: String?, of size: Int) -> ByteRange {
        guard let field, field.hasPrefix("bytes="), !field.contains(",") else { return .whole }
        let sides = field.dropFirst("bytes=".count)
            .split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            .map { String($0).trimmingSpaces }
        guard sides.count == 2, sides.contains(where: { !$0.isEmpty }),
            sides.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return .whole }
        if sides[0].isEmpty {
            let last = min(Int(sides[1]) ?? size, size)
            return last > 0 ? .part((size - last)..<size) : .outside
        }
        let from = Int(sides[0]) ?? .max
        let until = min(sides[1].isEmpty ? size - 1 : Int(sides[1]) ?? .max, size - 1)
        if from >= size { return .outside }
        return until < from ? .whole : .part(from..<(until + 1))
    }
}
