import Storage
import Testing
import Values

@testable import Delivery

@Suite struct ServerClockTests {
    @Test func aJumpOfTheWallMovesNothing() {
        let time = ManualTime()
        let clock = ServerClock(source: time.source, kept: nil, followsWall: true)
        #expect(clock.now == ManualTime.beginning)
        time.pass(seconds: 10)
        #expect(clock.now == ManualTime.beginning.adding(seconds: 10))
        #expect(clock.lookForJump() == nil)

        time.jump(seconds: -300)
        #expect(clock.now == ManualTime.beginning.adding(seconds: 10))
        let jump = ServerClock.Jump(at: clock.now, ahead: -300_000)
        #expect(clock.lookForJump() == jump)
        #expect(clock.lookForJump() == nil, "one alarm a jump")
        #expect(clock.jumps == [jump])
        time.jump(seconds: 300)
        #expect(clock.lookForJump()?.ahead == 0, "set right again is a jump too")
    }

    @Test(arguments: [
        (
            boot: "first start", jump: 0 as Int64, followsWall: false, ahead: 0 as Int64, alarms: 0,
            why: "an ordinary restart"
        ),
        ("first start", 500, false, 0, 1, "the wall jumped while we were down: not believed"),
        ("first start", -500, false, 0, 1, "backwards, too"),
        ("second start", 500, false, 500, 0, "after a restart of the machine the wall is asked"),
        ("second start", -500, false, -100, 1, "but never goes back behind a kept time"),
        ("first start", -500, true, -500, 0, "nothing is running: the wall is right"),
    ])
    func goesOnAfterARestart(
        boot: String, jump: Int64, followsWall: Bool, ahead: Int64, alarms: Int, why: String
    ) {
        let first = ManualTime()
        let before = ServerClock(source: first.source, kept: nil, followsWall: true)
        let kept = before.reading
        // 100 seconds later the server starts again.
        let second = ManualTime(boot: boot)
        second.pass(seconds: 100)
        second.jump(seconds: jump)
        let clock = ServerClock(source: second.source, kept: kept, followsWall: followsWall)
        #expect(clock.now == ManualTime.beginning.adding(seconds: 100 + ahead), "\(why)")
        #expect(clock.jumps.count == alarms, "\(why)")
    }

    @Test func theMachinesClocksRun() {
        let source = TimeSource.machine
        #expect(source.wall() > ManualTime.beginning)
        #expect(source.monotonic() > 0)
        #expect(!source.boot.isEmpty)
        #expect(TimeSource.machine.boot == source.boot)
    }

    /// The deadline of an open attempt survives a wall clock that was wrong at the restart.
    @Test func noDeadlineMovesAcrossARestart() async throws {
        let exam = try await Exam.running()
        try await exam.start()
        exam.time.pass(seconds: 60)
        exam.time.jump(seconds: 7_200)
        let (again, _) = try await exam.restarted()
        #expect(try await again.paper().secondsLeft == Exam.duration - 60)
        #expect(again.delivery.clock.jumps.count == 1)
    }
}
