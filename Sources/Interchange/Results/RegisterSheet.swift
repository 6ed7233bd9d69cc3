package import Training
package import Values

/// A sheet of the register of software, or of that of meetings: which, its headings say.
package struct RegisterSheet: Sendable {
    package private(set) var rows: [Row] = []
    package private(set) var faults: [(line: Int, fault: Fault)] = []

    package struct Row: Hashable, Sendable {
        package let line: Int
        /// The unit's identifier or name, as it is written there.
        package let unit: String
        package let fact: Fact
    }

    package enum Fact: Hashable, Sendable {
        case meeting(title: String, sessions: Int, CalendarDate)
        case software(
            system: String, SoftwareFunction, address: String, since: CalendarDate,
            until: CalendarDate?)
    }

    package enum Fault: Error, Hashable, Sendable {
        case missing(String)
        case badDate(String)
        case badSessions(String)
        case badFunction(String)
        case endsBefore
        case noUnit(String)

        package func text(in language: Language) -> String {
            switch self {
            case .missing(let what):
                language.choose("Thiếu \(what).", "There is no \(what).")
            case .badDate(let text):
                language.choose(
                    "Ngày “\(text)” không đúng (dd/mm/yyyy).",
                    "“\(text)” is not a date (dd/mm/yyyy).")
            case .badSessions(let text):
                language.choose(
                    "Số phiên “\(text)” phải là số từ 1 đến 10000.",
                    "The sessions “\(text)” must be a number from 1 to 10000.")
            case .badFunction(let text):
                language.choose(
                    "Không rõ chức năng “\(text)”.", "The function “\(text)” is not known.")
            case .endsBefore:
                language.choose(
                    "Ngày kết thúc không sau ngày bắt đầu.", "The end is not after the beginning.")
            case .noUnit(let text):
                language.choose("Không có đơn vị “\(text)”.", "There is no unit “\(text)”.")
            }
        }
    }

    private enum Column: Hashable {
        case unit, title, sessions, heldOn, system, function, address, since, until
    }

    private static let headings: [String: Column] = [
        "don vi": .unit, "ma don vi": .unit, "unit": .unit, "truong": .unit,
        "noi dung": .title, "cuoc hop": .title, "ten cuoc hop": .title, "title": .title,
        "meeting": .title,
        "so phien": .sessions, "so diem cau": .sessions, "diem cau": .sessions,
        "sessions": .sessions,
        "ngay": .heldOn, "ngay hop": .heldOn, "date": .heldOn,
        "he thong": .system, "phan mem": .system, "ten phan mem": .system, "system": .system,
        "chuc nang": .function, "function": .function,
        "dia chi": .address, "address": .address,
        "tu ngay": .since, "su dung tu": .since, "since": .since, "from": .since,
        "den ngay": .until, "until": .until,
    ]

    /// - Throws: `ImportFault` when the headings are of neither register.
    package init(_ table: [TextRow], file: String) throws(ImportFault) {
        func places(_ row: TextRow) -> [Column: Int] {
            var places: [Column: Int] = [:]
            for (place, cell) in row.cells.enumerated() {
                guard let column = Self.headings[ResultColumn.folded(cell)],
                    places[column] == nil
                else { continue }
                places[column] = place
            }
            return places
        }
        let needed: [[Column]] = [[.unit, .system, .function], [.unit, .title, .heldOn]]
        let heading = table.prefix(30).firstIndex { row in
            let known = places(row)
            return needed.contains { $0.allSatisfy { known[$0] != nil } }
        }
        guard let heading else { throw ImportFault(file: file, reason: .noResultHeadings) }
        let columns = places(table[heading])
        for row in table[(heading + 1)...] where row.cells.contains(where: { !$0.isEmpty }) {
            do throws(Fault) {
                rows.append(try Self.row(row, columns))
            } catch {
                faults.append((row.line, error))
            }
        }
    }

    private static func row(_ row: TextRow, _ columns: [Column: Int]) throws(Fault) -> Row {
        func cell(_ column: Column) -> String {
            guard let place = columns[column], row.cells.indices.contains(place) else { return "" }
            return VietnameseText.clean(row.cells[place])
        }
        func date(_ text: String) throws(Fault) -> CalendarDate {
            guard let date = CalendarDate(text), TrainingClass.canLie(on: date) else {
                throw .badDate(text)
            }
            return date
        }
        let unit = cell(.unit)
        guard !unit.isEmpty else { throw .missing("đơn vị") }
        guard columns[.system] != nil else {
            guard !cell(.title).isEmpty else { throw .missing("nội dung") }
            let sessions = cell(.sessions).isEmpty ? 1 : Int(cell(.sessions)) ?? 0
            guard (1...10_000).contains(sessions) else { throw .badSessions(cell(.sessions)) }
            return Row(
                line: row.line, unit: unit,
                fact: .meeting(
                    title: cell(.title), sessions: sessions, try date(cell(.heldOn))))
        }
        guard !cell(.system).isEmpty else { throw .missing("tên phần mềm") }
        guard let function = SoftwareFunction(words: cell(.function)) else {
            throw .badFunction(cell(.function))
        }
        let since = try date(cell(.since))
        let last = cell(.until).isEmpty ? nil : try date(cell(.until))
        if let last, last < since { throw .endsBefore }
        let until = last?.adding(days: 1)
        return Row(
            line: row.line, unit: unit,
            fact: .software(
                system: cell(.system), function, address: cell(.address), since: since,
                until: until))
    }
}
