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
        for effect in effects where effect.kind != .roleGranted {
            if try !takeBack(effect) { kept += 1 }
        }
        // Who stays keeps what the list let them do.
        for effect in effects where effect.kind == .roleGranted {
            if try !takeBack(effect) { kept += 1 }
        }
        return kept
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
