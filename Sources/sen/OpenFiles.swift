import Glibc

/// Each connection takes a descriptor, and the usual soft limit is 1,024.
enum OpenFiles {
    /// Allows this process as many as the system lets it have.
    static func raiseLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
