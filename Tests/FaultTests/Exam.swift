import Assessment
import Authoring
import Foundation
import NIOPosix
import OpenSSLTLS
import People
import Rehearsal
import Storage
import Values

/// A data folder with an open sitting and its tickets, and servers upon it.
struct Exam {
    let folder: TemporaryFolder
    let tickets: [String]

    var data: String { "\(folder.path)/data" }

    /// The sample bank of Toán 12, and a paper in the national format.
    static func prepared(candidates: Int) async throws -> Exam {
        let folder = try TemporaryFolder()
        let data = "\(folder.path)/data"
        let bank = "\(SenProgram.checkout)/QuestionBanks/toan-12"
        let files = try FileManager.default.contentsOfDirectory(atPath: bank)
            .filter { $0.hasSuffix(".cau.txt") }.sorted().map { "\(bank)/\($0)" }
        try await SenProgram.run(
            ["bank", "import"] + files + ["--subject", "toan-12", "--data", data], in: folder)
        try await SenProgram.run(
            [
                "rehearse", "--prepare", "--candidates", "\(candidates)", "--subject", "toan-12",
                "--data", data, "--tickets", "\(folder.path)/tickets",
            ], in: folder)
        return Exam(folder: folder, tickets: try folder.lines(of: "tickets"))
    }

    /// The same people practise beside the sitting: tickets for a practice of the same
    /// test in the place of every other one's.
    ///
    /// - Precondition: no server has the folder.
    func mixedWithPractice() async throws -> Exam {
        let database = try Database(
            path: "\(data)/main.sqlite", migrations: MainMigrations.all,
            backupFolder: "\(data)/backups")
        let (teacher, test, schoolClass) = try await database.read { connection in
            func one(_ query: String) throws -> Row {
                guard let row = try connection.row(query) else { throw NotFound() }
                return row
            }
            return (
                try one("select id from person order by id limit 1").int64("id"),
                try one("select code from test limit 1").text("code"),
                try one("select code from unit where kind = 'class' limit 1").text("code")
            )
        }
        let principal = Principal(person: teacher, name: "", roles: [.administrator, .teacher])
        let sittings = Sittings(database: database)
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        let practice = try await sittings.open(
            test: test, to: schoolClass,
            as: .practice(
                PracticeRules(attempts: nil, counting: .best, feedback: .atOnce), isTimed: false),
            opens: now.adding(seconds: -60), closes: now.adding(seconds: 86_400), by: principal,
            at: now)
        let codes = try await sittings.makeTickets(of: practice, by: principal, at: now)
            .map(\.code)
        try database.close()
        let mixed = zip(tickets, codes).enumerated().map { $0.isMultiple(of: 2) ? $1.0 : $1.1 }
        return Exam(folder: folder, tickets: mixed)
    }

    /// Starts the server and waits until it says where it is.
    func server(environment: [String: String] = [:]) async throws -> SenServer {
        let process = try RunningProcess(
            SenProgram.path,
            [
                "serve", "--data", data, "--port", "0",
                "--public", "\(SenProgram.checkout)/Public", "--log-level", "warning",
            ], environment: environment, in: folder)
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end, await process.exit(within: .zero) == nil {
            if let address = Self.address(in: process.output) {
                return SenServer(
                    process: process, address: address,
                    authority: "\(data)/certificates/authority.pem")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        process.send(SIGKILL)
        throw SenProgram.Failed(command: "serve", said: process.output)
    }

    private static func address(in output: String) -> ServerAddress? {
        let mark = "Sen: "
        // Only a line that is there to its end.
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        guard let line = lines.first(where: { $0.hasPrefix(mark) }) else { return nil }
        return try? ServerAddress(String(line.dropFirst(mark.count)))
    }

    /// Candidates with these tickets, not connected yet; two save as scripts do, and
    /// two as forms do, by turns.
    func candidates(trusting authority: String) throws -> [Candidate] {
        let trust = try TLSContext.client(trusting: .file(authority))
        let loops = MultiThreadedEventLoopGroup.singleton
        return tickets.enumerated().map { place, ticket in
            Candidate(
                ticket: ticket, trusting: trust, saving: place % 4 < 2 ? .script : .form,
                on: loops.next())
        }
    }
}

/// A server that was started by a test.
struct SenServer {
    let process: RunningProcess
    let address: ServerAddress
    let authority: String

    /// Whether a page comes as if nothing had happened, over a connection of its own.
    func isWell() async throws -> Bool {
        let client = try await RawClient.connect(to: self)
        let answer = try await client.say(
            "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        return answer.hasPrefix("HTTP/1.1 200 ")
    }
}

extension Candidate {
    /// Connects, signs in, opens the paper, and compares all of it with what was
    /// acknowledged before.
    func comeBack(to server: ServerAddress) async throws(RehearsalError) -> [LostAnswer] {
        await disconnect()
        try await connect(to: server)
        try await signIn()
        try await openPaper()
        return try await readBack()
    }

    /// Saves without pause, slot after slot, until something goes wrong or it has
    /// been `most` times.
    ///
    /// - Returns: what went wrong, if anything.
    func saveOn(most: Int = .max) async -> RehearsalError? {
        let numbers = slots.keys.sorted()
        for place in 0..<most {
            do throws(RehearsalError) {
                try await save(slot: numbers[place % numbers.count])
            } catch {
                return error
            }
        }
        return nil
    }
}

/// Does the same for all, at the same time.
func forAll<T: Sendable>(
    _ candidates: [Candidate], _ work: @escaping @Sendable (Candidate) async throws -> T
) async throws -> [T] {
    try await withThrowingTaskGroup(of: T.self) { group in
        for candidate in candidates { group.addTask { try await work(candidate) } }
        return try await group.reduce(into: []) { $0.append($1) }
    }
}
