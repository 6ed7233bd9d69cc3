import Subprocess

/// The program pandoc, bounded in memory and output.
enum Pandoc {
    /// - Returns: what it wrote to its standard output.
    /// - Throws: `ConversionFault` when it is missing or fails.
    static func run(_ arguments: [String]) async throws(ConversionFault) -> [UInt8] {
        let limits = ["+RTS", "-M512m", "-RTS"]
        do {
            let result = try await Subprocess.run(
                .name("pandoc"), arguments: Arguments(arguments + limits),
                output: .bytes(limit: 64 << 20), error: .discarded)
            guard result.terminationStatus.isSuccess else {
                throw ConversionFault.failed(program: "pandoc", "\(result.terminationStatus)")
            }
            return result.standardOutput
        } catch let fault as ConversionFault {
            throw fault
        } catch {
            throw ConversionFault.missing(program: "pandoc", "\(error)")
        }
    }
}
