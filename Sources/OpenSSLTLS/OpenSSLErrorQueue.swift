internal import COpenSSL

/// The errors that OpenSSL leaves behind, kept per thread until someone looks.
enum OpenSSLErrorQueue {
    /// Forgets errors of earlier calls: due before each call whose errors we will read.
    static func clear() { ERR_clear_error() }

    /// Takes all errors, as one line of text, oldest first.
    static func drain() -> String {
        var reasons: [String] = []
        while let reason = next() {
            if reasons.last != reason { reasons.append(reason) }
        }
        return reasons.isEmpty ? "no reason given" : reasons.joined(separator: "; ")
    }

    private static func next() -> String? {
        var detail: UnsafePointer<CChar>?
        var flags: Int32 = 0
        let code = ERR_get_error_all(nil, nil, nil, &detail, &flags)
        guard code != 0 else { return nil }
        let reason = ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)"
        guard flags & ERR_TXT_STRING != 0, let detail, detail.pointee != 0 else { return reason }
        return "\(reason) (\(String(cString: detail)))"
    }
}
