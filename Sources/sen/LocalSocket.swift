import Foundation

/// What a command asks of the server that owns the data folder.
struct LocalRequest: Hashable, Sendable, Codable {
    /// The words after `sen`.
    var command: [String]
    /// The contents of the files that the command names: the server opens no path of its caller's.
    var files: [String: Data]

    init(command: [String], files: [String: Data] = [:]) {
        self.command = command
        self.files = files
    }
}

/// What the server answers; the command prints it and exits with it.
struct LocalResponse: Hashable, Sendable, Codable {
    /// The exit code: 0 done, 1 wrong input, 2 usage, 3 the environment.
    var status: Int
    /// For standard output and standard error.
    var output: String
    var errors: String
    /// Files that the command writes, by the names that the request gave.
    var files: [String: Data]

    init(status: Int, output: String = "", errors: String = "", files: [String: Data] = [:]) {
        self.status = status
        self.output = output
        self.errors = errors
        self.files = files
    }
}

/// The socket `sen.sock` in a data folder: how a command reaches the server that owns it.
///
/// A connection carries one request and one response, each a length of four bytes
/// (big-endian) and as many bytes of JSON, files in Base64. Only the folder's owner
/// (and root) can connect: the socket's mode is 0600.
enum LocalSocket {
    static let name = "sen.sock"
    /// The most bytes of JSON in one message.
    static let limit = 64 << 20

    /// One message with its length before it.
    static func frame(_ message: some Encodable) throws(LocalSocketError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        guard let json = try? encoder.encode(message) else { throw .damaged }
        guard json.count <= limit else { throw .tooLarge(limit: limit) }
        return withUnsafeBytes(of: UInt32(json.count).bigEndian) { Array($0) } + json
    }

    /// How many bytes follow a length.
    static func length(_ prefix: UInt32) throws(LocalSocketError) -> Int {
        guard prefix <= limit else { throw .tooLarge(limit: limit) }
        return Int(prefix)
    }

    static func message<Message: Decodable>(
        _ type: Message.Type, from json: Data
    ) throws(LocalSocketError) -> Message {
        guard let message = try? JSONDecoder().decode(type, from: json) else { throw .damaged }
        return message
    }
}
