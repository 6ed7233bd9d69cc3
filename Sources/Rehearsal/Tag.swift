/// A start tag of a page: as much HTML as a candidate has to understand.
struct Tag: Hashable, Sendable {
    let name: String
    /// Values with their character references replaced; "" where only the name stands.
    let attributes: [String: String]

    subscript(_ name: String) -> String? { attributes[name] }

    /// The start tags of these names, in the page's order. Expects what Sen's
    /// pages write: lower-case names, values in double quotes.
    static func all(_ names: Set<String>, in page: some Collection<UInt8>) -> [Tag] {
        var reader = TagReader(bytes: Array(page))
        var found: [Tag] = []
        while let tag = reader.next(of: names) { found.append(tag) }
        return found
    }
}

/// Walks over a page's bytes.
private struct TagReader {
    let bytes: [UInt8]
    var place = 0

    mutating func next(of names: Set<String>) -> Tag? {
        while let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
            place = start + 1
            let name = word()
            guard names.contains(name) else { continue }
            return Tag(name: name, attributes: attributes())
        }
        return nil
    }

    private mutating func attributes() -> [String: String] {
        var found: [String: String] = [:]
        while place < bytes.count, bytes[place] != UInt8(ascii: ">") {
            let name = word()
            guard !name.isEmpty else {
                place += 1
                continue
            }
            found[name] = value()
        }
        return found
    }

    /// Letters, digits and hyphens from here on.
    private mutating func word() -> String {
        let start = place
        while place < bytes.count, Self.isNameByte(bytes[place]) { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func value() -> String {
        let quote = UInt8(ascii: "\"")
        guard place + 1 < bytes.count, bytes[place] == UInt8(ascii: "="),
            bytes[place + 1] == quote
        else { return "" }
        let start = place + 2
        let end = bytes[start...].firstIndex(of: quote) ?? bytes.count
        place = min(end + 1, bytes.count)
        return Self.plain(String(decoding: bytes[start..<end], as: UTF8.self))
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func plain(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var plain = text
        for (reference, character) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"),
            ("&amp;", "&"),
        ] {
            plain = plain.replacing(reference, with: character)
        }
        return plain
    }
}
