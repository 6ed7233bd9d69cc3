import Assessment
package import Interchange
package import Values

/// Files of questions in every format: what `BankFormat` does for texts, with the
/// containers opened and closed around it.
package struct BankConverter: Sendable {
    private let word = WordConverter()

    package init() {}

    /// A file that was read.
    package struct Read: Sendable {
        package let draft: BankDraft
        /// Pictures that came inside the file, by the paths that its questions name.
        package let pictures: [String: [UInt8]]
    }

    /// - Throws: `ImportFault` when nothing of the file can be taken.
    package func read(
        _ bytes: [UInt8], as format: BankFormat, file: String
    ) async throws(ImportFault) -> Read {
        guard !bytes.isEmpty else { throw ImportFault(file: file, reason: .empty) }
        let (source, pictures) = try await source(bytes, as: format, file: file)
        let draft = try await HeavyWork.run { () throws(ImportFault) in
            try format.read(source, file: file)
        }
        return Read(draft: draft, pictures: pictures)
    }

    private func source(
        _ bytes: [UInt8], as format: BankFormat, file: String
    ) async throws(ImportFault) -> (BankSource, pictures: [String: [UInt8]]) {
        do {
            switch format {
            case .cauText, .gift, .csv: return (.bytes(bytes), [:])
            case .word, .openDocument:
                let kind: WordConverter.Kind = format == .word ? .docx : .odt
                let content = try await word.read(bytes, as: kind)
                return (.document(try PandocTree(json: content.tree)), content.pictures)
            case .spreadsheet:
                return (.sheets(try Workbook(bytes).sheets), [:])
            }
        } catch {
            throw ImportFault(file: file, reason: Self.reason(error))
        }
    }

    /// A spreadsheet to begin from: its headings, and a question of each kind.
    ///
    /// - Throws: `ConversionFault.failed`.
    package func sheetTemplate(in language: Language) throws(ConversionFault) -> [UInt8] {
        let rows = SpreadsheetWriter.template(in: language)
        return try WorkbookWriter.write(
            sheet: language.choose("Câu hỏi", "Questions"), rows: rows,
            widths: SpreadsheetWriter.widths(of: rows.first ?? []))
    }

    /// Writes questions in any format.
    ///
    /// - Parameter pictures: the files that the questions name by path.
    /// - Returns: the file, and a note for everything that the format has no place for.
    /// - Throws: `ImportFault` when a program is missing or fails.
    package func write(
        _ draft: BankDraft, as format: BankFormat, pictures: [String: [UInt8]] = [:]
    ) async throws(ImportFault) -> (bytes: [UInt8], notes: [ImportNote]) {
        do {
            switch format {
            case .cauText, .gift, .csv: return format.write(draft)
            case .word, .openDocument:
                let (named, files) = Self.named(draft, pictures)
                let tree = try WordWriter.tree(named)
                let kind: WordConverter.Kind = format == .word ? .docx : .odt
                return (try await word.write(tree, pictures: files, as: kind), [])
            case .spreadsheet:
                let rows = SpreadsheetWriter.rows(draft)
                let widths = SpreadsheetWriter.widths(of: rows.first ?? [])
                let name = draft.subject ?? "Câu hỏi"
                return (try WorkbookWriter.write(sheet: name, rows: rows, widths: widths), [])
            }
        } catch {
            throw ImportFault(file: "", reason: Self.reason(error))
        }
    }

    /// Pictures under plain names of our own: pandoc opens what a document names, so no
    /// path of anybody else's may stand in it. One that is missing leaves its words.
    private static func named(
        _ draft: BankDraft, _ pictures: [String: [UInt8]]
    ) -> (BankDraft, files: [String: [UInt8]]) {
        let order = pictures.keys.sorted()
        let names = Dictionary(
            uniqueKeysWithValues: order.enumerated().map { place, path in
                let ending = path.split(separator: ".").last.map { $0.filter(\.isLetter) } ?? ""
                return (path, "picture\(place + 1).\(ending)")
            })
        var draft = draft
        for place in draft.questions.indices {
            let content = draft.questions[place].question.content
            draft.questions[place].question.content = content.mapTexts { text in
                text.mapImages { image in
                    guard case .path(let path) = image.source else { return image }
                    return RichText.Image(
                        source: .path(names[path] ?? "missing"), alternative: image.alternative)
                }
            }
        }
        return (
            draft,
            Dictionary(uniqueKeysWithValues: order.map { (names[$0] ?? "", pictures[$0] ?? []) })
        )
    }

    static func reason(_ error: any Error) -> ImportFault.Reason {
        switch error {
        case let fault as ArchiveFault: .container(fault.words)
        case ConversionFault.missing(let program, _): .missingProgram(program)
        case ConversionFault.notADocument(let words): .notADocument(words)
        case ConversionFault.failed(let program, let words): .notADocument("\(program): \(words)")
        default: .notADocument("\(error)")
        }
    }
}

extension ArchiveFault {
    /// In few words, for a report.
    package var words: String {
        switch self {
        case .broken(let words): words
        case .tooManyEntries(let limit): "> \(limit) files"
        case .tooLarge(let limit): "> \(limit) bytes"
        case .badName(let name): "name “\(name)”"
        case .repeatedName(let name): "name “\(name)” ×2"
        case .encrypted(let name): "“\(name)” is encrypted"
        case .outOfMemory: "out of memory"
        }
    }
}
