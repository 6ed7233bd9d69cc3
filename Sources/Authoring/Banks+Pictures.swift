package import Assessment
package import People
import Storage
import Values

/// Pictures of questions that are written in the browser: a text names one by the
/// beginning of its hash, "hinh/3f9a04c1d2e87b60.png".
extension Banks {
    /// Hexadecimal digits of a name: enough that no two pictures share one.
    private static let digits = 16

    /// Keeps an uploaded picture.
    ///
    /// - Returns: the path by which texts name it.
    /// - Throws: `PictureFault`, `AccessDenied`.
    package func addPicture(
        _ bytes: [UInt8], to bank: Int64, by principal: Principal
    ) async throws -> String {
        let picture = try Picture(checking: bytes)
        try await database.write { connection in
            try principal.require(.changeBank, in: bank, connection)
            try BankStore(connection).add(picture.asset)
        }
        return Self.path(of: picture.asset.hash, picture.asset.mediaType)
    }

    /// The content as its author sees it: pictures by their short names.
    package func named(_ content: QuestionContent) async throws -> QuestionContent {
        let hashes = Set(
            content.texts.flatMap(\.images).compactMap { image in
                if case .asset(let hash) = image.source { hash } else { nil }
            })
        guard !hashes.isEmpty else { return content }
        let paths = try await database.read { connection in
            var paths: [String: String] = [:]
            for hash in hashes {
                paths[hash] = try BankStore(connection).mediaType(of: hash)
                    .map { Self.path(of: hash, $0) }
            }
            return paths
        }
        return content.mapTexts { text in
            text.mapImages { image in
                guard case .asset(let hash) = image.source, let path = paths[hash] else {
                    return image
                }
                return RichText.Image(source: .path(path), alternative: image.alternative)
            }
        }
    }

    /// The content with stored pictures in the place of their names.
    ///
    /// - Returns: also the paths of which nothing is stored.
    package func attached(
        _ content: QuestionContent
    ) async throws -> (content: QuestionContent, missing: [String]) {
        let named = Set(
            content.texts.flatMap(\.images).compactMap { image in
                if case .path(let path) = image.source { path } else { nil }
            })
        guard !named.isEmpty else { return (content, []) }
        let hashes = try await database.read { connection in
            var hashes: [String: String] = [:]
            for path in named {
                guard let prefix = Self.prefix(in: path) else { continue }
                hashes[path] = try BankStore(connection).asset(beginning: prefix)?.hash
            }
            return hashes
        }
        let attached = content.mapTexts { text in
            text.mapImages { image in
                guard case .path(let path) = image.source, let hash = hashes[path] else {
                    return image
                }
                return RichText.Image(source: .asset(hash), alternative: image.alternative)
            }
        }
        return (attached, named.filter { hashes[$0] == nil }.sorted())
    }

    private static func path(of hash: String, _ mediaType: String) -> String {
        let ending = OutgoingPictures.endings[mediaType] ?? "png"
        return "\(OutgoingPictures.folder)/\(hash.prefix(digits)).\(ending)"
    }

    /// The beginning of a hash in a path; nil for any other path.
    private static func prefix(in path: String) -> String? {
        let stem = (path.split(separator: "/").last ?? "").prefix { $0 != "." }
        let isHash =
            (digits...64).contains(stem.utf8.count)
            && stem.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102) }
        return isHash ? String(stem) : nil
    }
}
