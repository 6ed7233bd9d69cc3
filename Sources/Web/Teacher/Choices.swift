import Assessment
import Storage
import Values

/// The options of select elements.
enum Choices {
    /// The bank's topics, after "the whole bank".
    static func topics(_ topics: [[String]], selected: String, _ visit: Visit) -> [View] {
        [option("", visit.word("choice.anyTopic"), selected)]
            + topics.filter { !$0.isEmpty }.map { topic in
                let path = topic.joined(separator: BankStore.topicSeparator)
                return option(path, path, selected)
            }
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

    static func reviews(selected: ReviewRule, _ visit: Visit) -> [View] {
        ReviewRule.allCases.map {
            option($0.rawValue, visit.word("review.\($0.rawValue)"), selected.rawValue)
        }
    }

    private static func option(_ value: String, _ label: String, _ selected: String) -> View {
        ["value": value, "label": label, "selected": value == selected]
    }
}
