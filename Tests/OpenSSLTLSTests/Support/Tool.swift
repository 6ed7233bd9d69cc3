import Foundation

/// A program of the system, run to its end.
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
        let files = try ["in", "out", "err"].map {
            try folder.write($0, $0 == "in" ? Array(input.utf8) : [])
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "60", name] + arguments
        process.standardInput = FileHandle(forReadingAtPath: files[0])
        process.standardOutput = FileHandle(forWritingAtPath: files[1])
        process.standardError = FileHandle(forWritingAtPath: files[2])
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        func text(_ path: String) throws -> String {
            String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        }
        return Outcome(status: status, output: try text(files[1]), errors: try text(files[2]))
    }
}
