import Assessment
import Authoring
import Storage
import Values

/// A matrix as its page shows it: what is asked of each cell, and what the bank has.
struct MatrixView {
    let view: View

    /// - Parameter wrong: the fields that are to be mended.
    init(
        _ matrix: TestMatrix, of test: Tests.Found, part: Int, _ visit: Visit,
        wrong: Set<String> = []
    ) async throws {
        let bank = try await visit.site.tests.bank(of: test).filter { $0.type == matrix.type }
        let asked = matrix.counts.keys.map(\.topic)
        let topics = Self.rows(bank.map(\.topic) + asked)
        let columns = TestMatrix.columns
        let url = "/teach/tests/\(test.test.code)"
        view = [
            "title": test.test.settings.title, "testURL": url, "url": "\(url)/parts/\(part)/matrix",
            "part": test.test.settings.blueprint.parts[part].title, "partIndex": "\(part)",
            "types": Choices.types(selected: matrix.type.rawValue, visit),
            "type": matrix.type.rawValue,
            "typeName": visit.word("type.\(matrix.type.rawValue)"),
            "worth": matrix.worth?.decimal(places: 4, separator: ",") ?? "",
            "severalWorths": matrix.hasSeveralWorths,
            "columns": columns.map { level -> View in
                [
                    "label": level?.rawValue ?? visit.word("matrix.any"),
                    "name": level.map { visit.word("level.\($0.rawValue)") }
                        ?? visit.word("line.anyLevel"),
                ]
            },
            "rows": topics.enumerated().map { row, topic in
                Self.row(row, topic, matrix, bank, wrong, visit)
            },
            "sums": columns.map { level in
                "\(matrix.counts.reduce(0) { $0 + ($1.key.level == level ? $1.value : 0) })"
            },
            "total": "\(matrix.counts.values.reduce(0, +))",
        ]
    }

    /// The whole bank, then every topic and those above it, in Vietnamese order.
    private static func rows(_ topics: [[String]]) -> [[String]] {
        let all = Set(topics.flatMap { topic in topic.indices.map { Array(topic[...$0]) } })
        let sorted = all.map { (key: $0.map(VietnameseText.sortKey), topic: $0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
        return [[]] + sorted.map(\.topic)
    }

    private static func row(
        _ row: Int, _ topic: [String], _ matrix: TestMatrix, _ bank: [QuestionStore.Listed],
        _ wrong: Set<String>, _ visit: Visit
    ) -> View {
        let path = topic.joined(separator: BankStore.topicSeparator)
        let own = bank.filter { $0.topic.starts(with: topic) }
        let sum = TestMatrix.columns.reduce(0) {
            $0 + (matrix.counts[TestMatrix.Cell(topic: topic, level: $1)] ?? 0)
        }
        return [
            "index": "\(row)", "path": path,
            "label": topic.last ?? visit.word("matrix.wholeBank"),
            "name": path.isEmpty ? visit.word("matrix.wholeBank") : path,
            "depth": "\(min(topic.count, 4))", "sum": "\(sum)",
            "cells": TestMatrix.columns.map { level -> View in
                let name = "n\(row)-\(level?.rawValue ?? "any")"
                let count = matrix.counts[TestMatrix.Cell(topic: topic, level: level)]
                let available = own.count { level == nil || $0.level == level }
                let typed = visit.form[name]
                return [
                    "name": name, "value": typed.isEmpty ? count.map { "\($0)" } ?? "" : typed,
                    "available": "\(available)", "isWrong": wrong.contains(name),
                    "isLacking": (count ?? 0) > available,
                    "level": level.map { visit.word("level.\($0.rawValue)") }
                        ?? visit.word("line.anyLevel"),
                ]
            },
        ]
    }
}
