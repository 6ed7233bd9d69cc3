import Values

/// The topic line: "Hàm số / Cực trị".
enum CauTopic {
    /// Widest first. Only a slash with space on both sides parts two levels; `\/` never does.
    static func read(_ text: String) -> [String] {
        var levels: [String] = []
        var level = ""
        for word in words(of: text) {
            if word == "/" {
                levels.append(level)
                level = ""
            } else {
                level += (level.isEmpty ? "" : " ") + unescaped(word)
            }
        }
        return (levels + [level]).filter { !$0.isEmpty }
    }

    static func write(_ topic: [String]) -> String {
        topic.map { level in
            words(of: level).map(escaped).joined(separator: " ")
        }
        .joined(separator: " / ")
    }

    /// By scalars: a space and a combining mark after it are one Character.
    private static func words(of text: String) -> [Substring] {
        text.unicodeScalars.split(separator: " ").map { Substring($0) }
    }

    /// A word of backslashes and one slash is written with one backslash more.
    private static func escaped(_ word: Substring) -> String {
        isSlash(word) ? "\\" + word : String(word)
    }

    private static func unescaped(_ word: Substring) -> String {
        word.utf8.count > 1 && isSlash(word) ? String(word.dropFirst()) : String(word)
    }

    private static func isSlash(_ word: Substring) -> Bool {
        word.utf8.last == ASCII.slash && word.utf8.dropLast().allSatisfy { $0 == ASCII.backslash }
    }
}

/// The tags line: "đạo hàm, cực trị".
enum CauTags {
    /// Commas part tags; `\,` is a comma.
    static func read(_ text: String) -> [String] {
        var tags: [[UInt8]] = [[]]
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            if byte == ASCII.backslash, let next = bytes.first,
                next == ASCII.comma || next == ASCII.backslash
            {
                tags[tags.count - 1].append(next)
                bytes.removeFirst()
            } else if byte == ASCII.comma {
                tags.append([])
            } else {
                tags[tags.count - 1].append(byte)
            }
        }
        return tags.map { $0[...].trimmed().text }.filter { !$0.isEmpty }
    }

    static func write(_ tags: [String]) -> String {
        tags.map { $0.backslashed("\\,") }.joined(separator: ", ")
    }
}
