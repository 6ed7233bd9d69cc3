/// M4A (ISO/IEC 14496-12): boxes of a length, a name and data, some of them boxes in turn.
/// What is no sound is blanked in its place, because samples are found by their places.
enum MP4Boxes {
    static func bare(_ bytes: [UInt8]) throws(SoundFault) -> [UInt8] {
        var file = File(bytes: bytes)
        try file.walk(0..<bytes.count, depth: 0)
        guard file.hasSamples, file.handlers.contains("soun") else { throw .broken }
        // A film is more than a recording, and larger than pages should be.
        guard !file.handlers.contains("vide") else { throw .unknownKind }
        return file.bytes
    }

    private struct File {
        var bytes: [UInt8]
        /// What the tracks are of.
        var handlers: Set<String> = []
        var hasSamples = false

        private static let holding: Set<String> = ["moov", "trak", "mdia"]
        /// Titles, covers, places, edits of programs.
        private static let dropped: Set<String> = ["udta", "meta", "uuid", "free", "skip"]
        /// Boxes that begin with the times of making and changing.
        private static let timed: Set<String> = ["mvhd", "tkhd", "mdhd"]

        mutating func walk(_ range: Range<Int>, depth: Int) throws(SoundFault) {
            var place = range.lowerBound
            while place < range.upperBound {
                guard let size = bytes.number(at: place, bytes: 4), place + 8 <= range.upperBound
                else { throw .broken }
                var head = 8
                var length = size
                if size == 1, let wide = bytes.number(at: place + 8, bytes: 8) {
                    (head, length) = (16, wide)
                } else if size == 0, depth == 0 {
                    length = range.upperBound - place
                }
                guard length >= head, length <= range.upperBound - place else { throw .broken }
                let name = String(decoding: bytes[(place + 4)..<(place + 8)], as: UTF8.self)
                try take(name, at: place, (place + head)..<(place + length), depth: depth)
                place += length
            }
        }

        private mutating func take(
            _ name: String, at place: Int, _ data: Range<Int>, depth: Int
        ) throws(SoundFault) {
            if Self.dropped.contains(name) {
                bytes.replaceSubrange((place + 4)..<(place + 8), with: Array("free".utf8))
                bytes.replaceSubrange(data, with: [UInt8](repeating: 0, count: data.count))
            } else if Self.holding.contains(name), depth < 4 {
                try walk(data, depth: depth + 1)
            } else if Self.timed.contains(name) {
                guard data.count >= 20 else { throw .broken }
                let count = bytes[data.lowerBound] == 0 ? 8 : 16
                let times = (data.lowerBound + 4)..<(data.lowerBound + 4 + count)
                bytes.replaceSubrange(times, with: [UInt8](repeating: 0, count: count))
            } else if name == "hdlr" {
                guard data.count >= 12 else { throw .broken }
                let kind = bytes[(data.lowerBound + 8)..<(data.lowerBound + 12)]
                handlers.insert(String(decoding: kind, as: UTF8.self))
            } else if name == "mdat" {
                hasSamples = true
            }
        }
    }
}
