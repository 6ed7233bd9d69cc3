import Assessment
import Storage
import Synchronization
import Values

/// Compiled questions, made once a version and language and then kept, and the
/// versions that they are made of.
final class Papers: Sendable {
    private let pages: Pages
    private let database: Database
    private let compiled = Mutex<[Key: QuestionFragment]>([:])
    private let loaded = Mutex<[VersionReference: Loaded]>([:])

    private struct Key: Hashable {
        let reference: VersionReference
        let language: Language
        /// Pictures hang below the page that shows them, where access is asked.
        let pictureBase: String
    }

    /// What a version asks, with the MathML of its formulas.
    private struct Loaded {
        let content: QuestionContent
        let formulas: [Formula: String]
    }

    /// Fragments kept; beyond it the memory starts anew. One takes about 2 KB.
    private static let capacity = 20_000
    /// Versions kept, in the same way: what a few hundred sittings of a day show.
    private static let versions = 5_000

    init(pages: Pages, database: Database) {
        self.pages = pages
        self.database = database
    }

    /// The fragments of these versions.
    ///
    /// - Parameter pictureBase: the address below which pictures are asked for,
    ///   such as "/exam/7K3M/pictures".
    /// - Throws: `Refusal.notFound` when a version is missing.
    func fragments(
        _ references: [VersionReference], pictureBase: String, in language: Language
    ) async throws -> [VersionReference: QuestionFragment] {
        var found: [VersionReference: QuestionFragment] = [:]
        var missing: [VersionReference] = []
        compiled.withLock { known in
            for reference in references {
                let key = Key(
                    reference: reference, language: language, pictureBase: pictureBase)
                if let fragment = known[key] {
                    found[reference] = fragment
                } else {
                    missing.append(reference)
                }
            }
        }
        guard !missing.isEmpty else { return found }
        for (reference, rendered) in try await load(missing, pictureBase: pictureBase) {
            let fragment = try QuestionFragment(
                rendered.content, in: rendered.surroundings, pages: pages, language: language)
            found[reference] = fragment
            let key = Key(reference: reference, language: language, pictureBase: pictureBase)
            compiled.withLock { known in
                if known.count >= Self.capacity { known.removeAll() }
                known[key] = fragment
            }
        }
        return found
    }

    /// A version's content with what rendering it needs.
    struct Rendered: Sendable {
        let content: QuestionContent
        let surroundings: RichText.Surroundings
    }

    /// Contents with their formulas looked up. A version never changes, so it is read once.
    func load(
        _ references: [VersionReference], pictureBase: String
    ) async throws -> [VersionReference: Rendered] {
        let known = loaded.withLock { loaded in
            Dictionary(
                references.compactMap { one in loaded[one].map { (one, $0) } },
                uniquingKeysWith: { first, _ in first })
        }
        let missing = references.filter { known[$0] == nil }
        let all = known.merging(missing.isEmpty ? [:] : try await read(missing)) { $1 }
        return all.mapValues { one in
            Rendered(
                content: one.content,
                surroundings: Self.surroundings(one.formulas, pictureBase: pictureBase))
        }
    }

    /// A content that is no version yet, as a paper would show it.
    func trial(
        _ content: QuestionContent, pictureBase: String, in language: Language
    ) async throws -> (QuestionFragment, Rendered) {
        let formulas = try await database.read { try Self.formulas(of: content, BankStore($0)) }
        let surroundings = Self.surroundings(formulas, pictureBase: pictureBase)
        let fragment = try QuestionFragment(
            content, in: surroundings, pages: pages, language: language)
        return (fragment, Rendered(content: content, surroundings: surroundings))
    }

    private func read(
        _ references: [VersionReference]
    ) async throws -> [VersionReference: Loaded] {
        let fresh = try await database.read { connection in
            let questions = QuestionStore(connection)
            let banks = BankStore(connection)
            var fresh: [VersionReference: Loaded] = [:]
            for reference in references {
                guard
                    let content = try questions.content(
                        guid: reference.question, version: reference.version)
                else { throw Refusal.notFound }
                fresh[reference] = Loaded(
                    content: content, formulas: try Self.formulas(of: content, banks))
            }
            return fresh
        }
        loaded.withLock { loaded in
            if loaded.count + fresh.count > Self.versions { loaded.removeAll() }
            loaded.merge(fresh) { $1 }
        }
        return fresh
    }

    /// Whether one of these versions shows the picture.
    func shows(_ hash: String, in references: [VersionReference]) async throws -> Bool {
        try await load(references, pictureBase: "").values.contains { rendered in
            rendered.content.texts.flatMap(\.images).contains { $0.source == .asset(hash) }
        }
    }

    private static func formulas(
        of content: QuestionContent, _ banks: BankStore
    ) throws -> [Formula: String] {
        var formulas: [Formula: String] = [:]
        for (tex, display) in content.texts.flatMap(\.formulas) {
            let formula = Formula(tex: tex, display: display)
            guard formulas[formula] == nil else { continue }
            formulas[formula] = try banks.mathML(tex.source, display: display)
        }
        return formulas
    }

    private static func surroundings(
        _ formulas: [Formula: String], pictureBase: String
    ) -> RichText.Surroundings {
        RichText.Surroundings(
            mathML: { formulas[Formula(tex: $0, display: $1)] },
            assetAddress: { "\(pictureBase)/\($0)" })
    }

    private struct Formula: Hashable {
        let tex: RichText.TeX
        let display: Bool
    }
}
