import Foundation
import Subprocess

/// Word and OpenDocument texts to pandoc's syntax tree, and back.
package struct WordConverter: Sendable {
    package init() {}

    package enum Kind: String, Hashable, Sendable {
        case docx, odt

        /// The entry that holds the text.
        var mainPart: String { self == .docx ? "word/document.xml" : "content.xml" }
        /// The folder to which the paths of pictures are relative.
        var folder: String { self == .docx ? "word/" : "" }
    }

    /// What a document holds.
    package struct Content: Sendable {
        /// pandoc's JSON.
        package let tree: [UInt8]
        /// Files of the package, by the path by which the tree names them.
        package let pictures: [String: [UInt8]]
    }

    /// Reads a document. Nothing outside of it is read, whatever it names.
    ///
    /// - Throws: `ArchiveFault`; `ConversionFault`: pandoc is missing, or the document
    ///   is none (`.notADocument`).
    package func read(_ bytes: [UInt8], as kind: Kind) async throws -> Content {
        var archive = try Archive(zip: bytes)
        guard let part = archive[kind.mainPart] else {
            throw ConversionFault.notADocument("\(kind.mainPart) is missing")
        }
        for (name, content) in archive.files where name.hasSuffix(".xml") || name.hasSuffix(".rels")
        {
            // No program that writes documents writes one; entities hide behind it.
            if Self.hasDocumentType(content) {
                throw ConversionFault.notADocument("\(name): DOCTYPE")
            }
        }
        archive[kind.mainPart] = try signed(part, of: archive, kind)
        let tree = try await convert(archive, from: kind)
        return Content(tree: tree, pictures: pictures(of: archive, in: kind.folder))
    }

    /// The text with what pandoc would lose.
    private func signed(
        _ part: [UInt8], of archive: Archive, _ kind: Kind
    ) throws(ConversionFault) -> [UInt8] {
        switch kind {
        case .docx:
            let styles = WordStyles()
            if let part = archive["word/styles.xml"] {
                _ = try styles.echo(part, of: "word/styles.xml")
            }
            return try WordMarkup(styles).echo(part, of: kind.mainPart)
        case .odt:
            return try OpenDocumentMarkup().echo(part, of: kind.mainPart)
        }
    }

    private func convert(_ archive: Archive, from kind: Kind) async throws -> [UInt8] {
        let input = FileManager.default.temporaryDirectory
            .appending(path: "sen-word-\(UUID().uuidString).\(kind.rawValue)")
        defer { try? FileManager.default.removeItem(at: input) }
        let first = kind == .docx ? ["[Content_Types].xml"] : ["mimetype"]
        try Data(try archive.zip(first: first)).write(to: input)
        return try await Pandoc.run(
            ["--sandbox", "--from=\(kind.rawValue)", "--to=json", input.path])
    }

    private static func hasDocumentType(_ content: [UInt8]) -> Bool {
        Data(content.prefix(1 << 16)).range(of: Data("<!DOCTYPE".utf8)) != nil
    }

    private func pictures(of archive: Archive, in folder: String) -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for (name, content) in archive.files where name.hasPrefix(folder) {
            let path = name.dropFirst(folder.count)
            if path.hasPrefix("media/") || path.hasPrefix("Pictures/") {
                found[String(path)] = content
            }
        }
        return found
    }

    /// Writes a document.
    ///
    /// - Parameters:
    ///   - tree: pandoc's JSON, of our own making.
    ///   - pictures: the files that it names.
    /// - Throws: `ConversionFault`.
    package func write(
        _ tree: [UInt8], pictures: [String: [UInt8]], as kind: Kind = .docx
    ) async throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "sen-word-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (path, content) in pictures {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(content).write(to: file)
        }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let input = folder.appending(path: "tree.json")
        let output = folder.appending(path: "document.\(kind.rawValue)")
        try Data(tree).write(to: input)
        _ = try await Pandoc.run([
            "--from=json", "--to=\(kind.rawValue)", "--resource-path=\(folder.path)",
            "--output=\(output.path)", input.path,
        ])
        return [UInt8](try Data(contentsOf: output))
    }
}
