import Foundation
import Glibc
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

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

/// The server's end: answers commands until it is told to stop.
///
/// To be made by the holder of the folder's lock only: a socket file that a dead
/// server left behind is replaced without asking.
final class LocalSocketServer: Service {
    typealias Handler = @Sendable (LocalRequest) async -> LocalResponse

    private let address: LocalAddress
    private let listener: StreamSocket
    private let handler: Handler
    /// The connections that have not sent their whole request yet; nil once we are stopping.
    private let sending = Mutex<[ObjectIdentifier: any Channel]?>([:])

    /// Opens the socket; commands may connect from now on and wait until `run()` answers.
    ///
    /// - Parameter handler: runs once a connection, several at a time. It is cancelled when
    ///   `run()` is; a graceful shutdown waits for it.
    init(folder: String, handler: @escaping Handler) throws(LocalSocketError) {
        address = try LocalAddress(folder: folder)
        listener = try address.listen()
        self.handler = handler
    }

    /// Answers until graceful shutdown (what is being answered is finished, who has not sent
    /// the whole request is hung up on) or cancellation. To be called once.
    func run() async throws {
        defer { address.remove() }
        let (arrivals, arrival) = AsyncStream.makeStream(of: Arrival.self)
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    self.welcome(channel)
                    let reader = RequestReader { request in
                        self.forget(channel)
                        let sent = arrival.yield(Arrival(request: request, channel: channel))
                        guard case .enqueued = sent else { return channel.close(promise: nil) }
                    }
                    try channel.pipeline.syncOperations.addHandler(reader)
                }
            }
            .withBoundSocket(listener.take()).get()
        await withTaskCancellationOrGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for await arrival in arrivals { group.addTask { await self.answer(arrival) } }
            }
        } onCancelOrGracefulShutdown: {
            server.close(promise: nil)
            arrival.finish()
            self.hangUp()
        }
    }

    /// A request, or what is wrong with it, and where the answer goes.
    private struct Arrival: Sendable {
        let request: Result<LocalRequest, LocalSocketError>
        let channel: any Channel
    }

    private func answer(_ arrival: Arrival) async {
        let response: LocalResponse
        switch arrival.request {
        case .success(let request): response = await handler(request)
        case .failure(let error): response = LocalResponse(status: 2, errors: "\(error)\n")
        }
        // A connection that breaks concerns its command alone; one that does not read must
        // not outlast a cancellation.
        let channel = arrival.channel
        try? await withTaskCancellationHandler {
            try await channel.writeAndFlush(ByteBuffer(bytes: Self.frame(response)))
        } onCancel: {
            channel.close(promise: nil)
        }
        channel.close(promise: nil)
    }

    /// The response, or in its place the reason why it cannot be sent.
    private static func frame(_ response: LocalResponse) throws(LocalSocketError) -> [UInt8] {
        do {
            return try LocalSocket.frame(response)
        } catch {
            return try LocalSocket.frame(LocalResponse(status: 3, errors: "\(error)\n"))
        }
    }

    private func welcome(_ channel: any Channel) {
        let isStopping = sending.withLock { channels in
            channels?[ObjectIdentifier(channel)] = channel
            return channels == nil
        }
        if isStopping { channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in self.forget(channel) }
    }

    private func forget(_ channel: any Channel) {
        sending.withLock { $0?[ObjectIdentifier(channel)] = nil }
    }

    private func hangUp() {
        let channels = sending.withLock { channels in
            defer { channels = nil }
            return channels ?? [:]
        }
        for channel in channels.values { channel.close(promise: nil) }
    }
}

/// Collects the bytes of one connection until its request is whole or cannot become one;
/// what follows is ignored.
private final class RequestReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let finish: (Result<LocalRequest, LocalSocketError>) -> Void
    private var buffer = ByteBuffer()
    private var length: Int?
    private var isFinished = false

    init(finish: @escaping (Result<LocalRequest, LocalSocketError>) -> Void) {
        self.finish = finish
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isFinished else { return }
        var part = unwrapInboundIn(data)
        buffer.writeBuffer(&part)
        do throws(LocalSocketError) {
            guard let request = try request() else { return }
            isFinished = true
            finish(.success(request))
        } catch {
            isFinished = true
            finish(.failure(error))
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// - Returns: nil while bytes are missing.
    private func request() throws(LocalSocketError) -> LocalRequest? {
        if length == nil, let prefix = buffer.readInteger(as: UInt32.self) {
            length = try LocalSocket.length(prefix)
        }
        guard let length, let json = buffer.readBytes(length: length) else { return nil }
        return try LocalSocket.message(LocalRequest.self, from: Data(json))
    }
}

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

/// Where the socket of a folder is.
///
/// A socket's address holds 107 bytes of path (`sun_path`, unix(7)). A longer one is
/// reached through the open folder: `/proc/self/fd/N/sen.sock`.
final class LocalAddress: Sendable {
    private let folder: String
    private let descriptor: Int32

    init(folder: String) throws(LocalSocketError) {
        self.folder = folder
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.error("open the folder", folder) }
    }

    deinit { close(descriptor) }

    private var path: String { folder + "/" + LocalSocket.name }

    /// A listening socket, mode 0600, in place of what a dead server left.
    func listen() throws(LocalSocketError) -> StreamSocket {
        try removeStale()
        let socket = try StreamSocket(path)
        // The file takes the socket's mode: never is there a moment when others may connect.
        guard fchmod(socket.descriptor, 0o600) == 0 else { throw Self.error("set the mode", path) }
        guard withAddress({ Glibc.bind(socket.descriptor, $0, $1) }) == 0 else {
            throw Self.error("open the socket", path)
        }
        guard Glibc.listen(socket.descriptor, 64) == 0 else { throw Self.error("listen", path) }
        return socket
    }

    /// A connection to whoever listens.
    func connect() throws(LocalSocketError) -> StreamSocket {
        let socket = try StreamSocket(path)
        while withAddress({ Glibc.connect(socket.descriptor, $0, $1) }) != 0 {
            switch errno {
            case EINTR: continue
            case ENOENT, ECONNREFUSED: throw .noServer(folder: folder)
            default: throw Self.error("connect", path)
            }
        }
        return socket
    }

    /// Takes the socket's file away.
    func remove() { unlinkat(descriptor, LocalSocket.name, 0) }

    private func removeStale() throws(LocalSocketError) {
        var status = stat()
        guard fstatat(descriptor, LocalSocket.name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            return
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw .system(doing: "open the socket", path: path, reason: "something else is there")
        }
        remove()
    }

    private func withAddress(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path) - 1
        let short = "/proc/self/fd/\(descriptor)/\(LocalSocket.name)"
        let path = Array((path.utf8.count <= room ? path : short).utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        return withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    fileprivate static func error(_ doing: String, _ path: String) -> LocalSocketError {
        .system(doing: doing, path: path, reason: String(cString: strerror(errno)))
    }
}

/// A Unix stream socket, closed with the last reference to it unless it was taken.
final class StreamSocket: Sendable {
    private let state: Mutex<Int32>

    /// - Parameter path: what the error names.
    init(_ path: String) throws(LocalSocketError) {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let socket = Glibc.socket(AF_UNIX, kind, 0)
        guard socket >= 0 else { throw LocalAddress.error("make a socket", path) }
        state = Mutex(socket)
    }

    deinit {
        let socket = state.withLock { $0 }
        if socket >= 0 { close(socket) }
    }

    /// For a system call while this object lives; -1 once it was taken.
    var descriptor: Int32 { state.withLock { $0 } }

    /// Hands the descriptor over to somebody who closes it.
    func take() -> Int32 {
        state.withLock { socket in
            defer { socket = -1 }
            return socket
        }
    }

    /// Sends everything; false once the other end does not read on.
    func write(_ bytes: [UInt8]) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }

    /// Exactly so many bytes.
    ///
    /// - Throws: `.closed` when fewer come.
    func read(_ count: Int) throws(LocalSocketError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes[done...].withUnsafeMutableBytes {
                recv(descriptor, $0.baseAddress, $0.count, 0)
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw .closed }
            done += got
        }
        return bytes
    }
}
