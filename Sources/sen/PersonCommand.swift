import ArgumentParser

/// `sen person`: what the owner of the machine does for people.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Người dùng. People.",
        subcommands: [Import.self, Imports.self, Undo.self, Password.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Nhập danh sách cán bộ, giáo viên, học sinh. Takes in lists of people.",
            discussion: """
                Cột nhận theo tiêu đề, thứ tự bất kì. Columns are found by their headings, in \
                any order. OneRoster 1.1 và 1.2: tệp .zip.
                """)

        @Argument(help: "Tệp .xlsx, .csv, hoặc OneRoster .zip. The files.") var files: [String]
        @Option(help: "Mã đơn vị của dòng không ghi đơn vị. The unit of rows without one.")
        var unit: String?
        @OptionGroup var options: IntakeOptions
        @OptionGroup var folder: DataOption

        func run() async throws {
            try await IntakeOrder(options, unit: unit).run("person import", files, in: folder)
        }
    }

    struct Imports: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "imports",
            abstract: "Các danh sách người đã nhập, mới nhất trước. Lists of people that came in.")

        @OptionGroup var folder: DataOption

        func run() async throws {
            try await LocalCommands.run(LocalRequest(command: ["person imports"]), in: folder)
        }
    }

    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "undo",
            abstract: "Rút lại một danh sách người đã nhập. Takes a list of people back.",
            discussion: """
                Những gì đã sửa sau đó được giữ lại. What was changed since stays.
                """)

        @Argument(help: "Mã lần nhập, xem “sen person imports”. Its code.") var code: String
        @OptionGroup var folder: DataOption

        func run() async throws {
            try await LocalCommands.run(LocalRequest(command: ["person undo", code]), in: folder)
        }
    }

    /// The way back in for an administrator who has forgotten the password.
    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "password",
            abstract: "Cấp mật khẩu mới, phải đổi khi đăng nhập. A new first password.")

        @Argument(help: "Tên đăng nhập. The account.") var account: String
        @OptionGroup var folder: DataOption

        func run() async throws {
            try await LocalCommands.run(
                LocalRequest(command: ["person password", account]), in: folder)
        }
    }
}
