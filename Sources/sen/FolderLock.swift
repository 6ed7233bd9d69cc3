import Glibc
import Synchronization

/// The one owner of a data folder.
///
/// An exclusive `flock` on the file `lock` in the folder; the system lets go of it
/// when the process ends, however it ends. The file holds the owner's process id
/// for people and for the error of the next one; the id is never trusted.
///
/// Held until `release()` or the end of the process, whatever becomes of this
/// object in between.
final class FolderLock: Sendable {
    /// The folder, as it was given.
    let folder: String
    /// Whether nobody but the owner (and root) can look into the folder. An
    /// existing folder is taken as it is: its administrator decided.
    let isPrivate: Bool
    private let descriptor: Mutex<Int32?>

    /// Makes the folder (for its owner only) if it is missing, and takes the lock.
    ///
    /// - Throws: `.held` when another process has it, `.unusable` with the system's
    ///   reason otherwise. Never waits.
    init(folder: String) throws(FolderLockError) {
        // Whatever this process writes from now on is its owner's alone.
        umask(0o077)
        try Self.makeFolder(folder)
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .unusable(path: folder, reason: "not a folder")
        }
        self.folder = folder
        isPrivate = status.st_mode & 0o077 == 0
        let path = folder + "/lock"
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .unusable(path: path, reason: Self.lastError) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            defer { close(file) }
            guard errno == EWOULDBLOCK else { throw .unusable(path: path, reason: Self.lastError) }
            throw .held(folder: folder, pid: Self.owner(in: file))
        }
        guard Self.writeOwner(getpid(), to: file) else {
            let reason = Self.lastError
            close(file)
            throw .unusable(path: path, reason: reason)
        }
        descriptor = Mutex(file)
    }

    /// Lets go of the folder; does nothing the second time.
    func release() {
        descriptor.withLock { file in
            guard let open = file else { return }
            _ = ftruncate(open, 0)
            // Said aloud: a child between its fork and its exec still has the file open.
            _ = flock(open, LOCK_UN)
            close(open)
            file = nil
        }
    }

    /// Makes the folder and the ones above it that are missing; those above get the
    /// process's ordinary permissions.
    private static func makeFolder(_ folder: String) throws(FolderLockError) {
        if mkdir(folder, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = folder.lastIndex(of: "/"), slash > folder.startIndex
        else { throw .unusable(path: folder, reason: lastError) }
        try makeParent(String(folder[..<slash]))
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw .unusable(path: folder, reason: lastError)
        }
    }

    private static func makeParent(_ folder: String) throws(FolderLockError) {
        if folder.isEmpty || mkdir(folder, 0o755) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = folder.lastIndex(of: "/"), slash > folder.startIndex
        else { throw .unusable(path: folder, reason: lastError) }
        try makeParent(String(folder[..<slash]))
        guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
            throw .unusable(path: folder, reason: lastError)
        }
    }

    private static func writeOwner(_ pid: pid_t, to file: Int32) -> Bool {
        let line = Array("\(pid)\n".utf8)
        return ftruncate(file, 0) == 0 && pwrite(file, line, line.count, 0) == line.count
    }

    /// What the owner wrote; nil while it is still writing, or where it is damaged.
    private static func owner(in file: Int32) -> pid_t? {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(file, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return pid_t(String(decoding: bytes[..<count].prefix { $0 != 10 }, as: UTF8.self))
    }

    private static var lastError: String { String(cString: strerror(errno)) }
}

/// Why a data folder cannot be had.
enum FolderLockError: Error, Hashable, CustomStringConvertible {
    /// Another process, usually a server, owns the folder; `pid` is what it wrote about itself.
    case held(folder: String, pid: Int32?)
    case unusable(path: String, reason: String)

    var description: String {
        switch self {
        case .held(let folder, let pid):
            "\(folder) is in use by " + (pid.map { "process \($0)" } ?? "another process")
        case .unusable(let path, let reason):
            "\(path): cannot be used as a data folder: \(reason)"
        }
    }
}
