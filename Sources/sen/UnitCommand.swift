import ArgumentParser
import Foundation

/// `sen unit`: the units of the province from the command line.
struct UnitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unit", abstract: "Đơn vị. Units.",
        subcommands: [Import.self, Imports.self, Undo.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Nhập danh sách đơn vị. Takes in lists of units.",
            discussion: """
                Cột nhận theo tiêu đề, thứ tự bất kì. Columns are found by their headings, in \
                any order. OneRoster 1.1 và 1.2: tệp .zip.
                """)

        @Argument(help: "Tệp .xlsx, .csv, hoặc OneRoster .zip. The files.") var files: [String]
        @OptionGroup var options: IntakeOptions
        @OptionGroup var folder: DataOption

        func run() async throws {
            try await IntakeOrder(options).run("unit import", files, in: folder)
        }
    }

    struct Imports: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "imports",
            abstract: "Các danh sách đơn vị đã nhập, mới nhất trước. Lists of units that came in.")

        @OptionGroup var folder: DataOption

        func run() async throws {
            try await LocalCommands.run(LocalRequest(command: ["unit imports"]), in: folder)
        }
    }

    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "undo",
            abstract: "Rút lại một danh sách đơn vị đã nhập. Takes a list of units back.",
            discussion: """
                Những gì đã sửa sau đó được giữ lại. What was changed since stays.
                """)

        @Argument(help: "Mã lần nhập, xem “sen unit imports”. Its code.") var code: String
        @OptionGroup var folder: DataOption

        func run() async throws {
            try await LocalCommands.run(LocalRequest(command: ["unit undo", code]), in: folder)
        }
    }
}

/// How lists are taken in.
struct IntakeOptions: ParsableArguments {
    @Flag(name: .customLong("dry-run"), help: "Chỉ xem trước. Previews only.") var dryRun = false
    @Flag(help: "Báo cáo JSON. Reports as JSON.") var json = false
}

/// What `sen unit import` and `sen person import` ask for.
struct IntakeOrder: Codable {
    var dryRun: Bool
    var json: Bool
    /// The unit of rows that name none, by identifier.
    var unit: String?
    /// The attached files' names, in order.
    var files: [String] = []

    init(_ options: IntakeOptions, unit: String? = nil) {
        dryRun = options.dryRun
        json = options.json
        self.unit = unit
    }

    func run(_ command: String, _ files: [String], in folder: DataOption) async throws {
        var order = self
        var attached: [String: Data] = [:]
        for path in files {
            let file = try InputFile(path)
            order.files.append(file.path)
            attached[file.path] = file.content
        }
        let text = String(decoding: try JSONEncoder().encode(order), as: UTF8.self)
        try await LocalCommands.run(
            LocalRequest(command: [command, text], files: attached), in: folder)
    }
}
