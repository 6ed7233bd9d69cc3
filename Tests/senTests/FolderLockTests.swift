import Foundation
import Glibc
import Testing

@testable import sen

@Suite struct FolderLockTests {
    @Test func makesAFolderForItsOwnerOnly() throws {
        let parent = try TemporaryFolder()
        let folder = parent.path + "/tỉnh/dữ liệu"
        let lock = try FolderLock(folder: folder)
        defer { lock.release() }
        #expect(try mode(of: folder) == 0o700)
        #expect(try mode(of: folder + "/lock") == 0o600)
        #expect(lock.isPrivate)
    }

    @Test func tellsTheSecondWhoTheFirstIs() throws {
        let folder = try TemporaryFolder()
        let lock = try FolderLock(folder: folder.path)
        let held = FolderLockError.held(folder: folder.path, pid: getpid())
        #expect(throws: held) { try FolderLock(folder: folder.path) }
        #expect(held.description == "\(folder.path) is in use by process \(getpid())")

        lock.release()
        lock.release()  // the second time must not close what took the number since
        let next = try FolderLock(folder: folder.path)
        #expect(throws: held) { try FolderLock(folder: folder.path) }
        next.release()
    }

    @Test func anotherProcessHoldsItUntilItDies() throws {
        let folder = try TemporaryFolder()
        // `exec`: the process that holds the lock is the one we end, and nothing survives it.
        let holder = try Holder(
            script: "exec 9>\"$0/lock\"; flock 9; echo 4242 >&9; echo held; exec cat", folder)
        #expect(throws: FolderLockError.held(folder: folder.path, pid: 4_242)) {
            try FolderLock(folder: folder.path)
        }
        holder.kill()
        try FolderLock(folder: folder.path).release()
    }

    @Test func aDamagedFileStillLocks() throws {
        let folder = try TemporaryFolder()
        let holder = try Holder(
            script: "exec 9>\"$0/lock\"; flock 9; echo mèo >&9; echo held; exec cat", folder)
        defer { holder.kill() }
        #expect(throws: FolderLockError.held(folder: folder.path, pid: nil)) {
            try FolderLock(folder: folder.path)
        }
    }

    /// The lock must not outlive its server in a child that the server started.
    @Test func childrenDoNotInheritIt() throws {
        let folder = try TemporaryFolder()
        let lock = try FolderLock(folder: folder.path)
        defer { lock.release() }
        let child = try Holder(script: "echo held; exec cat", folder)
        defer { child.kill() }
        let files = "/proc/\(child.pid)/fd"
        let open = try FileManager.default.contentsOfDirectory(atPath: files).map {
            try FileManager.default.destinationOfSymbolicLink(atPath: "\(files)/\($0)")
        }
        #expect(open.count >= 3)
        #expect(!open.contains { $0.hasSuffix("/lock") })
    }

    @Test func takesAnOpenFolderAsItIsAndSaysSo() throws {
        let folder = try TemporaryFolder()
        try #require(chmod(folder.path, 0o755) == 0)
        let lock = try FolderLock(folder: folder.path)
        defer { lock.release() }
        #expect(!lock.isPrivate)
        #expect(try mode(of: folder.path) == 0o755)
    }

    @Test func refusesWhatIsNoFolder() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "file")
        let file = folder.path + "/file"
        #expect(throws: FolderLockError.unusable(path: file, reason: "not a folder")) {
            try FolderLock(folder: file)
        }
        #expect(throws: FolderLockError.unusable(path: file + "/data", reason: "Not a directory")) {
            try FolderLock(folder: file + "/data")
        }
    }

    @Test func doesNotFollowALinkPlantedAsTheLock() throws {
        let folder = try TemporaryFolder()
        try folder.write("precious", to: "victim")
        try #require(symlink(folder.path + "/victim", folder.path + "/lock") == 0)
        #expect(throws: FolderLockError.self) { try FolderLock(folder: folder.path) }
        #expect(try String(contentsOf: folder.url("victim"), encoding: .utf8) == "precious")
    }

    private func mode(of path: String) throws -> mode_t {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return status.st_mode & 0o777
    }
}

/// A shell that says "held" once it is where the test wants it, and stays there.
private final class Holder {
    private let process = Process()

    init(script: String, _ folder: TemporaryFolder) throws {
        let output = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", script, folder.path]
        process.standardInput = Pipe()
        process.standardOutput = output
        try process.run()
        // Not by `FileHandle`, which does not go on after an interruption (EINTR).
        var word = [UInt8](repeating: 0, count: 4)
        var done = 0
        while done < word.count {
            let count = word[done...].withUnsafeMutableBytes {
                read(output.fileHandleForReading.fileDescriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            try #require(count > 0, "the shell ended before it was ready")
            done += count
        }
        #expect(word == Array("held".utf8))
    }

    var pid: Int32 { process.processIdentifier }

    /// Ends it and waits until it is gone.
    func kill() {
        Glibc.kill(pid, SIGKILL)
        process.waitUntilExit()
    }
}
