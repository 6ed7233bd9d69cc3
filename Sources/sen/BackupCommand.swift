import ArgumentParser
import Foundation
import Storage
import Subprocess

/// `sen backup FILE`: a consistent copy of all data, while the server runs on.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Sao lưu toàn bộ dữ liệu vào một tệp. Copies all data into one file.")

    @Argument(help: "Tệp .tar mới. A file that does not exist yet.") var file: String
    @OptionGroup var folder: DataOption

    func run() async throws {
        let path = URL(filePath: file).standardizedFileURL.path
        try await LocalCommands.run(LocalRequest(command: ["backup", path]), in: folder)
    }
}

/// `sen restore FILE`: a backup becomes the data of an empty folder.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract:
            "Phục hồi từ bản sao lưu vào thư mục dữ liệu trống. Restores into an empty folder.")

    @Argument(help: "Tệp sao lưu. The backup.") var file: String
    @OptionGroup var folder: DataOption

    func run() async throws {
        do {
            let data = try Settings.read(flags: [.data: folder.data]).dataFolder
            let lock = try FolderLock(folder: data)
            defer { lock.release() }
            try await Backup.restore(
                from: URL(filePath: file).standardizedFileURL.path, to: data)
            let parts = try await Parts(folder: data)
            let response = try await Check(parts).response
            try await parts.close()
            try LocalCommands.finish(response)
        } catch let error as ExitCode {
            throw error
        } catch let fault as BackupFault {
            Console.complain("\(fault)")
            throw ExitCode(ExitStatus.badInput)
        } catch {
            Console.complain("\(error)")
            throw ExitCode(ExitStatus.environment)
        }
    }
}

/// Why a backup cannot be written or taken back.
enum BackupFault: Error, CustomStringConvertible {
    case exists(String)
    case notABackup(String)
    case dataFolderInUse(String)
    case notWritten(String)

    var description: String {
        switch self {
        case .exists(let path): "\(path): đã có / exists already"
        case .notABackup(let path): "\(path): không phải bản sao lưu / not a backup"
        case .dataFolderInUse(let path): "\(path): đã có dữ liệu / holds data already"
        case .notWritten(let path): "\(path): không ghi được / cannot be written"
        }
    }
}

/// Both databases, the certificates and the settings in one tar file. The answers
/// are copied first, then the main database, so that every step has its sitting.
struct Backup {
    private let parts: Parts

    init(_ parts: Parts) { self.parts = parts }

    private static let databases = [Parts.mainName, Parts.answersName]
    /// What makes the restored server the same one to its clients.
    private static let companions = ["certificates", "sen.conf"]

    /// Writes the backup beside its place and then moves it there: it is whole or absent.
    ///
    /// - Throws: `BackupFault`, `StoreError.backupFailed`.
    func write(to path: String) async throws {
        let files = FileManager.default
        guard !files.fileExists(atPath: path) else { throw BackupFault.exists(path) }
        let folder = "\(path).part"
        try? files.removeItem(atPath: folder)
        try files.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        defer { try? files.removeItem(atPath: folder) }
        try await parts.answers.database.backup(to: "\(folder)/\(Parts.answersName)")
        try await parts.database.backup(to: "\(folder)/\(Parts.mainName)")
        for name in Self.companions where files.fileExists(atPath: "\(parts.folder)/\(name)") {
            try files.copyItem(atPath: "\(parts.folder)/\(name)", toPath: "\(folder)/\(name)")
        }
        let names = try files.contentsOfDirectory(atPath: folder)
        let whole = "\(folder)/backup.tar"
        guard try await Self.tar(["--create", "--file", whole, "--directory", folder] + names)
        else { throw BackupFault.notWritten(path) }
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: whole)
        try files.moveItem(atPath: whole, toPath: path)
    }

    /// - Throws: `BackupFault` when it is no backup, or the data folder holds data.
    static func restore(from backup: String, to folder: String) async throws {
        let files = FileManager.default
        guard databases.allSatisfy({ !files.fileExists(atPath: "\(folder)/\($0)") }) else {
            throw BackupFault.dataFolderInUse(folder)
        }
        let unpacked = "\(folder)/restore.part"
        try? files.removeItem(atPath: unpacked)
        try files.createDirectory(atPath: unpacked, withIntermediateDirectories: true)
        defer { try? files.removeItem(atPath: unpacked) }
        // Only these names are taken out, whatever else the file holds.
        let extract = ["--extract", "--file", backup, "--directory", unpacked]
        guard try await tar(extract + databases),
            databases.allSatisfy({ files.fileExists(atPath: "\(unpacked)/\($0)") })
        else { throw BackupFault.notABackup(backup) }
        // A backup of a server with certificates from files has none of its own.
        for name in companions { _ = try await tar(extract + [name]) }
        for name in databases + companions
        where files.fileExists(atPath: "\(unpacked)/\(name)") {
            try? files.removeItem(atPath: "\(folder)/\(name)")
            try files.moveItem(atPath: "\(unpacked)/\(name)", toPath: "\(folder)/\(name)")
        }
    }

    private static func tar(_ arguments: [String]) async throws -> Bool {
        let result = try await run(
            .name("tar"), arguments: Arguments(arguments), output: .discarded, error: .discarded)
        return result.terminationStatus.isSuccess
    }
}
