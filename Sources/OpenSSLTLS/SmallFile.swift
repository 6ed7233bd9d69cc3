internal import Glibc

/// A small file of certificates or keys, read and written whole.
struct SmallFile {
    let path: String

    /// Larger than any chain; what is larger was given by mistake.
    private static let limit = 1 << 20

    init(_ path: String) { self.path = path }

    var exists: Bool { access(path, F_OK) == 0 }

    /// All bytes.
    ///
    /// - Throws: `.unreadable` with the system's reason.
    func read() throws(CertificateError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .unreadable(file: path, reason: lastError()) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(file: path, reason: lastError()) }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= Self.limit else {
                throw .unreadable(file: path, reason: "larger than \(Self.limit) bytes")
            }
        }
    }

    /// Puts the bytes in place of the file at once, or leaves it as it was.
    ///
    /// - Parameter mode: 0o600 for a key. It is set before the first byte is
    ///   written, so that no one can look in between.
    /// - Throws: `.unwritable` with the system's reason.
    func write(_ bytes: [UInt8], mode: mode_t) throws(CertificateError) {
        let draft = path + ".new"
        unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { throw .unwritable(file: draft, reason: lastError()) }
        let written = Self.writeAll(bytes, to: file) && fchmod(file, mode) == 0 && fsync(file) == 0
        let reason = lastError()
        guard close(file) == 0, written, rename(draft, path) == 0 else {
            let last = written ? lastError() : reason
            unlink(draft)
            throw .unwritable(file: path, reason: last)
        }
    }

    private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = Glibc.write(
                    file, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }

    /// Makes the folder, for its owner only, unless it is there.
    static func makeFolder(_ path: String) throws(CertificateError) {
        guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        throw .unwritable(file: path, reason: lastError())
    }
}

/// What the system said about the last call that failed.
private func lastError() -> String { String(cString: strerror(errno)) }
