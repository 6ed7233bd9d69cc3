import Administration
import Assessment
import Authoring
import Storage
import Values

/// The page on which a test is put together.
struct TestView {
    let view: View

    init(_ found: Tests.Found, _ visit: Visit) async throws {
        let test = found.test
        let settings = test.settings
        let url = "/teach/tests/\(test.code)"
        let supply = try await visit.site.tests.supply(of: found)
        let prospect = try await visit.site.tests.prospect(of: found)
        let shortages = supply.shortages
        let problems = TestProblems(settings, supply, visit).all.map(\.text)
        let isUsable = problems.isEmpty && !settings.blueprint.hasEmptyPart
        let form = visit.form
        let topics = try await visit.site.banks.topics(of: found.subject)
        let classes = try await visit.site.classes.names(
            for: visit.principal, at: visit.site.now())
        let sittings = try await visit.site.sittings.sittings(by: visit.principal)
            .filter { $0.test == test.id }
        view = [
            "title": settings.title, "url": url,
            "subject": "\(found.subject.name) \(found.subject.grade)",
            "bankURL": "/teach/banks/\(found.subject.slug)",
            "duration": "\(settings.duration)",
            "totalMarks": settings.blueprint.totalMarks.decimal(places: 2, separator: ","),
            "questionCount": "\(settings.blueprint.questionCount)",
            "problems": problems,
            "prospect": ProspectText.lines(prospect, settings.blueprint, visit),
            "rules": RulesPages.texts(settings.blueprint.rules, visit),
            "usable": isUsable,
            // A form that was sent stays, with what was typed in it, also where it fails.
            "canGive": isUsable || !form["opens"].isEmpty,
            "locked": test.isLocked,
            "parts": settings.blueprint.parts.enumerated().map { place, part in
                Self.part(
                    part, place, url: "\(url)/parts/\(place)", supply, shortages, topics: topics,
                    locked: test.isLocked, visit)
            },
            "scales": Choices.scales(selected: settings.scale, visit),
            "decimals": "\(settings.decimals)", "review": ReviewForm.view(settings.review, visit),
            "types": Choices.types(selected: "", visit),
            "levels": Choices.levels(selected: "", visit),
            "topics": Choices.topics(topics, selected: "", visit),
            "classes": classes.map { one -> View in
                ["value": one.code, "label": one.name, "selected": one.code == form["class"]]
            },
            "isPractice": form["way"] == "practice", "untimed": form.isTicked("untimed"),
            "countings": Choices.countings(selected: form["counting"], visit),
            "feedbacks": Choices.feedbacks(
                selected: form["feedback"].isEmpty ? "atEnd" : form["feedback"], visit),
            "values": [
                "opens": visit.site.now().localFieldText,
                "closes": visit.site.now().adding(seconds: 7_200).localFieldText,
            ],
            "sittings": sittings.map { TeacherHome.row($0, visit) },
        ]
    }

    private static func part(
        _ part: Blueprint.Part, _ place: Int, url: String, _ supply: Supply,
        _ shortages: [Supply.Shortage], topics: [[String]], locked: Bool, _ visit: Visit
    ) -> View {
        let marks = part.lines.reduce(Mark.zero) { $0 + $1.worth * Mark($1.count) }
        return [
            "index": "\(place)", "number": "\(place + 1)", "title": part.title,
            "marks": marks.decimal(places: 2, separator: ","),
            "count": "\(part.lines.reduce(0) { $0 + $1.count })",
            "shuffleQuestions": part.shufflesQuestions, "shuffleOptions": part.shufflesOptions,
            "pinsReferring": part.pinsReferring, "matrixURL": "\(url)/matrix",
            "addURL": "\(url)/lines", "removeURL": "\(url)/remove", "settingsURL": url,
            "editable": !locked,
            "lines": part.lines.enumerated().map { line, content -> View in
                let missing = shortages.first { $0.part == place && $0.line == line }
                return [
                    "index": "\(line)", "text": text(of: content, visit),
                    "count": "\(content.count)",
                    "available": "\(supply.available(part: place, line: line))",
                    "worth": content.worth.decimal(places: 4, separator: ","),
                    "missing": missing != nil,
                    "missingText": missing.map { "\($0.missing)" } ?? "",
                    "removeURL": "\(url)/lines/\(line)/remove", "editable": !locked,
                ]
            },
        ]
    }

    /// "Trắc nghiệm · Vận dụng · Hàm số / Cực trị".
    private static func text(of line: Blueprint.Line, _ visit: Visit) -> String {
        switch line {
        case .draw(let draw):
            let topic = draw.topic.joined(separator: BankStore.topicSeparator)
            return [
                visit.word("type.\(draw.type.rawValue)"),
                draw.level.map { visit.word("level.\($0.rawValue)") }
                    ?? visit.word("line.anyLevel"),
                topic.isEmpty ? visit.word("line.wholeBank") : topic,
            ].joined(separator: " · ")
        case .fixed: return visit.word("line.fixed")
        }
    }
}

extension Instant {
    /// What an input of type datetime-local holds, in Vietnamese time.
    var localFieldText: String {
        let time = VietnamTime(self)
        return "\(time.date.iso)T\(time.time)"
    }

    /// Reads "2026-11-20T07:05", or "07:05, 20/11/2026" as people type it where the
    /// browser shows a plain field.
    init?(localField text: String) {
        let parts = text.split { $0 == "T" || $0 == " " || $0 == "," }
        guard parts.count == 2,
            let date = parts.compactMap({ CalendarDate($0) }).first,
            let clock = parts.first(where: { $0.contains(":") })
        else { return nil }
        let numbers = clock.split(separator: ":").compactMap { Int($0) }
        guard numbers.count >= 2, (0...23).contains(numbers[0]), (0...59).contains(numbers[1])
        else { return nil }
        self = VietnamTime.instant(on: date, minuteOfDay: numbers[0] * 60 + numbers[1])
    }
}
