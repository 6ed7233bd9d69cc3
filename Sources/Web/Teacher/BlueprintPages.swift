import Assessment
import Authoring
import Hummingbird
import Interchange
import People
import Storage
import Values

/// A whole test as its matrix, with the school's rule beside it, and the documents
/// that are handed in.
enum BlueprintPages {
    /// `GET /teach/tests/{code}/matrix`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let test = try await TestPages.test(visit)
        return try visit.page("teacher/blueprint", try await view(of: test, visit))
    }

    /// `POST /teach/tests/{code}/matrix`: the school's rule, and what is to be shown for
    /// each topic (`t0`, `q0` …).
    @Sendable static func save(_ visit: Visit) async throws -> Response {
        let test = try await TestPages.test(visit)
        guard let shares = LevelShares(visit.form["shares"]) else {
            return try visit.page(
                "teacher/blueprint", try await view(of: test, visit),
                errors: [("shares", "error.shares")])
        }
        var requirements: [String: String] = [:]
        var row = 0
        while let path = visit.form.exact("t\(row)"), row < 10_000 {
            let text = VietnameseText.clean(String(visit.form["q\(row)"].prefix(2_000)))
            if !text.isEmpty { requirements[path] = text }
            row += 1
        }
        let kept = requirements
        let url = "/teach/tests/\(test.test.code)"
        do {
            try await visit.site.tests.change(test.test.code, by: visit.principal) { settings in
                settings.blueprint.shares = shares
                settings.blueprint.requirements = kept
            }
            return .seeOther("\(url)/matrix?done=saved")
        } catch TestFault.locked {
            return .seeOther("\(url)/matrix")
        }
    }

    private static func view(of test: Tests.Found, _ visit: Visit) async throws -> View {
        let blueprint = test.test.settings.blueprint
        let table = try await visit.site.tests.table(of: test)
        let url = "/teach/tests/\(test.test.code)"
        return [
            "title": test.test.settings.title, "testURL": url, "url": "\(url)/matrix",
            "editable": !test.test.isLocked, "isEmpty": table.topics.isEmpty,
            "types": table.types.map { type -> View in
                [
                    "name": visit.word("type.\(type.rawValue)"),
                    "span": "\(table.levels.count)",
                ]
            },
            "columns": table.columns.map { label($0.level, visit) },
            "rows": table.topics.enumerated().map { place, topic -> View in
                let path = topic.joined(separator: BankStore.topicSeparator)
                let sum = table.sum(of: topic)
                return [
                    "index": "\(place)", "path": path,
                    "topic": path.isEmpty ? visit.word("matrix.wholeBank") : path,
                    "cells": table.columns.map { count(table.entry(topic, $0)) },
                    "sum": "\(sum.count)", "marks": marks(sum),
                    "share": share(table.share(sum)),
                    "requirement": visit.form.exact("q\(place)") ?? blueprint.requirements[path]
                        ?? "",
                ]
            },
            "sums": table.columns.map { count(table.sum(of: $0)) },
            "markSums": table.columns.map { marks(table.sum(of: $0)) },
            "total": "\(table.total.count)", "totalMarks": marks(table.total),
            "levels": table.levels.map { level -> View in
                let sum = table.sum(of: level)
                let rule = level.map { blueprint.shares[$0] }
                let isOff = rule.map { table.share(sum) != Mark($0) } ?? (sum.count > 0)
                return [
                    "name": level.map { visit.word("level.\($0.rawValue)") }
                        ?? visit.word("line.anyLevel"),
                    "count": "\(sum.count)", "marks": marks(sum),
                    "share": share(table.share(sum)), "rule": rule.map { "\($0)" } ?? "–",
                    "isOff": isOff,
                ]
            },
            "shares": blueprint.shares.text,
            "presets": LevelShares.presets.map { ["value": $0.text] },
            "parts": blueprint.parts.enumerated().map { place, part -> View in
                ["title": part.title, "url": "\(url)/parts/\(place)/matrix"]
            },
            "files": MatrixDocument.Kind.allCases.flatMap { kind in
                Tests.FileKind.allCases.map { file -> View in
                    [
                        "url": "\(url)/\(kind.rawValue).\(file.rawValue)",
                        "label": visit.word("matrix.file.\(kind.rawValue).\(file.rawValue)"),
                    ]
                }
            },
        ]
    }

    private static func label(_ level: CognitiveLevel?, _ visit: Visit) -> View {
        [
            "label": level?.rawValue ?? visit.word("matrix.any"),
            "name": level.map { visit.word("level.\($0.rawValue)") }
                ?? visit.word("line.anyLevel"),
        ]
    }

    private static func count(_ entry: BlueprintTable.Entry) -> String {
        entry.count == 0 ? "" : "\(entry.count)"
    }

    private static func marks(_ entry: BlueprintTable.Entry) -> String {
        entry.count == 0 ? "" : entry.marks.decimal(places: 2, separator: ",")
    }

    private static func share(_ share: Mark) -> String { share.decimal(places: 1, separator: ",") }

    static let matrixWord = file(.matrix, .word)
    static let matrixSheet = file(.matrix, .spreadsheet)
    static let specificationWord = file(.specification, .word)
    static let specificationSheet = file(.specification, .spreadsheet)

    /// `GET /teach/tests/{code}/matrix.docx`, `specification.xlsx` …
    private static func file(
        _ kind: MatrixDocument.Kind, _ file: Tests.FileKind
    ) -> Route.Handler {
        { visit in
            let code = try visit.parameter("code")
            let bytes = try await TestPages.found {
                try await visit.site.tests.document(
                    kind, of: code, as: file, in: visit.language, by: visit.principal)
            }
            let name = kind == .matrix ? "ma-tran" : "ban-dac-ta"
            return .download(
                bytes, mediaType: file.mediaType, name: "\(name)-\(code).\(file.rawValue)")
        }
    }

    /// `GET /teach/tests/{code}/uses`: how often its questions were used before.
    @Sendable static func uses(_ visit: Visit) async throws -> Response {
        let test = try await TestPages.test(visit)
        let uses = try await visit.site.tests.uses(of: test, by: visit.principal)
        return try visit.page(
            "teacher/uses",
            [
                "title": test.test.settings.title, "url": "/teach/tests/\(test.test.code)",
                "total": "\(uses.count)", "isCut": uses.count > mostShown,
                "limit": "\(mostShown)",
                "rows": uses.prefix(mostShown).map { question, use -> View in
                    [
                        "name": question.name ?? question.identifier ?? question.code,
                        "questionURL": "/teach/questions/\(question.code)",
                        "sittings": "\(use.sittings)", "forms": "\(use.forms)",
                        "last": VietnamTime(use.last).date.text,
                        "facility": use.facility.map {
                            Mark(Int64($0), over: 10)?.decimal(places: 0, separator: ",") ?? ""
                        } ?? "–",
                    ]
                },
            ])
    }

    private static let mostShown = 200
}
