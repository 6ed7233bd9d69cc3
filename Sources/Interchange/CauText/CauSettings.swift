/// What the lines `Loại:`, `Chấm:`, `Phân biệt hoa thường:` and `Dấu thập phân:` of a
/// question say; nil where there is no such line.
struct CauSettings {
    private(set) var type: CauType?
    private(set) var grading: Grading?
    private(set) var matchesCase: Bool?
    private(set) var hasPointDecimals: Bool?
    private var lines: [(field: CauField, number: Int, words: String)] = []

    /// What `Loại:` can say.
    enum CauType { case single, multiple, matching, ordering, cloze, essay }

    enum Grading { case allOrNothing, partial, national, proportional }

    /// Takes one line.
    ///
    /// - Parameter words: the whole line, for the report.
    /// - Returns: false when the field has no such value.
    mutating func take(_ field: CauField, _ value: String, on number: Int, words: String) -> Bool {
        let value = value.lowercased()
        let isKnown =
            switch field {
            case .type: Self.set(&type, Self.types[value])
            case .grading: Self.set(&grading, Self.gradings[value])
            case .matchesCase: Self.set(&matchesCase, Self.answers[value])
            case .decimalMark: Self.set(&hasPointDecimals, Self.marks[value])
            default: false
            }
        if isKnown { lines.append((field, number, words)) }
        return isKnown
    }

    /// Refuses lines that the question's type has no use for.
    func check(allowed: [CauField], gradings: [Grading] = []) throws(Refusal) {
        for line in lines {
            let fits =
                allowed.contains(line.field)
                || line.field == .grading && gradings.contains { $0 == grading }
            if !fits { throw Refusal(.settingNotUnderstood(line.words), line: line.number) }
        }
    }

    private static func set<Value>(_ setting: inout Value?, _ value: Value?) -> Bool {
        guard let value else { return false }
        setting = value
        return true
    }

    private static let types: [String: CauType] = [
        "nhiều đáp án": .multiple, "multiple": .multiple,
        "một đáp án": .single, "single": .single,
        "ghép cặp": .matching, "ghép đôi": .matching, "matching": .matching,
        "sắp xếp": .ordering, "ordering": .ordering,
        "điền khuyết": .cloze, "cloze": .cloze, "tự luận": .essay, "essay": .essay,
    ]
    private static let gradings: [String: Grading] = [
        "trọn câu": .allOrNothing, "all or nothing": .allOrNothing,
        "từng phần": .partial, "partial": .partial,
        "quốc gia": .national, "national": .national,
        "tỉ lệ": .proportional, "tỷ lệ": .proportional, "proportional": .proportional,
    ]
    private static let answers = ["có": true, "yes": true, "không": false, "no": false]
    private static let marks = ["chấm": true, "point": true, "cả hai": false, "either": false]
}
