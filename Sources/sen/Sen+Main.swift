import ArgumentParser
import Foundation

extension Sen {
    /// Runs the command that was typed. Wrong usage ends with the contract's exit
    /// code 2, where ArgumentParser alone would say 64 (`EX_USAGE`).
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            Console.complain(fullMessage(for: error))
            Foundation.exit(ExitStatus.usage)
        }
    }
}
