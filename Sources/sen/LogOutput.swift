import Dispatch
import Glibc
import Synchronization

/// An open file that lines are written to, whole and one after the other, by a
/// thread of its own: whoever logs never waits for whoever reads the log.
final class LogOutput: Sendable {
    static let standardError = LogOutput(STDERR_FILENO)

    private struct State {
        var waiting: [UInt8] = []
        /// Lines given up since the last that was taken.
        var lost = 0
        var writerIsAwake = false
    }

    private let descriptor: Int32
    private let state = Mutex(State())
    private let writer = DispatchQueue(label: "sen.log")

    /// Bytes that may wait for a reader who does not keep up.
    private static let most = 4 << 20
    /// Lines that come within this time are written together.
    private static let delay = DispatchTimeInterval.milliseconds(5)

    /// - Parameter descriptor: open for writing; stays the caller's to close.
    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// Takes a line with its end; it is written a moment later.
    ///
    /// - Returns: how many lines before it were lost because the output took no
    ///   more, if this one is the first that found room again.
    func write(_ line: String) -> Int {
        let (lost, mustWake) = state.withLock { state in
            guard state.waiting.count + line.utf8.count <= Self.most else {
                state.lost += 1
                return (0, false)
            }
            state.waiting += line.utf8
            defer { (state.lost, state.writerIsAwake) = (0, true) }
            return (state.lost, !state.writerIsAwake)
        }
        if mustWake { writer.asyncAfter(deadline: .now() + Self.delay) { self.writeAll() } }
        return lost
    }

    /// Returns when all that was taken is written, or the time is over: a reader who
    /// is stuck holds up no stop.
    func flush(within limit: DispatchTimeInterval = .seconds(2)) {
        let done = DispatchSemaphore(value: 0)
        writer.async {
            self.writeAll()
            done.signal()
        }
        _ = done.wait(timeout: .now() + limit)
    }

    private func writeAll() {
        while true {
            let bytes = state.withLock { state in
                defer { state.waiting = [] }
                if state.waiting.isEmpty { state.writerIsAwake = false }
                return state.waiting
            }
            guard !bytes.isEmpty else { return }
            writeOut(bytes)
        }
    }

    /// Writes however long the reader takes; an output that is broken gets no more.
    private func writeOut(_ bytes: [UInt8]) {
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count > 0 {
                done += count
            } else if errno == EAGAIN {
                var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&room, 1, -1)
            } else if errno != EINTR {
                return
            }
        }
    }
}
