import Interchange
import People
import Storage
import Values

extension PersonPlan {
    /// Writes what the plan says; rows in doubt and refused ones are left out.
    func apply(_ writer: IntakeWriter) throws {
        var made: [String: Int64] = [:]
        for row in rows where row.state == .new || row.state == .changed {
            let person = try self.person(of: row, writer)
            for ended in row.endedPosts { try writer.end(post: ended.id, on: ended.date) }
            for step in row.posts { try writer.record(step.post, of: person, in: step.unit) }
            for ended in row.endedClasses {
                try writer.end(membership: ended.id, on: ended.date)
            }
            for step in row.classes {
                let unit = try schoolClass(step, &made, writer)
                try writer.record(person, in: unit, from: step.from, until: step.until)
            }
            for role in roles(of: row) { try writer.grant(role, to: person) }
        }
    }

    private func person(of row: Row, _ writer: IntakeWriter) throws -> Int64 {
        guard let known = row.person else {
            let person = try writer.add(row.ready)
            try NewAccount.add(to: person, row.details, writer.connection)
            return person
        }
        if row.isRemoved {
            try writer.bringBack(known.id, as: row.details)
        } else if row.details != known.details {
            try writer.change(known.id, from: known.details, to: row.details)
        }
        if known.account == nil { try NewAccount.add(to: known.id, row.details, writer.connection) }
        return known.id
    }

    private func roles(of row: Row) -> Set<Role> {
        var roles: Set<Role> =
            row.entry.classes.isEmpty && !row.entry.isPupil ? [] : [.student]
        let teaches: Set<PostTitle> = [.head, .deputy, .teacher]
        if row.entry.posts.contains(where: { teaches.contains($0.title) }) {
            roles.insert(.teacher)
        }
        return roles
    }

    private func schoolClass(
        _ step: ClassStep, _ made: inout [String: Int64], _ writer: IntakeWriter
    ) throws -> Int64 {
        if let unit = step.unit { return unit }
        if let unit = made[step.key] { return unit }
        let unit = try writer.add(
            .schoolClass, UnitDetails(name: step.name, parent: step.school), identifier: nil,
            from: step.classFrom, until: step.classUntil)
        made[step.key] = unit
        return unit
    }
}
