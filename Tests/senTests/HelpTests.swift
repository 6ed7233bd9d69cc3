import ArgumentParser
import Interchange
import Testing

@testable import sen

/// What `--help` says is what there is.
@Suite struct HelpTests {
    /// Without the line breaks that the help is wrapped with.
    private func help(_ command: any ParsableCommand.Type) -> String {
        command.helpMessage(columns: 2_000)
    }

    @Test func everyFormatIsNamed() {
        let formats = BankFormat.allCases.map(\.rawValue).joined(separator: ", ")
        #expect(help(BankCommand.Export.self).contains(formats))
        #expect(help(BankCommand.Import.self).contains(formats))
        for format in BankFormat.allCases {
            let ending = ".\(format.fileExtension.replacing("gift.txt", with: "gift"))"
            #expect(help(BankCommand.Import.self).contains(ending), "\(ending)")
        }
    }

    @Test(arguments: ["--dry-run", "--json", "--subject", "--format", "--pin-referring"])
    func theImportsOptionsAreNamed(option: String) {
        #expect(help(BankCommand.Import.self).contains(option))
    }
}
