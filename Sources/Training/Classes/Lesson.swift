package import Values

/// One lesson of a class, as its trainer has it now.
package struct Lesson: Hashable, Sendable {
    package var title: String
    /// In the markup of questions (docs/formats.md, "Inside a text").
    package var text: String
    /// Where more stands, such as a repository outside; empty: nowhere.
    package var link: String
    package var rule: LessonRule

    package init(title: String, text: String = "", link: String = "", rule: LessonRule = .marked) {
        self.title = VietnameseText.clean(title)
        self.text = text
        self.link = VietnameseText.clean(link)
        self.rule = rule
    }

    /// Characters of a lesson's text.
    package static let longestText = 200_000
    package static let mostInClass = 200
}

/// What makes a lesson done.
package enum LessonRule: Hashable, Sendable {
    case opened
    /// The trainee says so.
    case marked
    /// The trainee says so, at the earliest so many minutes after opening it.
    case time(minutes: Int)
    /// A component of the programme has at least this mark.
    case mark(component: String, atLeast: Mark)

    package static let mostMinutes = 600

    /// What a trainee has done of one lesson.
    package struct Work: Hashable, Sendable {
        package var openedAt: Instant?
        package var doneAt: Instant?

        package init(openedAt: Instant? = nil, doneAt: Instant? = nil) {
            self.openedAt = openedAt
            self.doneAt = doneAt
        }
    }

    /// - Parameter marks: of the trainee, by the component's name.
    package func isDone(_ work: Work, marks: [String: Mark]) -> Bool {
        switch self {
        case .opened: work.openedAt != nil
        case .marked, .time: work.doneAt != nil
        case .mark(let component, let least): marks[component].map { $0 >= least } ?? false
        }
    }

    /// Seconds until the trainee may say that it is done; nil where that is not hers to say.
    package func seconds(until work: Work, at now: Instant) -> Int64? {
        switch self {
        case .opened, .mark: return nil
        case .marked: return 0
        case .time(let minutes):
            guard let openedAt = work.openedAt else { return Int64(minutes) * 60 }
            return max(0, now.seconds(until: openedAt.adding(seconds: Int64(minutes) * 60)))
        }
    }
}
