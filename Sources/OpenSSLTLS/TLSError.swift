/// Why a TLS connection came to an end that was not a farewell.
///
/// These travel down the pipeline as errors. None of them is the server's
/// fault, so they belong in a log at debug level at most.
package enum TLSError: Error, Equatable, CustomStringConvertible {
    /// OpenSSL could not make the state of a connection.
    case noConnectionState(reason: String)
    /// The two sides found no agreement; the reason is OpenSSL's.
    case handshakeFailed(reason: String)
    /// The peer did not finish the handshake within the limit.
    case handshakeTimedOut
    /// The peer left before the handshake was done.
    case closedDuringHandshake
    /// What came was no valid TLS: damaged or forged.
    case broken(reason: String)
    /// The peer's bytes ended without a close_notify: there may have been more.
    case truncated
    /// The peer took nothing off the line for longer than the limit.
    case stalled
    /// More was written before the handshake was done than we hold. The connection ends.
    case tooMuchBeforeHandshake(limit: Int)

    package var description: String {
        switch self {
        case .noConnectionState(let reason): "no TLS state for a connection: \(reason)"
        case .handshakeFailed(let reason): "TLS handshake failed: \(reason)"
        case .handshakeTimedOut: "TLS handshake not finished in time"
        case .closedDuringHandshake: "connection closed during the TLS handshake"
        case .broken(let reason): "TLS connection broken: \(reason)"
        case .truncated: "TLS connection ended without close_notify"
        case .stalled: "the peer stopped reading"
        case .tooMuchBeforeHandshake(let limit):
            "over \(limit) bytes written before the TLS handshake was done"
        }
    }
}
