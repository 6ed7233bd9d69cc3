package import Values

/// A programme of teacher training: what its classes teach, and what completing one takes.
package struct Programme: Hashable, Sendable {
    /// As the department writes it, such as "BDTX-01-2026".
    package var identifier: String
    package var name: String
    package var kind: ProgrammeKind
    /// What the kind is called where it is the department's own.
    package var kindName: String?
    /// Tiết: what a completion counts against the yearly duty.
    package var periods: Int
    /// What it counted in classes that began earlier, the oldest first.
    package var earlierPeriods: [EarlierPeriods]
    /// Years after which a completion no longer counts as valid; nil: it always does.
    package var validityYears: Int?
    package var rule: CompletionRule
    /// Who has to complete it every year; nil: nobody has to.
    package var requirement: Requirement?
    /// From this day on no class of it begins and nobody has to complete it; nil: it is in use.
    package var retiredOn: CalendarDate?

    package init(
        identifier: String, name: String, kind: ProgrammeKind, kindName: String? = nil,
        periods: Int, earlierPeriods: [EarlierPeriods] = [], validityYears: Int? = nil,
        rule: CompletionRule = CompletionRule(),
        requirement: Requirement? = nil, retiredOn: CalendarDate? = nil
    ) {
        self.identifier = VietnameseText.clean(identifier)
        self.name = VietnameseText.clean(name)
        self.kind = kind
        self.kindName = kindName.map(VietnameseText.clean)
        self.periods = periods
        self.earlierPeriods = earlierPeriods
        self.validityYears = validityYears
        self.rule = rule
        self.requirement = requirement
        self.retiredOn = retiredOn
    }

    /// The periods of a class that begins on a day.
    package func periods(on day: CalendarDate) -> Int {
        earlierPeriods.first { day < $0.until }?.periods ?? periods
    }

    package func isUsed(on day: CalendarDate) -> Bool { retiredOn.map { day < $0 } ?? true }

    /// Who has to complete it in a year that ends on a day.
    package func requirement(on day: CalendarDate) -> Requirement? {
        isUsed(on: day) ? requirement : nil
    }

    /// Periods that a programme can have.
    package static let mostPeriods = 2_000
    /// Years that a completion can be valid.
    package static let mostYears = 50
}

/// How many periods a programme had in classes that began before a day.
package struct EarlierPeriods: Hashable, Codable, Sendable {
    package var periods: Int
    /// Exclusive.
    package var until: CalendarDate

    package init(_ periods: Int, until day: CalendarDate) {
        self.periods = periods
        until = day
    }
}

/// Who has to complete a programme within a year: staff whose main post is of these
/// titles, in units of these levels. An empty set asks for nothing in particular.
package struct Requirement: Hashable, Codable, Sendable {
    /// Raw values of a post's title.
    package var titles: Set<String>
    /// Raw values of a school's level.
    package var levels: Set<String>

    package init(titles: Set<String> = [], levels: Set<String> = []) {
        self.titles = titles
        self.levels = levels
    }

    package func asks(title: String?, level: String?) -> Bool {
        (titles.isEmpty || title.map(titles.contains) == true)
            && (levels.isEmpty || level.map(levels.contains) == true)
    }

    // Sets have no order: written sorted, so that equal values are equal texts.
    private enum CodingKeys: String, CodingKey { case titles, levels }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        titles = Set(try container.decode([String].self, forKey: .titles))
        levels = Set(try container.decode([String].self, forKey: .levels))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(titles.sorted(), forKey: .titles)
        try container.encode(levels.sorted(), forKey: .levels)
    }
}
