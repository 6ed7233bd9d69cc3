import Assessment
import Secrets
import Storage

/// A recording that may be kept: MP3, Ogg (Opus or Vorbis), M4A or WAV by its own bytes, of
/// a bearable size, without what programs write beside the sound (names, places, covers).
struct Sound: Sendable {
    let asset: BankStore.Asset

    /// Bytes of the longest recording: some twelve minutes of good speech.
    static let limit = 12 << 20

    /// What files of each media type end with.
    static let endings = [
        "audio/mpeg": "mp3", "audio/ogg": "ogg", "audio/mp4": "m4a", "audio/wav": "wav",
    ]

    /// - Returns: nil for anything else.
    init?(_ bytes: [UInt8]) {
        guard let sound = try? Sound(checking: bytes) else { return nil }
        self = sound
    }

    /// - Throws: `SoundFault`.
    init(checking bytes: [UInt8]) throws(SoundFault) {
        guard bytes.count <= Self.limit else { throw .tooLarge(bytes: bytes.count) }
        let bare: (kind: SoundFile.Kind, bytes: [UInt8])
        bare = try SoundFile.bare(bytes)
        let hash = Hexadecimal.text(SHA256.digest(bare.bytes))
        asset = BankStore.Asset(hash: hash, mediaType: bare.kind.rawValue, bytes: bare.bytes)
    }
}

/// Why a recording is not kept.
package enum SoundFault: Error, Hashable {
    case tooLarge(bytes: Int)
    /// By its own bytes it is none that every browser plays: MP3, Ogg, M4A, WAV.
    case unknownKind
    /// It breaks off, or its parts do not fit together.
    case broken
}
