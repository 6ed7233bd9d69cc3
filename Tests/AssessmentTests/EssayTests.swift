import Assessment
import Testing
import Values

/// Marks that a person gives.
@Suite struct EssayTests {
    private func essay(_ points: [String]) -> Essay {
        Essay(
            criteria: points.compactMap { Mark($0) }.map {
                .init(text: RichText(plain: "x"), points: $0)
            })
    }

    @Test(
        arguments: [
            (["1", "2"], ["1", "0.5"], "0.5"), (["1", "2"], ["0", "0"], "0"),
            (["0.5", "1.25", "0.25"], ["0.5", "1.25", "0.25"], "1"), (["3"], ["1"], "1/3"),
            ([], ["0.75"], "0.75"),
            // Too many, too few, too much, below zero.
            (["1", "2"], ["1"], nil), (["1"], ["1", "1"], nil), (["1", "2"], ["1", "2.5"], nil),
            (["1"], ["-0.5"], nil), ([], ["1.5"], nil),
            // No share that others have, too: in thousandths.
            (["17.003"], ["1"], "0.059"), (["17.003"], ["17.003"], "1"),
        ] as [([String], [String], String?)])
    func pointsAreAShareOfTheRubric(most: [String], given: [String], share: String?) {
        let share = share.flatMap { Mark($0) }
        #expect(essay(most).share(of: given.compactMap { Mark($0) }) == share)
    }

    /// However odd the rubrics are, a paper of them has a sum.
    @Test func sumsOfOddSharesFit() throws {
        let shares = (0..<200).compactMap { place in
            essay(["\(17 + place % 83).\(997 - place)"]).share(
                of: ["1.\(100 + place)"].compactMap { Mark($0) })
        }
        #expect(shares.count == 200)
        let worth = try #require(Mark("1/120000"))
        let sum = shares.map { $0 * worth }.reduce(.zero, +)
        #expect(sum > .zero && sum < .one)
    }

    @Test(arguments: ["0", "-1", "100.001", "0.0001", "1/7"])
    func aRubricsPointsAreInThousandths(points: String) {
        let content = QuestionContent(
            stem: RichText(plain: "x"), interaction: .essay(essay(["1", points])))
        #expect(content.faults == [.badPoints(1)])
    }

    /// What a person gave stands beside the slot's answer and mark.
    @Test func resultsReadBack() throws {
        let slots = [
            AttemptResult.SlotResult(response: .option(3), earned: .one),
            .init(
                response: .text("Vì: a b;c"), earned: Mark("1/3") ?? .zero,
                given: Mark("2/3")),
            .init(response: nil, earned: .zero),
        ]
        let stored = slots.stored
        #expect(try [AttemptResult.SlotResult](stored: stored) == slots)
        #expect(throws: StepError.self) { try [AttemptResult.SlotResult](stored: "o1:1:x") }
        #expect(throws: StepError.self) { try [AttemptResult.SlotResult](stored: "o1:1:1:1") }
    }
}
