import Assessment
import Values

/// What stands before several questions of Câu text, taken apart into its lines.
struct CauPassage {
    let line: Int
    let numbers: ClosedRange<Int>?
    var text: [SourceLine]
    /// The path of a recording.
    var recording: String?
    var plays: (text: String, line: Int)?
    var transcript: [SourceLine] = []

    /// - Returns: nil for one that says nothing: it ends the one before it.
    /// - Throws: the reason why the questions below it cannot be used.
    func stimulus(_ findings: inout MarkupFindings) throws(Refusal) -> Stimulus? {
        let text = BlockReader.read(text, findings: &findings)
        guard let path = recording else {
            if let plays { throw Refusal(.settingNotUnderstood(plays.text), line: plays.line) }
            return text.isEmpty ? nil : Stimulus(text: text)
        }
        guard let local = PicturePath.local(path) else {
            throw Refusal(.settingNotUnderstood(path), line: line)
        }
        var most: Int?
        if let plays {
            guard let count = Int(plays.text) else {
                throw Refusal(.settingNotUnderstood(plays.text), line: plays.line)
            }
            most = count
        }
        return Stimulus(
            text: text,
            recording: Recording(
                source: .path(local),
                transcript: BlockReader.read(transcript, findings: &findings), plays: most))
    }
}

/// The passages of a file, each understood once for all of its questions.
struct CauPassages {
    private let sources: [CauPassage]
    private var known: [Int: Result<Stimulus?, Refusal>] = [:]
    /// Of passages, by their lines.
    private(set) var notes: [(line: Int, reason: ImportReason)] = []

    init(_ sources: [CauPassage]) { self.sources = sources }

    /// - Throws: the reason why a question about it cannot be used.
    mutating func stimulus(of number: Int?) throws(Refusal) -> Stimulus? {
        guard let number, sources.indices.contains(number) else { return nil }
        if let known = known[number] { return try known.get() }
        var findings = MarkupFindings()
        let source = sources[number]
        let result = Result { () throws(Refusal) in try source.stimulus(&findings) }
        notes += findings.reasons.map { (source.line, $0) }
        known[number] = result
        return try result.get()
    }
}

extension CauSplitter {
    /// A keyword begins a passage; a sentence only where the first of its questions follows.
    mutating func takePassage(
        _ start: CauPassageStart, on line: SourceLine, _ trimmed: Bytes,
        before later: ArraySlice<SourceLine>
    ) {
        guard !start.isSentence || isFollowed(start, later) else { return takeText(line, trimmed) }
        finish()
        var text = [SourceLine(number: line.number, bytes: start.rest)]
        if start.isSentence { text.append(SourceLine(number: line.number, bytes: [])) }
        passages.append(CauPassage(line: line.number, numbers: start.numbers, text: text))
        openPassage = passages.count - 1
        target = .passage
    }

    private mutating func isFollowed(
        _ start: CauPassageStart, _ later: ArraySlice<SourceLine>
    ) -> Bool {
        guard let first = start.numbers?.lowerBound, !isInSolution, current?.number != first else {
            return false
        }
        if nextQuestion.map({ $0.place < later.startIndex }) ?? true {
            let place = later.firstIndex { CauQuestionStart($0.bytes.trimmed()) != nil }
            nextQuestion = (
                place ?? .max,
                place.flatMap { CauQuestionStart(later[$0].bytes.trimmed())?.number }
            )
        }
        return nextQuestion?.number == first
    }

    /// The passage that a question of this number is about.
    mutating func passage(for number: Int?) -> Int? {
        guard let open = openPassage, passages.indices.contains(open) else { return nil }
        guard let numbers = passages[open].numbers else { return open }
        if let number, numbers.contains(number) { return open }
        openPassage = nil
        return nil
    }

    /// A keyword line of the passage that is under way.
    ///
    /// - Returns: false for what is text there.
    mutating func takeOfPassage(
        _ field: CauField, _ value: Bytes, _ text: String, on line: SourceLine
    ) -> Bool {
        guard isInPassage, let open = openPassage else { return false }
        switch field {
        case .recording: passages[open].recording = text
        case .plays: passages[open].plays = (text, line.number)
        case .transcript:
            passages[open].transcript.append(SourceLine(number: line.number, bytes: value))
            target = .transcript
        default: return false
        }
        return true
    }

    var isInPassage: Bool {
        switch target {
        case .passage, .transcript: true
        default: false
        }
    }

    mutating func appendToPassage(_ line: SourceLine, asTranscript: Bool) {
        guard let open = openPassage, passages.indices.contains(open) else { return }
        if asTranscript {
            passages[open].transcript.append(line)
        } else {
            passages[open].text.append(line)
        }
    }
}
