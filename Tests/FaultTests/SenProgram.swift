import Foundation

/// The real `sen`, as it was built beside these tests.
enum SenProgram {
    /// The checkout's folder.
    static let checkout = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// The program lies in the folder of the running tests.
    static var path: String {
        let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: tests ?? checkout).deletingLastPathComponent().path + "/sen"
    }

    /// Runs a command of `sen` to its end.
    ///
    /// - Throws: `Failed` with what it said, unless it exits with 0.
    static func run(_ arguments: [String], in folder: TemporaryFolder) async throws {
        let process = try RunningProcess(path, arguments, in: folder)
        guard let status = await process.exit(within: .seconds(120)), status == .exited(0) else {
            process.send(SIGKILL)
            throw Failed(command: arguments.prefix(2).joined(separator: " "), said: process.output)
        }
    }

    struct Failed: Error {
        let command: String
        let said: String
    }
}

/// A program that was started by a test, and that does not outlive it.
final class RunningProcess: Sendable {
    enum Exit: Hashable, Sendable {
        case exited(Int32)
        case killed(Int32)
    }

    let pid: Int32
    private let outputFile: String
    /// Held because `Foundation` waits for the child through it.
    private let process: Process

    /// - Parameter environment: added to that of the tests.
    init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:],
        in folder: TemporaryFolder
    ) throws {
        outputFile = try folder.write("output-\(UUID().uuidString)", [])
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.standardInput = FileHandle.nullDevice
        let output = FileHandle(forWritingAtPath: outputFile)
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try output?.close()
        pid = process.processIdentifier
        self.process = process
    }

    deinit { if process.isRunning { kill(pid, SIGKILL) } }

    func send(_ signal: Int32) { if process.isRunning { kill(pid, signal) } }

    /// What it has printed so far, on both.
    var output: String {
        (try? String(contentsOf: URL(filePath: outputFile), encoding: .utf8)) ?? ""
    }

    /// How it ended; nil if it goes on for longer.
    func exit(within limit: Duration) async -> Exit? {
        let end = ContinuousClock.now + limit
        while process.isRunning {
            guard ContinuousClock.now < end else { return nil }
            try? await Task.sleep(for: .milliseconds(5))
        }
        let status = process.terminationStatus
        return process.terminationReason == .exit ? .exited(status) : .killed(status)
    }
}
