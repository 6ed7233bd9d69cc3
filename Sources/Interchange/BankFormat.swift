/// A format in which question banks come and go. Its raw value is the name that
/// the command line and the reports use.
package enum BankFormat: String, Hashable, Sendable, CaseIterable {
    /// Sen's own readable format, defined in docs/formats.md.
    case cauText = "cau"
    /// Moodle's text format.
    case gift
    /// Word, read and written by pandoc.
    case word = "docx"
    /// LibreOffice's text, by pandoc.
    case openDocument = "odt"
    /// Excel's sheet, one question a row.
    case spreadsheet = "xlsx"
    /// The same sheet as comma- or semicolon-separated text.
    case csv

    /// Those that are read from their bytes alone; the others are containers, which
    /// outside programs and libraries open first (`BankSource`).
    package static let texts: [BankFormat] = [.cauText, .gift, .csv]

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
        } else if let format = Self.byExtension.first(where: { name.hasSuffix(".\($0.rawValue)") })
        {
            self = format
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
        case .word, .openDocument, .spreadsheet, .csv: rawValue
        }
    }

    /// The media type of such a file (IANA).
    package var mediaType: String {
        switch self {
        case .cauText, .gift: "text/plain; charset=utf-8"
        case .csv: "text/csv; charset=utf-8"
        case .word: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .openDocument: "application/vnd.oasis.opendocument.text"
        case .spreadsheet: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        }
    }

    /// What comes back in another spelling from a file that Sen wrote.
    package enum Respelling: Hashable, Sendable {
        case nothing
        /// "6,21.10^-21" has a form of its own in GIFT.
        case numbers
        /// pandoc writes the TeX of a document's equations anew (`x^2` as `x^{2}`).
        case formulas
        /// The same, and pictures come back without what they say.
        case formulasAndPictures
    }

    package var respelling: Respelling {
        switch self {
        case .cauText, .spreadsheet, .csv: .nothing
        case .gift: .numbers
        case .word: .formulas
        case .openDocument: .formulasAndPictures
        }
    }

    private static let byExtension: [BankFormat] = [.word, .openDocument, .spreadsheet, .csv]

    /// Reads a whole file of a text format.
    ///
    /// One bad question never takes the others with it: it is left out, with a note.
    ///
    /// - Throws: `ImportFault` when nothing of the file can be taken.
    package func read(_ bytes: [UInt8], file: String) throws(ImportFault) -> BankDraft {
        try read(.bytes(bytes), file: file)
    }

    /// Reads a whole file, a container once it is opened.
    ///
    /// - Throws: `ImportFault` when nothing of the file can be taken.
    package func read(_ source: BankSource, file: String) throws(ImportFault) -> BankDraft {
        let draft: BankDraft
        switch (self, source) {
        case (.cauText, .bytes(let bytes)):
            draft = CauTextReader.read(try SourceText(bytes, file: file), file: file)
        case (.gift, .bytes(let bytes)):
            draft = GIFTReader.read(try SourceText(bytes, file: file), file: file)
        case (.csv, .bytes(let bytes)):
            let rows = try CSVTable(bytes, file: file).rows.map { row in
                TextRow(line: row.line, cells: row.cells.map(CSVWriter.undefused))
            }
            draft = try SpreadsheetReader.read(rows, file: file)
        case (.spreadsheet, .sheets(let sheets)):
            draft = try SpreadsheetReader.read(sheets, file: file)
        case (.word, .document(let tree)), (.openDocument, .document(let tree)):
            draft = try WordReader.read(tree, file: file)
        default: throw ImportFault(file: file, reason: .unknownFormat)
        }
        guard draft.read > 0 else { throw ImportFault(file: file, reason: .noQuestions) }
        return draft
    }

    /// Writes questions in a text format so that reading them again gives the same bank.
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
        case .csv, .spreadsheet, .word, .openDocument:
            (CSVWriter.write(SpreadsheetWriter.rows(draft)), [])
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

/// What a file of questions is once it is opened.
package enum BankSource: Sendable {
    case bytes([UInt8])
    case document(PandocTree)
    case sheets([TextSheet])
}
