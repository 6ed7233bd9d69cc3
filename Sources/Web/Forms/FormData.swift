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

    /// What fields came.
    var names: some Collection<String> { fields.keys }

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
        for pair in Array(text.utf8).split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "="))
            let value = equals.map { pair[($0 + 1)...] } ?? []
            add(Self.decode(value), to: Self.decode(pair[..<(equals ?? pair.endIndex)]))
        }
    }

    /// A `%` that no two hexadecimal digits follow stands for itself.
    private static func decode(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "%") }) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        var decoded: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                if let byte = Self.byte(rest.prefix(2)) {
                    decoded.append(byte)
                    rest = rest.dropFirst(2)
                } else {
                    decoded.append(byte)
                }
            default: decoded.append(byte)
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    private static func byte(_ digits: ArraySlice<UInt8>) -> UInt8? {
        let values = digits.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == 2, values.count == 2 else { return nil }
        return UInt8(values[0] * 16 + values[1])
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
