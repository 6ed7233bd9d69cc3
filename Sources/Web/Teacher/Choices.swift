import Assessment
import Storage
import Values

/// The options of select elements.
enum Choices {
    static func topics(_ topics: [[String]], selected: String) -> [View] {
        topics.filter { !$0.isEmpty }.map { topic in
            let path = topic.joined(separator: BankStore.topicSeparator)
            return ["value": path, "label": path, "selected": path == selected]
        }
    }

    static func levels(selected: String, _ visit: Visit) -> [View] {
        CognitiveLevel.allCases.map {
            option($0.rawValue, visit.word("level.\($0.rawValue)"), selected)
        }
    }

    static func types(selected: String, _ visit: Visit) -> [View] {
        QuestionType.allCases.map {
            option($0.rawValue, visit.word("type.\($0.rawValue)"), selected)
        }
    }

    static func reviews(selected: ReviewRule, _ visit: Visit) -> [View] {
        ReviewRule.allCases.map {
            option($0.rawValue, visit.word("review.\($0.rawValue)"), selected.rawValue)
        }
    }

    private static func option(_ value: String, _ label: String, _ selected: String) -> View {
        ["value": value, "label": label, "selected": value == selected]
    }
}
