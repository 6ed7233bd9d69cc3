package import Assessment
import Converters
package import Interchange

/// A question-bank file as it came, with the pictures it names.
package struct BankFile: Sendable {
    package let name: String
    package let bytes: [UInt8]
    package let format: BankFormat
    /// The bytes of a picture by the path that the file gives it; nil where there is none.
    let picture: @Sendable (_ path: String) -> [UInt8]?

    /// A zip holds one such file and the pictures that it names, by paths relative to it.
    ///
    /// - Parameter format: nil to recognise it by name and content.
    /// - Throws: `ImportFault` with `.unknownFormat`; for a zip also `.container`,
    ///   `.notOneBank`.
    package init(
        name: String, bytes: [UInt8], format: BankFormat? = nil,
        picture: @escaping @Sendable (_ path: String) -> [UInt8]? = { _ in nil }
    ) throws(ImportFault) {
        if format == nil, name.lowercased().hasSuffix(".zip") {
            self = try BankFile(zip: bytes, name: name)
            return
        }
        if let closed = ImportFault.ClosedFormat(bytes) {
            throw ImportFault(file: name, reason: .closedFormat(closed))
        }
        guard let format = format ?? BankFormat(file: name, content: bytes) else {
            throw ImportFault(file: name, reason: bytes.isEmpty ? .empty : .unknownFormat)
        }
        self.name = name
        self.bytes = bytes
        self.format = format
        self.picture = picture
    }

    private init(zip bytes: [UInt8], name: String) throws(ImportFault) {
        let files: [String: [UInt8]]
        do throws(ArchiveFault) {
            files = try Archive(zip: bytes).files
        } catch {
            throw ImportFault(file: name, reason: .container(error.words))
        }
        let banks = files.keys.filter { BankFormat(file: $0, content: files[$0] ?? []) != nil }
        guard let path = banks.first, banks.count == 1 else {
            throw ImportFault(file: name, reason: .notOneBank(banks.sorted()))
        }
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        let root = folder.isEmpty ? "" : folder + "/"
        try self.init(name: path, bytes: files[path] ?? []) { files[root + $0] }
    }

    /// The same file, with pictures that were found elsewhere.
    func adding(_ pictures: [String: [UInt8]]) -> BankFile {
        BankFile(self, picture: { [picture] path in picture(path) ?? pictures[path] })
    }

    private init(_ file: BankFile, picture: @escaping @Sendable (String) -> [UInt8]?) {
        name = file.name
        bytes = file.bytes
        format = file.format
        self.picture = picture
    }
}

/// A file of questions that was read, without a look at any bank.
package struct ReadBankFile: Sendable {
    let file: BankFile
    /// Pictures that came inside the file, by the paths that its questions name.
    let pictures: [String: [UInt8]]
    package let draft: BankDraft
}

/// What an import did, or would do: the counts of the command line's contract.
package struct BankImportReport: Hashable, Sendable {
    package let format: BankFormat
    /// The file's own headings, where it has them.
    package let subjectName: String?
    package let grade: String?
    /// Questions in the file.
    package let read: Int
    /// New questions, and new versions of changed ones.
    package internal(set) var imported = 0
    /// Of `imported`, the new versions.
    package internal(set) var changed = 0
    /// Questions the bank had already, unchanged.
    package internal(set) var same = 0
    package let leftOut: Int
    /// How many of each type came through (`imported` and `same`).
    package internal(set) var types: [QuestionType: Int] = [:]
    package internal(set) var notes: [ImportNote]
    /// New questions that say nearly what others say; only in a preview.
    package internal(set) var alike: [Alike] = []

    /// The first of the questions as they would come in; only in a preview.
    package internal(set) var incoming: [Incoming] = []

    /// A question as it would come in.
    package struct Incoming: Hashable, Sendable {
        package let question: Question
        package let line: Int
        package let state: State

        package enum State: String, Hashable, Sendable { case new, changed, same }
    }

    /// Questions that a preview shows: a paper has fewer.
    package static let shown = 100

    /// A new question, and one that is like it.
    package struct Alike: Hashable, Sendable {
        package let title: String
        package let line: Int
        /// In the bank; nil: in the file itself.
        package let code: String?
        /// Its id or its code; of one in the file its line.
        package let other: String
        /// 0 to 1.
        package let share: Double
    }

    /// New questions that are compared with others: of a larger file the first.
    package static let compared = 2_000
}
