import People
package import Values

/// All that a report is made from, besides the records of the classes: as it was known at
/// the moment of the question.
package struct ReportInput: Sendable {
    package struct ProgrammeFacts: Hashable, Sendable {
        package let code: String
        package let programme: Programme

        package init(code: String, programme: Programme) {
            self.code = code
            self.programme = programme
        }
    }

    package struct ClassFacts: Hashable, Sendable {
        package let programme: Int64
        package let title: String
        package let code: String
        /// What the department calls it.
        package let identifier: String
        package let from: CalendarDate
        package let until: CalendarDate
        package let mode: TrainingClass.Mode

        package init(
            programme: Int64, title: String, code: String, identifier: String,
            from: CalendarDate, until: CalendarDate, mode: TrainingClass.Mode
        ) {
            self.programme = programme
            self.title = title
            self.code = code
            self.identifier = identifier
            self.from = from
            self.until = until
            self.mode = mode
        }
    }

    package let query: ReportQuery
    package let programmes: [Int64: ProgrammeFacts]
    /// Those that began in the period, of the programmes that are asked for.
    package let classes: [Int64: ClassFacts]
    package let tree: UnitTree
    package let posts: PostIndex.Known
    /// The units that are asked about; empty: everybody.
    package let scope: Set<Int64>

    /// What the units that are asked about are called on the day; empty: everybody.
    package var scopeNames: [String] {
        tree.present.filter { scope.contains($0.unit.id) }.map(\.state.name)
    }

    /// Those names as a line of a report.
    package static func words(_ scopeNames: [String], in language: Language) -> String {
        scopeNames.isEmpty
            ? language.choose("Toàn tỉnh", "Whole province")
            : scopeNames.joined(separator: "; ")
    }

    /// Whether a unit, or what it became, lies within what is asked about.
    package func isInScope(_ unit: Int64) -> Bool {
        scope.isEmpty || tree.line(of: tree.standing(for: unit)).contains(where: scope.contains)
    }

    /// - Parameter classes: all of them, or more than are asked for.
    package init(
        _ query: ReportQuery, programmes: [Int64: ProgrammeFacts],
        classes: [Int64: ClassFacts], tree: UnitTree, posts: PostIndex.Known
    ) {
        self.query = query
        self.programmes = programmes
        self.tree = tree
        self.posts = posts
        scope = tree.units(codes: query.units)
        self.classes = classes.filter { _, one in
            guard one.from >= query.from, one.from <= query.begunBy ?? query.asOf,
                let facts = programmes[one.programme]
            else { return false }
            switch query.only {
            case .online where !one.mode.isOnline: return false
            case .skillsIT where !facts.programme.kind.isIT: return false
            default: break
            }
            return query.programme.map { $0 == facts.code } ?? true
                && query.kind.map { $0 == facts.programme.kind } ?? true
                && query.kindName.map { $0 == facts.programme.kindName } ?? true
                && query.trainingClass.map { $0 == one.code } ?? true
        }
    }
}
