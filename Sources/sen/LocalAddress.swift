import Glibc
import Synchronization

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
