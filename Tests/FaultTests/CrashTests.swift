import Foundation
import Rehearsal
import Testing

/// The server dies without warning, again and again on the same folder.
@Suite(.serialized) struct CrashTests {
    static let kills = 50

    @Test(.timeLimit(.minutes(5)))
    func everyAcknowledgedAnswerOutlivesFiftyKills() async throws {
        let exam = try await Exam.prepared(candidates: 6).mixedWithPractice()
        // The first start makes the certificate.
        let first = try await exam.server()
        let candidates = try exam.candidates(trusting: first.authority)
        first.process.send(SIGKILL)
        #expect(await first.process.exit(within: .seconds(10)) == .killed(SIGKILL))
        for round in 1...Self.kills {
            let server = try await exam.server()
            let address = server.address
            let lost = try await forAll(candidates) { try await $0.comeBack(to: address) }
            #expect(lost.joined().isEmpty, "before kill \(round): \(Array(lost.joined()))")
            let acknowledged = try await saves(of: candidates)
            async let endings = forAll(candidates) { await $0.saveOn() }
            // However this ends: they save until the server is gone.
            defer { server.process.send(SIGKILL) }
            try await Self.wait(for: candidates, toSaveMoreThan: acknowledged)
            // A random moment of whatever the server is at.
            try await Task.sleep(for: .microseconds(Int.random(in: 0...150_000)))
            server.process.send(SIGKILL)
            #expect(await server.process.exit(within: .seconds(10)) == .killed(SIGKILL))
            // Until the kill every save was taken; after it the connections are gone.
            #expect(try await endings.allSatisfy { $0 == .closed })
        }
        let server = try await exam.server()
        let address = server.address
        let lost = try await forAll(candidates) { try await $0.comeBack(to: address) }
        #expect(lost.joined().isEmpty, "\(Array(lost.joined()))")
        for candidate in candidates {
            #expect(await !candidate.saves.isEmpty, "sitting and practice both saved")
        }
        let total = try await saves(of: candidates)
        #expect(total >= Self.kills, "each kill came after at least one more save")
        server.process.send(SIGTERM)
        #expect(await server.process.exit(within: .seconds(30)) == .exited(0))
    }

    private func saves(of candidates: [Candidate]) async throws -> Int {
        try await forAll(candidates) { await $0.saves.count }.reduce(0, +)
    }

    /// So that every kill meets saves under way.
    private static func wait(for candidates: [Candidate], toSaveMoreThan count: Int) async throws {
        while try await forAll(candidates, { await $0.saves.count }).reduce(0, +) <= count {
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}
