import ArgumentParser

/// `sen person`: what the owner of the machine does for people.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Người dùng. People.", subcommands: [Password.self])

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
