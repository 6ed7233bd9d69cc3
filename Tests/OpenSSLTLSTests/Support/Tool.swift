import Subprocess

/// A program of the system, run to its end. Not by Foundation's `Process`, which reads the
/// list of open files beyond its page and has ended a whole run of tests so.
struct Tool {
    let name: String

    static let curl = Tool(name: "curl")
    static let openssl = Tool(name: "openssl")
    static let python = Tool(name: "python3")

    struct Outcome {
        var status: Int32
        var output: String
        var errors: String
        /// Both, for what a program may say in either.
        var all: String { output + errors }
    }

    /// Runs it with this on its standard input. Nothing that hangs outlives a minute.
    func run(_ arguments: [String], input: String = "") async throws -> Outcome {
        let folder = try TemporaryFolder()
        // From a file: a program that ends before it has read its input may not end us.
        let file = try folder.write("in", Array(input.utf8))
        let script = "from=$1; shift; exec timeout 60 \"$@\" < \"$from\""
        let result = try await Subprocess.run(
            .name("sh"), arguments: Arguments(["-c", script, "sh", file, name] + arguments),
            output: .bytes(limit: 16 << 20), error: .bytes(limit: 16 << 20))
        return Outcome(
            status: Self.code(of: result.terminationStatus),
            output: String(decoding: result.standardOutput, as: UTF8.self),
            errors: String(decoding: result.standardError, as: UTF8.self))
    }

    private static func code(of status: TerminationStatus) -> Int32 {
        switch status {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }
}
