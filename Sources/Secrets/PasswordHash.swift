internal import Dispatch
internal import Foundation
internal import Synchronization

/// Hashes and checks passwords, off the cooperative threads and few at a time.
///
/// One hash takes about 0.1 s of a core and 32 MB. However many people sign in
/// at once, at most `atOnce` cores are busy with it and the others stand in
/// line, so that saving answers is never starved.
package final class PasswordHash: Sendable {
    private let lines: [DispatchQueue]
    private let next = Atomic<Int>(0)
    private let standing = Atomic<Int>(0)
    private let cost: Scrypt

    /// - Parameter atOnce: how many hashes may run at the same time, 1 or more.
    package convenience init(atOnce: Int = 1) {
        self.init(atOnce: atOnce, cost: .standard)
    }

    init(atOnce: Int, cost: Scrypt) {
        lines = (0..<max(1, atOnce)).map { DispatchQueue(label: "secrets.password.\($0)") }
        self.cost = cost
    }

    /// How many hashes run or stand in line: beyond what a person would wait
    /// for, a caller says "try again" rather than join.
    package var waiting: Int { standing.load(ordering: .relaxed) }

    /// A new hash, with a salt of its own, as one text to store.
    ///
    /// - Throws: `PasswordHashError.noMemory` when the machine cannot spare 32 MB.
    package func hash(_ password: String) async throws(PasswordHashError) -> String {
        let salt = SecureRandom.bytes(16)
        let cost = self.cost
        let key = await inLine {
            cost.key(password: Self.bytes(password), salt: salt, byteCount: 32)
        }
        guard let key else { throw .noMemory }
        return PasswordText(cost: cost, salt: salt, hash: key).text
    }

    /// Whether the password is the one that was hashed.
    ///
    /// - Parameter encoded: the stored text; nil when there is no such account,
    ///   which costs the same time and is always false, so that the answer's
    ///   delay does not tell which names exist. A damaged text is false too.
    package func verify(_ password: String, _ encoded: String?) async -> Bool {
        let known = encoded.flatMap { PasswordText($0) }
        let stored =
            known
            ?? PasswordText(
                cost: cost, salt: [UInt8](repeating: 0, count: 16),
                hash: [UInt8](repeating: 0, count: 32))
        let key = await inLine {
            stored.cost.key(
                password: Self.bytes(password), salt: stored.salt, byteCount: stored.hash.count)
        }
        guard known != nil, let key else { return false }
        return constantTimeEquals(key, stored.hash)
    }

    /// Whether a stored text should be made anew at the next sign-in: it is
    /// damaged, or was made at another cost than today's.
    package func needsRehash(_ encoded: String) -> Bool {
        PasswordText(encoded)?.cost != cost
    }

    /// The same bytes however the letters were typed: "é" as one code point or as two.
    private static func bytes(_ password: String) -> [UInt8] {
        Array(password.precomposedStringWithCanonicalMapping.utf8)
    }

    private func inLine(_ work: @escaping @Sendable () -> [UInt8]?) async -> [UInt8]? {
        standing.add(1, ordering: .relaxed)
        defer { standing.subtract(1, ordering: .relaxed) }
        let turn = next.wrappingAdd(1, ordering: .relaxed).oldValue
        let line = lines[Int(UInt(bitPattern: turn) % UInt(lines.count))]
        return await withCheckedContinuation { continuation in
            line.async { continuation.resume(returning: work()) }
        }
    }
}

/// Why a password could not be hashed.
package enum PasswordHashError: Error, Equatable, CustomStringConvertible {
    /// The machine could not spare the memory that a hash needs.
    case noMemory

    package var description: String {
        switch self {
        case .noMemory: "not enough memory to hash a password (32 MB)"
        }
    }
}
