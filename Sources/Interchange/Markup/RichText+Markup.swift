package import Values

extension RichText {
    /// A text typed in the markup of questions (docs/formats.md, "Inside a text").
    ///
    /// - Returns: nothing for a text that is empty or holds a program's bytes.
    package init(markup text: String) {
        guard let source = try? SourceText(Array(text.utf8), file: "") else {
            self.init([])
            return
        }
        var findings = MarkupFindings()
        // The first line of a question's text stands behind its marker; here it is free.
        self = BlockReader.read(
            [SourceLine(number: 0, bytes: [])] + source.lines, findings: &findings)
    }
}
