import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A mail server on this machine (RFC 5321) that keeps what it is told.
final class MailPeer: Sendable {
    struct Taken: Sendable {
        var account: String?
        var from = ""
        var to: [String] = []
        var lines: [String] = []

        /// The value of a head field.
        func field(_ name: String) -> String? {
            lines.first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
        }

        /// The text behind the head.
        var text: String {
            let body = lines.drop { !$0.isEmpty }.joined()
            return Data(base64Encoded: body).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
    }

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    let port: Int
    private let listener: NIOAsyncChannel<Connection, Never>
    private let letters = Mutex<[Taken]>([])
    /// An address that is not known here.
    private let stranger: String

    var taken: [Taken] { letters.withLock { $0 } }

    private init(_ listener: NIOAsyncChannel<Connection, Never>, stranger: String) {
        self.listener = listener
        self.stranger = stranger
        port = listener.channel.localAddress?.port ?? 0
    }

    /// Runs one for as long as `body` takes.
    static func run(
        refusing stranger: String = "", _ body: @escaping @Sendable (MailPeer) async throws -> Void
    ) async throws {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Connection(wrappingChannelSynchronously: channel)
                }
            }
        let peer = MailPeer(listener, stranger: stranger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await peer.serve() }
            try await body(peer)
            tasks.cancelAll()
        }
    }

    private func serve() async throws {
        try await listener.executeThenClose { connections in
            for try await connection in connections {
                try? await connection.executeThenClose { try await talk($0, $1) }
            }
        }
    }

    private func talk(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws {
        func say(_ text: String) async throws {
            try await outbound.write(ByteBuffer(string: text + "\r\n"))
        }
        var (letter, isInData, isInSecret, rest) = (Taken(), false, false, "")
        try await say("220 here")
        for try await part in inbound {
            rest += String(buffer: part)
            while let end = rest.range(of: "\r\n") {
                let line = String(rest[..<end.lowerBound])
                rest = String(rest[end.upperBound...])
                if isInData {
                    guard line == "." else {
                        letter.lines.append(line)
                        continue
                    }
                    isInData = false
                    letters.withLock { $0.append(letter) }
                    try await say("250 taken")
                    continue
                }
                if isInSecret {
                    isInSecret = false
                    letter.account = Data(base64Encoded: line).map {
                        String(decoding: $0, as: UTF8.self).split(separator: "\0")
                            .joined(separator: "/")
                    }
                    try await say("235 welcome")
                    continue
                }
                switch line.prefix(4).uppercased() {
                case "EHLO": try await say("250-here\r\n250 AUTH PLAIN")
                case "AUTH":
                    isInSecret = true
                    try await say("334 ")
                case "MAIL":
                    letter.from = line
                    try await say("250 yes")
                case "RCPT" where !stranger.isEmpty && line.contains(stranger):
                    try await say("550 not known here")
                case "RCPT":
                    letter.to.append(line)
                    try await say("250 yes")
                case "DATA":
                    guard !letter.to.isEmpty else {
                        try await say("554 nobody to take it")
                        continue
                    }
                    isInData = true
                    try await say("354 go on")
                case "QUIT": return try await say("221 bye")
                default: try await say("250 yes")
                }
            }
        }
    }
}
