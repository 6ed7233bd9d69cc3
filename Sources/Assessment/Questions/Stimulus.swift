package import Values

/// What questions are about: a passage to read, or a recording to listen to (ngữ liệu chung).
///
/// Every question carries its own by value; those of a paper that carry the same stand
/// together below it.
package struct Stimulus: Hashable, Codable, Sendable {
    package var text: RichText
    package var recording: Recording?

    package init(text: RichText, recording: Recording? = nil) {
        self.text = text
        self.recording = recording
    }

    package var isEmpty: Bool { text.isEmpty && recording == nil }
}

/// A recording to listen to.
package struct Recording: Hashable, Codable, Sendable {
    package typealias Source = RichText.Image.Source

    package var source: Source
    /// What is said in it: shown with the solution, and what who cannot hear is given.
    package var transcript: RichText
    /// How often a candidate may play it; nil: as often as wanted.
    package var plays: Int?

    package init(source: Source, transcript: RichText, plays: Int? = nil) {
        self.source = source
        self.transcript = transcript
        self.plays = plays
    }

    package static let allowedPlays = 1...20
}
