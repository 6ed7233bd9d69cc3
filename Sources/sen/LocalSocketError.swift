/// Why a command and the server of its folder could not talk.
enum LocalSocketError: Error, Hashable, CustomStringConvertible {
    case noServer(folder: String)
    case closed
    case tooLarge(limit: Int)
    /// What arrived is not a message of this protocol.
    case damaged
    case system(doing: String, path: String, reason: String)

    var description: String {
        switch self {
        case .noServer(let folder): "no server answers in \(folder)"
        case .closed: "the server closed the connection before it answered"
        case .tooLarge(let limit):
            "too large for one message to the server (limit \(limit >> 20) MB, files in Base64)"
        case .damaged: "not a message that this version of Sen understands"
        case .system(let doing, let path, let reason): "\(path): \(doing): \(reason)"
        }
    }
}
