import Assessment
import Storage
import Values

/// All that a manifest is made of, read at one moment: the rest needs no store, and is done
/// where computing stands before nobody.
struct ManifestSource: Sendable {
    private let settings: TestStore.Settings
    private let stock: Stock
    private let drawable: Drawable

    /// - Throws: `TestFault.tooLarge`.
    init(_ found: Tests.Found, _ connection: Connection) throws {
        settings = found.test.settings
        guard !settings.blueprint.isTooLarge else { throw TestFault.tooLarge }
        stock = try Stock(for: settings.blueprint, of: found.subject.id, connection)
        drawable = try Drawable(for: settings.blueprint, of: found.subject.id, connection)
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
            return try drawable.manifest(factor: factor, pad)
        } catch is ManifestError {
            throw TestFault.lacking([])
        }
    }
}
