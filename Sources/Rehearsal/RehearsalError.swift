/// What went wrong between a candidate and the server.
package enum RehearsalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not `https://host[:port]`.
    case badAddress(String)
    /// No connection, or no TLS upon it; the system's reason.
    case cannotConnect(String)
    /// The connection ended before the answer came.
    case closed
    /// No answer within the time that a candidate waits.
    case timedOut
    /// An answer of more bytes than any page has.
    case tooLarge
    /// The server said that it is stopping and took nothing (503).
    case stopping
    /// The server said: too many attempts (429).
    case slowDown
    /// The ticket or the session is not taken.
    case notSignedIn
    /// A save was refused: another page had answered since.
    case stale
    /// The paper is handed in or its time is up.
    case over
    /// There is no sitting to take, or its page is not as expected; what was looked for.
    case unexpectedPage(String)
    /// Another status than the address should give.
    case unexpectedStatus(Int, path: String)

    /// The name under which reports count it; stable.
    package var kind: String {
        switch self {
        case .badAddress: "badAddress"
        case .cannotConnect: "cannotConnect"
        case .closed: "closed"
        case .timedOut: "timedOut"
        case .tooLarge: "tooLarge"
        case .stopping: "stopping"
        case .slowDown: "slowDown"
        case .notSignedIn: "notSignedIn"
        case .stale: "stale"
        case .over: "over"
        case .unexpectedPage: "unexpectedPage"
        case .unexpectedStatus(let status, _): "status\(status)"
        }
    }

    package var description: String {
        switch self {
        case .badAddress(let text): "\(text): expected https://host:port"
        case .cannotConnect(let reason): "no connection: \(reason)"
        case .closed: "the connection was closed before the answer"
        case .timedOut: "no answer in time"
        case .tooLarge: "the answer is too large"
        case .stopping: "the server is stopping"
        case .slowDown: "the server asks to slow down"
        case .notSignedIn: "the ticket or the session is not taken"
        case .stale: "the save was stale"
        case .over: "the paper is handed in, or its time is up"
        case .unexpectedPage(let wanted): "the page has no \(wanted)"
        case .unexpectedStatus(let status, let path): "\(path): status \(status)"
        }
    }
}
