/// The lines of three backticks around a program.
enum CodeFence {
    /// Whether the line begins a program: backticks, perhaps a language's name.
    static func opens(_ line: Bytes) -> Bool {
        let line = line.trimmed()
        return line.begins(with: "```") && !line.dropFirst(3).contains(ASCII.backtick)
    }

    /// Whether the line ends one.
    static func closes(_ line: Bytes) -> Bool { line.trimmed().elementsEqual("```".utf8) }

    /// A program's own line that would end the program begins with a backslash in the file.
    static func escaped(_ line: Bytes) -> Bytes {
        let start = line.trimmedStart().startIndex
        guard needsEscape(line[start...]) else { return line }
        return (line[..<start] + [ASCII.backslash] + line[start...])[...]
    }

    /// Undoes `escaped`.
    static func unescaped(_ line: Bytes) -> Bytes {
        let start = line.trimmedStart().startIndex
        guard line[start...].first == ASCII.backslash, needsEscape(line[(start + 1)...]) else {
            return line
        }
        return (line[..<start] + line[(start + 1)...])[...]
    }

    private static func needsEscape(_ line: Bytes) -> Bool {
        let bare = line.drop { $0 == ASCII.backslash }.trimmedEnd()
        if bare.begins(with: "```") { return true }
        if case .question = CauLine(bare) { return true }
        return false
    }
}
