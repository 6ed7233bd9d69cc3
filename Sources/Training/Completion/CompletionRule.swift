package import Values

/// What completing a programme takes; all of it is data of the programme.
package struct CompletionRule: Hashable, Codable, Sendable {
    /// Marks run from 0 to this.
    package var scale: Int
    package var components: [Component]
    /// The least weighted mean of all components; nil: it does not matter.
    package var passTotal: Mark?
    /// The least share of the sessions held, in percent; nil: attendance does not matter.
    package var attendancePercent: Int?
    /// Whether every lesson has to be done.
    package var needsLessons: Bool

    package init(
        scale: Int = 10, components: [Component] = [], passTotal: Mark? = nil,
        attendancePercent: Int? = nil, needsLessons: Bool = false
    ) {
        self.scale = scale
        self.components = components
        self.passTotal = passTotal
        self.attendancePercent = attendancePercent
        self.needsLessons = needsLessons
    }

    /// Something that is marked: "điểm kiểm tra cuối".
    package struct Component: Hashable, Codable, Sendable {
        package var name: String
        /// Its part of the whole mark, 1 to `mostWeight`.
        package var weight: Int
        /// The least mark; nil: any mark will do.
        package var passMark: Mark?

        package init(name: String, weight: Int = 1, passMark: Mark? = nil) {
            self.name = VietnameseText.clean(name)
            self.weight = weight
            self.passMark = passMark
        }
    }

    // Together they keep the sum of weighted marks far inside 64 bits.
    package static let mostComponents = 20
    package static let mostWeight = 100
    package static let mostScale = 1_000

    /// A mark as people write it, if this rule has it: 0 to the scale, three decimals at most.
    package func mark(_ text: String) -> Mark? {
        guard let mark = Mark(text), mark.denominator <= 1_000, !text.contains("/"),
            mark >= .zero, mark <= Mark(scale)
        else { return nil }
        return mark
    }

    /// How many of so many sessions somebody has to attend, rounded up: 80 % of 3 are 3.
    package func sessionsNeeded(of sessions: Int) -> Int {
        (sessions * (attendancePercent ?? 0) + 99) / 100
    }

    /// The weighted mean of the components' marks; nil unless each of them has one.
    package func total(_ marks: [String: Mark]) -> Mark? {
        guard !components.isEmpty else { return nil }
        var sum = Mark.zero
        var weights = 0
        for component in components {
            guard let mark = marks[component.name] else { return nil }
            sum += mark * Mark(component.weight)
            weights += component.weight
        }
        guard let share = Mark(1, over: Int64(weights)) else { return nil }
        return sum * share
    }
}
