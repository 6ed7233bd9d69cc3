import Assessment
import Storage
import Values

/// The options of select elements.
enum Choices {
    /// The bank's topics, wider ones too, after "the whole bank".
    static func topics(_ topics: [[String]], selected: String, _ visit: Visit) -> [View] {
        self.topics(in: paths(of: topics), selected: selected, visit)
    }

    /// The same for topics that stand in order already.
    static func topics(in paths: [String], selected: String, _ visit: Visit) -> [View] {
        let others = selected.isEmpty || paths.contains(selected) ? [] : [selected]
        return [option("", visit.word("choice.anyTopic"), selected)]
            + (others + paths).map { option($0, $0, selected) }
    }

    /// Every topic and every topic above it, in Vietnamese order.
    private static func paths(of topics: [[String]]) -> [String] {
        let all = Set(topics.flatMap { topic in topic.indices.map { Array(topic[...$0]) } })
        return VietnameseText.sorted(all.map { $0.joined(separator: BankStore.topicSeparator) })
    }

    /// The levels, after "any".
    static func levels(selected: String, _ visit: Visit) -> [View] {
        [option("", visit.word("choice.anyLevel"), selected)]
            + CognitiveLevel.allCases.map {
                option($0.rawValue, visit.word("level.\($0.rawValue)"), selected)
            }
    }

    /// The levels that a question can have, after none.
    static func ownLevels(selected: String, _ visit: Visit) -> [View] {
        [option("", visit.word("editor.noLevel"), selected)]
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

    /// The states of a question, after "any".
    static func statuses(selected: String, _ visit: Visit) -> [View] {
        [option("", visit.word("choice.anyStatus"), selected)]
            + QuestionStore.Status.allCases.map {
                option($0.rawValue, visit.word("status.\($0.rawValue)"), selected)
            }
    }

    /// The orders of a bank's list.
    static func orders(selected: String, _ visit: Visit) -> [View] {
        QuestionStore.Order.allCases.map {
            option($0.rawValue, visit.word("order.\($0.rawValue)"), selected)
        }
    }

    static func tags(_ tags: [String], selected: String, _ visit: Visit) -> [View] {
        [option("", visit.word("choice.anyTag"), selected)]
            + tags.map { option($0, $0, selected) }
    }

    /// People by their codes, after "anybody".
    static func authors(
        _ authors: [(code: String, name: String)], selected: String, _ visit: Visit
    ) -> [View] {
        [option("", visit.word("choice.anyAuthor"), selected)]
            + authors.map { option($0.code, $0.name, selected) }
    }

    static func scales(selected: MarkScale, _ visit: Visit) -> [View] {
        MarkScale.allCases.map {
            option($0.rawValue, visit.word("test.scale.\($0.rawValue)"), selected.rawValue)
        }
    }

    static func countings(selected: String, _ visit: Visit) -> [View] {
        Counting.allCases.map {
            option($0.rawValue, visit.word("practice.counting.\($0.rawValue)"), selected)
        }
    }

    static func feedbacks(selected: String, _ visit: Visit) -> [View] {
        PracticeRules.Feedback.allCases.map {
            option($0.rawValue, visit.word("give.\($0.rawValue)"), selected)
        }
    }

    private static func option(_ value: String, _ label: String, _ selected: String) -> View {
        ["value": value, "label": label, "selected": value == selected]
    }
}
