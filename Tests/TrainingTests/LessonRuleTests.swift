import Testing
import Values

@testable import Training

/// When a lesson is done, and when a trainee may say so.
@Suite struct LessonRuleTests {
    private static let opened = Instant(milliseconds: 1_000_000)
    private static let component = "kiểm tra cuối"

    @Test(
        arguments: [
            (LessonRule.opened, false, false, nil, false),
            (.opened, true, false, nil, true),
            (.marked, true, false, nil, false),
            (.marked, true, true, nil, true),
            (.time(minutes: 10), true, false, nil, false),
            (.mark(component: component, atLeast: Mark(5)), true, true, nil, false),
            (.mark(component: component, atLeast: Mark(5)), false, false, "4.75", false),
            (.mark(component: component, atLeast: Mark(5)), false, false, "5", true),
        ] as [(LessonRule, Bool, Bool, String?, Bool)])
    func isDone(
        rule: LessonRule, isOpened: Bool, isMarked: Bool, mark: String?, expected: Bool
    ) {
        let work = LessonRule.Work(
            openedAt: isOpened ? Self.opened : nil, doneAt: isMarked ? Self.opened : nil)
        var marks: [String: Mark] = [:]
        marks[Self.component] = mark.flatMap { Mark($0) }
        #expect(rule.isDone(work, marks: marks) == expected)
    }

    @Test func timeIsWaitedFor() {
        let rule = LessonRule.time(minutes: 10)
        let work = LessonRule.Work(openedAt: Self.opened)
        #expect(rule.seconds(until: .init(), at: Self.opened) == 600, "not opened yet")
        #expect(rule.seconds(until: work, at: Self.opened) == 600)
        #expect(rule.seconds(until: work, at: Self.opened.adding(seconds: 599)) == 1)
        #expect(rule.seconds(until: work, at: Self.opened.adding(seconds: 600)) == 0)
        #expect(rule.seconds(until: work, at: Self.opened.adding(seconds: 9_999)) == 0)
        #expect(LessonRule.marked.seconds(until: work, at: Self.opened) == 0)
        #expect(LessonRule.opened.seconds(until: work, at: Self.opened) == nil)
    }

    /// Nobody completes a class by being in it, before it has anything to do.
    @Test func anEmptyClassAsksForNothing() {
        let empty = Completion.Progress()
        #expect(!CompletionRule().asksForSomething(of: empty))
        #expect(!CompletionRule(needsLessons: true).asksForSomething(of: empty))
        #expect(!CompletionRule(attendancePercent: 80).asksForSomething(of: empty))
        #expect(CompletionRule(components: [.init(name: "a")]).asksForSomething(of: empty))
        let lesson = Completion.Progress(lessons: [.init(name: "bài 1", isDone: true)])
        #expect(CompletionRule(needsLessons: true).asksForSomething(of: lesson))
        #expect(!CompletionRule().asksForSomething(of: lesson), "lessons are not asked for")
    }
}
