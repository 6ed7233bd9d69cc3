import People
import Storage
import Values

/// Takes back what a file brought, the last first. What was changed since stays as it is, and
/// so do units on which something rests.
struct IntakeUndo {
    let connection: Connection
    let now: Instant

    /// - Returns: how many rows were not taken back, because somebody changed them since.
    func run(_ intake: Int64) throws -> Int {
        let effects = try IntakeStore(connection).effects(of: intake)
        var kept = 0
        let changed = try Set(effects.filter { try !stands($0) }.compactMap(thing))
        for effect in effects where effect.kind != .roleGranted {
            // What was there before would stand beside what came after.
            if try thing(effect).map(changed.contains) == true {
                kept += 1
            } else if try !takeBack(effect) {
                kept += 1
            }
        }
        // Who stays keeps what the list let them do.
        for effect in effects where effect.kind == .roleGranted {
            if try !takeBack(effect) { kept += 1 }
        }
        return kept
    }

    /// What a dated fact is about: all of it that a file touched is taken back, or nothing.
    private enum Thing: Hashable {
        case unit(Int64)
        case postsOf(person: Int64)
        case classesOf(person: Int64)
    }

    private func thing(_ effect: IntakeStore.Effect) throws -> Thing? {
        switch effect.kind {
        case .stateRecorded, .stateWithdrawn:
            try UnitStore(connection).state(effect.object).map { .unit($0.unit) }
        case .postRecorded, .postWithdrawn:
            try PostStore(connection).post(effect.object).map {
                .postsOf(person: $0.person)
            }
        case .membershipRecorded, .membershipWithdrawn:
            try MembershipStore(connection).membership(effect.object).map {
                .classesOf(person: $0.membership.person)
            }
        case .personAdded, .personChanged, .roleGranted: nil
        }
    }

    /// Whether what a file recorded is still what is known.
    private func stands(_ effect: IntakeStore.Effect) throws -> Bool {
        switch effect.kind {
        case .stateRecorded:
            try UnitStore(connection).state(effect.object)?.stands == true
        case .postRecorded: try PostStore(connection).stands(effect.object)
        case .membershipRecorded:
            try MembershipStore(connection).membership(effect.object)?.stands == true
        case .stateWithdrawn, .postWithdrawn, .membershipWithdrawn, .personAdded,
            .personChanged, .roleGranted:
            true
        }
    }

    private func takeBack(_ effect: IntakeStore.Effect) throws -> Bool {
        switch effect.kind {
        case .stateRecorded:
            let units = UnitStore(connection)
            guard try !units.isNeeded(state: effect.object) else { return false }
            return try units.takeBack(state: effect.object, at: now)
        case .stateWithdrawn:
            try UnitStore(connection).recordAgain(state: effect.object, at: now)
            return true
        case .postRecorded:
            return try PostStore(connection).takeBack(effect.object, at: now)
        case .postWithdrawn:
            try PostStore(connection).recordAgain(effect.object, at: now)
            return true
        case .membershipRecorded:
            return try MembershipStore(connection).takeBack(effect.object, at: now)
        case .membershipWithdrawn:
            try MembershipStore(connection).recordAgain(effect.object, at: now)
            return true
        case .roleGranted:
            let people = PeopleStore(connection)
            guard try !people.isInUse(effect.object) else { return false }
            let role = effect.after.flatMap(Role.init(rawValue:))
            if let role { try people.revoke(role, from: effect.object) }
            return true
        case .personAdded:
            let people = PeopleStore(connection)
            guard try !people.isInUse(effect.object) else { return false }
            try people.setRemoved(now, effect.object)
            return true
        case .personChanged:
            let people = PeopleStore(connection)
            guard let before = effect.before.flatMap(PersonSnapshot.init(text:)),
                let after = effect.after.flatMap(PersonSnapshot.init(text:)),
                try people.person(effect.object)?.details == after.details
            else { return false }
            try people.change(effect.object, to: before.details)
            return true
        }
    }
}
