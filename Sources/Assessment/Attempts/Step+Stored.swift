import Values

/// Steps as two columns: a kind, and words separated by spaces.
///
///     kind            body
///     1 start         candidate guid deadline number [holder]
///     2 save          operation slot=response slot=response …
///     3 saveInGrace   the same
///     4 late          the same
///     5 submit, 6 close
///     7 extend        seconds person
///     8 pause, 9 resume, 10 admitLate: person
///     11 takeOver     holder
///     12 flag         slot=1 slot=0 …
///     13 check, 14 play: slot
///
/// Kinds are never used anew.
extension Step {
    /// The number of the table above.
    package var kind: Int {
        switch self {
        case .start: 1
        case .save(_, _, inGrace: false): 2
        case .save(_, _, inGrace: true): 3
        case .late: 4
        case .submit: 5
        case .close: 6
        case .extend: 7
        case .pause: 8
        case .resume: 9
        case .admitLate: 10
        case .takeOver: 11
        case .flag: 12
        case .check: 13
        case .play: 14
        }
    }

    /// The words of the table above.
    package var body: String {
        switch self {
        case .start(let candidate, let guid, let deadline, let number, let holder):
            "\(candidate) \(guid) \(deadline.milliseconds) \(number)"
                + (holder.map { " \($0)" } ?? "")
        case .save(let operation, let answers, _), .late(let operation, let answers):
            answers.reduce(into: operation.description) { text, answer in
                text += " \(answer.slot)=\(Response.token(of: answer.response))"
            }
        case .submit, .close: ""
        case .extend(let seconds, let person): "\(seconds) \(person)"
        case .pause(let person), .resume(let person), .admitLate(let person): "\(person)"
        case .takeOver(let holder): "\(holder)"
        case .flag(let flags):
            flags.map { "\($0.slot)=\($0.isSet ? 1 : 0)" }.joined(separator: " ")
        case .check(let slot), .play(let slot): "\(slot)"
        }
    }

    /// Reads what was stored.
    ///
    /// - Throws: `StepError`; nothing is guessed.
    package init(kind: Int, body: String) throws(StepError) {
        let words = body.utf8.split(
            separator: UInt8(ascii: " "), omittingEmptySubsequences: false
        ).map(Substring.init)
        switch kind {
        case 1:
            guard words.count == 4 || words.count == 5, let candidate = Int64(words[0]),
                let guid = GUID(words[1]),
                let deadline = Int64(words[2]), let number = Int(words[3]), number > 0
            else { throw .badBody(kind: kind) }
            let holder = words.count == 5 ? Holder(words[4]) : nil
            guard words.count == 4 || holder != nil else { throw .badBody(kind: kind) }
            self = .start(
                candidate: candidate, guid: guid, deadline: Instant(milliseconds: deadline),
                number: number, holder: holder)
        case 2, 3, 4:
            guard let operation = GUID(words[0]), words.count > 1 else {
                throw .badBody(kind: kind)
            }
            var answers: [Answer] = []
            for word in words.dropFirst() { answers.append(try Self.answer(word, kind: kind)) }
            self =
                kind == 4
                ? .late(operation: operation, answers: answers)
                : .save(operation: operation, answers: answers, inGrace: kind == 3)
        case 5, 6:
            guard body.isEmpty else { throw .badBody(kind: kind) }
            self = kind == 5 ? .submit : .close
        case 7:
            guard words.count == 2, let seconds = Int64(words[0]), let person = Int64(words[1])
            else { throw .badBody(kind: kind) }
            self = .extend(seconds: seconds, by: person)
        case 8, 9, 10:
            guard let person = Int64(body) else { throw .badBody(kind: kind) }
            self =
                kind == 8
                ? .pause(by: person) : kind == 9 ? .resume(by: person) : .admitLate(by: person)
        case 11:
            guard let holder = Holder(body) else { throw .badBody(kind: kind) }
            self = .takeOver(by: holder)
        case 12:
            var flags: [Flag] = []
            for word in words { flags.append(try Self.flag(word, kind: kind)) }
            self = .flag(flags)
        case 13, 14:
            guard let slot = Int(body) else { throw .badBody(kind: kind) }
            self = kind == 13 ? .check(slot: slot) : .play(slot: slot)
        default:
            throw .unknownKind(kind)
        }
    }

    private static func flag(_ word: Substring, kind: Int) throws(StepError) -> Flag {
        guard word.hasSuffix("=1") || word.hasSuffix("=0"), let slot = Int(word.dropLast(2)) else {
            throw .badBody(kind: kind)
        }
        return Flag(slot: slot, isSet: word.hasSuffix("1"))
    }

    private static func answer(_ word: Substring, kind: Int) throws(StepError) -> Answer {
        guard let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")),
            let slot = Int(word[..<equals])
        else {
            throw .badBody(kind: kind)
        }
        let token = word[word.index(after: equals)...]
        return Answer(slot: slot, response: try Response.response(token: token))
    }
}
