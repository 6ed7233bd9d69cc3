import Assessment
import Authoring
import Hummingbird
import People
import Storage
import Values

/// Tests: making them, line by line, and opening them to classes.
enum TestPages {
    /// `GET /teach/tests`
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        try visit.page("teacher/tests", try await listView(visit))
    }

    /// `POST /teach/tests`: a new test, empty, in a national format, or by the matrix of
    /// an earlier one.
    @Sendable static func add(_ visit: Visit) async throws -> Response {
        let form = visit.form
        let format = NationalFormat(rawValue: form["preset"])
        let model = try await model(form["preset"], visit)
        var errors: [(field: String, key: String)] = []
        if form["title"].isEmpty { errors.append(("title", "error.title-missing")) }
        let usual = format?.duration ?? model?.test.settings.duration
        let typed = form["duration"].isEmpty ? usual : Int(form["duration"])
        let duration = typed.flatMap { (1...Tests.longestDuration).contains($0) ? $0 : nil }
        if duration == nil { errors.append(("duration", "error.duration")) }
        guard errors.isEmpty, let duration else {
            return try visit.page("teacher/tests", try await listView(visit), errors: errors)
        }
        let titles = ["one", "two", "three"].map { visit.word("part.\($0)") }
        let reused = model.map {
            $0.subject.slug == form["subject"]
                ? $0.test.settings.blueprint : $0.test.settings.blueprint.elsewhere
        }
        let settings = TestStore.Settings(
            title: form["title"],
            blueprint: format?.blueprint(titles: titles) ?? reused
                ?? Blueprint(parts: [Blueprint.Part(title: titles[0])]),
            duration: duration, scale: model?.test.settings.scale ?? .toTen,
            review: model?.test.settings.review ?? .marks)
        let code = try await found {
            try await visit.site.tests.create(
                settings, subject: form["subject"], by: visit.principal, at: visit.site.now())
        }
        return .seeOther("/teach/tests/\(code)")
    }

    private static func listView(_ visit: Visit) async throws -> View {
        let tests = try await visit.site.tests.all(by: visit.principal)
        let subjects = try await visit.site.banks.all(by: visit.principal)
        return [
            "tests": tests.map { row($0) },
            "subjects": subjects.map { subject -> View in
                [
                    "slug": subject.slug, "name": "\(subject.name) \(subject.grade)",
                    "selected": subject.slug == visit.form["subject"],
                ]
            },
            "presets": ["blank"].map { preset($0, visit) }
                + NationalFormat.allCases.map { preset($0.rawValue, visit) }
                + tests.map { found -> View in
                    let value = modelPrefix + found.test.code
                    return [
                        "value": value, "selected": value == visit.form["preset"],
                        "label": visit.word(
                            "preset.matrixOf", ["title": found.test.settings.title]),
                    ]
                },
        ]
    }

    private static let modelPrefix = "test:"

    /// The test whose matrix a new one takes over.
    private static func model(_ preset: String, _ visit: Visit) async throws -> Tests.Found? {
        guard preset.hasPrefix(modelPrefix) else { return nil }
        return try await found {
            try await visit.site.tests.test(
                String(preset.dropFirst(modelPrefix.count)), for: .readTest, by: visit.principal)
        }
    }

    private static func preset(_ value: String, _ visit: Visit) -> View {
        [
            "value": value, "label": visit.word("preset.\(value)"),
            "selected": value == visit.form["preset"],
        ]
    }

    static func row(_ found: Tests.Found) -> View {
        let settings = found.test.settings
        return [
            "title": settings.title, "url": "/teach/tests/\(found.test.code)",
            "subject": "\(found.subject.name) \(found.subject.grade)",
            "questions": "\(settings.blueprint.questionCount)", "duration": "\(settings.duration)",
            "sittings": "\(found.test.sittings)",
        ]
    }

    /// `GET /teach/tests/{code}`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let test = try await test(visit)
        return try visit.page("teacher/test", try await TestView(test, visit).view)
    }

    static func test(_ visit: Visit) async throws -> Tests.Found {
        try await found {
            try await visit.site.tests.test(
                visit.parameter("code"), for: .readTest, by: visit.principal)
        }
    }

    /// A missing object is a page of its own.
    static func found<T>(_ work: () async throws -> T) async throws -> T {
        do { return try await work() } catch is NotFound { throw Refusal.notFound }
    }

    // MARK: Changing

    /// `POST …/settings`
    @Sendable static func settings(_ visit: Visit) async throws -> Response {
        let form = visit.form
        guard let duration = Int(form["duration"]), (1...Tests.longestDuration).contains(duration)
        else { return try await problem("duration", "error.duration", visit) }
        guard !form["title"].isEmpty else {
            return try await problem("title", "error.title-missing", visit)
        }
        guard let decimals = Int(form["decimals"]), (0...2).contains(decimals) else {
            return try await problem("decimals", "error.decimals", visit)
        }
        return try await change(visit) { settings in
            settings.title = form["title"]
            settings.duration = duration
            settings.scale = MarkScale(rawValue: form["scale"]) ?? settings.scale
            settings.decimals = decimals
            settings.review = ReviewForm.rule(form, standing: settings.review)
        }
    }

    /// `POST …/parts`
    @Sendable static func addPart(_ visit: Visit) async throws -> Response {
        let form = visit.form
        return try await change(visit) { settings in
            settings.blueprint.parts.append(
                Blueprint.Part(
                    title: form["title"],
                    shufflesQuestions: form.isTicked("shuffleQuestions"),
                    shufflesOptions: form.isTicked("shuffleOptions")))
        }
    }

    /// `POST …/parts/{part}`: its title and shuffling.
    @Sendable static func changePart(_ visit: Visit) async throws -> Response {
        let form = visit.form
        let part = try place("part", visit)
        return try await change(visit) { settings in
            guard settings.blueprint.parts.indices.contains(part) else { throw NotFound() }
            settings.blueprint.parts[part].title = form["title"]
            settings.blueprint.parts[part].shufflesQuestions = form.isTicked("shuffleQuestions")
            settings.blueprint.parts[part].shufflesOptions = form.isTicked("shuffleOptions")
            settings.blueprint.parts[part].pinsReferring = form.isTicked("pinsReferring")
        }
    }

    /// `POST …/parts/{part}/remove`
    @Sendable static func removePart(_ visit: Visit) async throws -> Response {
        let part = try place("part", visit)
        return try await change(visit) { settings in
            guard settings.blueprint.parts.indices.contains(part) else { throw NotFound() }
            settings.blueprint.parts.remove(at: part)
        }
    }

    /// `POST …/parts/{part}/lines`: questions to draw, or named ones.
    @Sendable static func addLine(_ visit: Visit) async throws -> Response {
        let form = visit.form
        let part = try place("part", visit)
        guard let worth = Mark(form["worth"]), Tests.isWorth(worth) else {
            return try await problem("p\(part)-worth", "error.worth", visit)
        }
        if form["kind"] == "fixed" {
            return try await addFixed(worth: worth, part: part, visit)
        }
        guard let type = QuestionType(rawValue: form["type"]), let count = Int(form["count"]),
            (1...200).contains(count)
        else { return try await problem("p\(part)-count", "error.count", visit) }
        let topic = form["topic"].isEmpty ? [] : BankStore.path(of: form["topic"])
        let draw = Blueprint.Draw(
            type: type, topic: topic, level: CognitiveLevel(rawValue: form["level"]),
            count: count, worth: worth)
        return try await change(visit) { settings in
            guard settings.blueprint.parts.indices.contains(part) else { throw NotFound() }
            settings.blueprint.parts[part].lines.append(.draw(draw))
        }
    }

    private static func addFixed(
        worth: Mark, part: Int, _ visit: Visit
    ) async throws -> Response {
        let identifiers = visit.form["identifiers"].split { $0.isWhitespace || $0 == "," }
            .map(String.init)
        let code = try visit.parameter("code")
        do {
            try await found {
                try await visit.site.tests.addFixed(
                    identifiers, worth: worth, toPart: part, of: code, by: visit.principal)
            }
            return .seeOther("/teach/tests/\(code)?done=saved")
        } catch TestFault.unknownQuestions(let unknown) {
            return try await problem(
                "p\(part)-identifiers", "error.unknown-questions", visit,
                detail: unknown.joined(separator: ", "))
        } catch TestFault.repeatedQuestions(let repeated) {
            return try await problem(
                "p\(part)-identifiers", "error.repeated-questions", visit,
                detail: repeated.joined(separator: ", "))
        } catch TestFault.locked {
            return try await problem("copy", "error.test-locked", visit)
        }
    }

    /// `POST …/lines/{line}/remove`
    @Sendable static func removeLine(_ visit: Visit) async throws -> Response {
        let part = try place("part", visit)
        let line = try place("line", visit)
        return try await change(visit) { settings in
            guard settings.blueprint.parts.indices.contains(part),
                settings.blueprint.parts[part].lines.indices.contains(line)
            else { throw NotFound() }
            settings.blueprint.parts[part].lines.remove(at: line)
        }
    }

    /// `POST …/copy`
    @Sendable static func copy(_ visit: Visit) async throws -> Response {
        let test = try await test(visit)
        let code = try await visit.site.tests.copy(
            test.test.code, title: "\(test.test.settings.title) (2)", by: visit.principal,
            at: visit.site.now())
        return .seeOther("/teach/tests/\(code)?done=copied")
    }

    private static func place(_ name: String, _ visit: Visit) throws -> Int {
        guard let place = Int(try visit.parameter(name)), place >= 0 else {
            throw Refusal.notFound
        }
        return place
    }

    private static func change(
        _ visit: Visit, _ work: @Sendable (inout TestStore.Settings) throws -> Void
    ) async throws -> Response {
        let code = try visit.parameter("code")
        do {
            try await found {
                try await visit.site.tests.change(code, by: visit.principal, work)
            }
            return .seeOther("/teach/tests/\(code)?done=saved")
        } catch TestFault.locked {
            return try await problem("copy", "error.test-locked", visit)
        }
    }

    /// The test's page again with what is wrong.
    static func problem(
        _ field: String, _ key: String, _ visit: Visit, detail: String = ""
    ) async throws -> Response {
        let text = detail.isEmpty ? visit.word(key) : "\(visit.word(key)) \(detail)"
        return try await problems([(field, text)], visit)
    }

    /// The test's page again with everything that is wrong, and with what was typed.
    static func problems(
        _ faults: [(field: String, text: String)], _ visit: Visit
    ) async throws -> Response {
        let test = try await test(visit)
        var view = try await TestView(test, visit).view
        view["hasErrors"] = true
        view["errorList"] = faults.map { ["field": $0.field, "text": $0.text] }
        view["errors"] = Dictionary(
            faults.map { ($0.field, $0.text) }, uniquingKeysWith: { first, _ in first })
        // Said once, where they are why it failed.
        view["problems"] = (view["problems"] as? [String])?
            .filter { problem in !faults.contains { $0.text == problem } }
        let standing = view["values"] as? [String: String] ?? [:]
        view["values"] = standing.merging(visit.form.values) { _, typed in typed }
        if let field = faults.first?.field, let part = try? visit.parameter("part"),
            let place = Int(part), var parts = view["parts"] as? [View],
            parts.indices.contains(place)
        {
            // The part's own form opens again, with what was typed in it.
            let name = field.split(separator: "-").last.map(String.init) ?? field
            parts[place]["errors"] = [name: faults[0].text]
            parts[place]["values"] = visit.form.values
            parts[place]["open"] = true
            view["parts"] = parts
            view["values"] = standing
        }
        return try visit.page("teacher/test", view, status: .unprocessableContent)
    }

    /// The test's page with what keeps the test from being used, each at its part: for
    /// whoever wanted to use it.
    static func lacking(_ visit: Visit) async throws -> Response {
        let test = try await test(visit)
        let problems = TestProblems(
            test.test.settings, try await visit.site.tests.supply(of: test), visit
        ).all
        return try await self.problems(
            problems.isEmpty
                ? [("part-title", visit.word("test.noParts"))]
                : problems.map { ($0.part.map { "part\($0)" } ?? "scale", $0.text) },
            visit)
    }

    // MARK: Looking at it

    /// `GET …/sample`: a form by chance, with what is right.
    @Sendable static func sample(_ visit: Visit) async throws -> Response {
        do {
            let (test, form) = try await found {
                try await visit.site.tests.sample(
                    of: visit.parameter("code"), by: visit.principal, at: visit.site.now())
            }
            let slots = form.slots
            let shown = try await ShownQuestions(
                slots.map(\.reference), pictureBase: "/teach/pictures", visit)
            let address = "/teach/tests/\(test.test.code)"
            return try visit.page(
                "teacher/sample",
                [
                    "title": test.test.settings.title, "url": address,
                    "againURL": "\(address)/sample",
                    "questionsHTML": slots.enumerated().map { place, slot -> View in
                        let options =
                            slot.options.isEmpty ? shown.order(of: slot.reference) : slot.options
                        return [
                            "partTitle": place == 0 || slots[place - 1].part != slot.part
                                ? form.manifest.parts[slot.part].title : "",
                            "html": shown.questionHTML(place, of: form, options: options),
                            "rightText": shown.rightText(slot.reference, options: options),
                            "worth": slot.worth.decimal(places: 2, separator: ","),
                        ]
                    },
                ])
        } catch TestFault.lacking, TestFault.marksTooFine, TestFault.tooLarge {
            return try await lacking(visit)
        }
    }
}
