package import Interchange
package import Storage
import Values

/// Who of a class is who in a meeting's log: by e-mail, by identifier, by name. What is not
/// clear is left for a person to decide.
package struct MeetingMatch: Hashable, Sendable {
    package private(set) var rows: [Row] = []
    private let members: [EnrolmentStore.Member]

    package struct Row: Hashable, Sendable {
        package let attendee: MeetingLog.Attendee
        /// Nil: it is not clear.
        package let member: EnrolmentStore.Member?
        /// Those of the class whom it could be.
        package let candidates: [EnrolmentStore.Member]
    }

    /// - Parameter accounts: what people type to sign in, by enrolment.
    package init(
        _ log: MeetingLog, _ members: [EnrolmentStore.Member], accounts: [Int64: String]
    ) {
        self.members = members
        var byAccount: [String: [EnrolmentStore.Member]] = [:]
        var byIdentifier: [String: [EnrolmentStore.Member]] = [:]
        var byName: [String: [EnrolmentStore.Member]] = [:]
        for member in members {
            if let account = accounts[member.enrolment] {
                byAccount[account.lowercased(), default: []].append(member)
            }
            if let identifier = member.identifier {
                byIdentifier[identifier.lowercased(), default: []].append(member)
            }
            byName[Self.key(member.name), default: []].append(member)
        }
        let written = Set(log.people.map { Self.words($0.name) })
        for attendee in log.people {
            let words = attendee.name.split { " -_()[],;|".contains($0) }.map { $0.lowercased() }
            let local = attendee.email.split(separator: "@").first.map(String.init) ?? ""
            var found = byAccount[attendee.email] ?? byAccount[local] ?? byIdentifier[local] ?? []
            if found.isEmpty { found = words.compactMap { byIdentifier[$0] }.flatMap(\.self) }
            if found.isEmpty { found = byName[Self.key(attendee.name)] ?? [] }
            // Somebody else of the log has just this member's name.
            let isAnothers = found.first.map { member in
                let own = Self.words(member.name)
                return own != Self.words(attendee.name) && written.contains(own)
            }
            if found.count == 1, isAnothers == false {
                rows.append(Row(attendee: attendee, member: found[0], candidates: found))
            } else {
                rows.append(
                    Row(
                        attendee: attendee, member: nil,
                        candidates: found.isEmpty
                            ? Self.alike(attendee.name, members) : found))
            }
        }
    }

    /// The words of a name as they are written, in one order.
    private static func words(_ name: String) -> String {
        name.prefix { !"([-|".contains($0) }.lowercased().split(separator: " ").sorted()
            .joined(separator: " ")
    }

    /// The words of a name in one order, without diacritics: logs turn names around.
    private static func key(_ name: String) -> String {
        let bare = name.prefix { !"([-|".contains($0) }
        return VietnameseText.folded(String(bare)).split(separator: " ").sorted()
            .joined(separator: " ")
    }

    /// Members whose name has a word of this one: the most words first.
    private static func alike(
        _ name: String, _ members: [EnrolmentStore.Member]
    ) -> [EnrolmentStore.Member] {
        let words = Set(
            VietnameseText.folded(name).split { !$0.isLetter }.filter { $0.count > 1 })
        let ranked = members.map { member in
            (
                member,
                VietnameseText.folded(member.name).split(separator: " ")
                    .count { words.contains($0) }
            )
        }.filter { $0.1 > 0 }
        return ranked.sorted { $0.1 > $1.1 }.prefix(20).map(\.0)
    }

    /// What is decided about a row that is nobody of the class, though it looked so.
    package static let nobody = "-"

    /// Minutes by enrolment: what is clear, and what was decided.
    ///
    /// - Parameter decided: a person's code by the row's place, or `nobody`; none: as it is
    ///   clear, else nobody of the class.
    package func minutes(_ decided: [Int: String]) -> [Int64: Int] {
        var minutes: [Int64: Int] = [:]
        for (place, row) in rows.enumerated() where decided[place] != Self.nobody {
            guard
                let member = row.member ?? members.first(where: { $0.code == decided[place] })
            else { continue }
            minutes[member.enrolment, default: 0] += row.attendee.minutes
        }
        return minutes
    }
}
