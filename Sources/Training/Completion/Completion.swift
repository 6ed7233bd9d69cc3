package import Values

/// Whether somebody has completed a class's programme, and what is missing if not.
///
/// Pure: the same rule and progress give the same answer on every day.
package struct Completion: Hashable, Sendable {
    /// In the order of the class: lessons, sessions, components, the whole mark.
    package let missing: [Shortfall]
    /// The weighted mean, once every component has its mark.
    package let total: Mark?

    package var isComplete: Bool { missing.isEmpty }

    /// What somebody has done in a class so far.
    package struct Progress: Hashable, Sendable {
        /// The lessons in their order, and whether each is done.
        package var lessons: [Lesson]
        package var sessionsHeld: Int
        package var sessionsAttended: Int
        /// By the component's name.
        package var marks: [String: Mark]

        package struct Lesson: Hashable, Sendable {
            package var name: String
            package var isDone: Bool

            package init(name: String, isDone: Bool) {
                self.name = name
                self.isDone = isDone
            }
        }

        package init(
            lessons: [Lesson] = [], sessionsHeld: Int = 0, sessionsAttended: Int = 0,
            marks: [String: Mark] = [:]
        ) {
            self.lessons = lessons
            self.sessionsHeld = sessionsHeld
            self.sessionsAttended = sessionsAttended
            self.marks = marks
        }
    }

    /// One thing that completing still takes.
    package enum Shortfall: Hashable, Sendable {
        case lesson(String)
        /// Sessions attended, and those that it takes.
        case sessions(attended: Int, needed: Int)
        /// A component without a mark; the least mark where it has one.
        case noMark(String, atLeast: Mark?)
        case lowMark(String, atLeast: Mark)
        case lowTotal(atLeast: Mark)
    }

    package init(_ rule: CompletionRule, _ progress: Progress) {
        var missing: [Shortfall] = []
        if rule.needsLessons {
            missing += progress.lessons.filter { !$0.isDone }.map { .lesson($0.name) }
        }
        let needed = rule.sessionsNeeded(of: progress.sessionsHeld)
        if progress.sessionsAttended < needed {
            missing.append(.sessions(attended: progress.sessionsAttended, needed: needed))
        }
        for component in rule.components {
            guard let mark = progress.marks[component.name] else {
                missing.append(.noMark(component.name, atLeast: component.passMark))
                continue
            }
            if let least = component.passMark, mark < least {
                missing.append(.lowMark(component.name, atLeast: least))
            }
        }
        total = rule.total(progress.marks)
        if let least = rule.passTotal, let total, total < least {
            missing.append(.lowTotal(atLeast: least))
        }
        self.missing = missing
    }

    /// "còn thiếu: bài 4, điểm kiểm tra cuối ≥ 5"; nil where nothing is missing.
    package func explanation(in language: Language) -> String? {
        guard !missing.isEmpty else { return nil }
        let list = missing.map { $0.text(in: language) }.joined(separator: ", ")
        return language.choose("còn thiếu: \(list)", "missing: \(list)")
    }
}

extension Completion.Shortfall {
    package func text(in language: Language) -> String {
        let comma = language.choose(",", ".")
        func shown(_ mark: Mark) -> String { mark.decimal(places: 3, separator: comma) }
        return switch self {
        case .lesson(let name): name
        case .sessions(let attended, let needed):
            language.choose(
                "dự đủ \(needed) buổi (đã dự \(attended))",
                "\(needed) sessions (\(attended) attended)")
        case .noMark(let name, let least?), .lowMark(let name, let least):
            "\(name) ≥ \(shown(least))"
        case .noMark(let name, nil): name
        case .lowTotal(let least):
            language.choose("điểm chung ≥ \(shown(least))", "whole mark ≥ \(shown(least))")
        }
    }
}
