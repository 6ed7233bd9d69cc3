import Foundation
import GRDB

/// A consistent copy of a live database, page by page (https://www.sqlite.org/backup.html).
enum OnlineBackup {
    /// Copies what `source` sees to `path`: under another name first, so that a
    /// file of that name is always a complete one.
    static func copy(_ source: GRDB.Database, to path: String) throws {
        let files = FileManager.default
        let unfinished = path + ".part"
        try? files.removeItem(atPath: unfinished)
        let target = try DatabaseQueue(path: unfinished)
        do {
            try target.writeWithoutTransaction { copy in
                try source.backup(to: copy)
                // One file, without a WAL beside it.
                try copy.execute(sql: "pragma journal_mode = delete")
            }
            try target.close()
        } catch {
            try? target.close()
            try? files.removeItem(atPath: unfinished)
            throw error
        }
        try? files.removeItem(atPath: path)
        try files.moveItem(atPath: unfinished, toPath: path)
    }
}
