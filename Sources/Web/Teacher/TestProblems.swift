import Assessment
import Authoring
import Storage
import Values

/// What keeps a test from being used, as a teacher would say it.
struct TestProblems {
    struct Problem {
        /// The part's place; nil: it is about the whole test.
        let part: Int?
        let text: String
    }

    let all: [Problem]

    init(_ settings: TestStore.Settings, _ supply: Supply, _ visit: Visit) {
        let parts = settings.blueprint.parts
        let empty = parts.indices.filter { parts[$0].lines.isEmpty }.map {
            Problem(part: $0, text: visit.word("problem.empty", ["part": "\($0 + 1)"]))
        }
        let blueprint = settings.blueprint
        let gone = supply.shortages.filter { !Self.isDraw($0.part, $0.line, blueprint) }.map {
            Problem(part: $0.part, text: Self.fixedGone($0, visit))
        }
        let competing = supply.bottlenecks.map { found in
            let parts = Set(found.lines.map(\.part))
            return Problem(
                part: parts.count == 1 ? parts.first : nil,
                text: Self.text(found, blueprint, visit))
        }
        let isTooFine =
            blueprint.totalMarks > .zero && blueprint.factor(for: settings.scale) == nil
        let whole = [
            (supply.isTooLarge, "problem.tooLarge"),
            (supply.isBrokenByFixed, "problem.rulesBroken"),
            (supply.isUncertain, "problem.uncertain"), (isTooFine, "problem.tooFine"),
        ].filter(\.0).map { Problem(part: nil, text: visit.word($0.1)) }
        all = empty + gone + competing + whole
    }

    private static func isDraw(_ part: Int, _ line: Int, _ blueprint: Blueprint) -> Bool {
        if case .draw = blueprint.parts[part].lines[line] { true } else { false }
    }

    private static func fixedGone(_ shortage: Supply.Shortage, _ visit: Visit) -> String {
        visit.word(
            "problem.fixedGone",
            [
                "part": "\(shortage.part + 1)", "missing": "\(shortage.missing)",
                "needed": "\(shortage.needed)", "left": "\(shortage.needed - shortage.missing)",
            ])
    }

    /// "Phần 2: thiếu 3 câu Vận dụng ở chủ đề Hàm số / Cực trị (Nhiều lựa chọn): cần 5,
    /// chỉ có 2."; of several cells, all of them by name.
    private static func text(
        _ found: Supply.Bottleneck, _ blueprint: Blueprint, _ visit: Visit
    ) -> String {
        let values = [
            "missing": "\(found.missing)", "needed": "\(found.needed)",
            "available": "\(found.available)",
        ]
        let cells = found.lines.map { cell($0, blueprint, visit) }
        guard cells.count > 1 else {
            return visit.word("problem.lacking", values.merging(cells.first ?? [:]) { $1 })
        }
        let list = cells.map { "“\(visit.word("problem.cell", $0))”" }.joined(separator: "; ")
        return visit.word("problem.competing", values.merging(["cells": list]) { $1 })
    }

    /// The words of "phần 2, Vận dụng ở chủ đề Hàm số / Cực trị (Nhiều lựa chọn)".
    private static func cell(
        _ place: Supply.Place, _ blueprint: Blueprint, _ visit: Visit
    ) -> [String: String] {
        guard case .draw(let draw) = blueprint.parts[place.part].lines[place.line] else {
            return [:]
        }
        let topic = draw.topic.joined(separator: BankStore.topicSeparator)
        return [
            "part": "\(place.part + 1)",
            "level": draw.level.map { visit.word("level.\($0.rawValue)") + " " } ?? "",
            "where": topic.isEmpty
                ? visit.word("problem.inBank")
                : visit.word("problem.inTopic", ["topic": topic]),
            "type": visit.word("type.\(draw.type.rawValue)"),
        ]
    }
}

/// What more the bank could give, in words.
enum ProspectText {
    static func lines(
        _ prospect: Supply.Prospect?, _ blueprint: Blueprint, _ visit: Visit
    ) -> [String] {
        guard let prospect else { return [] }
        var lines: [String] = []
        if let papers = prospect.disjointPapers {
            lines.append(
                visit.word(
                    papers < Feasibility.mostPapers ? "prospect.papers" : "prospect.manyPapers",
                    ["papers": "\(papers)"]))
        }
        let tenths = Int64((prospect.overlap.mean * 10).rounded())
        let mean = Mark(tenths, over: 10)?.decimal(places: 1, separator: ",") ?? ""
        lines.append(
            visit.word(
                prospect.overlap.isExact ? "prospect.overlap" : "prospect.overlapSampled",
                ["mean": mean, "count": "\(blueprint.questionCount)"]))
        return lines
    }
}
