import Foundation

/// The shared real files, beside the checkout; tests on them are skipped where they are absent.
enum Corpora {
    private static let root: URL = {
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
}
