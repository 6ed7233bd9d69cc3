import People
import Values

/// Why a row does not come through.
struct RosterRowFault: Error {
    let reason: RosterRefusal.Reason
    init(_ reason: RosterRefusal.Reason) { self.reason = reason }
}

/// The cells of one row, by what its columns hold.
struct RosterRow {
    let cells: [String]
    let columns: RosterColumns

    subscript(_ column: RosterColumn) -> String? {
        guard let place = columns.places[column], place < cells.count, !cells[place].isEmpty
        else { return nil }
        return cells[place]
    }

    func date(_ column: RosterColumn) throws(RosterRowFault) -> CalendarDate? {
        guard let text = self[column] else { return nil }
        guard let date = CalendarDate(ofSheet: text) else { throw RosterRowFault(.badDate(text)) }
        return date
    }

    /// The first day on which what a row says no longer holds: a list names the last day.
    func end(_ from: CalendarDate?) throws(RosterRowFault) -> CalendarDate? {
        guard let last = try date(.until) else { return nil }
        if let from, last < from { throw RosterRowFault(.badDate(last.text)) }
        return last.adding(days: 1)
    }

    /// The person of this row, with the post or the class that the file is about.
    func entry(
        _ line: Int, _ titles: RosterTitles
    ) throws(RosterRowFault) -> PersonRoster.Entry {
        let parts = [self[.familyName], self[.givenName]].compactMap { $0 }
        guard let name = self[.fullName] ?? (parts.isEmpty ? nil : parts.joined(separator: " "))
        else { throw RosterRowFault(.noName) }
        var entry = PersonRoster.Entry(
            line: line, fullName: name, identifier: self[.identifier],
            birthDate: nil)
        for column in [RosterColumn.birthDate, .birthOfMan, .birthOfWoman]
        where entry.birthDate == nil {
            entry.birthDate = try date(column)
        }
        if let text = self[.gender] {
            guard let gender = Gender(text: text) else {
                throw RosterRowFault(.badGender(text))
            }
            entry.gender = gender
        } else if self[.birthOfMan] != nil || self[.birthOfWoman] != nil {
            entry.gender = self[.birthOfWoman] != nil ? .female : .male
        } else if columns.places[.isFemale] != nil {
            let isMale = columns.places[.isMale] == nil || self[.isMale] != nil
            entry.gender = self[.isFemale] != nil ? .female : isMale ? .male : nil
        }
        let from = try date(.from)
        let until = try end(from)
        let unit = UnitName(identifier: self[.unitIdentifier], name: self[.unit] ?? titles.school)
        if columns.areOfStaff {
            let words = self[.title]
            entry.posts = [
                PersonRoster.Post(
                    unit: unit, title: words.map(PostTitle.init(words:)) ?? .teacher,
                    words: words, subject: self[.subject], from: from, until: until)
            ]
            if let text = self[.email], entry.posts[0].title == .head {
                guard let email = EmailAddress(text) else {
                    throw RosterRowFault(.badEmail(text))
                }
                entry.email = email
            }
        } else if let name = self[.className] ?? titles.className {
            entry.classes = [
                PersonRoster.SchoolClass(name: name, school: unit, from: from, until: until)
            ]
        }
        return entry
    }
}

extension RosterRow {
    /// Whether the table has ended above: "Cộng", "Người lập", "(Ký tên)".
    var endsTable: Bool {
        let words = [cells.first { !$0.isEmpty }, self[.fullName], self[.familyName]]
        return words.compactMap { $0 }.map(VietnameseText.folded).contains { text in
            let bare = text.filter { $0 != ":" && $0 != "." }
            return text.hasPrefix("(") || Self.ends.contains(bare)
                || Self.endings.contains { bare.hasPrefix($0) }
        }
    }

    private static let ends: Set = [
        "cong", "hieu truong", "thu truong", "thu truong don vi", "nguoi lap", "nguoi lap bieu",
        "nguoi lap bang", "ke toan", "giam doc", "truong phong", "chu tich",
    ]
    private static let endings = ["tong cong", "tong so", "an dinh danh sach", "danh sach nay"]

    /// Whether anything besides a name says that a row is somebody's.
    var isNumbered: Bool {
        self[.identifier]?.contains(where: \.isNumber) == true || self[.birthDate] != nil
            || self[.number].map { Int($0) != nil } == true
    }
}

/// What the title rows above a list say: "TRƯỜNG THPT …", "DANH SÁCH … LỚP 12A1".
struct RosterTitles {
    private(set) var school: String?
    private(set) var className: String?

    init(_ rows: some Sequence<TextRow>) {
        for cell in rows.flatMap(\.cells).map(VietnameseText.clean) where !cell.isEmpty {
            let words = cell.split(separator: " ")
            let folded = words.map { VietnameseText.folded(String($0)) }
            if school == nil, folded.first == "truong" || folded.starts(with: ["trung", "tam"]) {
                school = cell
            }
            guard className == nil, let place = folded.firstIndex(of: "lop"),
                place + 1 < words.count, words[place + 1].contains(where: \.isNumber)
            else { continue }
            className = String(words[place + 1])
        }
    }
}
