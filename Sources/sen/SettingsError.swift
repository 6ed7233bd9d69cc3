/// Why the settings cannot be used. Each names the place to mend.
enum SettingsError: Error, Hashable, CustomStringConvertible {
    /// The value is not what its key needs; `value` is `•••` where it may be a secret.
    case malformed(key: Settings.Key, value: String, source: Settings.Source, expected: String)
    /// The file sets something that does not exist. Its value is withheld: it may be a secret.
    case unknownKey(String, Settings.Source, nearest: Settings.Key)
    /// The file sets the same key twice.
    case repeated(Settings.Key, first: Settings.Source, again: Settings.Source)
    /// A line of the file is neither `key = value` nor a comment.
    case noAssignment(Settings.Source)
    /// The file inside the data folder cannot say where the data folder is.
    case misplaced(Settings.Key, Settings.Source)
    case unreadable(file: String, reason: String)

    var description: String {
        switch self {
        case .malformed(let key, let value, let source, let expected):
            "\(source): \(key.rawValue) = \"\(value)\" is not usable: expected \(expected)"
        case .unknownKey(let name, let source, let nearest):
            "\(source): there is no setting \"\(name)\"; the nearest is \"\(nearest.rawValue)\""
        case .repeated(let key, let first, let again):
            "\(again): \(key.rawValue) is set again, first at \(first)"
        case .noAssignment(let source):
            "\(source): expected \"key = value\" or a comment that begins with #"
        case .misplaced(let key, let source):
            "\(source): \(key.rawValue) can be set by flag, by variable or in a file given by "
                + "--config, not in a file inside the data folder"
        case .unreadable(let file, let reason):
            "\(file): the settings cannot be read: \(reason)"
        }
    }
}
