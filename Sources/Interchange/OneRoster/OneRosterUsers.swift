import People
import Values

/// The users of a package: who they are, what they are where, and their classes.
struct OneRosterUsers {
    private(set) var roster = PersonRoster()
    private let orgs: OneRosterOrgs
    private let demographics: [String: OneRosterTable.Row]
    /// By user; nil: an older package, whose users have one role each.
    private let roles: [String: [OneRosterTable.Row]]?
    /// Where in the roster each user stands.
    private var places: [String: Int] = [:]
    /// Users that were refused, whose enrolments then say nothing new.
    private var refused: Set<String> = []

    init(orgs: OneRosterOrgs, demographics: OneRosterTable, roles: OneRosterTable?) {
        self.orgs = orgs
        roster.part = "users.csv"
        self.demographics = Dictionary(
            demographics.rows.compactMap { row in row["sourcedId"].map { ($0, row) } },
            uniquingKeysWith: { first, _ in first })
        self.roles = roles.map { table in
            Dictionary(grouping: table.rows.filter { $0.inactive == nil }) {
                $0["userSourcedId"] ?? ""
            }
        }
    }

    mutating func read(_ table: OneRosterTable) {
        var known: [String: Int] = [:]
        for row in table.rows {
            guard let id = row["sourcedId"] else {
                refuse(row, .noName)
                continue
            }
            do throws(RosterRowFault) {
                let entry = try entry(of: row, id)
                let identifier = entry.identifier ?? id
                if let line = known[identifier] {
                    throw RosterRowFault(.sameIdentifier(identifier, line: line))
                }
                known[identifier] = row.line
                places[id] = roster.entries.count
                roster.entries.append(entry)
            } catch {
                refused.insert(id)
                refuse(row, error.reason)
            }
        }
    }

    private func entry(
        of row: OneRosterTable.Row, _ id: String
    ) throws(RosterRowFault) -> PersonRoster.Entry {
        if let status = row.inactive { throw RosterRowFault(.notActive(status)) }
        if row["enabledUser"]?.lowercased() == "false" {
            throw RosterRowFault(.notActive("enabledUser=false"))
        }
        let parts = [row["familyName"], row["middleName"], row["givenName"]].compactMap(\.self)
        guard !parts.isEmpty else { throw RosterRowFault(.noName) }
        let more = demographics[id]
        var entry = PersonRoster.Entry(
            line: row.line, fullName: parts.joined(separator: " "),
            identifier: row["identifier"] ?? id, birthDate: more?.date("birthDate"),
            gender: more?["sex"].flatMap(Gender.init(text:)))
        let stated = roles?[id] ?? []
        // The primary role is the main post.
        let ordered =
            stated.filter { $0["roleType"] == "primary" }
            + stated.filter { $0["roleType"] != "primary" }
        if ordered.isEmpty {
            let places = row.list("orgSourcedIds") + [row["primaryOrgSourcedId"]].compactMap(\.self)
            try add(row["role"] ?? "", at: places, nil, nil, to: &entry)
        }
        for role in ordered {
            try add(
                role["role"] ?? "", at: [role["orgSourcedId"]].compactMap(\.self),
                role.date("beginDate"), role.date("endDate")?.adding(days: 1), to: &entry)
        }
        return entry
    }

    /// Pupils have classes, by their enrolments; everybody else whom we know has a post.
    private func add(
        _ role: String, at places: [String], _ from: CalendarDate?, _ until: CalendarDate?,
        to entry: inout PersonRoster.Entry
    ) throws(RosterRowFault) {
        let title: PostTitle
        switch role.lowercased() {
        case "student":
            entry.isPupil = true
            return
        case "teacher": title = .teacher
        case "principal": title = .head
        case "districtadministrator", "systemadministrator": title = .official
        case "administrator", "siteadministrator", "aide", "counselor", "proctor", "staff":
            title = .staff
        default: throw RosterRowFault(.notNeeded(role))
        }
        var units = places.compactMap(orgs.name)
        if units.isEmpty {
            entry.posts.append(.init(unit: nil, title: title, from: from, until: until))
        }
        // The first names the main one; a place named twice is one post.
        while let unit = units.first {
            units.removeAll { $0 == unit }
            guard !entry.posts.contains(where: { $0.unit == unit }) else { continue }
            entry.posts.append(.init(unit: unit, title: title, from: from, until: until))
        }
    }

    /// Puts users into their classes. Whom a class calls a teacher has a post at its school.
    mutating func enrol(_ table: OneRosterTable, in classes: OneRosterClasses) {
        for row in table.rows where row.inactive == nil {
            guard let user = row["userSourcedId"], !refused.contains(user) else { continue }
            guard let place = places[user] else {
                refuse(row, .orphan(user), part: "enrollments.csv")
                continue
            }
            guard let id = row["classSourcedId"], var schoolClass = classes[id] else {
                refuse(row, .orphan(row["classSourcedId"] ?? ""), part: "enrollments.csv")
                continue
            }
            schoolClass.from = row.date("beginDate") ?? schoolClass.opens
            schoolClass.until = row.date("endDate")?.adding(days: 1) ?? schoolClass.closes
            if let from = schoolClass.from, let until = schoolClass.until, until <= from {
                refuse(row, .badDate(until.text), part: "enrollments.csv")
                continue
            }
            switch (row["role"] ?? "student").lowercased() {
            case "student":
                guard !roster.entries[place].classes.contains(schoolClass) else { continue }
                roster.entries[place].classes.append(schoolClass)
            case "teacher":
                guard roster.entries[place].posts.isEmpty else { continue }
                roster.entries[place].posts.append(
                    .init(unit: schoolClass.school, title: .teacher))
            default: continue
            }
        }
    }

    private mutating func refuse(
        _ row: OneRosterTable.Row, _ reason: RosterRefusal.Reason, part: String = "users.csv"
    ) {
        let words = [row["familyName"], row["middleName"], row["givenName"], row["sourcedId"]]
        roster.refused.append(
            RosterRefusal(
                part: part, line: row.line,
                words: words.compactMap(\.self).joined(separator: " "), reason: reason))
    }
}
