import Testing
import Values

@testable import Assessment

/// Classical test theory on cases small enough to be worked out by hand; the shared
/// corpora are checked with `sen analyse`, which reads them.
@Suite struct StatisticsTests {
    private func near(_ found: Double?, _ wanted: Double) -> Bool {
        found.map { abs($0 - wanted) < 1e-12 } ?? false
    }

    @Test func aDistribution() throws {
        let marks = try #require(Distribution([10, 2, 4, 4]))
        #expect(marks.count == 4)
        #expect(marks.mean == 5)
        #expect(marks.median == 4)
        // Deviations 5, -3, -1, -1: squares 36 over 3.
        #expect(near(marks.sd, 12.0.squareRoot()))
        #expect(marks.lowest == 2 && marks.highest == 10)
        #expect(Distribution([]) == nil)
        #expect(Distribution([7])?.sd == nil, "one mark scatters nowhere")
    }

    @Test(arguments: [
        ("0", 0), ("-1", 0), ("0.99", 0), ("1", 1), ("9.999", 9), ("10", 9),
        ("1/3", 0), ("29/3", 9),
    ])
    func aMarkFallsIntoItsTenth(mark: String, bin: Int) throws {
        let histogram = Histogram([try #require(Mark(mark))], of: Mark(10))
        #expect(histogram.counts.firstIndex(of: 1) == bin)
    }

    @Test func tenthsAreExactOnAnyScale() throws {
        let possible = try #require(Mark("2.25"))
        // 0.225 · n is exactly n tenths, which no float says.
        let step = try #require(Mark("0.225"))
        let marks = (0...10).map { step * Mark($0) }
        #expect(Histogram(marks, of: possible).counts == [1, 1, 1, 1, 1, 1, 1, 1, 1, 2])
    }

    @Test func anItemAndTheRest() {
        // Four candidates, three items; the first goes with the rest, the third against it.
        let scores: [[Double]] = [[1, 1, 0], [1, 1, 0], [0, 1, 1], [0, 0, 1]]
        let analysis = ItemAnalysis(scores: scores, possible: [1, 1, 1])
        #expect(analysis.items.map(\.statistics.facility) == [0.5, 0.75, 0.5])
        // Rest of the first: 1, 1, 2, 1; r = -1/3·… worked out: cov -1/2, squares 1 and 3/4.
        #expect(near(analysis.items[0].statistics.itemRest, -0.5 / 0.75.squareRoot()))
        #expect(near(analysis.items[0].statistics.sd, (1.0 / 3).squareRoot()))
        // Totals 2, 2, 2, 1: squares 3/4; items' squares 1 + 3/4 + 1.
        #expect(near(analysis.alpha, 1.5 * (1 - 2.75 / 0.75)), "alpha may be negative")
        #expect(analysis.sem != nil)
    }

    @Test func whatDoesNotVaryHasNoCorrelation() {
        let same = ItemAnalysis(scores: [[1, 0.1], [1, 0.1], [1, 0.1]], possible: [1, 1])
        #expect(same.alpha == nil && same.sem == nil)
        #expect(same.items.allSatisfy { $0.statistics.itemRest == nil })
        let one = ItemAnalysis(scores: [[1], [0]], possible: [1])
        #expect(one.alpha == nil, "one item has no inner consistency")
        #expect(one.items[0].alphaIfDeleted == nil)
        #expect(one.items[0].statistics.itemRest == nil, "nothing is left of the mark")
        #expect(near(one.items[0].statistics.itemTotal, 1))
        // A rest that is 0.7 but for its last digit does not vary either.
        let rounded = ItemStatistics(
            scores: [0, 1], totals: [0.1 + 0.2 + 0.4, 1 + 0.7], possible: 1)
        #expect(rounded.itemRest == nil)
    }

    @Test func anOption() {
        let option = OptionStatistics(isChosen: [true, true, false, false], rests: [3, 3, 1, 1])
        #expect(option.chosen == 2 && option.share == 0.5)
        #expect(near(option.rest, 1))
    }

    // MARK: Verdicts

    /// Twenty candidates whose rest marks rise from 0 to 19, and who of them were right.
    @Test(arguments: [
        (right: Array(0..<20), wrong: 0, verdicts: [ItemVerdict.tooEasy], "all were right"),
        ([19, 18], 10, [.tooHard], "only the two best"),
        (Array(8..<20), 4, [], "the better half"),
        ([0, 4, 9, 14, 19], 4, [.poorDiscrimination], "the right ones are spread evenly"),
        (Array(0..<8), 9, [.checkKey, .poorDiscrimination], "the worse ones are right"),
        (Array(0..<8), 7, [.poorDiscrimination], "no wrong answer beats the right one"),
    ])
    func verdicts(right: [Int], wrong: Int, verdicts: [ItemVerdict], why: String) {
        let scores = (0..<20).map { right.contains($0) ? 1.0 : 0 }
        let statistics = ItemStatistics(
            scores: scores, totals: scores.enumerated().map { Double($0) + $1 }, possible: 1)
        #expect(statistics.verdicts(right: right.count, wrong: wrong) == verdicts, "\(why)")
    }

    @Test func fewCandidatesSayNothing() {
        let nine = [Double](repeating: 1, count: 9)
        #expect(
            ItemStatistics(scores: nine, totals: nine, possible: 1).verdicts(right: 9, wrong: 0)
                == [])
    }
}
