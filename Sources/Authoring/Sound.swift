import Assessment
import Secrets
import Storage

/// A recording that may be kept: MP3, Ogg (Opus or Vorbis), M4A or WAV by its own first
/// bytes, of a bearable size.
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
        guard bytes.count <= Self.limit, let mediaType = Self.mediaType(of: bytes) else {
            return nil
        }
        let hash = Hexadecimal.text(SHA256.digest(bytes))
        asset = BankStore.Asset(hash: hash, mediaType: mediaType, bytes: bytes)
    }

    private static func mediaType(of bytes: [UInt8]) -> String? {
        func holds(_ text: String, at place: Int) -> Bool {
            bytes.dropFirst(place).starts(with: text.utf8)
        }
        if holds("OggS", at: 0) { return "audio/ogg" }
        if holds("RIFF", at: 0), holds("WAVE", at: 8) { return "audio/wav" }
        if holds("ftyp", at: 4),
            ["M4A ", "mp42", "isom", "M4B "].contains(where: { holds($0, at: 8) })
        {
            return "audio/mp4"
        }
        if holds("ID3", at: 0) { return "audio/mpeg" }
        // A frame of MPEG audio, layer III: eleven bits set, then version and layer.
        let isFrame =
            bytes.count > 3 && bytes[0] == 0xFF && bytes[1] & 0xE6 == 0xE2
            && bytes[2] & 0xF0 != 0xF0
        return isFrame ? "audio/mpeg" : nil
    }
}
