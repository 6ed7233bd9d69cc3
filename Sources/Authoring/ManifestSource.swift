import Assessment
import Converters
import Foundation
import Storage
import Values

/// All that a manifest is made of, read at one moment: the rest needs no store, and is done
/// where computing stands before nobody.
struct ManifestSource: Sendable {
    private let settings: TestStore.Settings
    private let stock: Stock
    private let drawable: Drawable
    /// By question, the contents that items depend on, undecoded.
    private let contents: [Int64: String]

    /// - Throws: `TestFault.tooLarge`; `NotFound` where a version is missing.
    init(_ found: Tests.Found, _ connection: Connection) throws {
        settings = found.test.settings
        guard !settings.blueprint.isTooLarge else { throw TestFault.tooLarge }
        stock = try Stock(for: settings.blueprint, of: found.subject.id, connection)
        let drawable = try Drawable(for: settings.blueprint, of: found.subject.id, connection)
        self.drawable = drawable
        contents = try drawable.contents(connection)
    }

    /// The manifest; to be called where it may take long.
    ///
    /// - Parameter pad: what it hides right options by.
    /// - Throws: `TestFault.lacking` when the bank cannot supply the blueprint; without
    ///   shortages when the blueprint makes no paper at all, as an empty one;
    ///   `.marksTooFine`.
    func manifest(_ pad: KeyPad) throws -> Manifest {
        let supply = Supply(blueprint: settings.blueprint, stock: stock)
        guard supply.shortages.isEmpty, !settings.blueprint.hasEmptyPart else {
            throw TestFault.lacking(supply.shortages)
        }
        guard let factor = settings.blueprint.factor(for: settings.scale) else {
            throw TestFault.marksTooFine
        }
        do {
            return try drawable.manifest(factor: factor, pad, try interactions())
        } catch is ManifestError {
            throw TestFault.lacking([])
        }
    }

    /// Of a content, only how it is answered is decoded.
    private struct Answered: Decodable {
        let interaction: Interaction
    }

    private func interactions() throws -> [Int64: Interaction] {
        let decoded = try HeavyWork.map(Array(contents)) { id, text in
            let decoder = JSONDecoder()
            return (id, try decoder.decode(Answered.self, from: Data(text.utf8)).interaction)
        }
        return Dictionary(decoded) { first, _ in first }
    }
}
