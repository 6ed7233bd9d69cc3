package import Assessment
package import Values

/// What teachers hand in with a test: ma trận, and bản đặc tả with what is to be shown
/// for each topic. The columns are those of công văn 7991/BGDĐT-GDTrH: number, topic, then
/// types and levels, then sums and shares; the levels are the bank's own four.
package struct MatrixDocument: Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case matrix
        case specification
    }

    private typealias Cell = TableDocument.Cell

    private let table: BlueprintTable
    private let blueprint: Blueprint
    private let language: Language

    package init(_ table: BlueprintTable, of blueprint: Blueprint, in language: Language) {
        self.table = table
        self.blueprint = blueprint
        self.language = language
    }

    /// - Parameters:
    ///   - title: of the test.
    ///   - facts: lines below it, such as subject and duration.
    package func document(_ kind: Kind, title: String, facts: [String]) -> TableDocument {
        let heading =
            kind == .matrix
            ? language.choose("MA TRẬN ĐỀ KIỂM TRA", "TEST MATRIX")
            : language.choose("BẢN ĐẶC TẢ ĐỀ KIỂM TRA", "TEST SPECIFICATION")
        let lead = kind == .matrix ? [5, 20] : [4, 16, 28]
        let counts = table.columns.count + (kind == .matrix ? table.levels.count + 2 : 0)
        return TableDocument(
            titles: [heading, title] + facts, rows: head(kind) + body(kind) + foot(kind),
            headRows: 2, widths: lead + Array(repeating: 6, count: counts), notes: notes)
    }

    private func head(_ kind: Kind) -> [[Cell]] {
        func tall(_ text: String) -> Cell { Cell(text, rows: 2, isBold: true) }
        var first = [
            tall(language.choose("TT", "No.")),
            tall(language.choose("Chủ đề / đơn vị kiến thức", "Topic")),
        ]
        if kind == .specification {
            first.append(tall(language.choose("Yêu cầu cần đạt", "What is to be shown")))
        }
        first += table.types.map { type in
            Cell(Self.name(type, language), columns: table.levels.count, isBold: true)
        }
        var second = table.columns.map { label($0.level) }
        if kind == .matrix {
            first.append(
                Cell(
                    language.choose("Tổng số câu", "Questions"), columns: table.levels.count,
                    isBold: true))
            second += table.levels.map(label)
            first.append(tall(language.choose("Tổng", "Sum")))
            first.append(tall(language.choose("Tỉ lệ % điểm", "% of marks")))
        }
        return [first, second]
    }

    private func label(_ level: CognitiveLevel?) -> Cell {
        Cell(level?.rawValue ?? language.choose("Mọi mức", "Any"), isBold: true)
    }

    private func body(_ kind: Kind) -> [[Cell]] {
        table.topics.enumerated().map { place, topic in
            let name =
                topic.isEmpty
                ? language.choose("Cả ngân hàng", "The whole bank") : topic.joined(separator: " / ")
            var row: [Cell] = [Cell("\(place + 1)"), Cell(name, isCentred: false)]
            if kind == .specification {
                let path = topic.joined(separator: " / ")
                row.append(Cell(blueprint.requirements[path] ?? "", isCentred: false))
            }
            row += table.columns.map { Cell(count(table.entry(topic, $0)), isNumber: true) }
            if kind == .matrix {
                let sum = table.sum(of: topic)
                row += table.levels.map {
                    Cell(count(table.sum(of: topic, level: $0)), isNumber: true)
                }
                row.append(Cell(count(sum), isBold: true, isNumber: true))
                row.append(Cell(percent(sum)))
            }
            return row
        }
    }

    private func foot(_ kind: Kind) -> [[Cell]] {
        let lead = kind == .matrix ? 2 : 3
        func row(
            _ name: String, isNumber: Bool = false, _ text: (BlueprintTable.Entry) -> String
        ) -> [Cell] {
            func sum(_ entry: BlueprintTable.Entry) -> Cell {
                Cell(text(entry), isBold: true, isNumber: isNumber)
            }
            var cells: [Cell] = [
                Cell(name, columns: lead, isBold: true, isCentred: false)
            ]
            cells += table.columns.map { sum(table.sum(of: $0)) }
            if kind == .matrix {
                cells += table.levels.map { sum(table.sum(of: $0)) }
                cells.append(sum(table.total))
                cells.append(Cell(""))
            }
            return cells
        }
        return [
            row(language.choose("Tổng số câu", "Questions"), isNumber: true, count),
            row(language.choose("Tổng số điểm", "Marks")) {
                $0.count == 0 ? "" : $0.marks.decimal(places: 2, separator: decimalMark)
            },
            row(language.choose("Tỉ lệ %", "% of marks"), percent),
        ]
    }

    /// Each level's share beside the school's rule.
    private var notes: [String] {
        let shares = CognitiveLevel.allCases.map { level in
            "\(level.rawValue) \(percent(table.sum(of: level))) (\(blueprint.shares[level]))"
        }
        return [
            language.choose("Tỉ lệ điểm theo mức độ, % (quy định): ", "Marks by level, % (rule): ")
                + shares.joined(separator: " · ")
        ]
    }

    private func count(_ entry: BlueprintTable.Entry) -> String {
        entry.count == 0 ? "" : "\(entry.count)"
    }

    private func percent(_ entry: BlueprintTable.Entry) -> String {
        entry.count == 0 ? "" : table.share(entry).decimal(places: 1, separator: decimalMark)
    }

    private var decimalMark: String { language.choose(",", ".") }

    /// As the forms that are handed in call them.
    static func name(_ type: QuestionType, _ language: Language) -> String {
        switch type {
        case .singleChoice: language.choose("Nhiều lựa chọn", "Single choice")
        case .multipleChoice: language.choose("Nhiều đáp án đúng", "Several right answers")
        case .trueFalse: language.choose("Đúng/Sai (một mệnh đề)", "True/false")
        case .trueFalseGroup: language.choose("Đúng – Sai", "True/false group")
        case .shortAnswer: language.choose("Trả lời ngắn (chữ)", "Short answer")
        case .numeric: language.choose("Trả lời ngắn (số)", "Numeric")
        case .matching: language.choose("Ghép cặp", "Matching")
        case .ordering: language.choose("Sắp xếp", "Ordering")
        case .cloze: language.choose("Điền khuyết", "Cloze")
        case .essay: language.choose("Tự luận", "Essay")
        }
    }
}
