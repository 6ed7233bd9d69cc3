import Assessment
import Storage
import Values

/// How many questions a bank has by topic and level: the tree by which it is opened.
struct BankMatrix {
    let view: View

    /// - Parameters:
    ///   - url: the bank's own address.
    ///   - chosen: the topic that the list is narrowed to.
    init(_ tree: TopicTree, url: String, chosen: [String]?) {
        let columns: [CognitiveLevel?] =
            CognitiveLevel.allCases + (tree.hasUnlevelled ? [nil] : [])
        view = [
            "levels": columns.map { $0?.rawValue ?? "–" },
            "isOpen": tree.shown.count <= 24 || chosen == nil, "isFolded": tree.isFolded,
            "rows": tree.shown.map { node -> View in
                [
                    "topic": node.topic.last ?? "–",
                    "depth": "\(min(4, max(1, node.topic.count)))",
                    "url": node.topic.isEmpty
                        ? url : "\(url)?topic=\(node.path.urlQueryEncoded)",
                    "isChosen": node.topic == chosen,
                    "cells": columns.map { level in ["count": "\(node.byLevel[level] ?? 0)"] },
                    "total": "\(node.byLevel.values.reduce(0, +))",
                ]
            },
        ]
    }
}
