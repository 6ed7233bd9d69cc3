import Synchronization

/// Values that are dear to compute and stay what they are: each is made once, also when
/// many ask at the same moment.
final class Remembered<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    /// How many are kept; beyond it the memory starts anew.
    private let capacity: Int
    private let known = Mutex<[Key: Task<Value, any Error>]>([:])

    init(capacity: Int) { self.capacity = capacity }

    /// - Throws: what `make` throws; it is asked again the next time.
    func value(
        of key: Key, _ make: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task = known.withLock { known in
            if let task = known[key] { return task }
            if known.count >= capacity { known.removeAll() }
            let task = Task { try await make() }
            known[key] = task
            return task
        }
        do {
            return try await task.value
        } catch {
            known.withLock { $0[key] = nil }
            throw error
        }
    }
}
