internal import COpenSSL

/// scrypt (RFC 7914): a key from a password, dear in time and memory on purpose.
struct Scrypt: Equatable, Sendable {
    /// log₂ of N, the number of blocks held in memory.
    var logN: Int
    /// Block size, in units of 128 bytes.
    var r: Int
    /// How many times over.
    var p: Int

    /// 32 MB and about 0.1 s of one core.
    static let standard = Scrypt(logN: 15, r: 8, p: 1)

    /// Dearest that a stored text may ask for: 128 MB. A damaged or planted hash
    /// must not be able to take the machine's memory.
    private static let mostBytes = 128 << 20

    /// Whether these numbers are ones that we are willing to run.
    var isAcceptable: Bool {
        (1...20).contains(logN) && (1...32).contains(r) && (1...16).contains(p)
            && 128 * r << logN <= Self.mostBytes
    }

    /// The derived key, or nil when OpenSSL refuses the numbers or has no memory.
    func key(password: [UInt8], salt: [UInt8], byteCount: Int) -> [UInt8]? {
        guard isAcceptable else { return nil }
        var key = [UInt8](repeating: 0, count: byteCount)
        // OpenSSL counts some more than 128·N·r and fails without a key when the
        // limit is too near, hence twice that and a little.
        let limit = UInt64(2 * 128 * r << logN) + 1 << 20
        let done = password.withUnsafeBytes { password in
            EVP_PBE_scrypt(
                password.baseAddress?.assumingMemoryBound(to: CChar.self), password.count,
                salt, salt.count, 1 << UInt64(logN), UInt64(r), UInt64(p), limit,
                &key, byteCount)
        }
        return done == 1 ? key : nil
    }
}
