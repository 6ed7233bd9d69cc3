import Assessment
import Storage
import Values

/// A bank's topics as a tree, each with how many questions stand in it and below it. Of a
/// large one only a part is shown: what lies on the way to the chosen topic, and around it.
struct TopicTree {
    /// A topic, by its names from the widest.
    struct Node {
        let topic: [String]
        var byLevel: [CognitiveLevel?: Int] = [:]

        var path: String { topic.joined(separator: BankStore.topicSeparator) }
    }

    /// In Vietnamese order.
    let shown: [Node]
    /// Whether there are topics that are not shown.
    let isFolded: Bool
    let hasUnlevelled: Bool

    /// As many as are shown of a tree whose every level is in sight.
    private static let most = 60

    /// - Parameter chosen: the topic that a list is narrowed to.
    init(_ counts: [QuestionStore.Count], chosen: [String]?) {
        var nodes: [[String]: Node] = [:]
        for count in counts {
            let above = count.topic.isEmpty ? [[]] : count.topic.indices.map { count.topic[...$0] }
            for topic in above.map({ Array($0) }) {
                nodes[topic, default: Node(topic: topic)].byLevel[count.level, default: 0] +=
                    count.questions
            }
        }
        let depth = Self.depthInSight(nodes.keys)
        let way = chosen ?? []
        let kept = nodes.values.filter { node in
            let parent = node.topic.dropLast()
            return node.topic.count <= depth || way.starts(with: node.topic)
                || way.starts(with: parent)
        }
        shown = kept.map { (key: $0.topic.map(VietnameseText.sortKey), node: $0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.node)
        isFolded = kept.count < nodes.count
        hasUnlevelled = counts.contains { $0.level == nil }
    }

    /// How many levels can be shown whole.
    private static func depthInSight(_ topics: some Collection<[String]>) -> Int {
        var atDepth: [Int: Int] = [:]
        for topic in topics { atDepth[topic.count, default: 0] += 1 }
        var sum = 0
        var depth = 1
        for level in 0...(atDepth.keys.max() ?? 0) {
            sum += atDepth[level] ?? 0
            if sum <= most { depth = max(1, level) }
        }
        return depth
    }
}
