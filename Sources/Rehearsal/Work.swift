/// What a candidate does, as reports name it; the raw values are stable.
package enum Work: String, Hashable, Sendable, CaseIterable {
    /// The connection with its TLS handshake.
    case handshake
    case ticketPage
    /// A ticket's code is taken for a session.
    case signIn
    /// The page before the clock runs.
    case startPage
    case start
    /// One page of the paper.
    case paper
    /// One answer kept.
    case save
    case submit
    case result
    /// From the arrival to the result, all of the above.
    case journey
}
