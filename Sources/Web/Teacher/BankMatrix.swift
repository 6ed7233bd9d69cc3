import Assessment
import Storage
import Values

/// How many questions a bank has by topic and level: the tree by which it is opened.
struct BankMatrix {
    let view: View

    /// - Parameters:
    ///   - url: the bank's own address.
    ///   - chosen: the topic that the list is narrowed to.
    init(_ counts: [QuestionStore.Count], url: String, chosen: [String]?) {
        let tree = Self.tree(counts)
        let hasUnlevelled = counts.contains { $0.level == nil }
        let columns: [CognitiveLevel?] = CognitiveLevel.allCases + (hasUnlevelled ? [nil] : [])
        view = [
            "levels": columns.map { $0?.rawValue ?? "–" },
            "isOpen": tree.count <= 24 || chosen == nil,
            "rows": tree.map { topic, byLevel -> View in
                let path = topic.joined(separator: BankStore.topicSeparator)
                let address = "\(url)?topic=\(path.urlQueryEncoded)"
                return [
                    "topic": topic.last ?? "–", "depth": "\(min(4, max(1, topic.count)))",
                    "url": topic.isEmpty ? url : address,
                    "isChosen": topic == chosen,
                    "cells": columns.map { level in ["count": "\(byLevel[level] ?? 0)"] },
                    "total": "\(byLevel.values.reduce(0, +))",
                ]
            },
        ]
    }

    private typealias Row = (topic: [String], byLevel: [CognitiveLevel?: Int])

    /// Every topic, each with what stands in it and below it, in Vietnamese order.
    private static func tree(_ counts: [QuestionStore.Count]) -> [Row] {
        var rows: [[String]: [CognitiveLevel?: Int]] = [:]
        for count in counts {
            let above = count.topic.isEmpty ? [[]] : count.topic.indices.map { count.topic[...$0] }
            for topic in above {
                rows[Array(topic), default: [:]][count.level, default: 0] += count.questions
            }
        }
        return rows.map { (sortKey: $0.key.map(VietnameseText.sortKey), row: $0) }
            .sorted { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }
            .map { ($0.row.key, $0.row.value) }
    }
}
