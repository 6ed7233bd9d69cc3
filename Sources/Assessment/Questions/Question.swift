package import Values

/// A question as its author wrote it: what is asked, what is right, and where it belongs.
///
/// The identity (`guid`) stays when the content changes; each change of content
/// is a new version of it.
package struct Question: Hashable, Codable, Sendable {
    /// The permanent identity, where the file carries one.
    package var guid: GUID?
    /// The file's own id ("toan12-017"), which identifies the question when no GUID does.
    package var identifier: String?
    /// A short title for lists; authors may leave it out.
    package var name: String?
    /// From the widest topic to the narrowest: ["Hàm số", "Cực trị"].
    package var topic: [String]
    package var level: CognitiveLevel?
    package var tags: [String]
    package var content: QuestionContent

    package init(
        content: QuestionContent, guid: GUID? = nil, identifier: String? = nil,
        name: String? = nil, topic: [String] = [], level: CognitiveLevel? = nil,
        tags: [String] = []
    ) {
        self.content = content
        self.guid = guid
        self.identifier = identifier
        self.name = name
        self.topic = topic
        self.level = level
        self.tags = tags
    }
}

/// What one version asks, with its right answers: immutable once stored.
package struct QuestionContent: Hashable, Codable, Sendable {
    package var stem: RichText
    package var interaction: Interaction
    /// Lời giải: shown when the review rule allows.
    package var solution: RichText
    /// The passage or recording that it is about, which other questions may share.
    package var stimulus: Stimulus?

    package init(
        stem: RichText, interaction: Interaction, solution: RichText = RichText([]),
        stimulus: Stimulus? = nil
    ) {
        self.stem = stem
        self.interaction = interaction
        self.solution = solution
        self.stimulus = stimulus
    }
}
