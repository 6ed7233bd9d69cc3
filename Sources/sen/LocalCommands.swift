import Administration
import ArgumentParser
import Authoring
import Foundation
import Interchange
import Storage
import Values

/// The commands that work on a data folder: run by the server that holds the
/// folder, asked through its socket, or by the command itself where none does.
struct LocalCommands: Sendable {
    let parts: Parts

    init(_ parts: Parts) { self.parts = parts }

    // MARK: From the command line

    /// Runs a command and prints what it says.
    ///
    /// - Throws: `ExitCode` of the contract.
    static func run(_ request: LocalRequest, in folder: DataOption) async throws {
        try finish(await ask(request, in: folder))
    }

    static func finish(_ response: LocalResponse) throws {
        if !response.output.isEmpty {
            FileHandle.standardOutput.write(Data(response.output.utf8))
        }
        if !response.errors.isEmpty {
            FileHandle.standardError.write(Data(response.errors.utf8))
        }
        if response.status != 0 { throw ExitCode(Int32(response.status)) }
    }

    /// Asks the folder's server, or does it here with the folder's lock held.
    static func ask(_ request: LocalRequest, in option: DataOption) async throws -> LocalResponse {
        do {
            let folder = try Settings.read(flags: [.data: option.data]).dataFolder
            do {
                let lock = try FolderLock(folder: folder)
                defer { lock.release() }
                let parts = try await Parts(folder: folder)
                let response = await LocalCommands(parts).answer(request)
                try await parts.close()
                return response
            } catch let held as FolderLockError {
                guard case .held = held else { throw held }
                do {
                    return try LocalSocketClient(folder: folder).send(request)
                } catch LocalSocketError.noServer {
                    // Another command has the folder, not a server.
                    throw held
                }
            }
        } catch let error as ExitCode {
            throw error
        } catch {
            Console.complain("\(error)")
            throw ExitCode(ExitStatus.environment)
        }
    }

    // MARK: At the folder

    /// Does what a command asks.
    func answer(_ request: LocalRequest) async -> LocalResponse {
        do {
            switch request.command.first {
            case "bank import": return try await importBank(request)
            case "bank export": return try await exportBank(request)
            case "bank list": return try await listBanks(request)
            case "training import": return try await importResults(request)
            case "training report": return try await report(request)
            case "training province": return try await provinceReport(request)
            case "training sample": return try await fillSample()
            case "training imports": return try await listResults(request)
            case "training undo": return try await undoResults(request)
            case "unit import": return try await importUnits(request)
            case "person import": return try await importPeople(request)
            case "unit imports": return try await listIntakes(.units)
            case "person imports": return try await listIntakes(.people)
            case "unit undo": return try await undoIntake(request, .units)
            case "person undo": return try await undoIntake(request, .people)
            case "person password": return try await newPassword(request)
            case "check": return try await Check(parts).response
            case "backup": return try await backUp(request)
            default: return LocalResponse(status: 2, errors: "unknown command\n")
            }
        } catch let fault as ImportFault {
            let place = fault.line.map { "\(fault.file):\($0)" } ?? fault.file
            return LocalResponse(
                status: Int(ExitStatus.badInput),
                errors: "\(place): \(fault.text(in: .vietnamese)) \(fault.text(in: .english))\n")
        } catch is NotFound {
            return LocalResponse(
                status: Int(ExitStatus.badInput),
                errors: "không có ngân hàng này / no such bank\n")
        } catch BankFault.badSlug {
            return LocalResponse(
                status: Int(ExitStatus.badInput),
                errors: "--subject: a–z, 0–9, '-'; ví dụ / for example toan-12\n")
        } catch {
            return LocalResponse(
                status: Int(ExitStatus.environment), errors: "\(error)\n")
        }
    }

    private func importBank(_ request: LocalRequest) async throws -> LocalResponse {
        guard request.command.count == 2 else { return LocalResponse(status: 2) }
        let order = try JSONDecoder().decode(
            BankImportOrder.self, from: Data(request.command[1].utf8))
        let files = try order.files.map { name in
            let attached = request.files
            return try BankFile(
                name: name, bytes: [UInt8](attached[name] ?? Data()),
                format: order.format.flatMap(BankFormat.init(rawValue:)),
                picture: { path in attached["\(name)\n\(path)"].map { [UInt8]($0) } })
        }
        // Each file is read before anything is made: one that is refused changes nothing.
        var read: [ReadBankFile] = []
        for file in files { read.append(try await parts.banks.read(file)) }
        guard let first = read.first else { return LocalResponse(status: 2) }
        let subject = try await subject(order.subject, for: first, dryRun: order.dryRun)
        var reports: [BankImportReport] = []
        if order.dryRun {
            for file in read {
                reports.append(
                    try await parts.banks.preview(
                        file, into: subject, pinsReferring: order.pinsReferring))
            }
        } else {
            reports = try await parts.banks.apply(
                read, into: subject, pinsReferring: order.pinsReferring, by: nil,
                at: parts.now)
        }
        return order.json
            ? ImportReportText.json(reports) : ImportReportText.text(reports, dryRun: order.dryRun)
    }

    /// The subject, made from the file's own headings where it is new.
    private func subject(
        _ slug: String, for file: ReadBankFile, dryRun: Bool
    ) async throws -> BankStore.Subject {
        let find = { try await parts.database.read { try BankStore($0).subject(slug: slug) } }
        if let found = try await find() { return found }
        guard Banks.isSlug(slug) else { throw BankFault.badSlug }
        let (name, grade) = (file.draft.subject ?? slug, file.draft.grade ?? "")
        if dryRun {
            return BankStore.Subject(id: 0, slug: slug, name: name, grade: grade, questions: 0)
        }
        try await parts.banks.create(slug: slug, name: name, grade: grade, at: parts.now)
        guard let made = try await find() else { throw NotFound() }
        return made
    }

    private func exportBank(_ request: LocalRequest) async throws -> LocalResponse {
        guard request.command.count == 3 else { return LocalResponse(status: 2) }
        guard let format = BankFormat(rawValue: request.command[2]) else {
            let known = BankFormat.allCases.map(\.rawValue).joined(separator: ", ")
            return LocalResponse(
                status: Int(ExitStatus.usage), errors: "--format: \(known)\n")
        }
        let file = try await parts.banks.export(
            request.command[1], as: format, by: nil, at: parts.now)
        let notes = file.notes.map {
            "\($0.question ?? "-"): \($0.text(in: .vietnamese))\n"
        }
        return LocalResponse(
            status: 0, errors: notes.joined(),
            files: Dictionary(
                file.pictures.map { ($0.key, Data($0.value)) }, uniquingKeysWith: { $1 }
            ).merging(["export": Data(file.bytes)]) { $1 })
    }

    private func listBanks(_ request: LocalRequest) async throws -> LocalResponse {
        let subjects = try await parts.database.read { try BankStore($0).subjects() }
        if request.command.last == "json" {
            let rows = subjects.map { subject -> [String: Any] in
                [
                    "subject": subject.slug, "name": subject.name, "grade": subject.grade,
                    "questions": subject.questions,
                ]
            }
            return LocalResponse(status: 0, output: JSONOutput.text(rows))
        }
        let lines = subjects.map { "\($0.slug)\t\($0.name) \($0.grade)\t\($0.questions)\n" }
        return LocalResponse(status: 0, output: lines.joined())
    }

    private func newPassword(_ request: LocalRequest) async throws -> LocalResponse {
        guard request.command.count == 2 else { return LocalResponse(status: 2) }
        guard
            let made = try await parts.staff.newPassword(
                account: request.command[1], at: parts.now)
        else {
            return LocalResponse(
                status: Int(ExitStatus.badInput),
                errors: "không có tài khoản này / no such account: \(request.command[1])\n")
        }
        return LocalResponse(status: 0, output: "\(made.account)  \(made.password)\n")
    }

    private func backUp(_ request: LocalRequest) async throws -> LocalResponse {
        guard request.command.count == 2 else { return LocalResponse(status: 2) }
        try await Backup(parts).write(to: request.command[1])
        return LocalResponse(status: 0, output: "\(request.command[1])\n")
    }
}
