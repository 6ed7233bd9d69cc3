internal import NIOCore

/// HTTP without TLS, spoken to a port that speaks TLS: somebody left out the "s".
enum PlainHTTP {
    /// What a connection's first bytes say.
    enum Verdict: Equatable {
        /// They may still become either.
        case undecided
        /// Anything but an HTTP request: OpenSSL's to judge.
        case notHTTP
        case request(isHead: Bool)
    }

    private static let methods = [
        "GET ", "HEAD ", "POST ", "PUT ", "DELETE ", "OPTIONS ", "PATCH ", "CONNECT ", "TRACE ",
        "PRI ", "PROPFIND ",
    ].map { Array($0.utf8) }

    /// Judges the bytes that came so far. A TLS record begins with 0x16, no
    /// letter, so that TLS is told at its first byte.
    static func judge(_ bytes: ByteBufferView) -> Verdict {
        for method in methods {
            if bytes.starts(with: method) {
                return .request(isHead: method[0] == UInt8(ascii: "H"))
            }
            if method.starts(with: bytes) { return .undecided }
        }
        return .notHTTP
    }

    /// A complete answer in plain HTTP, in Vietnamese and English.
    static func answer(isHead: Bool) -> String {
        let text = """
            Địa chỉ này dùng kết nối an toàn: hãy mở lại với https:// ở đầu thay cho http://
            This address speaks https: open it again with https:// instead of http://

            """
        return "HTTP/1.1 400 Bad Request\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\n"
            + "Content-Length: \(text.utf8.count)\r\n"
            + "Connection: close\r\n\r\n"
            + (isHead ? "" : text)
    }
}
