/// Where the server under rehearsal is.
package struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
    /// A host name or an IP address, without brackets.
    package let host: String
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `https://host[:port][/]`; the port is 443 unless it is said.
    ///
    /// - Throws: `.badAddress` for anything else: a path, a user, plain HTTP.
    package init(_ text: String) throws(RehearsalError) {
        let scheme = "https://"
        guard text.lowercased().hasPrefix(scheme) else { throw .badAddress(text) }
        var rest = text.dropFirst(scheme.count)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        let (host, port) = Self.split(rest)
        guard let host, !host.isEmpty, let port, (1...65_535).contains(port),
            !host.contains(where: { "/?#@[]".contains($0) || $0.isWhitespace })
        else { throw .badAddress(text) }
        self.init(host: String(host), port: port)
    }

    private static func split(_ text: Substring) -> (host: Substring?, port: Int?) {
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return (nil, nil) }
            let rest = text[text.index(after: end)...]
            return (text[..<end].dropFirst(), number(after: rest))
        }
        guard let colon = text.firstIndex(of: ":") else { return (text, 443) }
        return (text[..<colon], number(after: text[colon...]))
    }

    /// The number of ":8443"; 443 where there is nothing.
    private static func number(after text: Substring) -> Int? {
        if text.isEmpty { return 443 }
        guard text.first == ":", text.dropFirst().utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return Int(text.dropFirst())
    }

    /// Whether it is this very machine, where a rehearsal can disturb nobody else.
    package var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// As in the `Host` header.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == 443 ? name : "\(name):\(port)"
    }

    package var description: String { "https://\(authority)" }
}
