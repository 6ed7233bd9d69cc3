extension Response {
    /// A response as one word of a stored step or result, without a space or a colon:
    ///
    ///     o3        option 3            t3,14     the text "3,14"
    ///     m1.3      options 1 and 3     b1        called true
    ///     s10-1     statements true, false, not answered, true
    ///     po2;-;tno parts: option 2, not answered, the text "no"
    ///     -         nothing (cleared)
    ///
    /// In texts, `%` and everything up to the space, `:` and `;`, are `%` and two
    /// hexadecimal digits.
    package static func token(of response: Response?) -> String {
        switch response {
        case nil: "-"
        case .option(let id): "o\(id)"
        case .options(let ids): "m" + ids.map(String.init).joined(separator: ".")
        case .truth(let isTrue): isTrue ? "b1" : "b0"
        case .statements(let said):
            said.reduce(into: "s") { $0 += $1.map { $0 ? "1" : "0" } ?? "-" }
        case .text(let text): "t" + escaped(text)
        case .parts(let parts): "p" + parts.map(token).joined(separator: ";")
        }
    }

    /// Reads what `token(of:)` wrote.
    ///
    /// - Throws: `StepError.notAResponse`.
    package static func response(
        token: some StringProtocol
    ) throws(StepError) -> Response? {
        let rest = token.dropFirst()
        switch token.first {
        case "-" where rest.isEmpty:
            return nil
        case "o":
            guard let id = Int(rest) else { break }
            return .option(id)
        case "m":
            let ids = rest.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
            guard !ids.contains(nil) else { break }
            return .options(ids.compactMap(\.self))
        case "b":
            guard rest == "1" || rest == "0" else { break }
            return .truth(rest == "1")
        case "s":
            var said: [Bool?] = []
            for letter in rest.utf8 { said.append(try statement(letter)) }
            return .statements(said)
        case "t":
            return .text(try unescaped(rest))
        case "p":
            var parts: [Response?] = []
            for word in rest.split(separator: ";", omittingEmptySubsequences: false) {
                guard word.first != "p" else { throw .notAResponse }
                parts.append(try response(token: word))
            }
            return .parts(parts)
        default:
            break
        }
        throw .notAResponse
    }

    private static func statement(_ letter: UInt8) throws(StepError) -> Bool? {
        switch letter {
        case UInt8(ascii: "1"): true
        case UInt8(ascii: "0"): false
        case UInt8(ascii: "-"): nil
        default: throw .notAResponse
        }
    }

    private static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: "%")
                || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ";")
            {
                bytes += Array(("%" + Hexadecimal.text([byte])).utf8)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func unescaped(_ text: some StringProtocol) throws(StepError) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else {
                throw .notAResponse
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notAResponse }
        return text
    }
}
