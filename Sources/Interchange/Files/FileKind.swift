/// What an uploaded file is, by its bytes; its name only tells kinds of zip containers apart.
package struct FileKind: Hashable, Sendable {
    package let mediaType: String
    package let use: Use

    /// What a page does with it.
    package enum Use: Hashable, Sendable {
        case picture
        case sound
        case video
        /// Kept by the browser, never shown by it.
        case document
    }

    /// - Returns: nil for what is not handed out: pages, scripts, programs, unknown bytes.
    package init?(_ bytes: [UInt8], name: String) {
        let ending = name.lowercased().split(separator: ".").last.map(String.init) ?? ""
        if let (mediaType, use) = Self.starts.first(where: { Self.fits(bytes, $0.start, at: 0) })
            .map({ ($0.mediaType, $0.use) })
        {
            (self.mediaType, self.use) = (mediaType, use)
        } else if Self.fits(bytes, "ftyp", at: 4) {
            let isSound = Self.fits(bytes, "M4A", at: 8)
            mediaType = isSound ? "audio/mp4" : "video/mp4"
            use = isSound ? .sound : .video
        } else if Self.fits(bytes, "RIFF", at: 0), Self.fits(bytes, "WAVE", at: 8) {
            (mediaType, use) = ("audio/wav", .sound)
        } else if bytes.count > 1, bytes[0] == 0xFF, bytes[1] & 0xE0 == 0xE0 {
            (mediaType, use) = ("audio/mpeg", .sound)
        } else if Self.fits(bytes, "PK\u{3}\u{4}", at: 0), let known = Self.containers[ending] {
            (mediaType, use) = (known, .document)
        } else {
            return nil
        }
    }

    private static func fits(_ bytes: [UInt8], _ signs: String, at place: Int) -> Bool {
        fits(bytes, signs.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }, at: place)
    }

    private static func fits(_ bytes: [UInt8], _ signs: [UInt8], at place: Int) -> Bool {
        bytes.dropFirst(place).starts(with: signs)
    }

    private static let starts: [(start: [UInt8], mediaType: String, use: Use)] = [
        (Array("%PDF-".utf8), "application/pdf", .document),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png", .picture),
        ([0xFF, 0xD8, 0xFF], "image/jpeg", .picture),
        (Array("GIF8".utf8), "image/gif", .picture),
        ([0x1A, 0x45, 0xDF, 0xA3], "video/webm", .video),
        (Array("OggS".utf8), "audio/ogg", .sound),
        (Array("ID3".utf8), "audio/mpeg", .sound),
    ]

    private static let office = "application/vnd.openxmlformats-officedocument"
    private static let containers = [
        "docx": "\(office).wordprocessingml.document", "xlsx": "\(office).spreadsheetml.sheet",
        "pptx": "\(office).presentationml.presentation", "zip": "application/zip",
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "odp": "application/vnd.oasis.opendocument.presentation",
    ]

    /// By the media type that is stored.
    package static func use(of mediaType: String) -> Use {
        switch mediaType.split(separator: "/").first {
        case "image": .picture
        case "audio": .sound
        case "video": .video
        default: .document
        }
    }
}
