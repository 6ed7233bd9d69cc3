import Foundation

/// A command's end. Blocks its thread, which has nothing else to do.
struct LocalSocketClient {
    let folder: String

    /// Sends one request and waits for its response, however long the work takes.
    ///
    /// - Throws: `.noServer` when nobody listens, `.closed` when the server went away before
    ///   it answered: whether the work was done is then unknown.
    func send(_ request: LocalRequest) throws(LocalSocketError) -> LocalResponse {
        let frame = try LocalSocket.frame(request)
        let address = try LocalAddress(folder: folder)
        let connection = try address.connect()
        // A refusal may be on its way while we still send: read it even if sending fails.
        let isSent = connection.write(frame)
        let prefix = try connection.read(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let json = try connection.read(LocalSocket.length(prefix))
        let response = try LocalSocket.message(LocalResponse.self, from: Data(json))
        guard isSent || response.status != 0 else { throw .closed }
        return response
    }
}
