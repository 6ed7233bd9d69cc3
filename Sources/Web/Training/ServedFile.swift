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
        switch isCurrent ? ByteRange(request[.range], size: file.size) : .whole {
        case .whole:
            return Response(
                status: .ok, headers: headers, body: body(of: file, 0..<file.size, visit))
        case .part(let range):
            headers[.contentRange] =
                "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)"
            return Response(
                status: .partialContent, headers: headers, body: body(of: file, range, visit))
        case .none:
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
