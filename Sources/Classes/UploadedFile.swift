import Converters
import Interchange
import Secrets
import Storage
import Values

/// A file that was uploaded, made ready to be kept beside any transaction.
struct UploadedFile: Sendable {
    private let bytes: [UInt8]
    private let hash: String
    private let kind: FileKind
    let name: String

    /// - Returns: nil for a kind of file that is not kept.
    init?(_ bytes: [UInt8], name: String) async {
        guard let kind = FileKind(bytes, name: name) else { return nil }
        self.bytes = bytes
        self.kind = kind
        self.name = String(VietnameseText.clean(name).prefix(200))
        hash = await HeavyWork.run {
            SHA256.digest(bytes).map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }.joined()
        }
    }

    func store(_ connection: Connection, at now: Instant) throws -> Int64 {
        try StoredFileStore(connection).add(
            bytes, hash: hash, mediaType: kind.mediaType, at: now)
    }
}
