import Assessment
import Storage
import Values

/// Pictures and recordings on their way out: each is named by its hash, in a folder beside
/// the file.
struct OutgoingPictures {
    private let banks: BankStore
    /// By the path that the file gives them.
    private(set) var files: [String: [UInt8]] = [:]
    /// Recordings likewise, which no document holds inside.
    private(set) var recordings: [String: [UInt8]] = [:]

    init(_ banks: BankStore) { self.banks = banks }

    static let folder = "hinh"
    static let recordingFolder = "nghe"
    static let endings = ["image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"]

    /// The content with paths in the place of stored pictures.
    mutating func named(_ content: QuestionContent) throws -> QuestionContent {
        var paths: [String: String] = [:]
        for case .asset(let hash) in content.texts.flatMap(\.images).map(\.source)
        where paths[hash] == nil {
            guard let asset = try banks.asset(hash), let ending = Self.endings[asset.mediaType]
            else { continue }
            let path = "\(Self.folder)/\(hash).\(ending)"
            files[path] = asset.bytes
            paths[hash] = path
        }
        if case .asset(let hash)? = content.stimulus?.recording?.source,
            let asset = try banks.asset(hash), let ending = Sound.endings[asset.mediaType]
        {
            let path = "\(Self.recordingFolder)/\(hash).\(ending)"
            recordings[path] = asset.bytes
            paths[hash] = path
        }
        return content.mapSources { source in
            guard case .asset(let hash) = source, let path = paths[hash] else { return source }
            return .path(path)
        }
    }

    /// The hash in a path that an export made; nil for any other path.
    static func hash(in path: String) -> String? {
        let name = path.split(separator: "/").last ?? ""
        let stem = name.prefix { $0 != "." }
        let isHash =
            stem.utf8.count == 64
            && stem.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102) }
        return isHash ? String(stem) : nil
    }
}
