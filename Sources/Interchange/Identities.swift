import Assessment
import Values

/// The identities met so far in one file: none may come twice.
struct Identities {
    private var guids: [GUID: Int] = [:]
    private var identifiers: [String: Int] = [:]

    /// Remembers a question's identities.
    ///
    /// - Returns: the reason to leave it out, when an earlier question has one of them.
    mutating func add(_ question: Question, line: Int) -> ImportReason? {
        if let guid = question.guid, let earlier = guids[guid] {
            return .sameIdentifier(guid.description, line: earlier)
        }
        if let identifier = question.identifier, let earlier = identifiers[identifier] {
            return .sameIdentifier(identifier, line: earlier)
        }
        if let guid = question.guid { guids[guid] = line }
        if let identifier = question.identifier { identifiers[identifier] = line }
        return nil
    }
}
