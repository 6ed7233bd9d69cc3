internal import COpenSSL

/// Bytes that nobody can guess: OpenSSL's generator, seeded by the kernel.
package enum SecureRandom {
    /// `count` random bytes, fit for keys, tokens and salts.
    package static func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
            // The kernel's own generator stands in should OpenSSL's ever refuse:
            // a predictable token must never leave here.
            if RAND_bytes(buffer.baseAddress, Int32(count)) != 1 {
                var kernel = SystemRandomNumberGenerator()
                for index in 0..<count {
                    buffer[index] = UInt8.random(in: .min ... .max, using: &kernel)
                }
            }
            initialised = count
        }
    }
}
