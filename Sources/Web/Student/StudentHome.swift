import Administration
import Assessment
import Authoring
import Hummingbird
import Storage
import Values

/// `GET /exam`: what a student can sit, practise, and has done.
enum StudentHome {
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let principal = try visit.principal
        let mine = try await visit.site.sittings.sittings(for: principal)
            .filter { visit.session?.sitting == nil || visit.session?.sitting == $0.id }
        let now = visit.site.now()
        var (open, practice, soon, done): ([View], [View], [View], [View]) = ([], [], [], [])
        for sitting in mine {
            let standing = try await Standing(sitting, visit)
            let url = "/exam/\(sitting.code)"
            var row: View = [
                "title": sitting.title, "subject": sitting.subjectName,
                "className": sitting.className,
                "duration": sitting.duration.map { "\($0)" } ?? "",
                "closes": VietnamTime(sitting.closes).text,
                "opens": VietnamTime(sitting.opens).text,
                "isPractice": sitting.kind == .practice,
            ]
            let hasEnded =
                now >= sitting.closes && !standing.isOpen
                || sitting.kind == .exam && standing.isOver
            if hasEnded {
                row["url"] = standing.isStarted ? "\(url)/result" : url
                row["submitted"] =
                    standing.endedAt.map { VietnamTime($0).text }
                    ?? visit.word("studentHome.notTaken")
                row["markText"] = standing.markText(visit)
                done.append(row)
            } else if now < sitting.opens {
                soon.append(row)
            } else if let rules = sitting.practice {
                row.merge(PracticeText(rules, standing, sitting, visit).view) { _, new in new }
                row["url"] = standing.isOpen ? "\(url)/paper" : url
                practice.append(row)
            } else {
                row["url"] = standing.isStarted ? "\(url)/paper" : url
                row["started"] = standing.isStarted
                open.append(row)
            }
        }
        return try visit.page(
            "student/home",
            [
                "open": open, "hasPractice": !practice.isEmpty, "practice": practice,
                "soon": soon, "done": done, "empty": mine.isEmpty,
            ])
    }
}

/// A practice's rules, and how far a student has come, in words.
struct PracticeText {
    let view: View

    init(
        _ rules: PracticeRules, _ standing: Standing, _ sitting: SittingStore.Sitting,
        _ visit: Visit
    ) {
        let done = standing.ended.count
        let tries =
            rules.attempts.map { allowed in
                visit.word(
                    "practice.tries", ["done": "\(done)", "allowed": "\(allowed)"])
            } ?? visit.word("practice.triesUnlimited", ["done": "\(done)"])
        var view: View = [
            "tries": tries, "hasTried": done > 0,
            "countingText": visit.word("practice.counting.\(rules.counting.rawValue)"),
            "markText": standing.markText(visit), "rules": Self.rules(rules, sitting, visit),
        ]
        if standing.isOpen {
            view["continues"] = true
        } else {
            switch standing.next {
            case .attempt(let number):
                view["mayStart"] = true
                view["number"] = "\(number)"
                view["again"] = number > 1
            case .spent: view["endText"] = visit.word("practice.spent")
            case .passed: view["endText"] = visit.word("practice.passed")
            case nil: break
            }
        }
        self.view = view
    }

    /// What a student should know before starting.
    static func rules(
        _ rules: PracticeRules, _ sitting: SittingStore.Sitting, _ visit: Visit
    ) -> [String] {
        var lines = [
            rules.attempts.map {
                visit.word("practice.rule.attempts", ["allowed": "\($0)"])
            } ?? visit.word("practice.rule.unlimited"),
            visit.word("practice.rule.counting.\(rules.counting.rawValue)"),
            visit.word("practice.rule.feedback.\(rules.feedback.rawValue)"),
        ]
        if let mark = rules.passMark {
            lines.append(visit.word("practice.rule.pass", ["mark": sitting.shown(mark)]))
        }
        if sitting.duration == nil { lines.append(visit.word("practice.rule.untimed")) }
        return lines
    }
}
