import CArchive
import Foundation

/// A zip container in memory: the files that Word documents, spreadsheets and content
/// packages are made of.
///
/// What a container says of itself is believed in nothing: names that lead out of it,
/// links, encrypted and repeated entries refuse the whole, and sizes are counted while
/// unpacking, not read from its headers.
package struct Archive: Sendable {
    /// By name, such as "word/document.xml".
    package private(set) var files: [String: [UInt8]] = [:]

    /// What a container may hold.
    package struct Limits: Hashable, Sendable {
        /// Files and folders.
        package var entries = 4_000
        /// Bytes of all files together.
        package var bytes = 96 << 20
        /// How many times its packed size a container may unpack to, once that is more
        /// than `small`: text packs to a tenth or a twentieth, a bomb to a thousandth.
        package var ratio = 100
        package var small = 8 << 20

        package init() {}

        fileprivate func room(packed: Int) -> Int { min(bytes, max(small, packed * ratio)) }
    }

    package init(files: [String: [UInt8]] = [:]) { self.files = files }

    /// Unpacks a zip.
    ///
    /// - Throws: `ArchiveFault`.
    package init(zip bytes: [UInt8], limits: Limits = Limits()) throws(ArchiveFault) {
        Self.prepareNames()
        guard let reader = archive_read_new() else { throw .outOfMemory }
        defer { archive_read_free(reader) }
        archive_read_support_format_zip(reader)
        let result: Result<[String: [UInt8]], ArchiveFault> = bytes.withUnsafeBytes { memory in
            guard archive_read_open_memory(reader, memory.baseAddress, memory.count) == ARCHIVE_OK
            else { return .failure(.broken(Self.message(of: reader))) }
            do throws(ArchiveFault) {
                return .success(
                    try Self.unpack(reader, limits, room: limits.room(packed: bytes.count)))
            } catch {
                return .failure(error)
            }
        }
        files = try result.get()
        guard !files.isEmpty else { throw .broken("no files") }
    }

    package subscript(name: String) -> [UInt8]? {
        get { files[name] }
        set { files[name] = newValue }
    }

    private static func unpack(
        _ reader: OpaquePointer, _ limits: Limits, room limit: Int
    ) throws(ArchiveFault) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        var folded: Set<String> = []
        var count = 0
        var room = limit
        while let entry = try next(reader) {
            count += 1
            guard count <= limits.entries else { throw .tooManyEntries(limit: limits.entries) }
            guard let name = archive_entry_pathname_utf8(entry).map({ String(cString: $0) }) else {
                throw .badName("?")
            }
            guard isSafe(name), archive_entry_hardlink(entry) == nil,
                archive_entry_symlink(entry) == nil
            else { throw .badName(name) }
            guard archive_entry_is_encrypted(entry) == 0 else { throw .encrypted(name) }
            guard !name.hasSuffix("/") else { continue }
            guard folded.insert(name.lowercased()).inserted else { throw .repeatedName(name) }
            files[name] = try content(of: name, reader, &room)
            guard room >= 0 else { throw .tooLarge(limit: limit) }
        }
        return files
    }

    private static func next(_ reader: OpaquePointer) throws(ArchiveFault) -> OpaquePointer? {
        var entry: OpaquePointer?
        switch archive_read_next_header(reader, &entry) {
        case ARCHIVE_OK, ARCHIVE_WARN: return entry
        case ARCHIVE_EOF: return nil
        default: throw .broken(message(of: reader))
        }
    }

    /// The file, or what of it came before `room` was used up, which is then below zero.
    private static func content(
        of name: String, _ reader: OpaquePointer, _ room: inout Int
    ) throws(ArchiveFault) -> [UInt8] {
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = archive_read_data(reader, &buffer, buffer.count)
            guard count >= 0 else { throw .broken("\(name): \(message(of: reader))") }
            if count == 0 { return content }
            room -= count
            if room < 0 { return content }
            content += buffer[..<count]
        }
    }

    /// Names are relative, of plain steps, with forward slashes.
    private static func isSafe(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix("/") && !name.contains("\\") && !name.contains("\0")
            && !name.contains(":")
            && !name.split(separator: "/", omittingEmptySubsequences: false).contains {
                $0 == ".." || $0 == "."
            }
    }

    /// In the C locale libarchive gives no name that is not ASCII.
    private static func prepareNames() { _ = locale }

    private static let locale: Bool = setlocale(LC_CTYPE, "C.UTF-8") != nil

    private static func message(of reader: OpaquePointer) -> String {
        archive_error_string(reader).map { String(cString: $0) } ?? "unknown"
    }
}

/// Why a container is refused as a whole.
package enum ArchiveFault: Error, Hashable, Sendable {
    /// Not a zip, cut short, or damaged; libarchive's own words.
    case broken(String)
    case tooManyEntries(limit: Int)
    /// Bytes of all files together.
    case tooLarge(limit: Int)
    /// A name that leads out of the container, a link, or no name at all.
    case badName(String)
    /// Two entries of one name, small and capital letters taken for the same.
    case repeatedName(String)
    case encrypted(String)
    case outOfMemory
}

extension Archive {
    /// Packs the files, in the order of `names`; what is not named follows by name.
    package func zip(first names: [String] = []) throws(ArchiveFault) -> [UInt8] {
        Self.prepareNames()
        guard let writer = archive_write_new() else { throw .outOfMemory }
        defer { archive_write_free(writer) }
        archive_write_set_format_zip(writer)
        let size = files.values.reduce(1 << 16) { $0 + $1.count + 1_024 }
        var memory = [UInt8](repeating: 0, count: size)
        var used = 0
        let done = memory.withUnsafeMutableBytes { memory in
            archive_write_open_memory(writer, memory.baseAddress, memory.count, &used) == ARCHIVE_OK
                && order(first: names).allSatisfy { Self.add($0.name, $0.content, to: writer) }
                && archive_write_close(writer) == ARCHIVE_OK
        }
        guard done else { throw .broken(Self.message(of: writer)) }
        return Array(memory[..<used])
    }

    private func order(first names: [String]) -> [(name: String, content: [UInt8])] {
        let rest = files.keys.filter { !names.contains($0) }.sorted()
        return (names + rest).compactMap { name in files[name].map { (name, $0) } }
    }

    private static func add(_ name: String, _ content: [UInt8], to writer: OpaquePointer) -> Bool {
        guard let entry = archive_entry_new() else { return false }
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname_utf8(entry, name)
        archive_entry_set_size(entry, Int64(content.count))
        archive_entry_set_filetype(entry, CArchive_AE_IFREG())
        archive_entry_set_perm(entry, 0o644)
        return archive_write_header(writer, entry) == ARCHIVE_OK
            && content.withUnsafeBytes {
                archive_write_data(writer, $0.baseAddress, $0.count) == $0.count
            }
    }
}
