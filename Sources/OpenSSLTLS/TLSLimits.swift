package import NIOCore

/// How much patience a connection gets.
package struct TLSLimits: Sendable {
    /// From the connection to the end of its handshake.
    package var handshake: TimeAmount
    /// How long a peer may take nothing of what is left to send once we want to close.
    package var closing: TimeAmount
    /// How long a peer may take nothing off the line while we have much to send.
    package var stalled: TimeAmount
    /// Bytes of plaintext held for a peer that has not finished its handshake.
    package var bytesBeforeHandshake: Int

    package init(
        handshake: TimeAmount = .seconds(10), closing: TimeAmount = .seconds(30),
        stalled: TimeAmount = .seconds(60), bytesBeforeHandshake: Int = 1 << 20
    ) {
        self.handshake = handshake
        self.closing = closing
        self.stalled = stalled
        self.bytesBeforeHandshake = bytesBeforeHandshake
    }
}
