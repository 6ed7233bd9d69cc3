import Values

/// Where a sheet of questions has what, found by its headings.
struct QuestionColumns {
    enum Field: Hashable {
        case number, stem, key, level, topic, identifier, guid, name, tags, solution, type, grading
        case matchesCase, decimalMark, feedbackForTrue, feedbackForFalse, criteria
        /// What several questions are about: each of their rows has it.
        case passage, recording, plays, transcript
        /// The option or statement at this place, from 0.
        case option(Int)
        /// What is said to who chose it.
        case feedback(Int)
    }

    private(set) var places: [Field: Int] = [:]
    /// Options are headed by numbers, "Phương án 1": so their keys are numbers, too.
    private(set) var numbersOptions = false
    /// Headings that mean nothing here.
    private(set) var unknown: [String] = []

    /// - Returns: nil for a row that is not the heading: it names no stem.
    init?(_ row: TextRow) {
        for (place, cell) in row.cells.enumerated() {
            let name = Self.folded(cell)
            guard !name.isEmpty else { continue }
            if let number = name.wholeMatch(of: Self.numberedOption)?.1.first?.wholeNumberValue,
                places[.option(number - 1)] == nil
            {
                places[.option(number - 1)] = place
                numbersOptions = true
            } else if let field = Self.field(name), places[field] == nil {
                places[field] = place
            } else {
                unknown.append(VietnameseText.clean(cell))
            }
        }
        guard places[.stem] != nil,
            places[.key] != nil || places[.option(0)] != nil
        else { return nil }
    }

    /// Whether rows may be about passages or recordings.
    var hasPassages: Bool { places[.passage] != nil || places[.recording] != nil }

    func text(_ field: Field, in row: TextRow) -> String {
        guard let place = places[field], row.cells.indices.contains(place) else { return "" }
        return row.cells[place]
    }

    private static func folded(_ text: String) -> String {
        VietnameseText.folded(VietnameseText.clean(text)).trimmingSuffix(while: {
            ".:*".contains($0)
        })
    }

    private static func field(_ name: String) -> Field? {
        if let field = names[name] { return field }
        if let letter = name.wholeMatch(of: optionHeading)?.1 { return .option(place(letter)) }
        if let letter = name.wholeMatch(of: feedbackHeading)?.1 { return .feedback(place(letter)) }
        return nil
    }

    private static func place(_ letter: Substring) -> Int {
        Int((letter.utf8.first ?? 97) - UInt8(ascii: "a"))
    }

    private static var optionHeading: Regex<(Substring, Substring)> {
        /(?:(?:dap an|phuong an|lua chon|y|phat bieu|option|choice|answer|statement) )?([a-h])/
    }

    private static var numberedOption: Regex<(Substring, Substring)> {
        /(?:dap an|phuong an|lua chon|option|choice|answer) ?([1-8])/
    }

    private static var feedbackHeading: Regex<(Substring, Substring)> {
        /(?:phan hoi|feedback) ([a-h])/
    }

    private static let names: [String: Field] = [
        "stt": .number, "tt": .number, "no": .number, "number": .number, "so thu tu": .number,
        "cau": .number,
        "cau hoi": .stem, "noi dung": .stem, "noi dung cau hoi": .stem, "question": .stem,
        "de bai": .stem, "stem": .stem,
        "dap an dung": .key, "dap an": .key, "key": .key, "answer": .key, "correct": .key,
        "correct answer": .key, "right answer": .key, "dung": .key,
        "muc do": .level, "level": .level, "muc do nhan thuc": .level,
        "chu de": .topic, "topic": .topic, "chuong": .topic, "bai": .topic,
        "ma": .identifier, "ma cau": .identifier, "ma cau hoi": .identifier, "id": .identifier,
        "guid": .guid, "ten": .name, "name": .name, "tu khoa": .tags, "tags": .tags,
        "loi giai": .solution, "giai thich": .solution, "huong dan giai": .solution,
        "solution": .solution, "explanation": .solution,
        "loai": .type, "loai cau": .type, "loai cau hoi": .type, "type": .type,
        "dang": .type, "dang cau hoi": .type,
        "tieu chi": .criteria, "tieu chi cham": .criteria, "rubric": .criteria,
        "ngu lieu chung": .passage, "doan van chung": .passage, "shared text": .passage,
        "shared passage": .passage, "tep nghe": .recording, "recording": .recording,
        "so lan nghe": .plays, "plays": .plays, "loi thoai": .transcript,
        "transcript": .transcript,
        "cham": .grading, "cach cham": .grading, "grading": .grading,
        "dau thap phan": .decimalMark, "decimal mark": .decimalMark,
        "phan hoi dung": .feedbackForTrue, "feedback true": .feedbackForTrue,
        "phan hoi sai": .feedbackForFalse, "feedback false": .feedbackForFalse,
        "phan biet hoa thuong": .matchesCase, "case sensitive": .matchesCase,
    ]
}

extension String {
    fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
        String(reversed().drop(while: predicate).reversed()).trimmingPrefix(" ").description
    }
}
