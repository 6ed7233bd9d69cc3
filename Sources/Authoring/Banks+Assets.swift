package import Assessment
import Interchange
package import People
package import Storage
import Values

/// Pictures and recordings of questions that are written in the browser: a text names one
/// by the beginning of its hash, "hinh/3f9a04c1d2e87b60.png".
extension Banks {
    /// Hexadecimal digits of a name: enough that no two share one.
    private static let digits = 16

    /// Keeps an uploaded picture.
    ///
    /// - Returns: the path by which texts name it.
    /// - Throws: `PictureFault`, `AccessDenied`.
    package func addPicture(
        _ bytes: [UInt8], to bank: Int64, by principal: Principal
    ) async throws -> String {
        try await add(try Picture(checking: bytes).asset, to: bank, by: principal)
    }

    /// Keeps an uploaded recording.
    ///
    /// - Returns: the path by which questions name it.
    /// - Throws: `SoundFault`, `AccessDenied`.
    package func addRecording(
        _ bytes: [UInt8], to bank: Int64, by principal: Principal
    ) async throws -> String {
        try await add(try Sound(checking: bytes).asset, to: bank, by: principal)
    }

    private func add(
        _ asset: BankStore.Asset, to bank: Int64, by principal: Principal
    ) async throws -> String {
        try await database.write { connection in
            try principal.require(.changeBank, in: bank, connection)
            try BankStore(connection).add(asset, to: bank)
        }
        return Self.path(of: asset.hash, asset.mediaType)
    }

    /// A picture or a recording, for who may read a bank that holds it.
    ///
    /// - Throws: `NotFound` also where others' banks hold it.
    package func asset(
        _ hash: String, by principal: Principal
    ) async throws -> BankStore.Asset {
        try await database.read { connection in
            guard try Self.mayFetch(hash, principal, connection),
                let asset = try BankStore(connection).asset(hash)
            else { throw NotFound() }
            return asset
        }
    }

    /// Whether somebody may read a bank that holds a picture or a recording.
    static func mayFetch(
        _ hash: String, _ principal: Principal, _ connection: Connection
    ) throws -> Bool {
        let rights = BankRightStore(connection)
        return try BankStore(connection).holders(of: hash).contains { bank in
            principal.may(.readBank, with: try rights.rights(of: principal, in: bank))
        }
    }

    // MARK: By their short names

    /// The content as its author sees it: pictures and recordings by their short names.
    package func named(_ content: QuestionContent) async throws -> QuestionContent {
        let hashes = Set(
            content.sources.compactMap { if case .asset(let hash) = $0 { hash } else { nil } })
        guard !hashes.isEmpty else { return content }
        let paths = try await database.read { connection in
            var paths: [String: String] = [:]
            for hash in hashes {
                paths[hash] = try BankStore(connection).mediaType(of: hash)
                    .map { Self.path(of: hash, $0) }
            }
            return paths
        }
        return content.mapSources { source in
            guard case .asset(let hash) = source, let path = paths[hash] else { return source }
            return .path(path)
        }
    }

    /// What a form comes to, with what its bank holds in the place of names; those of which
    /// nothing is there are faults.
    package func reading(
        of typed: TypedQuestion, in subject: BankStore.Subject
    ) async throws -> TypedQuestion.Reading {
        var reading = typed.read()
        let content = reading.question.content
        let named = Set(
            content.sources.compactMap { if case .path(let path) = $0 { path } else { nil } })
        guard !named.isEmpty else { return reading }
        let hashes = try await database.read { connection in
            try Self.hashes(of: content, in: subject.id, BankStore(connection))
        }
        reading.question.content = content.mapSources { source in
            guard case .path(let path) = source, let hash = hashes[path] else { return source }
            return .asset(hash)
        }
        for path in named.sorted() where hashes[path] == nil {
            let isHeard = content.stimulus?.recording?.source == .path(path)
            reading.faults.append(
                .init(
                    field: typed.isText ? "text" : isHeard ? "sound" : "stem",
                    reason: .noSuchFile(String(path.prefix(80)))))
        }
        return reading
    }

    /// By path, the hash of what the bank holds under that name: a picture where one is to be
    /// seen, a recording where one is to be heard.
    private static func hashes(
        of content: QuestionContent, in subject: Int64, _ banks: BankStore
    ) throws -> [String: String] {
        let heard = content.stimulus?.recording?.source
        var hashes: [String: String] = [:]
        for case .path(let path) in content.sources {
            guard let prefix = prefix(in: path),
                let found = try banks.asset(beginning: prefix, in: subject)
            else { continue }
            let isSound = Sound.endings[found.mediaType] != nil
            if isSound == (heard == .path(path)) { hashes[path] = found.hash }
        }
        return hashes
    }

    private static func path(of hash: String, _ mediaType: String) -> String {
        let name = hash.prefix(digits)
        if let ending = Sound.endings[mediaType] {
            return "\(OutgoingPictures.recordingFolder)/\(name).\(ending)"
        }
        return "\(OutgoingPictures.folder)/\(name).\(OutgoingPictures.endings[mediaType] ?? "png")"
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
