/// What somebody may do in a question bank; granted to people and to units, and the
/// whole of it to a bank's owner.
package enum BankRight: String, Hashable, Sendable, CaseIterable {
    /// Questions with their keys, and drawing tests from them.
    case read
    /// Writing questions and their new versions, up to asking for a review.
    case write
    /// Publishing what others wrote, and retiring.
    case review
    /// Publishing without a review, and deciding who may do what.
    case manage

    /// This right with those that it brings along.
    package var whole: Set<BankRight> {
        switch self {
        case .read: [.read]
        case .write: [.read, .write]
        case .review: [.read, .review]
        case .manage: Set(BankRight.allCases)
        }
    }
}

extension UseCase {
    /// The right in a bank that makes the bank one's own for this; nil where rights in
    /// banks decide nothing.
    package var bankRight: BankRight? {
        switch self {
        case .readBank: .read
        case .changeBank: .write
        case .reviewBank: .review
        case .publishInBank, .manageBank: .manage
        default: nil
        }
    }
}

extension Principal {
    /// Refuses unless `Access` allows this in a bank where the person has these rights.
    package func require(
        _ useCase: UseCase, with rights: Set<BankRight>
    ) throws(AccessDenied) {
        guard may(useCase, with: rights) else { throw AccessDenied(useCase: useCase) }
    }

    /// Whether `Access` allows this in a bank where the person has these rights.
    package func may(_ useCase: UseCase, with rights: Set<BankRight>) -> Bool {
        let isOwn = useCase.bankRight.map(rights.contains) ?? false
        return Access.allows(useCase, on: isOwn ? .own : .other, to: roles)
    }
}
