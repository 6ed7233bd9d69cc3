import People
package import Values

/// The figures of a report as a table: a line a group, in an order that people expect.
package struct ReportTable: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package let key: ReportFigures.Key
        package let label: String
        /// What addresses name the group by.
        package let value: String
        package let count: ReportFigures.Count
    }

    package let lines: [Line]
    package let total: ReportFigures.Count

    package init(_ figures: ReportFigures, _ input: ReportInput, in language: Language) {
        total = figures.total
        lines = figures.groups.map { group in
            let (label, value, order) = Self.words(group.key, input, language)
            return (Line(key: group.key, label: label, value: value, count: group.count), order)
        }
        .sorted { ($0.1, $0.0.label) < ($1.1, $1.0.label) }.map(\.0)
    }

    private static func words(
        _ key: ReportFigures.Key, _ input: ReportInput, _ language: Language
    ) -> (label: String, value: String, order: String) {
        switch key {
        case .unit(let id):
            let unit = input.tree.unit(id)
            let state = input.tree.state(of: id) ?? unit?.states.last
            let name = state?.name ?? ""
            let isScope = input.scope == [id]
            let label =
                isScope ? language.choose("\(name) (trực thuộc)", "\(name) (itself)") : name
            return (label, unit?.code ?? "", (isScope ? "0" : "1") + (state?.sortKey ?? ""))
        case .level(let level):
            let order = ["MN", "TH", "THCS", "THPT", "GDTX"].firstIndex(of: level.rawValue) ?? 9
            return (level.text(in: language), level.rawValue, "\(order)")
        case .programme(let id):
            let facts = input.programmes[id]
            let name = facts?.programme.name ?? ""
            return (name, facts?.code ?? "", VietnameseText.sortKey(name))
        case .kind(let kind, let name):
            let order = ProgrammeKind.allCases.firstIndex(of: kind) ?? 9
            return (
                name ?? kind.text(in: language), kind.value(named: name),
                "\(order)" + VietnameseText.sortKey(name ?? "")
            )
        case .year(let year): return ("\(year)", "\(year)", "\(year)")
        case .month(let year, let month):
            let padded = month < 10 ? "0\(month)" : "\(month)"
            return ("\(padded)/\(year)", "\(year)-\(padded)", "\(year)\(padded)")
        case .subject(let subject): return (subject, subject, VietnameseText.sortKey(subject))
        case .title(let title): return (title.text(in: language), title.rawValue, title.rawValue)
        case .unknown: return (unknown(input.query.grouping, language), "-", "~")
        }
    }

    /// What is missing of those that a report could not place.
    private static func unknown(
        _ grouping: ReportQuery.Grouping, _ language: Language
    ) -> String {
        switch grouping {
        case .unit: language.choose("Chưa ghi đơn vị công tác", "No workplace on record")
        case .level: language.choose("Chưa rõ cấp học", "Level of school not known")
        case .title: language.choose("Chưa ghi chức vụ", "No post on record")
        case .subject: language.choose("Chưa ghi môn dạy", "No subject on record")
        default: language.choose("Không rõ", "Not known")
        }
    }

    /// The group that an address names; nil where there is none like it.
    package func key(_ value: String) -> ReportFigures.Key? {
        lines.first { $0.value == value }?.key
    }
}
