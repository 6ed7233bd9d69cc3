import Assessment
import Authoring
import Hummingbird
import Storage
import Values

/// What the questions of one paper keep to, beside the matrix.
enum RulesPages {
    /// `GET /teach/tests/{code}/rules`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let test = try await TestPages.test(visit)
        return try visit.page("teacher/rules", try await view(of: test, visit))
    }

    private static func view(of test: Tests.Found, _ visit: Visit) async throws -> View {
        let rules = test.test.settings.blueprint.rules
        let url = "/teach/tests/\(test.test.code)"
        let enemies = try await visit.site.tests.enemies(of: test)
        func percent(_ thousandths: Int?) -> String {
            thousandths.flatMap { Mark(Int64($0), over: 10) }?
                .decimal(places: 1, separator: ",") ?? ""
        }
        return [
            "title": test.test.settings.title, "testURL": url, "url": "\(url)/rules",
            "editable": !test.test.isLocked, "balances": rules.balancesRight,
            "keepsPassages": rules.keepsPassages,
            "values": [
                "enemies": enemies.map { $0.joined(separator: " ") }.joined(separator: "\n"),
                "unusedSince": rules.unusedSince ?? "",
                "mostOfSource": rules.mostOfSource.map { "\($0)" } ?? "",
                "target": percent(rules.difficulty?.target),
                "tolerance": percent(rules.difficulty?.tolerance),
            ],
        ]
    }

    /// `POST /teach/tests/{code}/rules`
    @Sendable static func save(_ visit: Visit) async throws -> Response {
        let test = try await TestPages.test(visit)
        var (rules, errors) = RulesForm.read(visit.form)
        let lines = visit.form["enemies"].split(whereSeparator: \.isNewline)
            .map { $0.split { $0.isWhitespace || $0 == "," }.map(String.init) }
            .filter { !$0.isEmpty }
        var detail = ""
        do {
            guard RulesForm.areFew(lines) else { throw TestFault.tooLarge }
            rules.enemies = try await visit.site.tests.groups(lines, in: test)
        } catch TestFault.tooLarge {
            errors.append(("enemies", "error.enemies-many"))
        } catch TestFault.loneQuestion(let name) {
            errors.append(("enemies", "error.enemies-lone"))
            detail = name
        } catch TestFault.unknownQuestions(let unknown) {
            errors.append(("enemies", "error.unknown-questions"))
            detail = unknown.joined(separator: ", ")
        }
        let url = "/teach/tests/\(test.test.code)"
        guard errors.isEmpty else {
            var view = try await view(of: test, visit)
            view["balances"] = visit.form.isTicked("balances")
            view["keepsPassages"] = visit.form.isTicked("keepsPassages")
            view["detail"] = detail
            return try visit.page("teacher/rules", view, errors: errors)
        }
        let kept = rules
        do {
            try await visit.site.tests.change(test.test.code, by: visit.principal) {
                $0.blueprint.rules = kept
            }
            return .seeOther("\(url)?done=saved")
        } catch TestFault.locked {
            return .seeOther("\(url)/rules")
        }
    }

    /// The rules that a test has, in words.
    static func texts(_ rules: Blueprint.Rules, _ visit: Visit) -> [String] {
        var texts: [String] = []
        if !rules.enemies.isEmpty {
            texts.append(visit.word("rules.has.enemies", ["groups": "\(rules.enemies.count)"]))
        }
        if let date = rules.unusedSince.flatMap({ CalendarDate($0) }) {
            texts.append(visit.word("rules.has.unusedSince", ["date": date.text]))
        }
        if let most = rules.mostOfSource {
            texts.append(visit.word("rules.has.mostOfSource", ["most": "\(most)"]))
        }
        if rules.balancesRight { texts.append(visit.word("rules.has.balances")) }
        if rules.keepsPassages { texts.append(visit.word("rules.has.keepsPassages")) }
        if let difficulty = rules.difficulty,
            let target = Mark(Int64(difficulty.target), over: 10),
            let tolerance = Mark(Int64(difficulty.tolerance), over: 10)
        {
            texts.append(
                visit.word(
                    "rules.has.difficulty",
                    [
                        "target": target.decimal(places: 1, separator: ","),
                        "tolerance": tolerance.decimal(places: 1, separator: ","),
                    ]))
        }
        return texts
    }
}

/// The posted rules but for the enemies, which the bank has to know.
enum RulesForm {
    static func read(
        _ form: FormData
    ) -> (rules: Blueprint.Rules, errors: [(field: String, key: String)]) {
        var rules = Blueprint.Rules(
            balancesRight: form.isTicked("balances"),
            keepsPassages: form.isTicked("keepsPassages"))
        var errors: [(field: String, key: String)] = []
        if !form["unusedSince"].isEmpty {
            rules.unusedSince = CalendarDate(form["unusedSince"])?.iso
            if rules.unusedSince == nil { errors.append(("unusedSince", "error.date")) }
        }
        if !form["mostOfSource"].isEmpty {
            rules.mostOfSource = Int(form["mostOfSource"]).flatMap {
                (1...1_000).contains($0) ? $0 : nil
            }
            if rules.mostOfSource == nil { errors.append(("mostOfSource", "error.mostOfSource")) }
        }
        if !form["target"].isEmpty || !form["tolerance"].isEmpty {
            let target = thousandths(form["target"], 1...999)
            let tolerance =
                form["tolerance"].isEmpty ? 20 : thousandths(form["tolerance"], 1...500)
            if target == nil { errors.append(("target", "error.percent")) }
            if tolerance == nil { errors.append(("tolerance", "error.percent")) }
            if let target, let tolerance {
                rules.difficulty = .init(target: target, tolerance: tolerance)
            }
        }
        return (rules, errors)
    }

    /// Whether the groups of questions that must not meet are not more, nor longer, than
    /// anybody types.
    static func areFew(_ lines: [[String]]) -> Bool {
        lines.count <= 200 && lines.allSatisfy { $0.count <= 100 }
            && lines.joined().allSatisfy { $0.utf8.count <= 200 }
    }

    /// Reads "62,5" as 625.
    private static func thousandths(_ text: String, _ allowed: ClosedRange<Int>) -> Int? {
        guard let mark = Mark(typed: text) else { return nil }
        let tenth = mark * Mark(10)
        guard tenth.denominator == 1, let whole = Int(exactly: tenth.numerator) else { return nil }
        return allowed.contains(whole) ? whole : nil
    }
}
