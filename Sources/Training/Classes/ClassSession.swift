package import Values

/// A time at which a class meets.
package struct ClassSession: Hashable, Sendable {
    package var title: String
    package var starts: Instant
    package var minutes: Int
    /// Where it meets online; empty: in person.
    package var link: String
    package var place: String

    package init(
        title: String, starts: Instant, minutes: Int, link: String = "", place: String = ""
    ) {
        self.title = VietnameseText.clean(title)
        self.starts = starts
        self.minutes = minutes
        self.link = VietnameseText.clean(link)
        self.place = VietnameseText.clean(place)
    }

    package static let mostMinutes = 1_440
    package static let mostInClass = 200

    /// How it is known that somebody was there.
    package enum Way: String, Hashable, Sendable, CaseIterable {
        /// The trainee typed the session's code.
        case code
        /// The trainer ticked a list.
        case list
        /// The log of the meeting says so.
        case log
    }
}
