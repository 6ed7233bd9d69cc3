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
        let lost = output.write(
            format.line(at: now, event.level, event.message.description, merged))
        if lost > 0 {
            _ = output.write(
                format.line(at: now, .error, "lines of the log were lost", ["lost": "\(lost)"]))
        }
    }
}
