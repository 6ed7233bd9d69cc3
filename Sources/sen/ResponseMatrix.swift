import Assessment
import Interchange
import Values

/// A table of responses: one row a candidate, one column an item, scored or as letters.
struct ResponseMatrix {
    let items: [String]
    /// By candidate, then by item.
    let scores: [[Double]]
    /// The most that each item can give.
    let possible: [Double]
    /// What was chosen, by candidate and item, "" for nothing; nil for a scored table.
    let choices: [[String]]?
    /// The right choice of each item; nil for a scored table.
    let key: [String]?

    /// What is wrong with the tables: one line a fault, with file and line.
    struct Faults: Error {
        let lines: [String]

        /// Beyond so many the rest is only counted.
        static let most = 100

        init(lines: [String]) {
            let more = lines.count - Self.most
            self.lines =
                more > 0
                ? lines.prefix(Self.most) + ["… và \(more) lỗi nữa. … and \(more) more."] : lines
        }
    }

    /// Reads a table of scores. Decimal comma and point are both understood; an empty
    /// cell, and "-", scored nothing.
    ///
    /// The most that an item can give is the highest score that was reached, but at
    /// least 1: a scored table does not say it.
    ///
    /// - Throws: `ImportFault` for a file that is no table, `Faults`.
    init(scored bytes: [UInt8], file: String) throws {
        let table = try Table(bytes, file: file, isHeading: Self.isHeadingOfScores)
        let marks = table.rows.map { row in row.cells.map { $0.isEmpty ? .zero : Mark($0) } }
        let faults = zip(table.rows, marks).compactMap { row, marks -> String? in
            guard let place = marks.firstIndex(of: nil) else { return nil }
            let (item, cell) = (table.items[place], row.cells[place])
            return "\(file):\(row.line): câu \(item): “\(cell)” không phải là điểm (chữ cái thì "
                + "cần --key). “\(cell)” is not a score (letters need --key)."
        }
        guard faults.isEmpty else { throw Faults(lines: faults) }
        let scores = marks.map { $0.compactMap { $0.map(Double.init) } }
        items = table.items
        self.scores = scores
        possible = items.indices.map { item in scores.reduce(1) { max($0, $1[item]) } }
        choices = nil
        key = nil
    }

    /// Reads a table of choices and marks it by a key: 1 for the right one, else 0.
    /// Letter case does not count.
    ///
    /// - Throws: `ImportFault` for a file that is no table, `Faults`.
    init(
        letters bytes: [UInt8], file: String, key keyBytes: [UInt8], keyFile: String
    ) throws {
        let answers = try Self.key(keyBytes, file: keyFile)
        let table = try Table(bytes, file: file) { cells in
            cells.contains { answers[$0] != nil }
        }
        let missing = table.items.filter { answers[$0] == nil }
        let known = Set(table.items)
        let unknown = answers.filter { !known.contains($0.key) }
        guard missing.isEmpty, unknown.isEmpty else {
            throw Faults(
                lines: missing.map {
                    "\(file):\(table.headingLine): không có đáp án cho câu “\($0)”. "
                        + "The key lacks item “\($0)”."
                }
                    + unknown.sorted { $0.value.line < $1.value.line }.map {
                        "\(keyFile):\($0.value.line): bài làm không có câu “\($0.key)”. "
                            + "The responses lack item “\($0.key)”."
                    })
        }
        let right = table.items.map { answers[$0]?.letter ?? "" }
        items = table.items
        key = right
        let said = table.rows.map { $0.cells.map { $0.uppercased() } }
        choices = said
        scores = said.map { zip($0, right).map { $0 == $1 ? 1 : 0 } }
        possible = items.map { _ in 1 }
    }

    /// A row of numbers is the first candidate's, unless it numbers the items.
    private static func isHeadingOfScores(_ cells: [String]) -> Bool {
        cells.contains { Mark($0) == nil && !$0.isEmpty }
            || cells.enumerated().allSatisfy { $1 == "\($0 + 1)" }
    }

    private struct Answer {
        let letter: String
        let line: Int
    }

    /// Reads a key: the columns `item` (câu) and `key` (đáp án), in any order.
    private static func key(_ bytes: [UInt8], file: String) throws -> [String: Answer] {
        let rows = try CSVTable(bytes, file: file).rows
        let heading = rows.first?.cells.map {
            VietnameseText.folded(VietnameseText.clean($0))
        }
        guard let item = heading?.firstIndex(where: { ["item", "cau"].contains($0) }),
            let key = heading?.firstIndex(where: { ["key", "dap an"].contains($0) })
        else {
            throw Faults(lines: ["\(file):1: cần hai cột item,key. It needs the columns item,key."])
        }
        var answers: [String: Answer] = [:]
        var faults: [String] = []
        for row in rows.dropFirst() {
            let cells = row.cells.map(VietnameseText.clean)
            guard cells.count > max(item, key), !cells[item].isEmpty, !cells[key].isEmpty else {
                faults.append(
                    "\(file):\(row.line): thiếu tên câu hoặc đáp án. The item or its key is missing."
                )
                continue
            }
            let answer = Answer(letter: cells[key].uppercased(), line: row.line)
            if answers.updateValue(answer, forKey: cells[item]) != nil {
                faults.append(
                    "\(file):\(row.line): câu “\(cells[item])” có hai đáp án. "
                        + "Item “\(cells[item])” stands twice.")
            }
        }
        guard faults.isEmpty else { throw Faults(lines: faults) }
        return answers
    }
}

/// Rows of equal length under the names of the items.
private struct Table {
    let items: [String]
    let headingLine: Int
    let rows: [(line: Int, cells: [String])]

    /// A column headed `candidate` (thí sinh, SBD) names the candidates and is no item.
    init(_ bytes: [UInt8], file: String, isHeading: ([String]) -> Bool) throws {
        var rows = try CSVTable(bytes, file: file).rows.map { row in
            (
                line: row.line,
                cells: row.cells.map { cell in
                    let clean = VietnameseText.clean(cell)
                    return clean == "-" ? "" : clean
                }
            )
        }
        guard let first = rows.first else {
            throw ResponseMatrix.Faults(lines: ["\(file): tệp trống. The file is empty."])
        }
        headingLine = first.line
        let width = first.cells.count
        var names = (1...width).map { "\($0)" }
        if isHeading(first.cells) {
            names = first.cells
            rows.removeFirst()
        }
        let uneven = rows.filter { $0.cells.count != width }.map {
            "\(file):\($0.line): \($0.cells.count) ô, cần \(width). "
                + "\($0.cells.count) cells where there should be \(width)."
        }
        guard uneven.isEmpty else { throw ResponseMatrix.Faults(lines: uneven) }
        guard !rows.isEmpty else {
            throw ResponseMatrix.Faults(
                lines: ["\(file):\(first.line): không có thí sinh nào. There are no candidates."])
        }
        let isItem = names.map {
            !["candidate", "thi sinh", "sbd"].contains(VietnameseText.folded($0))
        }
        items = zip(names, isItem).filter(\.1).map(\.0)
        self.rows = rows.map { row in
            (row.line, zip(row.cells, isItem).filter(\.1).map(\.0))
        }
        var seen: Set<String> = []
        if let twin = items.first(where: { !seen.insert($0).inserted }) {
            throw ResponseMatrix.Faults(
                lines: [
                    "\(file):\(first.line): hai cột cùng tên “\(twin)”. "
                        + "Two columns are called “\(twin)”."
                ])
        }
    }
}
