/// The path of a picture beside an imported file.
enum PicturePath {
    /// The path with "/" between its parts.
    ///
    /// - Returns: nil for an address with a scheme, an absolute path, and a path that
    ///   climbs out of the file's folder: nothing of these is ever opened.
    static func local(_ raw: String) -> String? {
        // By bytes: "../" and a combining mark after it would be no ".." of Characters.
        let path = Array(raw.utf8)[...].trimmed()
        let parts = path.split(omittingEmptySubsequences: false) {
            $0 == ASCII.slash || $0 == ASCII.backslash
        }
        guard let first = parts.first, !first.isEmpty, !path.contains(ASCII.colon),
            !parts.contains(where: { $0.elementsEqual("..".utf8) }),
            path.allSatisfy({ $0 >= 32 && $0 != 127 })
        else { return nil }
        let kept = parts.filter { !$0.isEmpty && !$0.elementsEqual(".".utf8) }
        return kept.isEmpty ? nil : kept.map(\.text).joined(separator: "/")
    }
}
