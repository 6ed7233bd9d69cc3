import HTTPTypes

/// The cookies that a browser sends back (RFC 6265, 4.2.1), read once a request.
struct SentCookies {
    private let pairs: [(name: Substring, value: Substring)]

    init(_ headers: HTTPFields) {
        pairs = headers[values: .cookie].flatMap { line in
            line.utf8.split(separator: UInt8(ascii: ";")).compactMap { pair in
                let pair = pair.drop { $0 == UInt8(ascii: " ") }
                guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { return nil }
                return (Substring(pair[..<equals]), Substring(pair[pair.index(after: equals)...]))
            }
        }
    }

    /// The first cookie of this name.
    subscript(_ name: String) -> String? {
        pairs.first { $0.name == name }.map { String($0.value) }
    }
}
