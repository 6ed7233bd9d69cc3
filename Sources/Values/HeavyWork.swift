import Dispatch
import Foundation
import Synchronization

/// Where files are read and made ready: threads of their own that step back behind all
/// others, so that what computes for seconds never stands before what is answered in
/// milliseconds.
package enum HeavyWork {
    /// Dispatch gives this class's threads a niceness of 10: beside others they get a tenth
    /// of what those get.
    private static let threads = DispatchQueue(
        label: "sen.heavy", qos: .background, attributes: .concurrent)
    /// How many values `forEach` gives a core at a time.
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
    /// - Throws: the first error in the order of the values.
    package static func map<T: Sendable, U: Sendable>(
        _ values: [T], _ transform: @escaping @Sendable (T) throws -> U
    ) throws -> [U] {
        var all: [U] = []
        all.reserveCapacity(values.count)
        try forEach(values, transform) { all.append($0) }
        return all
    }

    /// Transforms values on all cores, in portions, and hands them on in their order, while
    /// later ones are still being made; to be called where it may take long. Who would have to
    /// wait for a portion makes another one meanwhile.
    ///
    /// - Throws: what the transform of a value throws when its turn has come, or `use`.
    package static func forEach<T: Sendable, U: Sendable>(
        _ values: [T], _ transform: @escaping @Sendable (T) throws -> U,
        use: (U) throws -> Void
    ) throws {
        let line = PortionLine<U>(count: (values.count + portion - 1) / portion)
        defer { line.stop() }
        @Sendable func make(_ place: Int) {
            let part = values[(place * portion)...].prefix(portion)
            line.finish(place, with: Result { try part.map(transform) })
        }
        for _ in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount - 1) {
            threads.async { while let place = line.begin() { make(place) } }
        }
        while let part = line.next(making: make) { try part.get().forEach(use) }
    }
}

/// Portions that are made by several threads and used by one, in their order.
private final class PortionLine<U: Sendable>: Sendable {
    private struct State {
        /// Portions that were begun, and those that were used.
        var begun = 0
        var used = 0
        var done: [Int: Result<[U], any Error>] = [:]
        var isStopped = false
    }

    /// How many portions may wait to be used.
    private static var ahead: Int { 64 }

    private let count: Int
    private let state = Mutex(State())
    /// Signalled for each portion that is done, and for each that may be begun.
    private let done = DispatchSemaphore(value: 0)
    private let room = DispatchSemaphore(value: 0)

    init(count: Int) {
        self.count = count
        for _ in 0..<Self.ahead { room.signal() }
    }

    /// The next portion to make; nil where there is none.
    ///
    /// - Parameter timeout: how long to wait until one more may be made.
    func begin(_ timeout: DispatchTime = .distantFuture) -> Int? {
        guard room.wait(timeout: timeout) == .success else { return nil }
        let place = state.withLock { state -> Int? in
            guard state.begun < count, !state.isStopped else { return nil }
            defer { state.begun += 1 }
            return state.begun
        }
        // Whoever waits as well has nothing to make either.
        if place == nil { room.signal() }
        return place
    }

    func finish(_ place: Int, with part: Result<[U], any Error>) {
        state.withLock { $0.done[place] = part }
        done.signal()
    }

    /// The next portion to use, once it is there; nil after the last.
    func next(making make: (Int) -> Void) -> Result<[U], any Error>? {
        while true {
            let (part, isOver) = state.withLock { state -> (Result<[U], any Error>?, Bool) in
                guard state.used < count else { return (nil, true) }
                let part = state.done.removeValue(forKey: state.used)
                if part != nil { state.used += 1 }
                return (part, false)
            }
            if isOver { return nil }
            if let part {
                room.signal()
                return part
            }
            if let place = begin(.now()) { make(place) } else { done.wait() }
        }
    }

    /// Nothing further is made.
    func stop() {
        state.withLock { $0.isStopped = true }
        room.signal()
    }
}
