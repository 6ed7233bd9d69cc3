import Foundation
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

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
