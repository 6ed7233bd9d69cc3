package import Values

/// One text of a question as its author types it in a field: the markup of Câu text
/// (docs/formats.md, "Inside a text"), without the marker that stands before it in a file.
package enum MarkupText {
    /// The text as typed; reading it again gives the same text.
    package static func write(_ text: RichText) -> String {
        let lines = BlockWriter.lines(text)
        // What does not begin with a paragraph leaves the marker's own line empty.
        let shown = lines.first?.isEmpty == true ? lines.dropFirst() : lines[...]
        return shown.map(\.text).joined(separator: "\n")
    }

    /// What was typed, and what of it could not be kept.
    package static func read(_ typed: String) -> (text: RichText, notes: [ImportReason]) {
        var findings = MarkupFindings()
        let text = BlockReader.read(
            [SourceLine(number: 0, bytes: [])] + lines(of: typed), findings: &findings)
        return (text, findings.reasons)
    }

    /// - Parameter typed: CR LF or LF ends a line; control signs mean nothing.
    static func lines(of typed: String) -> [SourceLine] {
        guard let source = try? SourceText(Array(typed.utf8), file: "") else { return [] }
        return source.lines
    }
}
