package import Values

/// A class of a programme, as it is known now.
package struct TrainingClass: Hashable, Sendable {
    /// What `sen training import --class` takes: "BDTX01-2026-L03".
    package var identifier: String
    package var title: String
    package var from: CalendarDate
    /// The last day.
    package var until: CalendarDate
    package var mode: Mode
    package var place: String
    /// Where it meets online, or the system that it ran on.
    package var link: String
    /// Nil: as many as come.
    package var capacity: Int?
    package var admission: Admission
    /// Nil: it is held.
    package var cancelled: Cancellation?

    package struct Cancellation: Hashable, Sendable {
        /// From this day on it does not count.
        package var on: CalendarDate
        package var reason: String

        package init(on day: CalendarDate, because reason: String) {
            on = day
            self.reason = VietnameseText.clean(reason)
        }
    }

    package enum Mode: String, Hashable, Sendable, CaseIterable {
        case online
        case inPerson
        case selfPaced
        /// It ran on another system; only its results come here.
        case elsewhere
        /// Others held it, face to face; only its results come here.
        case elsewhereInPerson

        /// Whether it counts as training "qua mạng".
        package var isOnline: Bool { self != .inPerson && self != .elsewhereInPerson }

        /// Whether what makes it complete is known to others only.
        package var isElsewhere: Bool { self == .elsewhere || self == .elsewhereInPerson }
    }

    /// How people come into the class.
    package enum Admission: String, Hashable, Sendable, CaseIterable {
        case list
        case quota
        case registration
    }

    package init(
        identifier: String, title: String, from: CalendarDate, until: CalendarDate,
        mode: Mode = .online, place: String = "", link: String = "", capacity: Int? = nil,
        admission: Admission = .list
    ) {
        self.identifier = VietnameseText.clean(identifier)
        self.title = VietnameseText.clean(title)
        self.from = from
        self.until = until
        self.mode = mode
        self.place = VietnameseText.clean(place)
        self.link = VietnameseText.clean(link)
        self.capacity = capacity
        self.admission = admission
    }

    package static let mostPlaces = 100_000
    /// Whether a class or a fact about one can lie on a day: reports count days in 16 bits.
    package static func canLie(on day: CalendarDate) -> Bool { (1990...2140).contains(day.year) }
}
