import Glibc
import NIOCore
import Rehearsal
import Testing

/// No answer is acknowledged before it is on the disk, and one sync serves all
/// who wait for it.
@Suite(.serialized) struct SyncTests {
    @Test(
        .timeLimit(.minutes(3)),
        arguments: [
            0,  // the device as it is
            20,  // a school's disk: whoever did not wait would be seen
        ])
    func noSaveIsAnsweredBeforeItsSync(delay: Int) async throws {
        let exam = try await Exam.prepared(candidates: 12)
        let log = try await SyncLog(in: exam.folder)
        let server = try await exam.server(environment: log.environment(delay: delay))
        let address = server.address
        let candidates = try exam.candidates(trusting: server.authority)
        _ = try await forAll(candidates) { try await $0.comeBack(to: address) }

        let begun = NIODeadline.now()
        let endings = try await forAll(candidates) { await $0.saveOn(most: 25) }
        let ended = NIODeadline.now()

        #expect(endings.allSatisfy { $0 == nil }, "\(endings)")
        let saves = try await forAll(candidates) { await $0.saves }.flatMap { $0 }
        #expect(saves.count == 12 * 25)
        let syncs = try log.syncs(of: "/answers.sqlite-wal").filter {
            $0.begun >= begun && $0.ended <= ended
        }
        let early = saves.filter { !$0.isCovered(by: syncs) }
        #expect(early.isEmpty, "\(early.count) of \(saves.count) were answered before a sync")
        #expect(syncs.count < saves.count, "\(syncs.count) syncs: saves that wait share one")
        server.process.send(SIGTERM)
        #expect(await server.process.exit(within: .seconds(30)) == .exited(0))
    }

    /// The judgement above must be able to say no.
    @Test(arguments: [
        (begun: 10, ended: 20, isCovered: true),
        (begun: 9, ended: 15, isCovered: false),  // began before the save was sent
        (begun: 15, ended: 21, isCovered: false),  // returned after the answer
        (begun: 30, ended: 40, isCovered: false),
    ])
    func judgesByBothEnds(begun: UInt64, ended: UInt64, isCovered: Bool) {
        let save = AcknowledgedSave(
            slot: 1, sent: .uptimeNanoseconds(10), answered: .uptimeNanoseconds(20))
        let sync = SyncLog.Sync(
            begun: .uptimeNanoseconds(begun), ended: .uptimeNanoseconds(ended), bytes: 1,
            path: "/answers.sqlite-wal")
        #expect(save.isCovered(by: [sync]) == isCovered)
    }
}
