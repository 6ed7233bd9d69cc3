import Assessment
import Storage

/// How many questions a bank has by topic and level.
struct BankMatrix {
    let view: View

    init(_ entries: [QuestionStore.Listed]) {
        var counts: [String: [CognitiveLevel?: Int]] = [:]
        for entry in entries {
            let topic = entry.topic.joined(separator: BankStore.topicSeparator)
            counts[topic, default: [:]][entry.level, default: 0] += 1
        }
        let columns: [CognitiveLevel?] = CognitiveLevel.allCases + [nil]
        view = [
            "levels": columns.map { $0?.rawValue ?? "–" },
            "rows": counts.sorted { $0.key < $1.key }.map { topic, byLevel -> View in
                [
                    "topic": topic,
                    "cells": columns.map { level in ["count": "\(byLevel[level] ?? 0)"] },
                    "total": "\(byLevel.values.reduce(0, +))",
                ]
            },
        ]
    }
}
