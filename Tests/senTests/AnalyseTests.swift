import Assessment
import Foundation
import Interchange
import Testing

@testable import sen

/// `sen analyse`: tables that are read and refused, and figures against those of the
/// statistical packages that the shared corpora name.
@Suite struct AnalyseTests {
    private func scored(_ text: String) throws -> ResponseMatrix {
        try ResponseMatrix(scored: Array(text.utf8), file: "bai.csv")
    }

    private func letters(_ text: String, key: String) throws -> ResponseMatrix {
        try ResponseMatrix(
            letters: Array(text.utf8), file: "bai.csv", key: Array(key.utf8), keyFile: "khoa.csv")
    }

    // MARK: Reading

    @Test(arguments: [
        ("i1,i2\n1,0\n0,1\n", ["i1", "i2"], 2, "a heading of names"),
        ("1,2,3\n1,0,1\n", ["1", "2", "3"], 1, "a heading of numbers"),
        ("1,0,1\n0,1,1\n", ["1", "2", "3"], 2, "no heading: the first row is a candidate"),
        ("SBD;c1;c2\n001;1;0,5\n", ["c1", "c2"], 1, "candidates named; decimal comma"),
    ])
    func aTableOfScores(text: String, items: [String], candidates: Int, why: String) throws {
        let matrix = try scored(text)
        #expect(matrix.items == items, "\(why)")
        #expect(matrix.scores.count == candidates, "\(why)")
    }

    @Test func anEmptyCellScoredNothing() throws {
        #expect(try scored("a,b\n1,\n-,4\n").scores == [[1, 0], [0, 4]])
        #expect(
            try scored("a,b\n1,\n-,4\n").possible == [1, 4], "the highest score that was reached")
    }

    @Test func lettersAreMarkedByTheKey() throws {
        let matrix = try letters("c2,c1\na,B\n,b\n", key: "key,item\nB,c1\nA,c2\n")
        #expect(matrix.items == ["c2", "c1"])
        #expect(matrix.scores == [[1, 1], [0, 1]])
        #expect(matrix.choices == [["A", "B"], ["", "B"]])
    }

    /// Every fault is told, with file and line.
    @Test(arguments: [
        ("a,b\n1,x\n0,y\n", nil, ["bai.csv:2", "bai.csv:3"], "not scores"),
        ("a,b\n1\n1,1,1\n", nil, ["bai.csv:2", "bai.csv:3"], "uneven rows"),
        ("a,b\n", nil, ["bai.csv:1"], "nobody"),
        ("a,a\n1,1\n", nil, ["bai.csv:1"], "two items of one name"),
        ("a,b\nA,B\n", "item,key\na,A\n", ["bai.csv:1"], "an item without a key"),
        ("a\nA\n", "item,key\na,A\nz,B\n", ["khoa.csv:3"], "a key without an item"),
        ("a\nA\n", "cau hoi\na\n", ["khoa.csv:1"], "no columns item and key"),
        ("a\nA\n", "item,key\na,A\na,B\n", ["khoa.csv:3"], "two keys"),
    ])
    func faults(text: String, key: String?, places: [String], why: String) {
        do {
            _ = try key.map { try letters(text, key: $0) } ?? scored(text)
            Issue.record("taken: \(why)")
        } catch let faults as ResponseMatrix.Faults {
            #expect(faults.lines.count == places.count, "\(why)")
            for (line, place) in zip(faults.lines, places) {
                #expect(line.hasPrefix("\(place): "), "\(why): \(line)")
            }
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test(arguments: ["", "\n\n", "\u{FEFF}"]) func anEmptyFileIsRefused(text: String) {
        #expect(throws: ImportFault.self) { try scored(text) }
    }

    @Test func theJSONIsAsDocumented() throws {
        let report = AnalysisReport(
            try letters("c1,c2\nA,B\nB,B\nA,C\n,C\n", key: "item,key\nc1,A\nc2,B\n"))
        let text = JSONOutput.text(report.object)
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let test = try #require(json["test"] as? [String: Any])
        #expect(Set(test.keys) == ["candidates", "items", "mean", "median", "sd", "alpha", "sem"])
        #expect(test["mean"] as? Double == 1)
        let items = try #require(json["items"] as? [[String: Any]])
        #expect(items[0]["item"] as? String == "c1")
        #expect(items[0]["facility"] as? Double == 0.5)
        #expect(items[0]["blank"] as? Int == 1)
        #expect(items[0]["alphaIfDeleted"] is NSNull, "one item is left")
        let options = try #require(items[0]["options"] as? [[String: Any]])
        #expect(options.map { $0["option"] as? String } == ["A", "B"])
        #expect(options.map { $0["key"] as? Bool } == [true, false])
        #expect(options.map { $0["chosen"] as? Int } == [2, 1])
        #expect(report.lines.count == 4)
    }
}

/// The shared corpora, beside the checkout.
@Suite(.enabled(if: Corpora.arePresent)) struct AnalyseCorporaTests {
    /// A table by its headings.
    private static func rows(_ path: String) throws -> [[String: String]] {
        let table = try CSVTable(Corpora.bytes(path), file: path).rows
        let heading = table.first?.cells ?? []
        return table.dropFirst().map {
            Dictionary(zip(heading, $0.cells), uniquingKeysWith: { first, _ in first })
        }
    }

    private func expect(
        _ found: Double?, _ row: [String: String], _ column: String,
        within tolerance: Double = 1e-9,
        times factor: Double = 1, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let wanted = try #require(row[column].flatMap(Double.init), sourceLocation: sourceLocation)
        let found = try #require(found, "\(column)", sourceLocation: sourceLocation) * factor
        #expect(
            abs(found - wanted) <= tolerance * max(1, abs(wanted)),
            "\(column): \(found), not \(wanted)", sourceLocation: sourceLocation)
    }

    /// R's ltm, CTT and psych.
    @Test(arguments: [("lsat6", 1_000), ("ctt_data", 100)])
    func agreesWithTheStatisticalPackages(set: String, candidates: Int) throws {
        let path = "psychometrics/\(set)/"
        let matrix = try ResponseMatrix(
            scored: Corpora.bytes(path + "scored.csv"), file: "scored.csv")
        let analysis = ItemAnalysis(scores: matrix.scores, possible: matrix.possible)
        #expect(analysis.candidates == candidates)
        let test = Dictionary(
            try Self.rows(path + "expected_test.csv").map {
                ($0["statistic"] ?? "", $0["expected"] ?? "")
            }, uniquingKeysWith: { first, _ in first })
        try expect(analysis.totals?.mean, test, "mean")
        try expect(analysis.totals?.median, test, "median")
        try expect(analysis.totals?.sd, test, "sd_n1")
        try expect(analysis.totals?.lowest, test, "min")
        try expect(analysis.totals?.highest, test, "max")
        try expect(analysis.alpha, test, "cronbach_alpha")
        try expect(analysis.sem, test, "SEM_sd_n1_alpha")
        let items = try Self.rows(path + "expected_items.csv")
        #expect(items.map { $0["item"] } == matrix.items)
        for (item, row) in zip(analysis.items, items) {
            try expect(item.statistics.facility, row, "mean_or_p")
            try expect(item.statistics.sd, row, "sd_n1")
            try expect(item.statistics.itemTotal, row, "rit_item_total")
            try expect(item.statistics.itemRest, row, "rir_item_rest")
            try expect(item.alphaIfDeleted, row, "alpha_if_deleted")
        }
    }

    /// Letters with their key give the same scores, and each option its figures.
    @Test func lettersAndOptions() throws {
        let path = "psychometrics/ctt_data/"
        let matrix = try ResponseMatrix(
            letters: Corpora.bytes(path + "responses.csv"), file: "responses.csv",
            key: Corpora.bytes(path + "key.csv"), keyFile: "key.csv")
        let scored = try ResponseMatrix(
            scored: Corpora.bytes(path + "scored.csv"), file: "scored.csv")
        #expect(matrix.scores == scored.scores)
        let options = try Self.rows(path + "expected_options.csv")
        #expect(options.count > 60)
        let choices = try #require(matrix.choices)
        for row in options {
            let item = try #require(matrix.items.firstIndex(of: row["item"] ?? ""))
            let option = OptionStatistics(
                isChosen: choices.map { $0[item] == row["option"] },
                rests: matrix.scores.map { $0.reduce(0, +) - $0[item] })
            try expect(Double(option.chosen), row, "n")
            try expect(option.share, row, "proportion")
            if row["pbis_with_rest"].flatMap(Double.init) != nil {
                try expect(option.rest, row, "pbis_with_rest")
            } else {
                #expect(option.rest == nil, "\(row)")
            }
        }
    }

    /// Moodle's facility, sd, discrimination index and CIC, each per cent; marks of
    /// its file are rounded to seven decimals.
    @Test func agreesWithMoodle() throws {
        let path = "quiz-walkthrough/statistics-00/"
        let results = try Self.rows(path + "results.csv")
        let scores = try results.map { row in
            try (1...7).map { try #require(row["slots.\($0).mark"].flatMap(Double.init)) }
        }
        let analysis = ItemAnalysis(scores: scores, possible: Array(repeating: 1, count: 7))
        let slots = try Self.rows(path + "qstats.csv").filter {
            $0["subqname"] == "" && $0["variant"] == ""
        }
        #expect(slots.count == 7)
        for (item, row) in zip(analysis.items, slots) {
            try expect(item.statistics.facility, row, "facility", within: 1e-6)
            try expect(item.statistics.sd, row, "sd", within: 1e-6)
            try expect(
                item.statistics.itemRest, row, "discriminationindex", within: 1e-5, times: 100)
        }
        let quiz = Dictionary(
            try Self.rows(path + "quizstats.csv").map {
                ($0["statistic"] ?? "", $0["expected"] ?? "")
            }, uniquingKeysWith: { first, _ in first })
        try expect(analysis.totals?.mean, quiz, "allattemptsavg", within: 1.5e-5)
        try expect(analysis.totals?.median, quiz, "median", within: 1.5e-5)
        try expect(analysis.totals?.sd, quiz, "standarddeviation", within: 1.5e-5)
        try expect(analysis.alpha, quiz, "cic", within: 1.5e-5, times: 100)
        try expect(analysis.sem, quiz, "standarderror", within: 1.5e-5)
    }
}
