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

    /// A `%` that no two hexadecimal digits follow stands for itself.
    private static func decode(_ text: some StringProtocol) -> String {
        let bytes = Array(text.utf8)
        var decoded: [UInt8] = []
        var place = 0
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                if let byte = Self.byte(bytes[(place + 1)...].prefix(2)) {
                    decoded.append(byte)
                    place += 2
                } else {
                    decoded.append(UInt8(ascii: "%"))
                }
            case let byte: decoded.append(byte)
            }
            place += 1
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    private static func byte(_ digits: ArraySlice<UInt8>) -> UInt8? {
        let text = String(decoding: digits, as: UTF8.self)
        guard digits.count == 2, text.allSatisfy(\.isHexDigit) else { return nil }
        return UInt8(text, radix: 16)
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
