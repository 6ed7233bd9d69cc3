import Testing

@testable import Authoring

/// What of a picture's file is kept.
@Suite struct PictureFileTests {
    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test(arguments: [
        (Pictures.png, PictureFile.Kind.png), (Pictures.jpeg, .jpeg), (Pictures.gif, .gif),
    ])
    func aBarePictureStaysAsItIs(bytes: [UInt8], kind: PictureFile.Kind) throws {
        let bare = try PictureFile.bare(bytes)
        #expect(bare.kind == kind)
        #expect(bare.bytes == bytes)
        #expect(
            try PictureFile.bare(bytes + [1, 2, 3]).bytes == bytes, "what hangs on behind goes")
    }

    @Test func textsInAPNGGo() throws {
        let png = Pictures.png
        let chunk: [UInt8] =
            [0, 0, 0, 11] + Array("tEXtAuthor\0An\0\0".utf8.prefix(15)) + [1, 2, 3, 4]
        let end = png.count - 12
        let marked = Array(png[..<33]) + chunk + Array(png[33..<end]) + chunk + Array(png[end...])
        #expect(Self.text(marked).contains("Author"))
        #expect(try PictureFile.bare(marked).bytes == png)
    }

    /// A camera's place and time go; how it was held stays.
    @Test(arguments: [(UInt8(6), true), (1, false), (9, false)])
    func whatACameraWritesGoes(turn: UInt8, stays: Bool) throws {
        let tiff: [UInt8] =
            Array("MM\0*".utf8) + [0, 0, 0, 8, 0, 2]
            + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0]
            + [0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 99] + Array("GPS 10.45N 105.63E".utf8)
        let exif = Array("Exif\0\0".utf8) + tiff
        let size = exif.count + 2
        let comment = Array("của cô Lan".utf8)
        let segments: [UInt8] =
            [0xFF, 0xE1, UInt8(size >> 8), UInt8(size & 255)] + exif
            + [0xFF, 0xFE, 0, UInt8(comment.count + 2)] + comment
        let photo = Array(Pictures.jpeg[..<20]) + segments + Array(Pictures.jpeg[20...])
        let bare = try PictureFile.bare(photo).bytes
        #expect(!Self.text(bare).contains("GPS") && !Self.text(bare).contains("Lan"))
        #expect(bare.count == Pictures.jpeg.count + (stays ? 36 : 0))
        #expect(try PictureFile.bare(bare).bytes == bare, "and a second time nothing changes")
    }

    @Test func commentsInAGIFGo() throws {
        let comment: [UInt8] = [0x21, 0xFE, 3] + Array("Lan".utf8) + [0]
        let marked = Array(Pictures.gif[..<19]) + comment + Array(Pictures.gif[19...])
        #expect(try PictureFile.bare(marked).bytes == Pictures.gif)
    }

    @Test func tooManyPixelsAreRefused() throws {
        var png = Pictures.png
        png.replaceSubrange(16..<20, with: [0, 0, 0x27, 0x11])
        #expect(throws: PictureFault.tooManyPixels(width: 10_001, height: 4)) {
            try PictureFile.bare(png)
        }
        png.replaceSubrange(16..<24, with: [0, 0, 0x20, 0, 0, 0, 0x20, 0])
        #expect(throws: PictureFault.tooManyPixels(width: 8_192, height: 8_192)) {
            try PictureFile.bare(png)
        }
    }

    /// Cut anywhere, and with any byte another: an answer, never a trap.
    @Test(arguments: [Pictures.png, Pictures.jpeg, Pictures.gif])
    func nothingHarms(picture: [UInt8]) {
        for length in picture.indices {
            #expect((try? PictureFile.bare(Array(picture[..<length]))) == nil, "\(length)")
        }
        for place in picture.indices {
            for byte: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                var broken = picture
                broken[place] = byte
                _ = try? PictureFile.bare(broken)
            }
        }
    }
}
