import Values

/// Who was in an online meeting and for how long, from the log of a meeting product.
package struct MeetingLog: Hashable, Sendable {
    /// In the order in which they first appear.
    package private(set) var people: [Attendee] = []
    /// Lines without a name, or without times that can be read.
    package private(set) var unread: [Int] = []

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
        for row in rows[(place + 1)...] {
            let cells = row.cells.map(VietnameseText.clean)
            let name = columns.name(cells)
            // The headings again, or those of another table, which tells the same in parts.
            if Columns(cells).canRead {
                if cells == headings { continue }
                break
            }
            let stay = columns.stay(cells)
            // A table of something else begins.
            if stay == nil, cells.count(where: { !$0.isEmpty }) < 2 { continue }
            guard !name.isEmpty, let stay else {
                unread.append(row.line)
                continue
            }
            let email = columns.cell(.email, cells).lowercased()
            // Võ Thành Ẩn and Võ Thành An are two people.
            let key = email.isEmpty ? name.lowercased() : email
            if found[key] == nil {
                order.append(key)
                found[key] = Presence(name: name, email: email, line: row.line)
            }
            found[key]?.stays.append(stay)
        }
        people = order.compactMap { key in
            found[key].map {
                Attendee(name: $0.name, email: $0.email, minutes: $0.minutes, line: $0.line)
            }
        }
    }

    /// One time in the meeting, in seconds.
    fileprivate enum Stay: Hashable {
        case between(Int, Int)
        case long(Int)
    }

    fileprivate struct Presence {
        let name: String
        let email: String
        let line: Int
        var stays: [Stay] = []

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
                && (places[.duration] != nil || places[.join] != nil && places[.leave] != nil)
        }

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
        ]

        func cell(_ column: Column, _ cells: [String]) -> String {
            places[column].flatMap { cells.indices.contains($0) ? cells[$0] : nil } ?? ""
        }

        func name(_ cells: [String]) -> String {
            let full = cell(.fullName, cells)
            if !full.isEmpty { return full }
            return VietnameseText.clean("\(cell(.lastName, cells)) \(cell(.firstName, cells))")
        }

        /// Where the log has a length of its own that is shorter than from the first join to
        /// the last leave, people were out in between.
        func stay(_ cells: [String]) -> Stay? {
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

/// Times as meeting products write them.
enum MeetingTime {
    /// A moment in seconds, of one log: "11/20/2026 07:58:12 PM", "20/11/2026 19:58",
    /// "2026-11-20T19:58:12Z", "7:58 PM". Which of two numbers is the day does not matter:
    /// lengths are taken within one log.
    static func moment(_ text: String) -> Int? {
        let words = text.replacing(",", with: " ").replacing("T", with: " ")
            .replacing("Z", with: "").split(separator: " ")
        guard let clock = words.first(where: { $0.contains(":") }), var time = seconds(clock),
            time < 86_400
        else { return nil }
        switch words.last?.lowercased() {
        case "pm", "ch": if time < 43_200 { time += 43_200 }
        case "am", "sa": if time >= 43_200 { time -= 43_200 }
        default: break
        }
        let day = words.first { $0.contains("/") || $0.contains("-") }.flatMap(day) ?? 0
        return day * 86_400 + time
    }

    private static func day(_ text: Substring) -> Int? {
        if let date = CalendarDate(text) { return date.daysSince1970 }
        let parts = text.split { "/-".contains($0) }
        guard parts.count == 3 else { return nil }
        // Months first; short years.
        let year = parts[2].count == 2 ? "20\(parts[2])" : "\(parts[2])"
        return
            (CalendarDate("\(parts[1])/\(parts[0])/\(year)")
            ?? CalendarDate("\(parts[0])/\(parts[1])/\(year)"))?.daysSince1970
    }

    /// A length in seconds: "45", "00:45:10", "1h 2m 3s", "1 hr 2 min", "62 phút".
    ///
    /// - Parameter hasMinutesFirst: whether "45:10" is 45 minutes; else it is hours.
    static func length(_ text: String, hasMinutesFirst: Bool = false) -> Int? {
        let words = VietnameseText.folded(text)
        if words.contains(":") {
            let isShort = words.split(separator: ":").count == 2
            return seconds(words[...]).map { hasMinutesFirst && isShort ? $0 / 60 : $0 }
        }
        if let minutes = whole(words[...]) { return minutes * 60 }
        var total = 0
        var number = ""
        var unit = ""
        func add() -> Bool {
            guard let count = whole(number[...]) else { return number.isEmpty && unit.isEmpty }
            switch unit.first {
            case "h", "g": total += count * 3_600
            case "m", "p": total += count * 60
            case "s": total += count
            default: return false
            }
            return true
        }
        for sign in words {
            if sign.isASCII, sign.isNumber {
                if !unit.isEmpty {
                    guard add() else { return nil }
                    (number, unit) = ("", "")
                }
                number.append(sign)
            } else if sign.isLetter {
                unit.append(sign)
            }
        }
        return add() && !words.isEmpty ? total : nil
    }

    /// "1:02:03" or "19:58": hours first.
    private static func seconds(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":").map(whole)
        guard (2...3).contains(parts.count), !parts.contains(nil) else { return nil }
        let numbers = parts.compactMap(\.self)
        return numbers[0] * 3_600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
    }

    /// Small whole numbers; a part of a second or minute is dropped.
    private static func whole(_ text: Substring) -> Int? {
        let bare = text.prefix { $0 != "." }
        guard !bare.isEmpty, bare.utf8.count <= 5, bare.utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return Int(bare)
    }
}
