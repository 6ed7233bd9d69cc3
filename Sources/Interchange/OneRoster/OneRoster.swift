import People
import Values

/// A OneRoster package (1EdTech OneRoster 1.1 and 1.2, CSV tables): its organisations as
/// units, its users as people with posts and classes.
///
/// Courses, results, addresses and telephone numbers are not read: no task needs them.
package struct OneRoster: Hashable, Sendable {
    package private(set) var units = UnitRoster()
    package private(set) var people = PersonRoster()
    /// Whether it has a table of organisations; a lone `users.csv` has none.
    package private(set) var namesUnits = false

    /// Whether files of these names make such a package.
    package static func isPackage(_ names: some Sequence<String>) -> Bool {
        names.contains { ["orgs.csv", "users.csv"].contains(bare($0)) }
    }

    /// Whether a lone table is its `users.csv`.
    package static func areUsers(_ headings: [String]) -> Bool {
        headings.contains("sourcedId") && headings.contains("givenName")
    }

    /// - Parameter files: the tables by name; folders before the names do not matter.
    /// - Throws: `ImportFault` for a table that is no CSV.
    package init(_ files: [String: [UInt8]], file: String) throws(ImportFault) {
        var tables: [String: OneRosterTable] = [:]
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            let bare = Self.bare(name)
            guard Self.needed.contains(bare), !bytes.isEmpty else { continue }
            tables[bare] = try OneRosterTable(bytes, file: "\(file)/\(bare)")
        }
        self.init(tables)
    }

    private static let needed: Set<String> = [
        "orgs.csv", "users.csv", "roles.csv", "classes.csv", "enrollments.csv",
        "academicSessions.csv", "demographics.csv",
    ]

    private static func bare(_ name: String) -> String {
        name.split(separator: "/").last.map(String.init) ?? name
    }

    private init(_ tables: [String: OneRosterTable]) {
        let empty = OneRosterTable()
        let orgs = OneRosterOrgs(tables["orgs.csv"] ?? empty)
        units = orgs.roster
        namesUnits = tables["orgs.csv"] != nil
        var users = OneRosterUsers(
            orgs: orgs, demographics: tables["demographics.csv"] ?? empty,
            roles: tables["roles.csv"])
        users.read(tables["users.csv"] ?? empty)
        users.enrol(
            tables["enrollments.csv"] ?? empty,
            in: OneRosterClasses(
                tables["classes.csv"] ?? empty, sessions: tables["academicSessions.csv"] ?? empty,
                orgs: orgs))
        people = users.roster
    }
}

/// One table of a package: rows by heading.
struct OneRosterTable {
    struct Row {
        let line: Int
        let cells: [String: String]

        /// The cell, nil where it is empty or there is no such column.
        subscript(_ heading: String) -> String? {
            guard let cell = cells[heading], !cell.isEmpty else { return nil }
            return cell
        }

        /// The cell as a list: `"hk1,hk2"`.
        func list(_ heading: String) -> [String] {
            (self[heading] ?? "").split(separator: ",").map {
                VietnameseText.clean(String($0))
            }.filter { !$0.isEmpty }
        }

        func date(_ heading: String) -> CalendarDate? {
            self[heading].flatMap { CalendarDate($0.prefix(10)) }
        }

        /// Why the row's own source does not use it any more; nil: it does.
        var inactive: String? {
            guard let status = self["status"], status.lowercased() != "active" else { return nil }
            return status
        }
    }

    let headings: [String]
    let rows: [Row]

    init() { (headings, rows) = ([], []) }

    init(_ bytes: [UInt8], file: String) throws(ImportFault) {
        let table = try CSVTable(bytes, file: file)
        let headings = (table.rows.first?.cells ?? []).map(VietnameseText.clean)
        self.headings = headings
        rows = table.rows.dropFirst().map { row in
            let pairs = zip(headings, row.cells.map(VietnameseText.clean))
            return Row(
                line: row.line, cells: Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
        }
    }
}

/// The organisations of a package, by their own ids.
struct OneRosterOrgs {
    private(set) var roster = UnitRoster()
    private var names: [String: UnitName] = [:]

    init(_ table: OneRosterTable) {
        roster.part = "orgs.csv"
        for row in table.rows {
            guard let id = row["sourcedId"], let name = row["name"] else {
                refuse(row, .noName)
                continue
            }
            names[id] = UnitName(identifier: row["identifier"] ?? id, name: name)
        }
        var lines: [String: Int] = [:]
        for row in table.rows {
            guard let id = row["sourcedId"], let name = row["name"],
                let identifier = names[id]?.identifier
            else { continue }
            if let status = row.inactive {
                refuse(row, .notActive(status))
                continue
            }
            if let line = lines[identifier] {
                refuse(row, .sameIdentifier(identifier, line: line))
                continue
            }
            lines[identifier] = row.line
            let parent = row["parentSourcedId"].flatMap { names[$0] }
            let kind = Self.kind(row["type"] ?? "", name: name, isTop: parent == nil)
            roster.entries.append(
                UnitRoster.Entry(
                    line: row.line, identifier: identifier, name: name, kind: kind,
                    level: kind == .school || kind == .centre ? SchoolLevel(name: name) : nil,
                    parent: parent))
        }
    }

    /// A unit as the package names it; one that it does not list, by that id alone.
    func name(_ id: String) -> UnitName? { names[id] ?? UnitName(identifier: id) }

    private mutating func refuse(_ row: OneRosterTable.Row, _ reason: RosterRefusal.Reason) {
        roster.refused.append(
            RosterRefusal(
                part: "orgs.csv", line: row.line,
                words: [row["name"], row["sourcedId"]].compactMap(\.self).joined(separator: ", "),
                reason: reason))
    }

    /// The types of the standard (OneRoster 1.2, OrgType); the name tells more where it begins
    /// with a kind of ours.
    private static func kind(_ type: String, name: String, isTop: Bool) -> UnitKind {
        if let kind = UnitKind(words: name) { return kind }
        switch type.lowercased() {
        case "school": return .school
        case "department": return .centre
        default: return isTop ? .department : .office
        }
    }
}

/// The classes of a package, by their own ids.
struct OneRosterClasses {
    private var classes: [String: PersonRoster.SchoolClass] = [:]

    init(_ table: OneRosterTable, sessions: OneRosterTable, orgs: OneRosterOrgs) {
        var terms: [String: (from: CalendarDate?, until: CalendarDate?)] = [:]
        for row in sessions.rows {
            guard let id = row["sourcedId"] else { continue }
            // The end of a session is its last day; ours is the day after.
            terms[id] = (row.date("startDate"), row.date("endDate")?.adding(days: 1))
        }
        for row in table.rows where row.inactive == nil {
            guard let id = row["sourcedId"], let name = row["classCode"] ?? row["title"] else {
                continue
            }
            let spans = row.list("termSourcedIds").compactMap { terms[$0] }
            classes[id] = PersonRoster.SchoolClass(
                name: name, school: row["schoolSourcedId"].flatMap(orgs.name),
                opens: spans.compactMap(\.from).min(), closes: spans.compactMap(\.until).max())
        }
    }

    subscript(_ id: String) -> PersonRoster.SchoolClass? { classes[id] }
}
