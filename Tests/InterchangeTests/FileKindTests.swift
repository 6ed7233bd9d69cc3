import Testing
import Values

@testable import Interchange

/// What is handed out in a lesson, by its bytes.
@Suite struct FileKindTests {
    @Test(
        arguments: [
            ("%PDF-1.7", "a.pdf", "application/pdf", FileKind.Use.document),
            ("GIF89a", "a.exe", "image/gif", .picture),
            ("ID3\u{3}", "a.mp3", "audio/mpeg", .sound),
            ("OggS", "a.ogg", "audio/ogg", .sound),
            ("\0\0\0\u{18}ftypisom", "a.mp4", "video/mp4", .video),
            ("\0\0\0\u{18}ftypM4A ", "a.m4a", "audio/mp4", .sound),
            ("RIFF....WAVEfmt ", "a.wav", "audio/wav", .sound),
            ("PK\u{3}\u{4}", "Bài 1.ZIP", "application/zip", .document),
        ])
    func isKnown(bytes: String, name: String, mediaType: String, use: FileKind.Use) throws {
        let kind = try #require(FileKind(Array(bytes.utf8), name: name))
        #expect(kind.mediaType == mediaType && kind.use == use)
        #expect(FileKind.use(of: kind.mediaType) == use)
    }

    @Test(arguments: ["", "<html>", "<svg xmlns=", "MZ", "#!/bin/sh", "PK\u{3}\u{4}", "ft", "RIFF"])
    func isRefused(bytes: String) {
        #expect(FileKind(Array(bytes.utf8), name: "trang.html") == nil)
    }

    @Test func aLessonsTextMayBeginWithAList() {
        let text = RichText(markup: "- một\n- hai")
        guard case .list(let ordered, let items)? = text.blocks.first else {
            Issue.record("\(text)")
            return
        }
        #expect(!ordered && items.count == 2)
        #expect(RichText(markup: "").isEmpty && RichText(markup: "\0").isEmpty)
    }
}
