package import Values

/// Who was in an online meeting and for how long, from the log of a meeting product.
package struct MeetingLog: Hashable, Sendable {
    /// In the order in which they first appear.
    package private(set) var people: [Attendee] = []
    /// Lines without a name, or without times that can be read.
    package private(set) var unread: [Int] = []
    /// Days that its times can be of: "03/04/2026" is one of two. Empty where it has none.
    package private(set) var days: Set<CalendarDate> = []

    package struct Attendee: Hashable, Sendable {
        package let name: String
        /// Empty where the log has none.
        package let email: String
        /// Whole minutes of all that they were there, each minute once.
        package let minutes: Int
        /// The line on which they first appear.
        package let line: Int
    }

    /// Reads rows of which one has headings, in any order; logs have lines about the meeting
    /// above them, and some have tables of something else below.
    ///
    /// - Throws: `ImportFault` when no row could be one of headings.
    package init(_ rows: [TextRow], file: String) throws(ImportFault) {
        guard
            let place = rows.prefix(40).firstIndex(where: { Columns($0.cells).canRead })
        else { throw ImportFault(file: file, reason: .noMeetingHeadings) }
        let headings = rows[place].cells.map(VietnameseText.clean)
        var columns = Columns(headings)
        columns.look(at: rows[(place + 1)...])
        var found: [String: Presence] = [:]
        var order: [String] = []
        var end = Int.min
        for row in rows[(place + 1)...] {
            let cells = row.cells.map(VietnameseText.clean)
            let name = columns.name(cells)
            // The headings again, or those of another table, which tells the same in parts.
            if Columns(cells).canRead {
                if cells == headings { continue }
                break
            }
            let entry = columns.entry(cells)
            // A table of something else begins.
            if entry == nil, cells.count(where: { !$0.isEmpty }) < 2 { continue }
            guard !name.isEmpty, let entry else {
                unread.append(row.line)
                continue
            }
            for column in [Column.join, .time] {
                days.formUnion(MeetingTime.days(columns.cell(column, cells)))
            }
            end = max(end, entry.end)
            let email = columns.cell(.email, cells).lowercased()
            // Võ Thành Ẩn and Võ Thành An are two people.
            let key = email.isEmpty ? name.lowercased() : email
            if found[key] == nil {
                order.append(key)
                found[key] = Presence(name: name, email: email, line: row.line)
            }
            found[key]?.take(entry)
        }
        people = order.compactMap { key in
            found[key]?.take(.left(end))
            return found[key].map {
                Attendee(name: $0.name, email: $0.email, minutes: $0.minutes, line: $0.line)
            }
        }
    }

    /// One time in the meeting, in seconds.
    fileprivate enum Stay: Hashable {
        case between(Int, Int)
        case long(Int)
    }

    /// What a row says; moments in seconds.
    fileprivate enum Entry: Hashable {
        case stay(Stay)
        case joined(Int)
        case left(Int)

        var end: Int {
            switch self {
            case .stay(.between(_, let end)), .joined(let end), .left(let end): end
            case .stay(.long): .min
            }
        }
    }

    fileprivate struct Presence {
        let name: String
        let email: String
        let line: Int
        private var stays: [Stay] = []
        /// When they came in, where they have not left yet.
        private var joined: Int?

        init(name: String, email: String, line: Int) {
            self.name = name
            self.email = email
            self.line = line
        }

        /// Coming in twice is coming in once.
        mutating func take(_ entry: Entry) {
            switch entry {
            case .stay(let stay): stays.append(stay)
            case .joined(let moment): joined = joined ?? moment
            case .left(let moment):
                if let joined, joined <= moment { stays.append(.between(joined, moment)) }
                joined = nil
            }
        }

        /// Two devices at once are one person once.
        var minutes: Int {
            var seconds = 0
            var end = Int.min
            let spans = stays.compactMap { stay -> (Int, Int)? in
                if case .between(let from, let until) = stay { (from, until) } else { nil }
            }
            for (from, until) in spans.sorted(by: { $0 < $1 }) where until > end {
                seconds += until - max(from, end)
                end = until
            }
            for case .long(let length) in stays { seconds += length }
            return min(seconds / 60, 1_440)
        }
    }

    fileprivate enum Column {
        case fullName, firstName, lastName, email, join, leave, duration
        /// "Joined", "Left", and when.
        case action, time
    }

    fileprivate struct Columns {
        private var places: [Column: Int] = [:]
        private var hasMinutesFirst = false

        init(_ headings: [String]) {
            for (place, heading) in headings.enumerated() {
                let name = ResultColumn.folded(heading)
                for (known, column) in Self.names
                where known.contains(name) && places[column] == nil {
                    places[column] = place
                }
            }
        }

        var canRead: Bool {
            (places[.fullName] ?? places[.firstName]) != nil
                && (places[.duration] != nil || places[.join] != nil && places[.leave] != nil
                    || hasActions)
        }

        private var hasActions: Bool { places[.action] != nil && places[.time] != nil }

        private static let names: [(Set<String>, Column)] = [
            (
                [
                    "name", "full name", "ho va ten", "ho ten", "ten", "participant", "attendee",
                    "user name", "username", "display name", "ten hien thi", "nguoi tham gia",
                    "nguoi tham du", "name (original name)", "participant name",
                ], .fullName
            ),
            (["first name", "given name"], .firstName),
            (["last name", "surname", "family name", "ho"], .lastName),
            (
                [
                    "email", "user email", "e-mail", "email address", "dia chi email",
                    "thu dien tu",
                    "participant id", "attendee email", "upn",
                ], .email
            ),
            (
                [
                    "join time", "first join", "first join time", "time joined", "joined at",
                    "joined", "start time", "vao luc", "thoi gian vao", "gio vao",
                    "thoi gian tham gia", "joining time", "first seen", "utc join timestamp",
                ], .join
            ),
            (
                [
                    "leave time", "last leave", "last leave time", "time exited", "left at",
                    "left", "end time", "ra luc", "thoi gian ra", "gio ra", "thoi gian roi",
                    "leaving time", "last seen", "utc leave timestamp",
                ], .leave
            ),
            (
                [
                    "duration", "in-meeting duration", "total duration", "time in session",
                    "thoi luong", "so phut", "phut", "minutes", "tong thoi gian",
                    "attendance duration", "time in call", "meeting duration",
                ], .duration
            ),
            (["user action", "action", "hanh dong"], .action),
            (["timestamp", "time", "thoi gian", "thoi diem"], .time),
        ]

        func cell(_ column: Column, _ cells: [String]) -> String {
            places[column].flatMap { cells.indices.contains($0) ? cells[$0] : nil } ?? ""
        }

        func name(_ cells: [String]) -> String {
            let full = cell(.fullName, cells)
            if !full.isEmpty { return full }
            return VietnameseText.clean("\(cell(.lastName, cells)) \(cell(.firstName, cells))")
        }

        /// Nil where a row has no time that can be read.
        func entry(_ cells: [String]) -> Entry? {
            guard places[.duration] == nil, places[.leave] == nil, hasActions else {
                return stay(cells).map(Entry.stay)
            }
            guard let moment = MeetingTime.moment(cell(.time, cells)) else { return nil }
            switch VietnameseText.folded(cell(.action, cells)) {
            case "joined", "joined before", "da tham gia", "tham gia", "vao": return .joined(moment)
            case "left", "da roi", "roi", "ra": return .left(moment)
            default: return nil
            }
        }

        /// Where the log has a length of its own that is shorter than from the first join to
        /// the last leave, people were out in between.
        private func stay(_ cells: [String]) -> Stay? {
            let length = MeetingTime.length(
                cell(.duration, cells), hasMinutesFirst: hasMinutesFirst)
            guard let from = MeetingTime.moment(cell(.join, cells)),
                let until = MeetingTime.moment(cell(.leave, cells)), until >= from
            else { return length.map(Stay.long) }
            if let length, length + Self.rounding < until - from { return .long(length) }
            return .between(from, until)
        }

        /// Seconds by which a length may differ from its times.
        private static let rounding = 119

        /// Sees whether "45:10" is of minutes here: beside "0:50:00", or where it would be
        /// more hours than a session has.
        mutating func look(at rows: some Sequence<TextRow>) {
            let lengths = rows.map { cell(.duration, $0.cells.map(VietnameseText.clean)) }
                .map { $0.split(separator: ":").compactMap { Int($0) } }
            hasMinutesFirst = lengths.contains {
                $0.count == 3 || $0.count == 2 && $0[0] > Self.mostHours
            }
        }

        private static let mostHours = 5
    }
}
