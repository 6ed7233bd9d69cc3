import Foundation
import Storage
import Testing

@testable import Authoring

/// Sounds of a fifth of a second with a title, a name and a place beside them.
enum Sounds {
    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Fixtures/sounds")
        return Array(try Data(contentsOf: folder.appending(path: name)))
    }
}

/// Recordings on their way into a bank: told by their bytes, and stripped.
@Suite struct SoundTests {
    private static let files = [
        ("tone.mp3", "audio/mpeg"), ("tone.ogg", "audio/ogg"), ("vorbis.ogg", "audio/ogg"),
        ("tone.m4a", "audio/mp4"), ("tone.wav", "audio/wav"),
    ]

    @Test(arguments: files)
    func theSoundStaysAndTheRestGoes(name: String, mediaType: String) throws {
        let bytes = try Sounds.bytes(name)
        let sound = try Sound(checking: bytes)
        #expect(sound.asset.mediaType == mediaType)
        let kept = sound.asset.bytes
        for words in ["Nguyễn Lan", "Tên bài", "Đồng Tháp"] {
            // A short tag at the end of an MP3 holds its letters by other bytes.
            #expect(kept.firstRange(of: Array(words.utf8)) == nil, "\(words)")
        }
        #expect(bytes.firstRange(of: Array("Nguyễn Lan".utf8)) != nil, "it was there")
        #expect(kept.count <= bytes.count && kept.count > bytes.count / 4)
        #expect(try Sound(checking: kept).asset == sound.asset, "bare already")
    }

    /// Of an Ogg file the pages stay, with sums that fit what they hold now.
    @Test(arguments: ["tone.ogg", "vorbis.ogg"])
    func oggPagesHaveTheirSums(name: String) throws {
        let kept = try Sound(checking: try Sounds.bytes(name)).asset.bytes
        var place = 0
        while place < kept.count {
            let count = Int(kept[place + 26])
            let data = kept[(place + 27)..<(place + 27 + count)].reduce(0) { $0 + Int($1) }
            let end = place + 27 + count + data
            var page = Array(kept[place..<end])
            let sum = page[22..<26].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            page.replaceSubrange(22..<26, with: [0, 0, 0, 0])
            #expect(OggPages.checksum(page[...]) == sum)
            place = end
        }
    }

    @Test(
        arguments: [
            ([], SoundFault.unknownKind), (Array("<audio>".utf8), .unknownKind),
            (Array("<svg/>".utf8), .unknownKind), (Array("OggS".utf8), .broken),
            ([0xFF, 0xD8, 0xFF, 0xE0], .unknownKind), ([0xFF], .unknownKind),
            (Array("RIFF....AVI ".utf8), .unknownKind), (Array("RIFF....WAVEfmt ".utf8), .broken),
            ([0, 0, 0, 12] + Array("ftypqt  ".utf8), .broken),
            ([0xFF, 0xFB, 0x90, 0x00], .broken),
            (
                [0xFF, 0xFB, 0x90, 0x00] + [UInt8](repeating: 0, count: 12 << 20),
                .tooLarge(bytes: 12_582_916)
            ),
        ] as [([UInt8], SoundFault)])
    func othersAreRefused(bytes: [UInt8], fault: SoundFault) {
        #expect(throws: fault) { try Sound(checking: bytes) }
    }

    /// Cut off anywhere, and with any byte changed: an answer, never a crash.
    @Test(arguments: files)
    func brokenFilesAreAnswered(name: String, mediaType: String) throws {
        let bytes = try Sounds.bytes(name)
        for end in 0..<bytes.count { _ = Sound(Array(bytes[..<end])) }
        for place in 0..<bytes.count {
            var changed = bytes
            for value: UInt8 in [0, 0x7F, 0xFF] {
                changed[place] = value
                _ = Sound(changed)
            }
        }
    }
}
