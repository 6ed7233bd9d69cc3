import Foundation

/// The shared real files, beside the checkout; tests on them are skipped where they are absent.
enum Corpora {
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["SEN_CORPORA"] {
            return URL(filePath: path)
        }
        return URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "../shared/corpora").standardized
    }()

    static let arePresent = FileManager.default.fileExists(
        atPath: root.appending(path: "README.md").path)

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appending(path: path)))
    }

    /// Names of the files of a folder with this ending, sorted; none where it is absent.
    static func files(in folder: String, ending: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: folder).path)
        return (names ?? []).filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
    }
}
