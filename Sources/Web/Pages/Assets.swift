import Assessment
import Foundation
import NIOCore
import Secrets

/// The files under `Public/assets`, read once and served from memory under
/// addresses that carry a hash of their content, so browsers keep them for ever.
struct Assets: Sendable {
    struct Asset: Sendable {
        let mediaType: String
        let plain: Version
        /// The same compressed; nil where that saves nothing.
        let gzipped: Version?

        /// - Parameter hash: of the content.
        init(_ body: ByteBuffer, hash: String, mediaType: String) {
            self.mediaType = mediaType
            plain = Version(body: body, tag: "\"\(hash)\"")
            gzipped = Gzip.smallest(body).flatMap {
                $0.readableBytes < body.readableBytes
                    ? Version(body: $0, tag: "\"\(hash)-gzip\"") : nil
            }
        }
    }

    /// The bytes that go out, and the ETag that stands for them alone.
    struct Version: Sendable {
        let body: ByteBuffer
        let tag: String
    }

    private let byAddress: [String: Asset]
    /// From "css/sen.css" to "/assets/css/sen.0f3a….css".
    private let addresses: [String: String]

    init(folder: URL) throws {
        var byAddress: [String: Asset] = [:]
        var addresses: [String: String] = [:]
        let base = folder.standardizedFileURL.path + "/"
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard let mediaType = Self.mediaTypes[file.pathExtension] else { continue }
            let data = try Data(contentsOf: file)
            let name = String(file.standardizedFileURL.path.dropFirst(base.count))
            let hash = Hexadecimal.text(SHA256.digest(data).prefix(6))
            let stem = name.dropLast(file.pathExtension.count)
            let address = "/assets/\(stem)\(hash).\(file.pathExtension)"
            addresses[name] = address
            byAddress[address] = Asset(
                ByteBuffer(bytes: data), hash: hash, mediaType: mediaType)
        }
        self.byAddress = byAddress
        self.addresses = addresses
    }

    /// The address to put into a page; nil where there is no such file.
    func address(of name: String) -> String? { addresses[name] }

    func asset(at address: String) -> Asset? { byAddress[address] }

    private static let mediaTypes = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml", "png": "image/png", "ico": "image/x-icon",
    ]
}
