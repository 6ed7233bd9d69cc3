/// A format in which question banks come and go. Its raw value is the name that
/// the command line and the reports use.
package enum BankFormat: String, Hashable, Sendable, CaseIterable {
    /// Sen's own readable format, defined in docs/formats.md.
    case cauText = "cau"
    /// Moodle's text format.
    case gift

    /// The format that a file's name, or else its content, gives away.
    ///
    /// ".cau.txt", ".cau", ".gift" and ".gift.txt" say it; any other ".txt" is
    /// looked into: a line that begins a question of Câu text, else a brace or a
    /// category of GIFT.
    package init?(file: String, content: [UInt8]) {
        let name = file.lowercased()
        if name.hasSuffix(".cau.txt") || name.hasSuffix(".cau") {
            self = .cauText
        } else if name.hasSuffix(".gift.txt") || name.hasSuffix(".gift") {
            self = .gift
        } else if name.hasSuffix(".txt"), let format = Self.format(of: content) {
            self = format
        } else {
            return nil
        }
    }

    /// The usual end of such a file's name.
    package var fileExtension: String {
        switch self {
        case .cauText: "cau.txt"
        case .gift: "gift.txt"
        }
    }

    /// Reads a whole file.
    ///
    /// One bad question never takes the others with it: it is left out, with a note.
    ///
    /// - Throws: `ImportFault` when nothing of the file can be taken.
    package func read(_ bytes: [UInt8], file: String) throws(ImportFault) -> BankDraft {
        let source = try SourceText(bytes, file: file)
        let draft =
            switch self {
            case .cauText: CauTextReader.read(source, file: file)
            case .gift: GIFTReader.read(source, file: file)
            }
        guard draft.read > 0 else { throw ImportFault(file: file, reason: .noQuestions) }
        return draft
    }

    /// Writes questions so that reading them again gives the same bank.
    ///
    /// - Parameter file: the name that the notes carry.
    /// - Returns: UTF-8 without byte-order mark, and a note for everything that
    ///   the format has no place for.
    package func write(
        _ draft: BankDraft, file: String = ""
    ) -> (bytes: [UInt8], notes: [ImportNote]) {
        switch self {
        case .cauText: CauTextWriter.write(draft, file: file)
        case .gift: GIFTWriter.write(draft, file: file)
        }
    }

    private static func format(of content: [UInt8]) -> BankFormat? {
        guard let source = try? SourceText(content, file: "") else { return nil }
        var braces = false
        for line in source.lines.prefix(2_000) {
            let text = line.bytes.trimmed()
            if text.begins(with: "$CATEGORY:") || text.begins(with: "::") { return .gift }
            if case .question = CauLine(text) { return .cauText }
            braces = braces || text.contains(ASCII.leftBrace)
        }
        return braces ? .gift : nil
    }
}
