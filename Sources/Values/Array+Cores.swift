import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// Transforms the values on all cores, in portions; to be called where it may take long.
    ///
    /// - Throws: an error of the first portion that failed.
    package func mapOnAllCores<T: Sendable>(
        _ transform: @Sendable (Element) throws -> T
    ) throws -> [T] {
        let portion = 250
        let starts = [Int](stride(from: 0, to: count, by: portion))
        let done = Mutex([Result<[T], any Error>?](repeating: nil, count: starts.count))
        DispatchQueue.concurrentPerform(iterations: starts.count) { place in
            let part = self[starts[place]..<Swift.min(starts[place] + portion, count)]
            let result = Result { try part.map(transform) }
            done.withLock { $0[place] = result }
        }
        return try done.withLock { try $0.compactMap(\.self).flatMap { try $0.get() } }
    }
}
