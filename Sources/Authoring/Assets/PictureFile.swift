/// The parts of a PNG, JPEG or GIF: read without decoding a single pixel, to check its
/// size and to leave out what is no picture.
enum PictureFile {
    enum Kind: String {
        case png = "image/png"
        case jpeg = "image/jpeg"
        case gif = "image/gif"
    }

    /// Pixels of the largest picture, and of its longest side: a browser needs four bytes
    /// for each, on old machines too.
    static let mostPixels = 24_000_000
    static let longestSide = 10_000

    /// The picture without texts, times and what cameras write.
    ///
    /// - Throws: `PictureFault`.
    static func bare(_ bytes: [UInt8]) throws(PictureFault) -> (kind: Kind, bytes: [UInt8]) {
        if bytes.starts(with: PNGParts.signature) { return (.png, try PNGParts.bare(bytes)) }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return (.jpeg, try JPEGParts.bare(bytes)) }
        if bytes.starts(with: Array("GIF8".utf8)) { return (.gif, try GIFParts.bare(bytes)) }
        throw .unknownKind
    }

    static func check(width: Int, height: Int) throws(PictureFault) {
        guard width > 0, height > 0 else { throw .broken }
        guard width <= longestSide, height <= longestSide, width * height <= mostPixels else {
            throw .tooManyPixels(width: width, height: height)
        }
    }
}

/// Bytes taken from the front, never beyond the end.
struct PictureBytes {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func take(_ count: Int) throws(PictureFault) -> ArraySlice<UInt8> {
        guard count >= 0, rest.count >= count else { throw .broken }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func byte() throws(PictureFault) -> UInt8 {
        guard let byte = rest.popFirst() else { throw .broken }
        return byte
    }

    /// Big-endian, of one to four bytes.
    mutating func number(_ count: Int) throws(PictureFault) -> Int {
        try take(count).reduce(0) { $0 << 8 | Int($1) }
    }
}

/// PNG (ISO/IEC 15948): chunks of length, name, data and checksum.
enum PNGParts {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// What is needed to draw the picture in its colours; animation (APNG) is none of it.
    private static let kept: Set<String> = [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs",
    ]

    static func bare(_ bytes: [UInt8]) throws(PictureFault) -> [UInt8] {
        var input = PictureBytes(bytes)
        var output = Array(try input.take(signature.count))
        var isFirst = true
        while true {
            let head = try input.take(8)
            let length = head.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            let name = String(decoding: head.suffix(4), as: UTF8.self)
            let data = try input.take(length)
            let checksum = try input.take(4)
            if isFirst {
                guard name == "IHDR", length == 13 else { throw .broken }
                var header = PictureBytes(Array(data))
                try PictureFile.check(width: header.number(4), height: header.number(4))
            }
            if kept.contains(name) { output += head + data + checksum }
            if name == "IEND" { return output }
            isFirst = false
        }
    }
}

/// JPEG (ITU T.81): segments of a marker and a length, then the coded picture.
enum JPEGParts {
    static func bare(_ bytes: [UInt8]) throws(PictureFault) -> [UInt8] {
        var input = PictureBytes(bytes)
        var output = Array(try input.take(2))
        var hasSize = false
        while true {
            guard try input.byte() == 0xFF else { throw .broken }
            var marker = try input.byte()
            // Any number of fill bytes may stand before a marker (B.1.1.2).
            while marker == 0xFF { marker = try input.byte() }
            switch marker {
            case 0xD9: return output + [0xFF, 0xD9]
            case 0x01, 0xD0...0xD7: output += [0xFF, marker]
            default:
                let length = try input.number(2)
                let data = try input.take(length - 2)
                if isFrame(marker) {
                    var frame = PictureBytes(Array(data.dropFirst()))
                    let height = try frame.number(2)
                    try PictureFile.check(width: frame.number(2), height: height)
                    hasSize = true
                }
                if isKept(marker, data) {
                    output += [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + data
                } else if marker == 0xE1, let turn = turn(in: Array(data)) {
                    output += header(turn)
                }
                if marker == 0xDA {
                    guard hasSize else { throw .broken }
                    output += scan(&input)
                }
            }
        }
    }

    /// Start of frame: all of SOF0–SOF15 but DHT, JPG and DAC.
    private static func isFrame(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
    }

    /// Comments and application data go (EXIF, XMP, thumbnails), but for JFIF's own header
    /// and Adobe's, which says how colours are coded.
    private static func isKept(_ marker: UInt8, _ data: ArraySlice<UInt8>) -> Bool {
        switch marker {
        case 0xFE: false
        case 0xE0: data.starts(with: Array("JFIF".utf8))
        case 0xEE: data.starts(with: Array("Adobe".utf8))
        case 0xE1...0xEF: false
        default: true
        }
    }

    /// How a camera was held (EXIF, tag 0x0112), where it was not upright: 2 to 8.
    private static func turn(in data: [UInt8]) -> UInt8? {
        guard data.starts(with: Array("Exif\0\0".utf8)), data.count >= 16 else { return nil }
        let tiff = Array(data[6...])
        let isLittle = tiff[0] == UInt8(ascii: "I")
        func number(_ place: Int, _ count: Int) -> Int? {
            guard place >= 0, place + count <= tiff.count else { return nil }
            let bytes = tiff[place..<(place + count)]
            return (isLittle ? Array(bytes.reversed()) : Array(bytes)).reduce(0) {
                $0 << 8 | Int($1)
            }
        }
        guard let list = number(4, 4), let count = number(list, 2) else { return nil }
        for entry in 0..<min(count, 200) where number(list + 2 + entry * 12, 2) == 0x0112 {
            let turn = number(list + 10 + entry * 12, 2) ?? 1
            return (2...8).contains(turn) ? UInt8(turn) : nil
        }
        return nil
    }

    /// An EXIF header that says how the picture is turned, and nothing else.
    private static func header(_ turn: UInt8) -> [UInt8] {
        [0xFF, 0xE1, 0, 34] + Array("Exif\0\0II*\0".utf8) + [8, 0, 0, 0, 1, 0]
            + [0x12, 1, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0] + [0, 0, 0, 0]
    }

    /// Coded data until the next marker that is none of its own.
    private static func scan(_ input: inout PictureBytes) -> ArraySlice<UInt8> {
        let rest = input.rest
        var place = rest.startIndex
        while place + 1 < rest.endIndex {
            if rest[place] == 0xFF {
                let next = rest[place + 1]
                if next != 0, !(0xD0...0xD7).contains(next) { break }
                place += 1
            }
            place += 1
        }
        return (try? input.take(min(place, rest.endIndex) - rest.startIndex)) ?? []
    }
}

/// GIF (89a): blocks; comments, plain texts and application data go, but for the loop
/// count of an animation.
enum GIFParts {
    static func bare(_ bytes: [UInt8]) throws(PictureFault) -> [UInt8] {
        var input = PictureBytes(bytes)
        var output = Array(try input.take(6))
        let screen = Array(try input.take(7))
        try PictureFile.check(
            width: Int(screen[0]) | Int(screen[1]) << 8,
            height: Int(screen[2]) | Int(screen[3]) << 8)
        output += screen + (try table(screen[4], &input))
        while true {
            let mark = try input.byte()
            switch mark {
            case 0x3B: return output + [mark]
            case 0x2C:
                let head = Array(try input.take(9))
                output += [mark] + head + (try table(head[8], &input))
                output += try input.take(1) + blocks(&input)
            case 0x21:
                let label = try input.byte()
                let data = try blocks(&input)
                let isLoop =
                    label == 0xFF && data.dropFirst().starts(with: Array("NETSCAPE2.0".utf8))
                if label == 0xF9 || isLoop { output += [mark, label] + data }
            default: throw .broken
            }
        }
    }

    /// A colour table, where the flags say that one follows.
    private static func table(
        _ flags: UInt8, _ input: inout PictureBytes
    ) throws(PictureFault) -> ArraySlice<UInt8> {
        flags & 0x80 == 0 ? [] : try input.take(3 << (Int(flags & 7) + 1))
    }

    /// Data in blocks of a length each, up to the empty one.
    private static func blocks(_ input: inout PictureBytes) throws(PictureFault) -> [UInt8] {
        var data: [UInt8] = []
        while true {
            let length = try input.byte()
            data.append(length)
            if length == 0 { return data }
            data += try input.take(Int(length))
        }
    }
}
