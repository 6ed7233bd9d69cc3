import Assessment
import Secrets
import Storage

/// A picture that may be kept: PNG, JPEG or GIF by its own first bytes, of a bearable
/// size, without what cameras and programs write beside it (place, name, time). SVG can
/// carry scripts and is refused.
struct Picture: Sendable {
    let asset: BankStore.Asset

    /// Bytes of the largest picture.
    static let limit = 2 << 20

    /// - Returns: nil for anything else.
    init?(_ bytes: [UInt8]) {
        guard let picture = try? Picture(checking: bytes) else { return nil }
        self = picture
    }

    /// - Throws: `PictureFault`.
    init(checking bytes: [UInt8]) throws(PictureFault) {
        guard bytes.count <= Self.limit else { throw .tooLarge(bytes: bytes.count) }
        let bare: (kind: PictureFile.Kind, bytes: [UInt8])
        bare = try PictureFile.bare(bytes)
        let hash = Hexadecimal.text(SHA256.digest(bare.bytes))
        asset = BankStore.Asset(hash: hash, mediaType: bare.kind.rawValue, bytes: bare.bytes)
    }
}

/// Why a picture is not kept.
package enum PictureFault: Error, Hashable {
    case tooLarge(bytes: Int)
    /// By its first bytes it is none of PNG, JPEG, GIF.
    case unknownKind
    /// It breaks off, or its parts do not fit together.
    case broken
    case tooManyPixels(width: Int, height: Int)
}
