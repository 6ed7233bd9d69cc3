import ArgumentParser
import Assessment
import Converters
import Foundation
import Interchange
import Values

/// `sen bank`: question banks from the command line.
struct BankCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bank", abstract: "Ngân hàng câu hỏi. Question banks.",
        subcommands: [Import.self, Export.self, List.self])

    /// The names of all formats, for help and complaints.
    static let formats = BankFormat.allCases.map(\.rawValue).joined(separator: ", ")

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Nhập tệp câu hỏi. Takes in question files.")

        @Argument(
            help: "Tệp câu hỏi. Files: .cau.txt, .gift, .docx, .odt, .xlsx, .csv, or a .zip of one."
        )
        var files: [String]
        @Option(help: "Mã môn học, ví dụ toan-12. The subject's slug; made if it is new.")
        var subject: String
        @Option(help: "\(BankCommand.formats). Mặc định theo tên tệp. Else by the file's name.")
        var format: String?
        @Flag(name: .customLong("dry-run"), help: "Chỉ xem trước. Previews only.")
        var dryRun = false
        @Flag(
            name: .customLong("pin-referring"),
            help: """
                Giữ chỗ phương án như “Cả A, B, C đều đúng”. Options that speak of others \
                keep their places.
                """)
        var pinsReferring = false
        @Flag(help: "Báo cáo JSON. Reports as JSON.") var json = false
        @OptionGroup var folder: DataOption

        func run() async throws {
            var order = BankImportOrder(subject: subject, dryRun: dryRun, json: json, files: [])
            order.pinsReferring = pinsReferring
            if let format {
                guard BankFormat(rawValue: format) != nil else {
                    Console.complain("--format \(format): \(BankCommand.formats)")
                    throw ExitCode(ExitStatus.usage)
                }
                order.format = format
            }
            var attached: [String: Data] = [:]
            for path in files {
                let file = try InputFile(path)
                order.files.append(file.path)
                attached[file.path] = file.content
                attached.merge(await file.pictures(format: format)) { first, _ in first }
            }
            try await LocalCommands.run(
                LocalRequest(command: ["bank import", order.jsonText], files: attached),
                in: folder)
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Xuất ngân hàng ra tệp. Writes a bank to a file.",
            discussion: """
                Hình của cau, gift, csv và xlsx nằm trong thư mục hinh bên cạnh tệp. Pictures of \
                text formats and sheets lie in the folder hinh beside the file.
                """)

        @Option(help: "Mã môn học. The subject's slug.") var subject: String
        @Option(help: "\(BankCommand.formats)") var format: String
        @Option(name: .shortAndLong, help: "Tệp đích. The file to write.") var output: String
        @OptionGroup var folder: DataOption

        func run() async throws {
            let response = try await LocalCommands.ask(
                LocalRequest(command: ["bank export", subject, format]), in: folder)
            do {
                try write(response.files)
            } catch {
                Console.complain("\(output): \(error.localizedDescription)")
                throw ExitCode(ExitStatus.environment)
            }
            try LocalCommands.finish(response)
        }

        /// The file where it was asked for, its pictures in a folder beside it.
        private func write(_ files: [String: Data]) throws {
            guard let content = files["export"] else { return }
            let target = URL(filePath: output)
            try content.write(to: target, options: .atomic)
            for (path, picture) in files where path != "export" {
                let file = target.deletingLastPathComponent().appending(path: path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try picture.write(to: file, options: .atomic)
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Liệt kê các ngân hàng. Lists the banks.")

        @Flag(help: "JSON.") var json = false
        @OptionGroup var folder: DataOption

        func run() async throws {
            try await LocalCommands.run(
                LocalRequest(command: ["bank list", json ? "json" : "text"]), in: folder)
        }
    }
}

/// What `sen bank import` asks for.
struct BankImportOrder: Codable {
    var subject: String
    var format: String?
    var dryRun: Bool
    var json: Bool
    /// Whether options that speak of others are pinned.
    var pinsReferring = false
    /// The attached files' names, in order.
    var files: [String]

    init(subject: String, dryRun: Bool, json: Bool, files: [String]) {
        self.subject = subject
        self.dryRun = dryRun
        self.json = json
        self.files = files
    }

    var jsonText: String {
        guard let data = try? JSONEncoder().encode(self) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}

/// A file named on the command line, with the pictures and recordings that lie beside it.
struct InputFile {
    let path: String
    let content: Data

    /// - Throws: exit 1 when it cannot be read.
    init(_ path: String) throws {
        self.path = path
        do {
            content = try Data(contentsOf: URL(filePath: path))
        } catch {
            Console.complain(
                "\(path): không đọc được tệp này / this file cannot be read: "
                    + error.localizedDescription)
            throw ExitCode(ExitStatus.badInput)
        }
    }

    /// The pictures and recordings that the file's questions name, by "file\npath". Only what
    /// lies in the file's own folder or below is read.
    func pictures(format: String?) async -> [String: Data] {
        let bytes = [UInt8](content)
        guard
            let format = format.flatMap(BankFormat.init(rawValue:))
                ?? BankFormat(file: path, content: bytes),
            !BankFormat.texts.contains(format) || Self.mayNamePictures(bytes),
            let draft = try? await BankConverter().read(bytes, as: format, file: path).draft
        else { return [:] }
        let folder = URL(filePath: path).deletingLastPathComponent()
            .resolvingSymlinksInPath().standardizedFileURL.path
        var found: [String: Data] = [:]
        for case .path(let name) in draft.questions.flatMap(\.question.content.sources) {
            let file = URL(filePath: "\(folder)/\(name)")
                .resolvingSymlinksInPath().standardizedFileURL
            guard file.path.hasPrefix("\(folder)/") else { continue }
            found["\(path)\n\(name)"] = try? Data(contentsOf: file)
        }
        return found
    }

    /// Whether there is anything like `![`, `<img` or `Tệp nghe:`: most files are large and
    /// name none.
    private static func mayNamePictures(_ bytes: [UInt8]) -> Bool {
        bytes.indices.dropFirst().contains { place in
            switch bytes[place] {
            case UInt8(ascii: "["): bytes[place - 1] == UInt8(ascii: "!")
            case UInt8(ascii: "i"), UInt8(ascii: "I"): bytes[place - 1] == UInt8(ascii: "<")
            case UInt8(ascii: ":"):
                ["nghe", "ecording"].contains {
                    bytes[..<place].suffix($0.utf8.count).elementsEqual($0.utf8)
                }
            default: false
            }
        }
    }
}
