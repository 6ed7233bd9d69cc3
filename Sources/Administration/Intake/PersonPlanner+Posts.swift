import Interchange
import People
import Storage
import Values

/// Which posts and classes of a row are new, and which end with them.
extension PersonPlanner {
    func step(
        _ post: PersonRoster.Post, isMain: Bool
    ) throws -> PersonPlan.PostStep {
        guard let unit = try directory.find(post.unit, on: post.from) else {
            throw RosterRefused(reason: .noUnit)
        }
        return PersonPlan.PostStep(
            unit: unit, isDated: post.from != nil,
            post: PostDetails(
                post.title, words: post.words, subject: post.subject, isMain: isMain,
                from: post.from ?? today, until: post.until))
    }

    /// Leaves the posts that are new; a new main post elsewhere ends the main one so far, and
    /// another title at the same unit follows the one so far. A row with an end ends the post
    /// that it means.
    ///
    /// - Returns: the posts that end.
    func keepNewPosts(
        _ posts: inout [PersonPlan.PostStep], of person: Int64
    ) throws -> [(id: Int64, date: CalendarDate)] {
        guard !posts.isEmpty else { return [] }
        let all = try PostStore(connection).posts(of: person)
        let standing = all.filter { $0.details.until.map { $0 > today } ?? true }
        /// The post that a row means; without an end only one that is held.
        func known(_ step: PersonPlan.PostStep) -> PostStore.Post? {
            (step.post.until == nil ? standing : standing + all).first {
                $0.unit == step.unit && Self.isSame($0.details, step.post)
                    && (!step.isDated || $0.details.from == step.post.from)
            }
        }
        let units = Set(posts.map(\.unit))
        let meant = Set(posts.compactMap { known($0)?.id })
        let others = standing.filter { !meant.contains($0.id) }
        var ended: [(id: Int64, date: CalendarDate)] = []
        posts = try posts.filter { step in
            if let known = known(step) {
                if let until = step.post.until, known.details.until != until {
                    ended.append((known.id, until))
                }
                return false
            }
            if let until = step.post.until, until <= today { return true }
            let before = others.filter {
                $0.unit == step.unit
                    || step.post.isMain && $0.details.isMain && !units.contains($0.unit)
            }
            // The same post with another first day is put right.
            let others = before.filter {
                $0.unit != step.unit || $0.details.title != step.post.title
            }
            if let later = others.map(\.details.from).max(), later > step.post.from {
                throw RosterRefused(reason: .laterPost(later))
            }
            ended += before.map { ($0.id, step.post.from) }
            return true
        }
        return ended
    }

    static func isSame(_ known: PostDetails, _ new: PostDetails) -> Bool {
        known.title == new.title && (new.words == nil || known.words == new.words)
            && (new.subject == nil || known.subject == new.subject)
    }

    // MARK: Classes

    mutating func step(
        _ schoolClass: PersonRoster.SchoolClass
    ) throws -> PersonPlan.ClassStep {
        let school: Int64?
        do {
            school = try directory.find(schoolClass.school)
        } catch {
            // Where no school is known at all, classes stand by themselves.
            guard directory.isEmpty else { throw error }
            school = nil
        }
        if school == nil, !directory.isEmpty { throw RosterRefused(reason: .noUnit) }
        let from = schoolClass.from ?? today
        var step = PersonPlan.ClassStep(
            name: schoolClass.name, school: school,
            classFrom: min(schoolClass.opens ?? from, from), classUntil: schoolClass.closes,
            from: from, until: schoolClass.until, unit: nil)
        if let known = classes[step.key] {
            step.unit = known
        } else {
            step.unit = try ClassStore(connection).find(
                step.name, of: school, from: step.classFrom, until: step.until)
            classes[step.key] = .some(step.unit)
        }
        return step
    }

    /// Leaves the classes that are new; who joins one leaves those that the file does not name.
    ///
    /// - Returns: the memberships that end.
    func keepNewClasses(
        _ steps: inout [PersonPlan.ClassStep], of person: Int64
    ) throws -> [(id: Int64, date: CalendarDate)] {
        guard !steps.isEmpty else { return [] }
        let all = try MembershipStore(connection).memberships(of: person)
        let named = Set(steps.compactMap(\.unit))
        steps = steps.filter { step in
            !all.contains {
                $0.unit == step.unit && $0.from <= step.from
                    && (step.until == nil ? $0.until == nil : $0.until == step.until)
            }
        }
        guard let first = steps.map(\.from).min() else { return [] }
        return all.filter { ($0.until.map { $0 > first } ?? true) && !named.contains($0.unit) }
            .map { ($0.id, first) }
    }
}
