import Foundation

/// `sen.conf`: `key = value` lines; `#` begins a comment at the start of a line or after a space.
struct SettingsFile {
    let path: String
    let entries: [(key: Settings.Key, choice: SettingsChoice)]

    private static let limit = 1 << 20

    /// - Returns: nil if there is no such file and it need not exist.
    static func read(_ path: String, mustExist: Bool) throws(SettingsError) -> SettingsFile? {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            if mustExist { throw .unreadable(file: path, reason: "no such file") }
            return nil
        } catch {
            throw .unreadable(file: path, reason: reason(of: error))
        }
        guard data.count <= limit else {
            throw .unreadable(file: path, reason: "larger than \(limit) bytes")
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            throw .unreadable(file: path, reason: "not UTF-8")
        }
        return try SettingsFile(path: path, text: text)
    }

    init(path: String, text: String) throws(SettingsError) {
        var entries: [(key: Settings.Key, choice: SettingsChoice)] = []
        let lines = text.trimmingPrefix("\u{FEFF}")
            .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let source = Settings.Source.file(path, line: index + 1)
            guard let (name, value) = try Self.assignment(line, source) else { continue }
            guard let key = Settings.Key(rawValue: name) else {
                throw .unknownKey(name, source, nearest: Self.nearest(to: name))
            }
            if let earlier = entries.first(where: { $0.key == key }) {
                throw .repeated(key, first: earlier.choice.source, again: source)
            }
            let base = Settings.folder(of: path)
            entries.append((key, SettingsChoice(text: value, source: source, base: base)))
        }
        self.path = path
        self.entries = entries
    }

    private static func assignment(
        _ line: Substring, _ source: Settings.Source
    ) throws(SettingsError) -> (name: String, value: String)? {
        var end = line.startIndex
        var before: Character = " "
        while end < line.endIndex, !(line[end] == "#" && before.isWhitespace) {
            before = line[end]
            end = line.index(after: end)
        }
        let statement = line[..<end].trimmed
        guard !statement.isEmpty else { return nil }
        guard let equals = statement.firstIndex(of: "=") else { throw .noAssignment(source) }
        let name = statement[..<equals].trimmed
        guard !name.isEmpty else { throw .noAssignment(source) }
        return (name, statement[statement.index(after: equals)...].trimmed)
    }

    /// The known key that has the name in it (or the other way round), else the one that
    /// needs the fewest letters changed, added or left out.
    private static func nearest(to name: String) -> Settings.Key {
        let name = name.lowercased().prefix(64).replacing("_", with: "-")
        let ranked = Settings.Key.allCases.map { key in
            let related = key.rawValue.contains(name) || name.contains(key.rawValue)
            return (key, related ? 0 : 1, distance(Array(name), Array(key.rawValue)))
        }
        return ranked.min { ($0.1, $0.2) < ($1.1, $1.2) }?.0 ?? .port
    }

    /// Levenshtein's distance, one row at a time.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let replaced = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
            }
        }
        return row[right.count]
    }

    private static func reason(of error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        guard let underlying, underlying.domain == NSPOSIXErrorDomain else { return "\(error)" }
        return String(cString: strerror(Int32(underlying.code)))
    }
}

extension StringProtocol {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
