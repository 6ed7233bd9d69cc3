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
        let lacking = supply.shortages.map {
            Problem(part: $0.part, text: Self.text($0, in: settings.blueprint, visit))
        }
        let isTooFine =
            settings.blueprint.totalMarks > .zero
            && settings.blueprint.factor(for: settings.scale) == nil
        let tooFine = Problem(part: nil, text: visit.word("problem.tooFine"))
        all = empty + lacking + (isTooFine ? [tooFine] : [])
    }

    /// "Phần 2: thiếu 3 câu Vận dụng ở chủ đề Hàm số / Cực trị (Nhiều lựa chọn): cần 5,
    /// ngân hàng có 2."
    private static func text(
        _ shortage: Supply.Shortage, in blueprint: Blueprint, _ visit: Visit
    ) -> String {
        var values = [
            "part": "\(shortage.part + 1)", "missing": "\(shortage.missing)",
            "needed": "\(shortage.needed)", "available": "\(shortage.available)",
            "left": "\(shortage.needed - shortage.missing)",
        ]
        guard case .draw(let draw) = blueprint.parts[shortage.part].lines[shortage.line] else {
            return visit.word("problem.fixedGone", values)
        }
        let topic = draw.topic.joined(separator: BankStore.topicSeparator)
        values["level"] = draw.level.map { visit.word("level.\($0.rawValue)") + " " } ?? ""
        values["where"] =
            topic.isEmpty
            ? visit.word("problem.inBank") : visit.word("problem.inTopic", ["topic": topic])
        values["type"] = visit.word("type.\(draw.type.rawValue)")
        // Alone the line could be filled: other lines want the same questions.
        let isShared = shortage.available > shortage.needed - shortage.missing
        return visit.word(isShared ? "problem.lackingShared" : "problem.lacking", values)
    }
}
