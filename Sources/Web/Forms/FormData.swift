/// What a browser posted: fields by name, and files.
struct FormData: Sendable {
    struct File: Sendable {
        /// The file's name as the browser gave it, without any folder.
        let name: String
        let bytes: [UInt8]
    }

    private var fields: [String: [String]] = [:]
    private(set) var files: [String: File] = [:]

    /// The first value of a field, without spaces around it; "" where it was not sent.
    subscript(_ name: String) -> String {
        (fields[name]?.first ?? "").trimmingSpaces
    }

    /// The first value exactly as typed: for passwords and answers.
    func exact(_ name: String) -> String? { fields[name]?.first }

    func all(_ name: String) -> [String] { fields[name] ?? [] }

    /// A ticked checkbox.
    func isTicked(_ name: String) -> Bool { fields[name] != nil }

    /// Everything typed, to show the form again with it.
    var values: [String: String] { fields.compactMapValues(\.first) }

    mutating func add(_ value: String, to name: String) {
        fields[name, default: []].append(value)
    }

    mutating func add(_ file: File, to name: String) { files[name] = file }
}

extension FormData {
    /// Reads `application/x-www-form-urlencoded`, as the URL standard parses it
    /// (WHATWG URL, 5.1); also the query of an address.
    init(urlEncoded text: some StringProtocol) {
        for pair in text.split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = sides.first else { continue }
            add(Self.decode(sides.count == 2 ? sides[1] : ""), to: Self.decode(name))
        }
    }

    private static func decode(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next(), let low = rest.next() else { return "" }
                let digits = String(decoding: [high, low], as: UTF8.self)
                bytes.append(UInt8(digits, radix: 16) ?? UInt8(ascii: "?"))
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension String {
    /// The text without white space at either end.
    var trimmingSpaces: String {
        guard let start = firstIndex(where: { !$0.isWhitespace }),
            let end = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[start...end])
    }
}
