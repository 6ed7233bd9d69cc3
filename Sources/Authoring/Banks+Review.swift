import Assessment
package import People
import Storage
package import Values

/// The way of a version: draft, review by another person, published, retired.
extension Banks {
    /// What can be done with a question as it stands.
    package enum Step: String, Hashable, Sendable, CaseIterable {
        /// Its author asks a colleague to look at it.
        case ask
        /// Published as reviewed.
        case approve
        /// Given back with what is to be mended.
        case giveBack
        case comment
        /// Published without a review.
        case publish
        case retire
        /// Back from retirement, as a draft.
        case revive
    }

    /// What somebody may do next with a question.
    package static func steps(on desk: Desk, by principal: Principal) -> [Step] {
        Step.allCases.filter { isNext($0, on: desk) && may($0, on: desk, principal) }
    }

    private static func isNext(_ step: Step, on desk: Desk) -> Bool {
        let status = desk.stored.status
        return switch step {
        case .ask: status == .draft && desk.unfinished == nil
        case .approve, .giveBack: status == .review
        case .comment: status == .draft || status == .review
        case .publish: status == .draft && desk.unfinished == nil || status == .review
        case .retire: status == .published || desk.published != nil
        case .revive: status == .retired
        }
    }

    private static func may(_ step: Step, on desk: Desk, _ principal: Principal) -> Bool {
        let author = desk.saves.first?.authorID
        return switch step {
        case .ask, .revive: principal.may(.changeBank, with: desk.rights)
        case .comment: principal.may(.readBank, with: desk.rights)
        case .approve, .giveBack:
            principal.may(.reviewBank, with: desk.rights)
                && (try? principal.require(.reviewVersion, ownedBy: author)) != nil
        case .publish: desk.mayPublish
        case .retire: principal.may(.reviewBank, with: desk.rights)
        }
    }

    /// Takes one step with a version.
    ///
    /// - Parameters:
    ///   - seen: the version that the page showed.
    ///   - words: what is said to its author.
    /// - Throws: `EditFault`; `NotFound`; `AccessDenied`, also to who would review her own.
    package func take(
        _ step: Step, with code: String, seen: Int, words: String, by principal: Principal,
        at now: Instant
    ) async throws {
        try await database.write { connection in
            let desk = try Self.desk(code, for: .readBank, principal, connection)
            guard desk.version.question.version == seen, Self.isNext(step, on: desk) else {
                throw EditFault.moved
            }
            guard Self.may(step, on: desk, principal) else {
                throw AccessDenied(useCase: .reviewVersion)
            }
            try Self.perform(step, on: desk, words, by: principal, connection, at: now)
        }
    }

    private static func perform(
        _ step: Step, on desk: Desk, _ words: String, by principal: Principal,
        _ connection: Connection, at now: Instant
    ) throws {
        let questions = QuestionStore(connection)
        let number = desk.version.question.version
        if [.ask, .approve, .publish].contains(step), desk.stored.content.hasSilentPictures {
            throw EditFault.silentPicture
        }
        let kind: ReviewStore.Kind
        switch step {
        case .ask:
            try questions.setStatus(.review, of: desk.id)
            kind = .asked
        case .approve:
            try questions.publish(number, of: desk.id)
            kind = .approved
        case .giveBack:
            try questions.setStatus(.draft, of: desk.id)
            kind = .returned
        case .comment: kind = .comment
        case .publish:
            try questions.publish(number, of: desk.id)
            kind = .published
        case .retire:
            try questions.retire(desk.id)
            kind = .retired
        case .revive:
            try questions.setStatus(.draft, of: desk.id)
            kind = .revived
        }
        try ReviewStore(connection).add(
            kind, words, to: number, of: desk.id, by: principal.person, at: now)
        let publishes = step == .approve || step == .publish
        let action: AuditAction = publishes ? .publishQuestion : .writeQuestion
        try AuditStore(connection).record(
            action, of: desk.version.question.identifier ?? desk.version.question.code,
            bank: desk.subject.id, by: principal.person, at: now)
    }

    /// What saving an unchanged version as something else comes to.
    ///
    /// - Returns: whether anything changed.
    static func go(
        on desk: Desk, to outcome: Outcome, by principal: Principal, _ connection: Connection,
        at now: Instant
    ) throws -> Bool {
        let step: Step? =
            switch outcome {
            case .draft: nil
            case .review: .ask
            case .publish: .publish
            }
        guard let step, isNext(step, on: desk) else { return false }
        guard may(step, on: desk, principal) else {
            throw AccessDenied(useCase: .publishInBank)
        }
        try perform(step, on: desk, "", by: principal, connection, at: now)
        return true
    }
}
