import Assessment
import Storage
import Values

/// The options of select elements.
enum Choices {
    /// The bank's topics, wider ones too, after "the whole bank".
    static func topics(_ topics: [[String]], selected: String, _ visit: Visit) -> [View] {
        [option("", visit.word("choice.anyTopic"), selected)]
            + paths(of: topics).map { option($0, $0, selected) }
    }

    /// Every topic and every topic above it, in Vietnamese order.
    private static func paths(of topics: [[String]]) -> [String] {
        let all = Set(topics.flatMap { topic in topic.indices.map { Array(topic[...$0]) } })
        return all.map { $0.joined(separator: BankStore.topicSeparator) }
            .sorted { VietnameseText.sortKey($0) < VietnameseText.sortKey($1) }
    }

    /// The levels, after "any".
    static func levels(selected: String, _ visit: Visit) -> [View] {
        [option("", visit.word("choice.anyLevel"), selected)]
            + CognitiveLevel.allCases.map {
                option($0.rawValue, visit.word("level.\($0.rawValue)"), selected)
            }
    }

    /// The types, after "any": for finding, not for drawing.
    static func anyTypes(selected: String, _ visit: Visit) -> [View] {
        [option("", visit.word("choice.anyType"), selected)] + types(selected: selected, visit)
    }

    static func types(selected: String, _ visit: Visit) -> [View] {
        QuestionType.allCases.map {
            option($0.rawValue, visit.word("type.\($0.rawValue)"), selected)
        }
    }

    static func scales(selected: MarkScale, _ visit: Visit) -> [View] {
        MarkScale.allCases.map {
            option($0.rawValue, visit.word("test.scale.\($0.rawValue)"), selected.rawValue)
        }
    }

    private static func option(_ value: String, _ label: String, _ selected: String) -> View {
        ["value": value, "label": label, "selected": value == selected]
    }
}
