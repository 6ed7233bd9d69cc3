import Administration
import Classes
import Hummingbird
import Interchange
import People
import Storage
import Training
import Values

/// The log of an online meeting: upload, preview, decide, apply.
enum MeetingLogPages {
    private static let mostUndecided = 200
    /// Members who are offered for a name that resembles nobody's.
    private static let mostOthers = 300

    /// `POST …/sessions/{session}/log`: keeps the file and shows who was there.
    @Sendable static func upload(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        let roll = try await roll(listed, visit)
        func refused(_ text: String) throws -> Response {
            try visit.page(
                "training/session", ClassSessionPages.view(roll, listed, visit),
                faults: [("file", text)])
        }
        guard let upload = visit.form.files["file"] else {
            return try refused(visit.word("error.file-missing"))
        }
        do {
            let log = try await visit.site.classSessions.read(upload.bytes, name: upload.name)
            let code = try await visit.site.staging.keep(
                .init(
                    kind: .meeting, object: roll.session.id, fileName: upload.name,
                    content: upload.bytes), by: visit.principal, at: visit.site.now())
            return try await preview(log, code, roll, listed, visit)
        } catch let fault as ImportFault {
            return try refused("\(fault.file): \(fault.text(in: visit.language))")
        }
    }

    private static func roll(
        _ listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws -> ClassSessions.Roll {
        try await visit.site.classSessions.roll(
            try visit.parameter("session"), of: listed, on: visit.today)
    }

    private static func least(_ visit: Visit, _ roll: ClassSessions.Roll) -> Int {
        Int(visit.form["least"]).map { min(max(1, $0), ClassSession.mostMinutes) }
            ?? max(1, roll.session.session.minutes * 3 / 4)
    }

    private static func preview(
        _ log: MeetingLog, _ code: String, _ roll: ClassSessions.Roll,
        _ listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws -> Response {
        let match = try await visit.site.classSessions.match(log, with: roll)
        let least = least(visit, roll)
        let url = "/training/classes/\(listed.code)/sessions/\(roll.session.code)"
        let clear = match.rows.enumerated().filter { $0.element.member != nil }
        let open = match.rows.enumerated().filter { $0.element.member == nil }
        // A device has any name: whoever is not recognised yet can be meant.
        let known = Set(clear.compactMap(\.element.member?.code))
        let others = roll.members.filter { !known.contains($0.code) }.prefix(mostOthers)
        return try visit.page(
            "training/log",
            [
                "heading": listed.trainingClass.title, "title": roll.session.session.title,
                "url": url, "applyURL": "\(url)/log/\(code)", "least": "\(least)",
                "otherDay": isOfOtherDay(log, roll.session)
                    ? visit.word(
                        "log.otherDay",
                        [
                            "days": log.days.sorted().map(\.text).joined(separator: ", "),
                            "day": VietnamTime.date(of: roll.session.session.starts).text,
                        ]) : "",
                "unread": log.unread.prefix(20).map { "\($0)" }.joined(separator: ", "),
                "clear": clear.map { place, row -> View in
                    [
                        "field": "d\(place)", "nobody": MeetingMatch.nobody,
                        "name": row.attendee.name, "member": row.member?.name ?? "",
                        "minutes": "\(row.attendee.minutes)",
                        "counts": row.attendee.minutes >= least,
                    ]
                },
                "hasOpen": !open.isEmpty,
                "open": open.prefix(mostUndecided).map { place, row -> View in
                    [
                        "field": "d\(place)", "name": row.attendee.name,
                        "email": row.attendee.email, "minutes": "\(row.attendee.minutes)",
                        "line": "\(row.attendee.line)",
                        "candidates":
                            (row.candidates
                            + others.filter { one in
                                !row.candidates.contains { $0.code == one.code }
                            }).map { one -> View in
                                ["value": one.code, "label": label(one)]
                            },
                    ]
                },
            ])
    }

    /// Whether a log's times are of another day than the session, where it says days; one
    /// beside it can be the same in another time zone.
    private static func isOfOtherDay(
        _ log: MeetingLog, _ session: ClassSessionStore.Listed
    ) -> Bool {
        let day = VietnamTime.date(of: session.session.starts)
        return !log.days.isEmpty
            && log.days.allSatisfy { abs($0.daysSince1970 - day.daysSince1970) > 1 }
    }

    private static func label(_ member: EnrolmentStore.Member) -> String {
        member.identifier.map { "\(member.name) (\($0))" } ?? member.name
    }

    /// `POST …/sessions/{session}/log/{staged}`: records what was previewed and decided.
    @Sendable static func apply(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        let roll = try await roll(listed, visit)
        let code = try visit.parameter("staged")
        guard let staged = try await visit.site.staging.staged(code, by: visit.principal),
            staged.kind == .meeting, staged.object == roll.session.id
        else { throw Refusal.notFound }
        let log = try await visit.site.classSessions.read(
            staged.content, name: staged.fileName)
        let match = try await visit.site.classSessions.match(log, with: roll)
        var decided: [Int: String] = [:]
        for place in match.rows.indices { decided[place] = visit.form["d\(place)"] }
        try await visit.site.classSessions.record(
            match.minutes(decided), atLeast: least(visit, roll), at: roll, in: listed,
            by: visit.principal, at: visit.site.now())
        try await visit.site.staging.drop(code)
        return .seeOther(
            "/training/classes/\(listed.code)/sessions/\(roll.session.code)?done=attendance")
    }
}
