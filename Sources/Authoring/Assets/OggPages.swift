/// Ogg (RFC 3533) with one stream of Opus (RFC 7845) or Vorbis: pages of a header, a table
/// of lengths and data. The second packet of the stream holds titles and names, and is
/// emptied in its place.
enum OggPages {
    /// One page's place: of its header, and of its data.
    private struct Page {
        let start: Int
        let data: Range<Int>
        /// Lengths of its pieces; a packet ends with the first one below 255.
        let lacing: ArraySlice<UInt8>
    }

    static func bare(_ bytes: [UInt8]) throws(SoundFault) -> [UInt8] {
        let pages = try pages(of: bytes)
        let isOpus = bytes.holds("OpusHead", at: pages[0].data.lowerBound)
        guard isOpus || bytes.holds("\u{1}vorbis", at: pages[0].data.lowerBound) else {
            throw .unknownKind
        }
        var bytes = bytes
        let (comment, touched) = try comment(in: pages)
        try empty(comment, in: &bytes, isOpus: isOpus)
        for page in touched {
            bytes.replaceSubrange((page.start + 22)..<(page.start + 26), with: [0, 0, 0, 0])
            let sum = checksum(bytes[page.start..<page.data.upperBound])
            bytes.replaceSubrange((page.start + 22)..<(page.start + 26), with: little(sum))
        }
        return bytes
    }

    /// - Throws: `.unknownKind` where several streams are mixed, as films have.
    private static func pages(of bytes: [UInt8]) throws(SoundFault) -> [Page] {
        var pages: [Page] = []
        var place = 0
        var serial: ArraySlice<UInt8>?
        while place < bytes.count {
            guard bytes.holds("OggS", at: place),
                let count = bytes.number(at: place + 26, bytes: 1),
                place + 27 + count <= bytes.count
            else { throw .broken }
            let lacing = bytes[(place + 27)..<(place + 27 + count)]
            let start = place + 27 + count
            let end = start + lacing.reduce(0) { $0 + Int($1) }
            guard end <= bytes.count else { throw .broken }
            let own = bytes[(place + 14)..<(place + 18)]
            guard serial.map({ $0.elementsEqual(own) }) ?? true else { throw .unknownKind }
            serial = own
            pages.append(Page(start: place, data: start..<end, lacing: lacing))
            place = end
        }
        guard pages.count > 2 else { throw .broken }
        return pages
    }

    /// Where the bytes of the second packet stand, and on which pages.
    private static func comment(
        in pages: [Page]
    ) throws(SoundFault) -> (places: [Range<Int>], pages: [Page]) {
        var places: [Range<Int>] = []
        var touched: [Page] = []
        // The first packet is alone on the first page.
        for page in pages.dropFirst() {
            touched.append(page)
            var place = page.data.lowerBound
            for length in page.lacing {
                places.append(place..<(place + Int(length)))
                place += Int(length)
                if length < 255 { return (places, touched) }
            }
        }
        throw .broken
    }

    /// Puts blanks in the place of the maker's name, which takes all the room, and no comments.
    private static func empty(
        _ places: [Range<Int>], in bytes: inout [UInt8], isOpus: Bool
    ) throws(SoundFault) {
        let size = places.reduce(0) { $0 + $1.count }
        let head = Array((isOpus ? "OpusTags" : "\u{3}vorbis").utf8)
        let old = places.flatMap { bytes[$0] }
        // Two lengths of four bytes; Vorbis ends with a bit that is set.
        let room = size - head.count - 8 - (isOpus ? 0 : 1)
        guard old.starts(with: head), room >= 0 else { throw .broken }
        let new =
            head + little(UInt32(room)) + [UInt8](repeating: 0x20, count: room) + little(0)
            + (isOpus ? [] : [1])
        var rest = new[...]
        for place in places {
            bytes.replaceSubrange(place, with: rest.prefix(place.count))
            rest = rest.dropFirst(place.count)
        }
    }

    private static func little(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    /// CRC-32 with the polynomial 0x04C11DB7, neither mirrored nor inverted (RFC 3533, 6).
    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reduce(0) { $0 << 8 ^ table[Int(UInt8(truncatingIfNeeded: $0 >> 24) ^ $1)] }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte) << 24) { sum, _ in
            sum & 0x8000_0000 == 0 ? sum << 1 : sum << 1 ^ 0x04C1_1DB7
        }
    }
}
