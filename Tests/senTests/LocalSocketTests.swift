import Foundation
import Glibc
import Logging
import ServiceLifecycle
import Testing

@testable import sen

@Suite struct LocalSocketTests {
    @Test func carriesARequestThereAndItsAnswerBack() async throws {
        let folder = try TemporaryFolder()
        let picture = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0) })
        let response = try await serving(in: folder.path) { request in
            LocalResponse(
                status: 1, output: request.command.joined(separator: "|"), errors: "dòng 3\n",
                files: request.files.mapValues { Data($0.reversed()) })
        } while: {
            try await ask(folder.path, ["bank", "import", "đề \"1\"\n.cau.txt"], ["đề": picture])
        }
        #expect(response.status == 1)
        #expect(response.output == "bank|import|đề \"1\"\n.cau.txt")
        #expect(response.errors == "dòng 3\n")
        #expect(response.files == ["đề": Data(picture.reversed())])
    }

    @Test func answersManyAtOnce() async throws {
        let folder = try TemporaryFolder()
        // Nobody is answered before all 20 are there: one after the other would never end.
        let gate = Gate(waitingFor: 20)
        try await serving(in: folder.path) { request in
            await gate.pass()
            return LocalResponse(status: 0, output: request.command[0])
        } while: {
            try await withThrowingTaskGroup { group in
                for number in 0..<20 {
                    group.addTask {
                        let response = try await ask(folder.path, ["\(number)"])
                        #expect(response.output == "\(number)")
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func onlyTheOwnerMayConnect() async throws {
        let folder = try TemporaryFolder()
        try await serving(in: folder.path, by: { _ in LocalResponse(status: 0) }) {
            var status = stat()
            try #require(stat(folder.path + "/sen.sock", &status) == 0)
            #expect(status.st_mode & S_IFMT == S_IFSOCK)
            #expect(status.st_mode & 0o777 == 0o600)
        }
    }

    /// 107 bytes are what an address holds.
    @Test(arguments: [96, 98, 99, 100, 300])
    func reachesFoldersOfAnyLength(length: Int) async throws {
        let root = try TemporaryFolder()
        var folder = root.path
        while folder.utf8.count < length {
            folder +=
                "/"
                + String(repeating: "d", count: min(100, max(1, length - folder.utf8.count - 1)))
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let response = try await serving(
            in: folder, by: { _ in LocalResponse(status: 0, output: "có") }
        ) {
            try await ask(folder, [])
        }
        #expect(response.output == "có")
        #expect(!FileManager.default.fileExists(atPath: folder + "/sen.sock"))
    }

    @Test func withoutAServerTheClientSaysSo() async throws {
        let folder = try TemporaryFolder()
        let absent = LocalSocketError.noServer(folder: folder.path)
        await #expect(throws: absent, "no socket") { try await ask(folder.path, []) }
        try leaveStaleSocket(in: folder.path)
        await #expect(throws: absent, "a dead server's socket") { try await ask(folder.path, []) }
    }

    @Test func replacesTheSocketOfADeadServer() async throws {
        let folder = try TemporaryFolder()
        try leaveStaleSocket(in: folder.path)
        let response = try await serving(in: folder.path, by: { _ in LocalResponse(status: 0) }) {
            try await ask(folder.path, [])
        }
        #expect(response.status == 0)
    }

    @Test func replacesNothingButASocket() throws {
        let folder = try TemporaryFolder()
        try folder.write("precious", to: "sen.sock")
        #expect(throws: LocalSocketError.self) {
            try LocalSocketServer(folder: folder.path) { _ in LocalResponse(status: 0) }
        }
        #expect(try String(contentsOf: folder.url("sen.sock"), encoding: .utf8) == "precious")
    }

    /// Rude clients: what they send before they stop, and what they hear.
    @Test(arguments: [
        (sent: [UInt8]("GET / HTTP/1.1\r\n\r\n".utf8), errors: "too large for one message"),
        (sent: [0xFF, 0xFF, 0xFF, 0xFF], errors: "too large for one message"),
        (sent: [4, 0, 0, 1], errors: "too large for one message"),  // one more than the limit
        (sent: [0, 0, 0, 4] + "meow".utf8, errors: "not a message"),
        (sent: [0, 0, 0, 2] + "{}".utf8, errors: "not a message"),
        (sent: [0, 0, 0, 0], errors: "not a message"),
    ])
    func answersRudeClients(sent: [UInt8], errors: String) async throws {
        let folder = try TemporaryFolder()
        try await serving(in: folder.path, by: { _ in LocalResponse(status: 0) }) {
            let response = try await onAThread {
                let socket = try LocalAddress(folder: folder.path).connect()
                #expect(socket.write(sent))
                let answered = try answer(on: socket)
                #expect(throws: LocalSocketError.closed, "one request a connection") {
                    try socket.read(1)
                }
                return answered
            }
            #expect(response.status == 2)
            #expect(response.errors.hasPrefix(errors))
        }
    }

    @Test func aRequestMayComeByteByByteAndAnotherNotAtAll() async throws {
        let folder = try TemporaryFolder()
        try await serving(in: folder.path, by: { LocalResponse(status: 0, output: $0.command[0]) })
        {
            let silent = try LocalAddress(folder: folder.path).connect()
            _ = silent.write([0, 0])
            let answered = try await onAThread {
                let slow = try LocalAddress(folder: folder.path).connect()
                for byte in try LocalSocket.frame(LocalRequest(command: ["chậm"])) {
                    #expect(slow.write([byte]))
                }
                return try answer(on: slow)
            }
            #expect(answered.output == "chậm")
            withExtendedLifetime(silent) {}
        }
    }

    @Test func refusesToSendWhatIsTooLarge() async throws {
        let folder = try TemporaryFolder()
        let large = Data(count: LocalSocket.limit)
        let tooLarge = LocalSocketError.tooLarge(limit: LocalSocket.limit)
        await #expect(throws: tooLarge) { try await ask(folder.path, [], ["large": large]) }
        let response = try await serving(in: folder.path) { _ in
            LocalResponse(status: 0, files: ["large": large])
        } while: {
            try await ask(folder.path, ["export"])
        }
        #expect(response.status == 3)
        #expect(response.errors.hasPrefix("too large"))
    }

    @Test func stopsWithoutBreakingOffWhatItAnswers() async throws {
        let folder = try TemporaryFolder()
        let started = Gate(waitingFor: 2)
        let finish = Gate(waitingFor: 2)
        let server = try LocalSocketServer(folder: folder.path) { _ in
            await started.pass()
            await finish.pass()
            return LocalResponse(status: 0, output: "xong")
        }
        let group = ServiceGroup(services: [server], logger: quiet)
        let running = Task { try await group.run() }
        let answer = Task { try await ask(folder.path, []) }
        let idle = try LocalAddress(folder: folder.path).connect()
        _ = idle.write([0])
        await started.pass()
        await group.triggerGracefulShutdown()
        // The idle one is hung up on while the other is still being answered.
        await #expect(throws: LocalSocketError.closed) { try await onAThread { try idle.read(1) } }
        await finish.pass()
        #expect(try await answer.value.output == "xong")
        try await running.value
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/sen.sock"))
    }

    @Test func cancellationStopsItAndItsHandlers() async throws {
        let folder = try TemporaryFolder()
        let started = Gate(waitingFor: 2)
        let server = try LocalSocketServer(folder: folder.path) { _ in
            await started.pass()
            while !Task.isCancelled { await Task.yield() }
            return LocalResponse(status: 3)
        }
        let running = Task { try await server.run() }
        let answer = Task { try? await ask(folder.path, []) }
        await started.pass()
        running.cancel()
        _ = try? await running.value
        _ = await answer.value
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/sen.sock"))
    }

    private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Runs a server as long as `body` does, and stops it in good order.
    @discardableResult
    private func serving<Result: Sendable>(
        in folder: String, by handler: @escaping LocalSocketServer.Handler,
        while body: () async throws -> Result
    ) async throws -> Result {
        let server = try LocalSocketServer(folder: folder, handler: handler)
        let begun = Gate(waitingFor: 2)
        let group = ServiceGroup(services: [server, Begun(gate: begun)], logger: quiet)
        let running = Task { try await group.run() }
        await begun.pass()
        let result = await Swift.Result { () async throws -> Result in try await body() }
        await group.triggerGracefulShutdown()
        try await running.value
        return try result.get()
    }

    /// A socket file that nobody listens on.
    private func leaveStaleSocket(in folder: String) throws {
        _ = try LocalAddress(folder: folder).listen()
        try #require(FileManager.default.fileExists(atPath: folder + "/sen.sock"))
    }
}

/// Tells that a group of services runs; one that has not begun cannot be stopped.
private struct Begun: Service {
    let gate: Gate

    func run() async throws {
        await gate.pass()
        try await gracefulShutdown()
    }
}

/// Asks on a thread of its own: the client blocks.
private func ask(
    _ folder: String, _ command: [String], _ files: [String: Data] = [:]
) async throws -> LocalResponse {
    try await onAThread {
        try LocalSocketClient(folder: folder).send(LocalRequest(command: command, files: files))
    }
}

/// The next response on a connection; blocks.
private func answer(on socket: StreamSocket) throws -> LocalResponse {
    let length = try socket.read(4).reduce(0) { $0 << 8 | Int($1) }
    return try LocalSocket.message(LocalResponse.self, from: Data(socket.read(length)))
}

/// Where blocking holds nobody else up: the pool of tasks has a thread a processor.
private func onAThread<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Swift.Result(catching: work)) }
    }
}

/// Holds everybody back until so many have come.
private actor Gate {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(waitingFor count: Int) { missing = count }

    func pass() async {
        missing -= 1
        guard missing > 0 else {
            waiting.forEach { $0.resume() }
            waiting = []
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }
}

extension Result where Failure == any Error, Success: Sendable {
    /// What an async body returned or threw.
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
