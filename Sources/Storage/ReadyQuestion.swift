package import Assessment
import Secrets
import Values

/// A question with all of what is stored that takes computing, so that the
/// transaction only writes.
package struct ReadyQuestion: Sendable {
    package private(set) var question: Question
    /// SHA-256 of everything about the question that an author can change: by it an
    /// import knows what it has seen.
    package let hash: [UInt8]
    let content: JSONText
    /// What manifests need of it.
    let item: JSONText?
    /// SHA-256 of the passage or recording that it is about: by it papers know those that
    /// belong together.
    let passage: [UInt8]?
    /// In order, each once; and as JSON.
    let tags: [String]
    let tagsText: JSONText
    /// All that it says, folded, for searching.
    let words: String

    /// What was typed of a question that is no whole one yet, as JSON.
    package let typed: JSONText?
    /// Hashes of the pictures and the recording.
    let assets: Set<String>

    package let likeness: Likeness
    /// `Likeness.hints`, which take computing too.
    package let hints: [Int64]

    /// - Parameter typed: what was typed of a question that is no whole one yet.
    /// - Throws: `StoreError.notJSON`.
    package init(_ question: Question, typed: JSONText? = nil) throws(StoreError) {
        self.question = question
        self.typed = typed
        assets = Set(
            question.content.sources.compactMap {
                if case .asset(let hash) = $0 { hash } else { nil }
            })
        content = try JSONText(question.content)
        item = try ItemMaterial(question.content.interaction).map { material throws(StoreError) in
            try JSONText(material)
        }
        tags = Set(question.tags).sorted()
        tagsText = try JSONText(tags)
        words = Self.words(of: question)
        passage = try question.content.stimulus.map { stimulus throws(StoreError) in
            SHA256.digest(try JSONText(stimulus).text.utf8)
        }
        likeness = Likeness(question.content)
        hints = likeness.hints
        hash = Self.hash(
            name: question.name, topic: question.topic, level: question.level,
            tags: question.tags, content: content, typed: typed)
    }

    /// - Parameters:
    ///   - content: as it is stored.
    ///   - typed: likewise.
    package static func hash(
        name: String?, topic: [String], level: CognitiveLevel?, tags: [String],
        content: JSONText, typed: JSONText?
    ) -> [UInt8] {
        let parts =
            [
                name ?? "", topic.joined(separator: "\u{1F}"), level?.rawValue ?? "",
                Set(tags).sorted().joined(separator: "\u{1F}"), content.text,
            ] + (typed.map { [$0.text] } ?? [])
        return SHA256.digest(parts.joined(separator: "\u{1E}").utf8)
    }

    /// The same with an identity of its own.
    package var copy: ReadyQuestion {
        var copy = self
        copy.question.guid = nil
        return copy
    }

    private static func words(of question: Question) -> String {
        let names = [question.identifier ?? "", question.name ?? ""]
        let texts = names + question.content.askedTexts.map(\.plainText)
        return VietnameseText.folded(texts.joined(separator: " "))
    }
}
