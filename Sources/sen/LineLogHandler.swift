import Glibc
import Logging
import Synchronization

/// Writes what is logged as lines of one format to one output.
struct LineLogHandler: LogHandler {
    let format: LogFormat
    let output: LogOutput
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    init(
        format: LogFormat, output: LogOutput, logLevel: Logger.Level = .info,
        metadataProvider: Logger.MetadataProvider? = nil
    ) {
        self.format = format
        self.output = output
        self.logLevel = logLevel
        self.metadataProvider = metadataProvider
    }

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// The statement's metadata wins over the task's, which wins over the logger's.
    func log(event: LogEvent) {
        var merged = metadata
        if let provided = metadataProvider?.get() { merged.merge(provided) { $1 } }
        if let given = event.metadata { merged.merge(given) { $1 } }
        if let error = event.error {
            merged["error"] = "\(error)"
            merged["error-type"] = "\(String(reflecting: type(of: error)))"
        }
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        output.write(format.line(at: now, event.level, event.message.description, merged))
    }
}

/// An open file that lines are written to, whole and one after the other.
final class LogOutput: Sendable {
    static let standardError = LogOutput(STDERR_FILENO)

    private let descriptor: Mutex<Int32>

    /// - Parameter descriptor: open for writing; stays the caller's to close.
    init(_ descriptor: Int32) { self.descriptor = Mutex(descriptor) }

    /// Writes all of the line before any other line begins. A line that cannot be
    /// written is given up: the log never stops what it reports on.
    func write(_ line: String) {
        let bytes = Array(line.utf8)
        descriptor.withLock { file in
            var done = 0
            while done < bytes.count {
                let count = bytes[done...].withUnsafeBytes {
                    Glibc.write(file, $0.baseAddress, $0.count)
                }
                if count > 0 {
                    done += count
                    continue
                }
                guard errno == EINTR || Self.waited(for: file) else { return }
            }
        }
    }

    /// Waits a moment where a non-blocking output is full; whether writing is worth another try.
    private static func waited(for file: Int32) -> Bool {
        guard errno == EAGAIN else { return false }
        var waiting = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
        return poll(&waiting, 1, 1_000) == 1
    }
}
