import Administration
import Authoring
import People
import Storage
import Synchronization

/// Who sits what: the store's truth with a memory in front, because every save asks.
///
/// Nothing here goes stale but by records that are joined or taken apart: a sitting keeps
/// its code and a candidate their place.
final class Candidacies: Sendable {
    /// A candidate's place in a sitting, by their ids.
    struct Place: Hashable, Sendable {
        let sitting: Int64
        let candidate: Int64
    }

    private struct Key: Hashable {
        let code: String
        let person: Int64
    }

    private let sittings: Sittings
    private let known = Mutex<[Key: Place]>([:])

    /// Places kept; beyond it the memory starts anew.
    private static let capacity = 100_000

    init(_ sittings: Sittings) { self.sittings = sittings }

    /// Asks the store again about everybody: records of a person were joined or taken apart.
    func forgetAll() { known.withLock { $0.removeAll() } }

    /// The place of the person who is visiting; a ticket opens its own sitting alone.
    ///
    /// - Throws: `NotFound` where they are not a candidate.
    func place(_ visit: Visit) async throws -> Place {
        let principal = try visit.principal
        try principal.require(.takeTest, ownedBy: principal.person)
        let key = Key(code: try visit.parameter("code"), person: principal.person)
        let place: Place
        if let found = known.withLock({ $0[key] }) {
            place = found
        } else {
            let (sitting, candidate) = try await sittings.candidacy(key.code, of: principal)
            place = Place(sitting: sitting.id, candidate: candidate.id)
            known.withLock { known in
                if known.count >= Self.capacity { known.removeAll() }
                known[key] = place
            }
        }
        if let only = visit.session?.sitting, only != place.sitting { throw NotFound() }
        return place
    }
}
