import ArgumentParser

/// `sen person`: what the owner of the machine does for people.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Người dùng. People.",
        subcommands: [Import.self, Password.self])

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
