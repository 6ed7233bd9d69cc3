import Foundation
import Interchange

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

    static func data(_ path: String) throws -> Data {
        try Data(contentsOf: root.appending(path: path))
    }

    /// The rows of a table, each by its headings.
    static func table(_ path: String) throws -> [[String: String]] {
        let rows = try CSVTable([UInt8](try data(path)), file: path).rows.map(\.cells)
        let heading = rows.first ?? []
        return rows.dropFirst().map { row in
            Dictionary(zip(heading, row), uniquingKeysWith: { first, _ in first })
        }
    }
}
