/// The path of a picture beside an imported file.
enum PicturePath {
    /// The path with "/" between its parts.
    ///
    /// - Returns: nil for an address with a scheme, an absolute path, and a path that
    ///   climbs out of the file's folder: nothing of these is ever opened.
    static func local(_ raw: String) -> String? {
        let path = Array(raw.utf8)[...].trimmed().text.replacing("\\", with: "/")
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !path.isEmpty, !path.hasPrefix("/"), !path.contains(":"),
            !parts.contains(".."), path.unicodeScalars.allSatisfy({ $0.value >= 32 })
        else { return nil }
        return parts.filter { $0 != "." && !$0.isEmpty }.joined(separator: "/")
    }
}
