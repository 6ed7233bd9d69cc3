import Dispatch
import Synchronization

/// Where files are read and made ready: threads of their own, so that what computes
/// for seconds never stands before what is answered in milliseconds.
package enum HeavyWork {
    private static let threads = DispatchQueue(
        label: "sen.heavy", qos: .utility, attributes: .concurrent)
    /// How many values `map` gives a core at a time.
    private static let portion = 250

    /// Runs `work` there.
    package static func run<T: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> T
    ) async throws(Failure) -> T {
        try await withCheckedContinuation { waiting in
            threads.async { waiting.resume(returning: Result(catching: work)) }
        }.get()
    }

    /// Transforms values on all cores, in portions; to be called where it may take long.
    ///
    /// - Throws: an error of the first portion that failed.
    package static func map<T: Sendable, U: Sendable>(
        _ values: [T], _ transform: @Sendable (T) throws -> U
    ) throws -> [U] {
        let starts = Array(stride(from: 0, to: values.count, by: portion))
        let done = Mutex([Result<[U], any Error>?](repeating: nil, count: starts.count))
        DispatchQueue.concurrentPerform(iterations: starts.count) { place in
            let part = values[starts[place]..<min(starts[place] + portion, values.count)]
            let result = Result { try part.map(transform) }
            done.withLock { $0[place] = result }
        }
        return try done.withLock { try $0.compactMap(\.self).flatMap { try $0.get() } }
    }
}
