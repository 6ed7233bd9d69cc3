import Foundation
import Rehearsal
import Testing

/// SIGTERM under load: what is in flight is answered, nothing acknowledged is lost.
@Suite(.serialized) struct StopTests {
    @Test(.timeLimit(.minutes(3)))
    func aGracefulStopLosesNothing() async throws {
        let exam = try await Exam.prepared(candidates: 8)
        // Slow syncs, so that the signal surely meets saves in flight.
        let log = try await SyncLog(in: exam.folder)
        let server = try await exam.server(environment: log.environment(delay: 20))
        let address = server.address
        let candidates = try exam.candidates(trusting: server.authority)
        _ = try await forAll(candidates) { try await $0.comeBack(to: address) }

        async let endings = forAll(candidates) { await $0.saveOn() }
        while try await forAll(candidates, { await $0.saves.count }).reduce(0, +) < 40 {
            try await Task.sleep(for: .milliseconds(5))
        }
        server.process.send(SIGTERM)
        // The contract: "then exit within 10 s".
        #expect(await server.process.exit(within: .seconds(10)) == .exited(0))
        // Taken, or told that it was not; or the next one found the door closed.
        for ending in try await endings {
            #expect(ending == .stopping || ending == .closed, "\(String(describing: ending))")
        }

        let again = try await exam.server()
        let newAddress = again.address
        let lost = try await forAll(candidates) { try await $0.comeBack(to: newAddress) }
        #expect(lost.joined().isEmpty, "\(Array(lost.joined()))")
    }
}
