import Foundation

extension FormData {
    /// Reads `multipart/form-data` (RFC 7578) from a whole body.
    ///
    /// - Parameter boundary: from the content type, without its leading dashes.
    /// - Returns: nil when the body is not made of parts with that boundary.
    init?(multipart body: [UInt8], boundary: String) {
        let mark = Array("--\(boundary)".utf8)
        let places = Self.places(of: mark, in: body)
        guard places.count >= 2, places.first == 0, places.count <= 200 else { return nil }
        for (place, next) in zip(places, places.dropFirst()) {
            // Between two marks: CRLF, headers, CRLF CRLF, content, CRLF.
            let part = body[(place + mark.count)..<next].dropFirst(2).dropLast(2)
            add(part: part)
        }
    }

    /// The boundary of a multipart content type; nil for any other type.
    static func boundary(in contentType: String) -> String? {
        guard contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
        for parameter in contentType.split(separator: ";").dropFirst() {
            let sides = String(parameter).trimmingSpaces.split(separator: "=", maxSplits: 1)
            if sides.count == 2, sides[0].lowercased() == "boundary" {
                return String(sides[1].filter { $0 != "\"" })
            }
        }
        return nil
    }

    private mutating func add(part: ArraySlice<UInt8>) {
        let blank = Array("\r\n\r\n".utf8)
        guard let end = Self.places(of: blank, in: Array(part), atMost: 1).first else { return }
        let header = String(decoding: part.prefix(end), as: UTF8.self)
        let content = Array(part.dropFirst(end + blank.count))
        guard let name = Self.parameter("name", in: header) else { return }
        if let file = Self.parameter("filename", in: header) {
            let bare = file.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
            if !bare.isEmpty { add(File(name: bare, bytes: content), to: name) }
        } else {
            add(String(decoding: content, as: UTF8.self), to: name)
        }
    }

    /// A quoted parameter of the part's Content-Disposition; browsers write `"` in a name as %22.
    private static func parameter(_ name: String, in header: String) -> String? {
        guard let start = header.range(of: " \(name)=\""),
            let end = header[start.upperBound...].firstIndex(of: "\"")
        else { return nil }
        return String(header[start.upperBound..<end]).replacing("%22", with: "\"")
    }

    private static func places(
        of mark: [UInt8], in body: [UInt8], atMost limit: Int = .max
    ) -> [Int] {
        var found: [Int] = []
        guard let first = mark.first, body.count >= mark.count else { return [] }
        var place = 0
        while found.count < limit, place <= body.count - mark.count {
            guard let next = body[place...].firstIndex(of: first),
                next <= body.count - mark.count
            else { break }
            if body[next..<(next + mark.count)].elementsEqual(mark) {
                found.append(next)
                place = next + mark.count
            } else {
                place = next + 1
            }
        }
        return found
    }
}
