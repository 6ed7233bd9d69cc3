import HTTPTypes

/// Why a request gets a page other than the one it asked for.
enum Refusal: Error {
    /// Missing, or somebody else's: the answer must not tell which.
    case notFound
    /// Nobody is signed in; the sign-in page leads back to `next`.
    case signInFirst(next: String)
    /// The form's token is missing or another browser's.
    case staleForm
    /// The request cannot be read; the word's key says what is wrong with it.
    case malformed(String)
    /// More bytes than the address takes.
    case tooLarge(limit: Int)
    /// The body did not come within the time allowed.
    case tooSlow
    /// The server is stopping; what was typed was not taken.
    case stopping
    /// Too many attempts to sign in.
    case slowDown

    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .signInFirst: .seeOther
        case .staleForm: .forbidden
        case .malformed: .badRequest
        case .tooLarge: .contentTooLarge
        case .tooSlow: .requestTimeout
        case .stopping: .serviceUnavailable
        case .slowDown: .tooManyRequests
        }
    }

    /// The first part of the words' keys: `error.<key>.heading`, `error.<key>.text`.
    var key: String {
        switch self {
        case .notFound, .signInFirst: "not-found"
        case .staleForm: "stale-form"
        case .malformed(let key): key
        case .tooLarge: "too-large"
        case .tooSlow: "too-slow"
        case .stopping: "stopping"
        case .slowDown: "slow-down"
        }
    }
}
