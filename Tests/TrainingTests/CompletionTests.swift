import Testing
import Values

@testable import Training

/// What completing takes, and how it is explained.
@Suite struct CompletionTests {
    private static let rule = CompletionRule(
        components: [
            .init(name: "điểm quá trình", weight: 1),
            .init(name: "điểm kiểm tra cuối", weight: 2, passMark: Mark("5")),
        ],
        passTotal: Mark("6"), attendancePercent: 80, needsLessons: true)

    private static func progress(
        lesson4: Bool = true, attended: Int = 3, final: String? = "7", course: String? = "6"
    ) -> Completion.Progress {
        var marks: [String: Mark] = [:]
        marks["điểm kiểm tra cuối"] = final.flatMap { Mark($0) }
        marks["điểm quá trình"] = course.flatMap { Mark($0) }
        return Completion.Progress(
            lessons: [.init(name: "bài 3", isDone: true), .init(name: "bài 4", isDone: lesson4)],
            sessionsHeld: 3, sessionsAttended: attended, marks: marks)
    }

    @Test(
        arguments: [
            (progress(), nil, "all is there"),
            (
                progress(lesson4: false, final: "4,5", course: "10"),
                "còn thiếu: bài 4, điểm kiểm tra cuối ≥ 5", "the issue's own example"
            ),
            (progress(final: nil), "còn thiếu: điểm kiểm tra cuối ≥ 5", "no mark yet"),
            (progress(course: nil), "còn thiếu: điểm quá trình", "any mark will do, but one"),
            (
                progress(attended: 2), "còn thiếu: dự đủ 3 buổi (đã dự 2)",
                "80 % of 3 sessions are 3"
            ),
            (
                progress(final: "5", course: "5"), "còn thiếu: điểm chung ≥ 6",
                "each passes, the whole does not"
            ),
        ] as [(Completion.Progress, String?, String)])
    func saysWhatIsMissing(progress: Completion.Progress, text: String?, why: String) {
        let completion = Completion(Self.rule, progress)
        #expect(completion.explanation(in: .vietnamese) == text, "\(why)")
        #expect(completion.isComplete == (text == nil))
    }

    @Test func theWholeMarkIsWeightedAndExact() {
        let marks = ["a": Mark("1"), "b": Mark("0.1"), "c": Mark("10")].compactMapValues(\.self)
        let rule = CompletionRule(components: [
            .init(name: "a", weight: 3), .init(name: "b", weight: 3), .init(name: "c", weight: 1),
        ])
        #expect(rule.total(marks) == Mark("19/10"))
        #expect(rule.total(["a": .one]) == nil, "no whole without all parts")
        #expect(CompletionRule().total(marks) == nil, "nothing is marked")
    }

    @Test func aRuleWithoutConditionsIsMetByAnybody() {
        #expect(Completion(CompletionRule(), .init()).isComplete)
    }

    @Test(
        arguments: [
            ("7,5", "7.5"), ("10", "10"), ("0", "0"), ("10,001", nil), ("-1", nil), ("1/2", nil),
            ("8,1234", nil), ("", nil), ("đạt", nil), ("999999999", nil),
        ] as [(String, String?)])
    func marksLieOnTheScale(typed: String, mark: String?) {
        #expect(CompletionRule().mark(typed)?.exact == mark)
    }

    @Test func componentsAreReadLineByLine() throws {
        let typed = "Quá trình; 1\n\n  Kiểm tra cuối ; 2 ; 5,5\nThu hoạch"
        let components = try ComponentList.read(typed, scale: 10)
        #expect(components.map(\.name) == ["Quá trình", "Kiểm tra cuối", "Thu hoạch"])
        #expect(components.map(\.weight) == [1, 2, 1])
        #expect(components.map(\.passMark) == [nil, Mark("5.5"), nil])
        #expect(try ComponentList.read(ComponentList.write(components), scale: 10) == components)
    }

    @Test(arguments: [
        ("; 2", ComponentList.Fault.noName(line: 1)), ("a; 0", .badWeight(line: 1)),
        ("a\nb; 99999999999999999999", .badWeight(line: 2)), ("a; 1; 11", .badPassMark(line: 1)),
        ("a\na", .repeatedName(line: 2)), ("a; 1\nKiểm tra giữa khoá: 1: 5", .badForm(line: 2)),
        ("Giữa kỳ, 2", .badForm(line: 1)), ("a; 1; 5; 9", .badForm(line: 1)),
        ((1...21).map { "x\($0)" }.joined(separator: "\n"), .tooMany),
    ])
    func whatIsNoComponentIsNamed(typed: String, fault: ComponentList.Fault) {
        #expect(throws: fault) { try ComponentList.read(typed, scale: 10) }
        #expect(fault.text(in: .vietnamese).hasPrefix("Dòng \(fault.line): "))
    }
}
