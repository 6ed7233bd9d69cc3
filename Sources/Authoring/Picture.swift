import Assessment
import Secrets
import Storage

/// A picture that may be kept: PNG, JPEG or GIF by its own first bytes, of a
/// bearable size. SVG can carry scripts and is refused.
struct Picture: Sendable {
    let asset: BankStore.Asset

    /// Bytes of the largest picture.
    static let limit = 2 << 20

    /// - Returns: nil for anything else.
    init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.limit, let mediaType = Self.mediaType(of: bytes) else {
            return nil
        }
        let hash = Hexadecimal.text(SHA256.digest(bytes))
        asset = BankStore.Asset(hash: hash, mediaType: mediaType, bytes: bytes)
    }

    private static func mediaType(of bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            return "image/png"
        }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if bytes.starts(with: Array("GIF8".utf8)) { return "image/gif" }
        return nil
    }
}
