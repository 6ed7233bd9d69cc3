package import Assessment
package import Interchange

/// A question-bank file as it came, with the pictures it names.
package struct BankFile: Sendable {
    package let name: String
    package let bytes: [UInt8]
    package let format: BankFormat
    /// The bytes of a picture by the path that the file gives it; nil where there is none.
    let picture: @Sendable (_ path: String) -> [UInt8]?

    /// - Parameter format: nil to recognise it by name and content.
    /// - Throws: `ImportFault` with `.unknownFormat`.
    package init(
        name: String, bytes: [UInt8], format: BankFormat? = nil,
        picture: @escaping @Sendable (_ path: String) -> [UInt8]? = { _ in nil }
    ) throws(ImportFault) {
        guard let format = format ?? BankFormat(file: name, content: bytes) else {
            throw ImportFault(file: name, reason: bytes.isEmpty ? .empty : .unknownFormat)
        }
        self.name = name
        self.bytes = bytes
        self.format = format
        self.picture = picture
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
    /// Questions the bank had already, unchanged.
    package internal(set) var same = 0
    package let leftOut: Int
    /// How many of each type came through (`imported` and `same`).
    package internal(set) var types: [QuestionType: Int] = [:]
    package internal(set) var notes: [ImportNote]
}
