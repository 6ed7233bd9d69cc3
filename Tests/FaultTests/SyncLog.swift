import Foundation
import NIOCore
import Rehearsal

/// The library that writes down a server's syncs, and what it wrote.
struct SyncLog {
    /// One sync that has returned, on the machine's monotonic clock.
    struct Sync: Hashable {
        let begun: NIODeadline
        let ended: NIODeadline
        /// Bytes written to the file since its sync before.
        let bytes: Int
        let path: String

        init(begun: NIODeadline, ended: NIODeadline, bytes: Int, path: String) {
            self.begun = begun
            self.ended = ended
            self.bytes = bytes
            self.path = path
        }

        init?(_ line: String) {
            let cells = line.split(separator: " ", maxSplits: 3)
            guard cells.count == 4, let begun = UInt64(cells[0]), let ended = UInt64(cells[1]),
                let bytes = Int(cells[2])
            else { return nil }
            self.init(
                begun: .uptimeNanoseconds(begun), ended: .uptimeNanoseconds(ended), bytes: bytes,
                path: String(cells[3]))
        }
    }

    private let folder: TemporaryFolder
    private let library: String

    /// Compiles the library of `Tests/Faults`.
    init(in folder: TemporaryFolder) async throws {
        self.folder = folder
        library = "\(folder.path)/sync_probe.so"
        let source = "\(SenProgram.checkout)/Tests/Faults/sync_probe.c"
        let compiler = try RunningProcess(
            "/usr/bin/env",
            [Self.compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"],
            in: folder)
        guard await compiler.exit(within: .seconds(60)) == .exited(0) else {
            throw SenProgram.Failed(command: Self.compiler, said: compiler.output)
        }
    }

    /// A C compiler: the system's, else the one that comes with Swift.
    private static var compiler: String {
        ["/usr/bin/cc", "/usr/bin/gcc"].first { FileManager.default.isExecutableFile(atPath: $0) }
            ?? "clang"
    }

    /// What a server needs in its environment.
    ///
    /// - Parameter delay: milliseconds added to every sync.
    func environment(delay: Int) -> [String: String] {
        [
            "LD_PRELOAD": library, "SYNC_PROBE_LOG": "\(folder.path)/syncs",
            "SYNC_PROBE_DELAY_MS": "\(delay)",
        ]
    }

    /// The syncs of files whose path ends so.
    func syncs(of suffix: String) throws -> [Sync] {
        try folder.lines(of: "syncs").compactMap(Sync.init).filter { $0.path.hasSuffix(suffix) }
    }
}

extension AcknowledgedSave {
    /// Whether one of the syncs began after the save was sent and was over before
    /// it was answered. None that began earlier can have had it.
    func isCovered(by syncs: [SyncLog.Sync]) -> Bool {
        syncs.contains { $0.begun >= sent && $0.ended <= answered }
    }
}
