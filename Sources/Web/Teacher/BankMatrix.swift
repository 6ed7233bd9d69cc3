import Assessment
import Storage
import Values

/// How many questions a bank has by topic and level.
struct BankMatrix {
    let view: View

    init(_ entries: [QuestionStore.Listed]) {
        var counts: [String: [CognitiveLevel?: Int]] = [:]
        for entry in entries {
            let topic = entry.topic.joined(separator: BankStore.topicSeparator)
            counts[topic, default: [:]][entry.level, default: 0] += 1
        }
        let hasUnlevelled = entries.contains { $0.level == nil }
        let columns: [CognitiveLevel?] = CognitiveLevel.allCases + (hasUnlevelled ? [nil] : [])
        view = [
            "levels": columns.map { $0?.rawValue ?? "–" },
            "rows": counts.sorted {
                VietnameseText.sortKey($0.key) < VietnameseText.sortKey($1.key)
            }.map { topic, byLevel -> View in
                [
                    "topic": topic,
                    "cells": columns.map { level in ["count": "\(byLevel[level] ?? 0)"] },
                    "total": "\(byLevel.values.reduce(0, +))",
                ]
            },
        ]
    }
}
