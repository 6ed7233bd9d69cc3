/// What sort of training a programme is, as reports count it.
package enum ProgrammeKind: String, Hashable, Codable, Sendable, CaseIterable {
    // Yearly self-improvement (bồi dưỡng thường xuyên; circulars 17, 18 and 19/2019).
    case regular01
    case regular02
    case regular03
    /// Standards of a professional title (chuẩn chức danh nghề nghiệp).
    case title
    case basicIT
    case advancedIT
    /// Short training for one occasion (tập huấn).
    case workshop
    /// A kind of the department's own; the programme says what it is called.
    case own

    /// Whether it counts as training in IT skills.
    package var isIT: Bool { self == .basicIT || self == .advancedIT }

    /// How addresses write a kind: "workshop", "own:Kỹ năng mềm".
    package func value(named name: String?) -> String {
        name.map { "\(rawValue):\($0)" } ?? rawValue
    }

    /// The kind that was written so, with the name of one that is the department's own.
    package static func read(_ value: String) -> (kind: ProgrammeKind, name: String?)? {
        let parts = value.split(separator: ":", maxSplits: 1)
        guard let kind = parts.first.flatMap({ ProgrammeKind(rawValue: String($0)) }) else {
            return nil
        }
        return (kind, parts.count > 1 ? String(parts[1]) : nil)
    }
}
