/// Text with the few shapes a question needs, safe by construction: whatever
/// was imported becomes this, and only this renders to HTML.
package struct RichText: Hashable, Sendable {
    package var blocks: [Block]

    package init(_ blocks: [Block]) { self.blocks = blocks }

    /// One paragraph of plain text.
    package init(plain text: String) {
        blocks = text.isEmpty ? [] : [.paragraph([.text(text)])]
    }

    package var isEmpty: Bool { blocks.isEmpty }

    /// What stands below another in the flow of the text.
    package indirect enum Block: Hashable, Codable, Sendable {
        case paragraph([Inline])
        case list(ordered: Bool, items: [[Block]])
        /// Rows of cells; every row has as many cells as the first.
        case table(header: Bool, rows: [[[Inline]]])
        /// Text whose spaces and line ends count, such as a program.
        case code(String)
        /// A formula on a line of its own, as TeX without its dollars.
        case formula(TeX)
    }

    /// What stands inside a line.
    package indirect enum Inline: Hashable, Codable, Sendable {
        case text(String)
        case strong([Inline])
        case emphasis([Inline])
        case underline([Inline])
        case superscript([Inline])
        case `subscript`([Inline])
        case code(String)
        case formula(TeX)
        case image(Image)
        case lineBreak
        /// Where something is to be filled in (a cloze): 1, 2, … in reading order.
        case gap(Int)
    }

    /// A formula's TeX source without its dollars.
    package struct TeX: Hashable, Codable, Sendable {
        package let source: String
        package init(_ source: String) { self.source = source }
    }

    package struct Image: Hashable, Codable, Sendable {
        package var source: Source
        /// What the picture says, for who cannot see it; "trang trí" or "decorative": it
        /// says nothing. Empty: its author did not say, so it must not be published.
        package var alternative: String

        package init(source: Source, alternative: String) {
            self.source = source
            self.alternative = alternative
        }

        package enum Source: Hashable, Codable, Sendable {
            /// As the imported file names it, relative to that file.
            case path(String)
            /// Kept in the store under the SHA-256 of its bytes (64 hex digits).
            case asset(String)
        }
    }
}
