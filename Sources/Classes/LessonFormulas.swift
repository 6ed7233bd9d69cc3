import Interchange
package import Storage
package import Values

/// The MathML that is kept of a lesson's formulas; what was never converted stays TeX.
package struct LessonFormulas: Sendable {
    package let text: RichText
    private let mathML: [Key: String]

    private struct Key: Hashable {
        let tex: RichText.TeX
        let display: Bool
    }

    package init(_ markup: String, _ connection: Connection) throws {
        text = RichText(markup: markup)
        var found: [Key: String] = [:]
        for (tex, display) in text.formulas {
            found[Key(tex: tex, display: display)] = try BankStore(connection).mathML(
                tex.source, display: display)
        }
        mathML = found
    }

    package func mathML(_ tex: RichText.TeX, display: Bool) -> String? {
        mathML[Key(tex: tex, display: display)]
    }
}
