import Foundation
import Glibc
import Logging
import Synchronization
import Testing

@testable import sen

@Suite struct LogFormatTests {
    /// 2026-11-20 07:03:59.120999 UTC: milliseconds are cut, not rounded into the future.
    private let time = timespec(tv_sec: 1_795_158_239, tv_nsec: 120_999_000)

    @Test func jsonHasTheAgreedFields() {
        let line = LogFormat.json.line(
            at: time, .warning, "đĩa sắp đầy", ["free": "12 MB", "folder": ["a", "b"]])
        #expect(
            line
                == #"{"time":"2026-11-20T07:03:59.120Z","level":"warning","message":"đĩa sắp đầy","#
                + #""metadata":{"folder":["a","b"],"free":"12 MB"}}"# + "\n")
        #expect(!LogFormat.json.line(at: time, .info, "x", [:]).contains("metadata"))
    }

    @Test func textIsForPeople() {
        let line = LogFormat.text.line(
            at: time, .info, "serving",
            ["port": "8443", "why": "a \"b\" c", "none": "", "n": ["k": "v"]])
        // The hour is that of the reader's clock.
        #expect(line.dropFirst(2).hasPrefix(":03:59.120 INFO     serving  "))
        #expect(line.hasSuffix(#"serving  n={"k":"v"} none="" port=8443 why="a \"b\" c""# + "\n"))
    }

    /// What somebody may type into a form to make the log say something else.
    @Test(arguments: [
        ("a\nb", #"a\nb"#), ("a\r\nb", #"a\r\nb"#), ("a\u{0}b", #"a\u0000b"#),
        ("\u{1B}[2J", #"\u001b[2J"#),  // clears a terminal
        ("a\u{9B}2J", #"a\u009b2J"#),  // the same in one C1 control
        ("a\u{2028}b\u{2029}c\u{85}d", #"a\u2028b\u2029c\u0085d"#),  // lines to some readers
        ("\u{202E}nimda", #"\u202enimda"#), ("\u{2066}x\u{2069}", #"\u2066x\u2069"#),
        ("\u{FEFF}x", #"\ufeffx"#), ("\u{7F}", #"\u007f"#), ("tab\there", #"tab\there"#),
    ])
    func nobodyForgesALine(typed: String, written: String) throws {
        for format in [LogFormat.text, .json] {
            for line in [
                format.line(at: time, .info, typed, [:]),
                format.line(at: time, .info, "x", ["value": "\(typed)"]),
                format.line(at: time, .info, "x", [typed: "value"]),
                format.line(at: time, .info, "x", ["list": [.dictionary([typed: .string(typed)])]]),
            ] {
                #expect(line.contains(written))
                #expect(line.dropLast().allSatisfy { !$0.isNewline })
                #expect(line.hasSuffix("\n"))
            }
        }
        let json = LogFormat.json.line(at: time, .info, typed, [typed: "\(typed)"])
        let read = try JSONDecoder().decode(JSONLine.self, from: Data(json.utf8))
        #expect(
            Array(read.message.utf8) == Array(typed.utf8), "a program reads back what was typed")
        #expect(read.metadata == [typed: typed])
    }

    @Test func quotesAndBackslashesSurviveJSON() throws {
        let typed = #"C:\đề "1"\n"#
        let line = LogFormat.json.line(at: time, .error, typed, ["path": "\(typed)"])
        let read = try JSONDecoder().decode(JSONLine.self, from: Data(line.utf8))
        #expect(read.message == typed)
        #expect(read.metadata == ["path": typed])
    }

    @Test func theNearestMetadataWins() throws {
        let log = try Written { output in
            var handler = LineLogHandler(
                format: .json, output: output,
                metadataProvider: .init { ["a": "task", "b": "task"] })
            handler[metadataKey: "a"] = "logger"
            handler[metadataKey: "c"] = "logger"
            var logger = Logger(label: "test") { _ in handler }
            logger.logLevel = .info
            logger.info("x", metadata: ["b": "statement"])
            logger.debug("never written")
            logger.error("y", error: FolderLockError.held(folder: "/data", pid: 7))
        }
        #expect(log.lines.count == 2)
        #expect(log.lines.first?.metadata == ["a": "task", "b": "statement", "c": "logger"])
        #expect(log.lines.last?.metadata?["error"] == "/data is in use by process 7")
        #expect(log.lines.last?.metadata?["error-type"] == "sen.FolderLockError")
        #expect(log.lines.last?.level == "error")
    }

    /// Lines longer than a pipe takes at once, from eight threads: none is torn.
    @Test func linesFromManyThreadsStayWhole() throws {
        let log = try Written { output in
            let logger = Logger(label: "test") { _ in LineLogHandler(format: .json, output: output)
            }
            DispatchQueue.concurrentPerform(iterations: 8) { thread in
                let tail = String(repeating: "\(thread)", count: 3_000 * (thread + 1))
                for number in 0..<20 { logger.info("\(thread) \(number) \(tail)") }
            }
        }
        #expect(log.lines.count == 160)
        #expect(Set(log.lines.map(\.message)).count == 160)
        for thread in 0..<8 {
            let own = log.lines.map { $0.message.split(separator: " ") }.filter {
                $0[0] == "\(thread)"
            }
            #expect(own.map { $0[1] } == (0..<20).map { Substring("\($0)") }, "in order")
        }
    }

    @Test func anOutputThatIsGoneStopsNothing() throws {
        let closed = open("/dev/null", O_RDONLY)
        defer { close(closed) }
        let lost = LogOutput(closed)
        _ = lost.write("lost\n")
        lost.flush()
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        let nowhere = LogOutput(full)
        _ = nowhere.write("lost\n")
        nowhere.flush()
    }

    /// Nobody reads: whoever logs goes on, and later learns how much is missing.
    @Test func aReaderWhoDoesNotKeepUpHoldsNobodyUp() throws {
        let line = String(repeating: "a", count: 1 << 20)
        let logger = { output in
            Logger(label: "test") { _ in LineLogHandler(format: .json, output: output) }
        }
        let log = try Written(
            before: { output in for _ in 0..<20 { logger(output).info("\(line)") } },
            { output in
                output.flush(within: .seconds(60))
                logger(output).info("after")
            })
        #expect(log.lines.contains { $0.message == "after" })
        let lost = try #require(log.lines.last { $0.message == "lines of the log were lost" })
        #expect(lost.level == "error")
        #expect(lost.metadata?["lost"].flatMap { Int($0) } ?? 0 > 10)
    }
}

private struct JSONLine: Decodable {
    let time: String
    let level: String
    let message: String
    let metadata: [String: String]?
}

/// What came out at the other end of a non-blocking stream.
private struct Written {
    let lines: [JSONLine]

    /// - Parameters:
    ///   - before: runs while nobody reads.
    ///   - body: runs while somebody does.
    init(
        before: (LogOutput) throws -> Void = { _ in }, _ body: (LogOutput) throws -> Void
    ) throws {
        var ends: [Int32] = [0, 0]
        // No pipe: children that other tests start must not inherit the end we close.
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        try #require(socketpair(AF_UNIX, kind, 0, &ends) == 0)
        let (reading, writing) = (ends[0], ends[1])
        try #require(fcntl(writing, F_SETFL, O_NONBLOCK) == 0)
        let received = Received()
        let output = LogOutput(writing)
        try before(output)
        Thread.detachNewThread { received.finish(with: readAll(reading)) }
        try body(output)
        output.flush(within: .seconds(60))
        close(writing)
        let text = String(decoding: received.wait(), as: UTF8.self)
        close(reading)
        lines = try text.split(separator: "\n").map {
            try JSONDecoder().decode(JSONLine.self, from: Data($0.utf8))
        }
    }
}

/// Everything until the end of the file; unlike `FileHandle`, goes on after an interruption.
private func readAll(_ file: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(file, &chunk, chunk.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return bytes }
        bytes += chunk[..<count]
    }
}

/// Bytes that one thread hands to another, once.
private final class Received: Sendable {
    private let state = Mutex<[UInt8]>([])
    private let ready = DispatchSemaphore(value: 0)

    func finish(with bytes: [UInt8]) {
        state.withLock { $0 = bytes }
        ready.signal()
    }

    func wait() -> [UInt8] {
        ready.wait()
        return state.withLock { $0 }
    }
}
