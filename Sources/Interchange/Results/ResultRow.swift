package import Training
package import Values

/// One row of a sheet of training results, read but not yet matched to a person.
package struct ResultRow: Hashable, Sendable {
    package var line: Int
    package var identifier: String?
    /// "" where only the identifier is given.
    package var fullName: String
    package var birthDate: CalendarDate?
    package var unit: String?
    package var marks: [String: Mark]
    package var total: Mark?
    package var outcome: Outcome?
    package var completedOn: CalendarDate?

    package enum Outcome: String, Hashable, Sendable {
        case completed
        case notCompleted
        case absent
        /// Was there; no word on more.
        case attended
    }

    /// Why a row is not taken.
    package enum Fault: Error, Hashable, Sendable {
        /// One cell of text below the table.
        case aside
        case nobody
        case badDate(String)
        case badMark(String, scale: Int)
        case badOutcome(String)
        /// It says "completed", and its own marks say what is missing.
        case contradicts([Completion.Shortfall])
        /// A day of completion alone, where the programme asks for marks.
        case noResult
        /// The total is not what the marks beside it come to.
        case otherTotal(Mark)
        /// A completion before the class's first day.
        case beforeTheClass(CalendarDate)
        /// The class has not begun.
        case notBegun(CalendarDate)
        /// A completion on a day that is yet to come.
        case inTheFuture(CalendarDate)
        /// The date lies outside what a class can have.
        case dateOutOfRange(String)

        package func text(in language: Language) -> String {
            switch self {
            case .aside: language.choose("Dòng ghi chú.", "A remark, not a person.")
            case .nobody:
                language.choose(
                    "Thiếu mã định danh và họ tên.", "Neither an identifier nor a name.")
            case .badDate(let text):
                language.choose(
                    "Ngày “\(text)” không đúng (dd/mm/yyyy).",
                    "“\(text)” is not a date (dd/mm/yyyy).")
            case .badMark(let text, let scale):
                language.choose(
                    "Điểm “\(text)” không thuộc thang 0–\(scale).",
                    "The mark “\(text)” is not on the scale 0–\(scale).")
            case .badOutcome(let text):
                language.choose(
                    "Kết quả “\(text)” không rõ (Hoàn thành, Chưa hoàn thành, Vắng).",
                    "The outcome “\(text)” is not clear (completed, not completed, absent).")
            case .contradicts(let missing):
                language.choose(
                    "Ghi “Hoàn thành” nhưng còn thiếu: ", "It says “completed”, but is missing: ")
                    + missing.map { $0.text(in: language) }.joined(separator: ", ")
            case .noResult:
                language.choose(
                    "Chỉ có ngày, không có điểm hay kết quả.",
                    "Only a day, neither marks nor an outcome.")
            case .otherTotal(let total):
                language.choose(
                    "Điểm chung không khớp: các thành phần tính ra \(total.decimal(places: 2, separator: ",")).",
                    "The total does not fit: the components come to \(total.decimal(places: 2)).")
            case .beforeTheClass(let day):
                language.choose(
                    "Ngày hoàn thành trước ngày khai giảng \(day.text).",
                    "Completed before the first day of the class, \(day.text).")
            case .notBegun(let day):
                language.choose(
                    "Lớp đến \(day.text) mới khai giảng.", "The class begins on \(day.text).")
            case .inTheFuture(let day):
                language.choose(
                    "Ngày hoàn thành \(day.text) chưa đến.", "\(day.text) is yet to come.")
            case .dateOutOfRange(let text):
                language.choose(
                    "Ngày “\(text)” nằm ngoài các năm 1990–2140.",
                    "“\(text)” lies outside the years 1990–2140.")
            }
        }
    }

    /// Reads a row by the sheet's columns and checks it against the programme.
    ///
    /// - Returns: nil for an empty row.
    package init?(
        _ row: TextRow, _ columns: [ResultColumn], _ rule: CompletionRule
    ) throws(Fault) {
        line = row.line
        fullName = ""
        marks = [:]
        var filled = 0
        var name: (family: String, given: String) = ("", "")
        var said: Outcome?
        var isMissingOne = false
        for (cell, column) in zip(row.cells, columns) {
            let text = VietnameseText.clean(cell)
            guard !text.isEmpty else { continue }
            filled += 1
            switch column {
            case .ignored: break
            case .identifier: identifier = text
            case .fullName: fullName = text
            case .familyName: name.family = text
            case .givenName: name.given = text
            case .birthDate: birthDate = try Self.date(text)
            case .unit: unit = text
            case .attended: if said == nil { said = try Self.attendance(text) }
            case .total, .component:
                if Self.absences.contains(VietnameseText.folded(text)) {
                    isMissingOne = true
                    said = said ?? .absent
                } else if case .component(let name) = column {
                    marks[name] = try Self.mark(text, rule)
                } else {
                    total = try Self.mark(text, rule)
                }
            case .outcome: said = try Self.outcome(text)
            case .completedOn: completedOn = try Self.day(text)
            }
        }
        guard filled > 0 else { return nil }
        if said == .absent, isMissingOne { said = marks.isEmpty ? .absent : .notCompleted }
        if fullName.isEmpty {
            fullName = [name.family, name.given].filter { !$0.isEmpty }.joined(separator: " ")
        }
        if identifier == nil, fullName.isEmpty { throw filled == 1 ? .aside : .nobody }
        if filled == 1, identifier?.contains(" ") == true { throw .aside }
        if identifier == nil, filled == 1, fullName.contains(where: { $0 == ":" || $0.isNumber }) {
            throw .aside
        }
        outcome = try judged(said, rule)
        if let computed = rule.total(marks), let typed = total,
            rule.components.allSatisfy({ marks[$0.name] != nil })
        {
            // Others round and weigh a little differently.
            let difference = typed > computed ? typed - computed : computed - typed
            guard difference * Mark(20) <= Mark(rule.scale) else { throw .otherTotal(computed) }
        }
        total = total ?? rule.total(marks)
    }

    /// The outcome that stands there, or else the one that the marks come to.
    private func judged(_ said: Outcome?, _ rule: CompletionRule) throws(Fault) -> Outcome? {
        let missing = missing(rule)
        switch said {
        case .completed:
            if let missing, !missing.isEmpty { throw .contradicts(missing) }
            return .completed
        case .notCompleted, .absent: return said
        case .attended, nil:
            guard let missing else {
                guard said == nil, completedOn != nil else { return said }
                let asks = rule.passTotal != nil || rule.components.contains { $0.passMark != nil }
                guard !asks else { throw .noResult }
                return .completed
            }
            return missing.isEmpty ? .completed : .notCompleted
        }
    }

    /// What the marks lack; nil where the row has no mark to go by.
    private func missing(_ rule: CompletionRule) -> [Completion.Shortfall]? {
        if !marks.isEmpty {
            var marked = rule
            (marked.needsLessons, marked.attendancePercent) = (false, nil)
            return Completion(marked, .init(marks: marks)).missing
        }
        guard let total, let least = rule.passTotal else { return nil }
        return total < least ? [.lowTotal(atLeast: least)] : []
    }

    private static func mark(_ text: String, _ rule: CompletionRule) throws(Fault) -> Mark? {
        if text == "-" || text == "–" { return nil }
        guard let mark = rule.mark(text) else { throw .badMark(text, scale: rule.scale) }
        return mark
    }

    private static func date(_ text: String) throws(Fault) -> CalendarDate {
        guard let date = CalendarDate(ofSheet: text) else { throw .badDate(text) }
        return date
    }

    /// A day on which something of a class can lie; a time of day behind it is left out.
    private static func day(_ text: String) throws(Fault) -> CalendarDate? {
        if text == "-" || text == "–" { return nil }
        let day = try date(text)
        guard TrainingClass.canLie(on: day) else { throw .dateOutOfRange(text) }
        return day
    }

    /// What stands in the place of a mark for who was not there.
    private static let absences: Set = [
        "v", "vt", "vang", "vang thi", "vang mat", "bo thi", "absent",
    ]

    private static func attendance(_ text: String) throws(Fault) -> Outcome? {
        switch VietnameseText.folded(text) {
        case "co", "x", "1", "yes", "true", "du", "tham du", "co mat", "p": .attended
        case "vang", "khong", "0", "no", "false", "vang mat", "-", "–", "a": .absent
        default: throw .badOutcome(text)
        }
    }

    private static func outcome(_ text: String) throws(Fault) -> Outcome? {
        switch VietnameseText.folded(text) {
        case "hoan thanh", "dat", "x", "ht", "d", "completed", "complete", "passed", "pass", "yes",
            "xuat sac", "tot", "gioi", "kha", "trung binh", "tb", "trung binh kha", "tb kha",
            "hoan thanh xuat sac", "hoan thanh tot", "hoan thanh khoa hoc", "dat yeu cau", "1",
            "finished":
            .completed
        case "chua hoan thanh", "khong hoan thanh", "chua dat", "khong dat", "cht", "kd",
            "chua dat yeu cau", "khong dat yeu cau", "chua hoan thanh khoa hoc",
            "not completed", "incomplete", "failed", "fail", "no", "yeu", "kem", "0",
            "in progress":
            .notCompleted
        case "vang", "vang mat", "khong tham du", "absent": .absent
        case "dang hoc", "tham du", "attended": .attended
        case "-", "–": nil
        default: throw .badOutcome(text)
        }
    }
}
