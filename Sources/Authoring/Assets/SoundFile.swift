/// The parts of a sound file: read without decoding the sound, to tell what it is and to
/// leave out what is not heard.
enum SoundFile {
    enum Kind: String {
        case mp3 = "audio/mpeg"
        case ogg = "audio/ogg"
        case m4a = "audio/mp4"
        case wav = "audio/wav"
    }

    /// The sound without titles, names, pictures and times.
    ///
    /// - Throws: `SoundFault`.
    static func bare(_ bytes: [UInt8]) throws(SoundFault) -> (kind: Kind, bytes: [UInt8]) {
        if bytes.starts(with: "OggS".utf8) { return (.ogg, try OggPages.bare(bytes)) }
        if bytes.starts(with: "RIFF".utf8) { return (.wav, try WAVChunks.bare(bytes)) }
        if bytes.dropFirst(4).starts(with: "ftyp".utf8) { return (.m4a, try MP4Boxes.bare(bytes)) }
        return (.mp3, try MP3Frames.bare(bytes))
    }
}

extension [UInt8] {
    /// A number at a place: nil beyond the end.
    func number(at place: Int, bytes count: Int, littleEndian: Bool = false) -> Int? {
        guard place >= 0, count >= 0, place <= self.count - count else { return nil }
        let digits = self[place..<(place + count)]
        return littleEndian
            ? digits.reversed().reduce(0) { $0 << 8 | Int($1) }
            : digits.reduce(0) { $0 << 8 | Int($1) }
    }

    func holds(_ text: StaticString, at place: Int) -> Bool {
        place >= 0 && place <= count
            && text.withUTF8Buffer { self[place...].starts(with: $0) }
    }
}

/// WAV (RIFF): chunks of a name, a length and data. Kept are the format and the samples.
enum WAVChunks {
    /// PCM, floating point, and what says more of either: what browsers play.
    private static let formats = [0x0001, 0x0003, 0xFFFE]

    static func bare(_ bytes: [UInt8]) throws(SoundFault) -> [UInt8] {
        guard bytes.holds("WAVE", at: 8) else { throw .unknownKind }
        var chunks: [UInt8] = []
        var place = 12
        var hasFormat = false
        var hasSamples = false
        while !hasSamples, let length = bytes.number(at: place + 4, bytes: 4, littleEndian: true) {
            let start = place + 8
            if bytes.holds("fmt ", at: place) {
                guard let format = bytes.number(at: start, bytes: 2, littleEndian: true),
                    start + length <= bytes.count
                else { throw .broken }
                guard formats.contains(format) else { throw .unknownKind }
                chunks += bytes[place..<(start + length)]
                hasFormat = true
            } else if bytes.holds("data", at: place) {
                // A recorder that was cut off did not write how much there is.
                let samples = bytes[start..<Swift.min(start + length, bytes.count)]
                chunks += Array("data".utf8) + little(samples.count) + samples
                if samples.count % 2 == 1 { chunks.append(0) }
                hasSamples = !samples.isEmpty
            }
            place = start + length + length % 2
        }
        guard hasFormat, hasSamples else { throw .broken }
        return Array("RIFF".utf8) + little(chunks.count + 4) + Array("WAVE".utf8) + chunks
    }

    private static func little(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}

/// MP3: frames of MPEG audio, layer III, between tags before (ID3v2) and behind them (ID3v1,
/// APE).
enum MP3Frames {
    static func bare(_ bytes: [UInt8]) throws(SoundFault) -> [UInt8] {
        var start = 0
        while bytes.holds("ID3", at: start), let size = tagSize(bytes, at: start) { start += size }
        // Some programs leave room behind a tag.
        let first = bytes[Swift.min(start, bytes.count)...].prefix(65_536)
            .indices.first { isFrame(bytes, at: $0) }
        guard let first, start > 0 || first == 0 else { throw .unknownKind }
        var end = bytes.count
        if bytes.holds("TAG", at: end - 128) { end -= 128 }
        if bytes.holds("APETAGEX", at: end - 32),
            let size = bytes.number(at: end - 20, bytes: 4, littleEndian: true),
            let flags = bytes.number(at: end - 12, bytes: 4, littleEndian: true)
        {
            end -= size + (flags >> 31 & 1) * 32
        }
        guard end - first > 4 else { throw .broken }
        return Array(bytes[first..<end])
    }

    /// The length of an ID3v2 tag: seven bits a byte, and ten bytes of header, twice where
    /// it says so.
    private static func tagSize(_ bytes: [UInt8], at place: Int) -> Int? {
        guard place + 10 <= bytes.count else { return nil }
        let size = bytes[(place + 6)..<(place + 10)].reduce(0) { $0 << 7 | Int($1 & 0x7F) }
        return size + 10 + (bytes[place + 5] & 0x10 == 0 ? 0 : 10)
    }

    /// Eleven bits set, a version, layer III, and a bit rate and a sampling rate that exist.
    private static func isFrame(_ bytes: [UInt8], at place: Int) -> Bool {
        guard place + 4 <= bytes.count, bytes[place] == 0xFF else { return false }
        let (second, third) = (bytes[place + 1], bytes[place + 2])
        return second & 0xE6 == 0xE2 && second & 0x18 != 0x08 && third & 0xF0 != 0xF0
            && third & 0xF0 != 0 && third & 0x0C != 0x0C
    }
}
