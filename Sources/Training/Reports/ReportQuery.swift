package import People
package import Values

/// What a report is asked: on which day, as known when, about whom, and told by what.
package struct ReportQuery: Hashable, Codable, Sendable {
    /// Classes that began from this day on are counted.
    package var from: CalendarDate
    /// What was true on this day.
    package var asOf: CalendarDate
    /// The last day on which a class that is counted began; nil: `asOf`.
    package var begunBy: CalendarDate?
    /// As it was known at the end of this day; nil: as it is known now.
    package var known: CalendarDate?
    /// The codes of units; the whole subtree of each counts. Empty: everybody.
    package var units: [String]
    package var level: SchoolLevel?
    /// The code of a programme.
    package var programme: String?
    package var kind: ProgrammeKind?
    /// Of a kind of the department's own: which one.
    package var kindName: String?
    /// The code of a class; nil: all of them.
    package var trainingClass: String?
    package var title: PostTitle?
    /// As posts write it.
    package var subject: String?
    package var grouping: Grouping
    /// Nil: classes of every form and kind.
    package var only: Only?
    /// The moment of a report that was published; it counts instead of `known`.
    package var knownAt: Instant?

    /// Classes that the province's report asks about.
    package enum Only: String, Hashable, Codable, Sendable, CaseIterable {
        /// Those that run online.
        case online
        /// Those of IT skills, basic and advanced.
        case skillsIT
    }

    package enum Grouping: String, Hashable, Codable, Sendable, CaseIterable {
        case unit
        case level
        case programme
        case kind
        case year
        case month
        case subject
        case title
    }

    package init(
        from: CalendarDate, asOf: CalendarDate, known: CalendarDate? = nil, units: [String] = [],
        grouping: Grouping = .unit
    ) {
        self.from = from
        self.asOf = asOf
        self.known = known
        self.units = units
        self.grouping = grouping
    }

    /// The last millisecond that is known; `Int64.max` for now.
    package var moment: Int64 {
        if let knownAt { return knownAt.milliseconds }
        guard let known else { return .max }
        return VietnamTime.instant(on: known, minuteOfDay: 24 * 60).milliseconds - 1
    }

    /// The day on which the school year of another begins: 1 September.
    package static func schoolYear(of day: CalendarDate) -> CalendarDate {
        let year = day.month >= 9 ? day.year : day.year - 1
        return CalendarDate(year: year, month: 9, day: 1) ?? day
    }
}

/// Which people stand behind a figure.
package enum ReportMeasure: String, Hashable, Codable, Sendable, CaseIterable {
    case enrolments
    case attendances
    /// Each person once.
    case people
    case completed
    /// Enrolled, and not completed on the day.
    case notCompleted
}
