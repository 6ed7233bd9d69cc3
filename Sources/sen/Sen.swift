import ArgumentParser

/// The command line: `docs/formats.md` describes what it prints.
@main
struct Sen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sen",
        abstract:
            "Ngân hàng câu hỏi, đề kiểm tra và ca thi trực tuyến. Question banks, tests and sittings.",
        version: "sen 0.1.0",
        subcommands: [
            ServeCommand.self, BankCommand.self, UnitCommand.self, PersonCommand.self,
            TrainingCommand.self,
            ScoreCommand.self,
            AnalyseCommand.self, FormCommand.self,
            CheckCommand.self,
            BackupCommand.self, RestoreCommand.self, RehearseCommand.self,
        ])
}

/// Exit codes of the contract.
enum ExitStatus {
    /// The input is wrong; each fault stands on standard error with its place.
    static let badInput: Int32 = 1
    static let usage: Int32 = 2
    /// A missing program, a full disk, a locked folder.
    static let environment: Int32 = 3
}

/// The folder a command works on.
struct DataOption: ParsableArguments {
    @Option(help: "Thư mục dữ liệu. The data folder (else SEN_DATA, else ./data).")
    var data: String?
}
