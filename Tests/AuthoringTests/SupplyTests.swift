import Assessment
import People
import Storage
import Testing
import Values

@testable import Authoring

/// What a bank has for a blueprint.
@Suite struct SupplyTests {
    /// Five NB and three VD choices in "Hàm số", two NB in "Xác suất".
    private func office() async throws -> Office {
        let office = try await Office()
        try await office.take(
            Office.choices(1...5) + "\n" + Office.choices(6...8, level: "VD") + "\n"
                + Office.choices(9...10, topic: "Xác suất"))
        return office
    }

    private static func draw(
        _ count: Int, _ level: CognitiveLevel? = nil, topic: [String] = []
    ) -> Blueprint.Line {
        .draw(
            .init(
                type: .singleChoice, topic: topic, level: level, count: count, worth: .one))
    }

    struct Case: Sendable {
        let lines: [Blueprint.Line]
        /// "line:missing" of each shortage.
        let shortages: [String]
        let why: String
    }

    static let cases = [
        Case(lines: [draw(10)], shortages: [], why: "the whole bank"),
        Case(lines: [draw(11)], shortages: ["0:1"], why: "one too many"),
        Case(lines: [draw(7, .recognition)], shortages: [], why: "a level"),
        Case(lines: [draw(3, nil, topic: ["Xác suất"])], shortages: ["0:1"], why: "a topic"),
        Case(lines: [draw(1, nil, topic: ["Không có"])], shortages: ["0:1"], why: "no such topic"),
        Case(
            lines: [draw(7), draw(3, .application)], shortages: [],
            why: "the narrow draw goes first and leaves seven"),
        Case(
            lines: [draw(8), draw(3, .application)], shortages: ["0:1"],
            why: "seven are left for the wide draw"),
        Case(
            lines: [draw(2, .recognition, topic: ["Xác suất"]), draw(6, .recognition)],
            shortages: ["1:1"], why: "the narrow draw takes two of the wide one's seven"),
        Case(
            lines: [draw(4, .recognition), draw(4, .recognition)], shortages: ["1:1"],
            why: "equal draws share seven"),
        Case(
            lines: [.draw(.init(type: .numeric, count: 1, worth: .one))], shortages: ["0:1"],
            why: "a type that the bank does not have"),
    ]

    @Test(arguments: cases)
    func tellsWhatIsMissing(one: Case) async throws {
        let office = try await office()
        let blueprint = Blueprint(parts: [.init(title: "I", lines: one.lines)])
        let found = try await office.tests.test(
            try await office.test(blueprint), for: .readTest, by: office.teacher)
        let supply = try await office.tests.supply(of: found)
        #expect(supply.shortages.map { "\($0.line):\($0.missing)" } == one.shortages, "\(one.why)")
        if one.shortages.isEmpty {
            let (_, form) = try await office.tests.sample(
                of: found.test.code, by: office.teacher, at: Office.now)
            #expect(form.count == blueprint.questionCount)
        } else {
            await #expect(throws: TestFault.lacking(supply.shortages)) {
                try await office.tests.sample(
                    of: found.test.code, by: office.teacher, at: Office.now)
            }
        }
    }

    @Test func fixedQuestionsAreTakenFromTheDraws() async throws {
        let office = try await office()
        let code = try await office.test(
            Blueprint(parts: [.init(title: "I", lines: [Self.draw(3, .application)])]))
        try await office.tests.addFixed(
            ["q6", "q1"], worth: .one, toPart: 0, of: code, by: office.teacher)
        let found = try await office.tests.test(code, for: .readTest, by: office.teacher)
        let shortages = try await office.tests.supply(of: found).shortages
        #expect(
            shortages == [.init(part: 0, line: 0, needed: 3, available: 3, missing: 1)],
            "q6 is one of the three")
    }

    @Test func unknownQuestionsAreNamed() async throws {
        let office = try await office()
        let code = try await office.test(Blueprint(parts: [.init(title: "I")]))
        await #expect(throws: TestFault.unknownQuestions(["q99", "x"])) {
            try await office.tests.addFixed(
                ["q1", "q99", "x"], worth: .one, toPart: 0, of: code, by: office.teacher)
        }
    }

    /// A question stands once on a paper.
    @Test(arguments: [
        (["q1", "q1"], "twice in a line"), (["q2", "q1"], "in another line already"),
    ])
    func aQuestionIsFixedOnce(identifiers: [String], why: String) async throws {
        let office = try await office()
        let code = try await office.test(Blueprint(parts: [.init(title: "I")]))
        try await office.tests.addFixed(
            ["q2"], worth: .one, toPart: 0, of: code, by: office.teacher)
        await #expect(throws: TestFault.repeatedQuestions([identifiers[0]]), "\(why)") {
            try await office.tests.addFixed(
                identifiers, worth: .one, toPart: 0, of: code, by: office.teacher)
        }
    }

    @Test func anEmptyPlanGivesNoPaper() async throws {
        let office = try await office()
        let code = try await office.test(Blueprint(parts: [.init(title: "I")]))
        await #expect(throws: TestFault.lacking([])) {
            try await office.tests.sample(of: code, by: office.teacher, at: Office.now)
        }
    }
}
