/// A piece of a question written as Câu text: a marker or keyword with the lines of its
/// text. Formats that lay questions out in another way are made of these.
struct CauSegment {
    /// What its first line begins with.
    let shape: CauLine
    /// The keyword of a field as it is written: "Đáp án".
    let keyword: String
    /// Its lines, the first without the marker.
    private(set) var lines: [Bytes]

    private init(_ shape: CauLine, keyword: String = "", _ first: Bytes) {
        self.shape = shape
        self.keyword = keyword
        lines = [first]
    }

    /// Cuts what `CauTextWriter` wrote.
    ///
    /// - Returns: the segments of each question, in order; topics, headings and
    ///   passages are left out.
    static func cut(_ text: [UInt8]) -> [[CauSegment]] {
        var questions: [[CauSegment]] = []
        var isInCode = false
        var isInPassage = false
        for line in text[...].pieces(between: ASCII.newline) {
            let trimmed = line.trimmed()
            if isInCode || CodeFence.opens(trimmed) {
                isInCode = isInCode ? !CodeFence.closes(trimmed) : true
                if !isInPassage { questions.goOn(line) }
                continue
            }
            let shape = CauLine(trimmed)
            switch shape {
            case .question(let start):
                isInPassage = false
                questions.append([CauSegment(shape, start.rest)])
            case .passage: isInPassage = true
            case _ where isInPassage: break
            case .option(let marker), .statement(let marker):
                questions.begin(CauSegment(shape, marker.rest))
            case .field(.topic, _), .field(.subject, _), .field(.grade, _): break
            case .field(_, let value):
                let keyword = trimmed.prefix { $0 != ASCII.colon }.text
                questions.begin(CauSegment(shape, keyword: keyword, value))
            default: questions.goOn(line)
            }
        }
        return questions.map { $0.map(\.withoutBlankEnd) }
    }

    fileprivate mutating func add(_ line: Bytes) { lines.append(line) }

    private var withoutBlankEnd: CauSegment {
        var segment = self
        while segment.lines.count > 1, segment.lines.last?.trimmed().isEmpty == true {
            segment.lines.removeLast()
        }
        return segment
    }

    /// The text as one cell or value.
    var text: String { lines.map(\.text).joined(separator: "\n") }
}

extension [[CauSegment]] {
    fileprivate mutating func begin(_ segment: CauSegment) {
        guard let last = indices.last else { return }
        self[last].append(segment)
    }

    fileprivate mutating func goOn(_ line: Bytes) {
        guard let last = indices.last, let segment = self[last].indices.last else { return }
        self[last][segment].add(line)
    }
}
