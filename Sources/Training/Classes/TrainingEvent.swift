package import Values

/// One fact about somebody in a class. Only ever appended; what is wrong is corrected by
/// a further fact, never changed.
package struct TrainingEvent: Hashable, Sendable {
    package let id: Int64
    package let kind: Kind
    /// The day from which it holds.
    package let effectiveOn: CalendarDate
    package let recordedAt: Instant
    package let content: Content
    /// The event that this one corrects; only of `.corrected`.
    package let corrects: Int64?

    package enum Kind: String, Hashable, Codable, Sendable, CaseIterable {
        case enrolled
        case attended
        /// Marks, without a word on the outcome yet.
        case result
        case completed
        case notCompleted
        case left
        /// A completion that no longer counts from its day on.
        case revoked
        /// Another event was wrong: the content says what it should have been.
        case corrected
    }

    /// What there is to say beside kind and day.
    package struct Content: Hashable, Codable, Sendable {
        /// By the component's name.
        package var marks: [String: Mark]?
        package var total: Mark?
        /// Whether somebody who did not complete was never there.
        package var wasAbsent: Bool?
        /// What the corrected event should have been; nil takes it back.
        package var becomes: Kind?
        package var reason: String?

        package init(
            marks: [String: Mark]? = nil, total: Mark? = nil, wasAbsent: Bool? = nil,
            becomes: Kind? = nil, reason: String? = nil
        ) {
            self.marks = marks
            self.total = total
            self.wasAbsent = wasAbsent
            self.becomes = becomes
            self.reason = reason
        }

        /// Without what belongs to a correction alone.
        package var bare: Content { Content(marks: marks, total: total, wasAbsent: wasAbsent) }
    }

    package init(
        id: Int64, kind: Kind, effectiveOn: CalendarDate, recordedAt: Instant,
        content: Content = Content(), corrects: Int64? = nil
    ) {
        self.id = id
        self.kind = kind
        self.effectiveOn = effectiveOn
        self.recordedAt = recordedAt
        self.content = content
        self.corrects = corrects
    }
}
