import Storage
import Training

@testable import Classes

/// The sample province in a temporary folder.
struct SourceProvince {
    let folder: TemporaryFolder
    let database: Database
    let reports: TrainingReports

    static let query = SampleProvince.query

    init() async throws {
        folder = try TemporaryFolder()
        database = try Database(
            path: folder.file("main.sqlite"), migrations: MainMigrations.all,
            backupFolder: folder.file("backups"))
        try await database.write { try SampleProvince.fill($0) }
        reports = TrainingReports(database: database)
    }
}
