import Administration
import Assessment
import Authoring
import Delivery
import Hummingbird
import Storage
import Values

/// What students see around the paper: what is open, the start, the result.
enum StudentPages {
    /// `GET /exam`
    @Sendable static func home(_ visit: Visit) async throws -> Response {
        let principal = try visit.principal
        let mine = try await visit.site.sittings.sittings(for: principal)
            .filter { visit.session?.sitting == nil || visit.session?.sitting == $0.id }
        let now = visit.site.now()
        var (open, soon, done): ([View], [View], [View]) = ([], [], [])
        for sitting in mine {
            let standing = try await Standing(sitting, visit)
            let url = "/exam/\(sitting.code)"
            var row: View = [
                "title": sitting.title, "subject": sitting.subjectName,
                "className": sitting.className, "duration": sitting.duration.map { "\($0)" } ?? "",
                "closes": VietnamTime(sitting.closes).text,
                "opens": VietnamTime(sitting.opens).text,
            ]
            if standing.isOver || now >= sitting.closes && !standing.isStarted {
                row["url"] = "\(url)/result"
                row["submitted"] =
                    standing.endedAt.map { VietnamTime($0).text }
                    ?? visit.word("studentHome.notTaken")
                row["markText"] = standing.markText(visit)
                done.append(row)
            } else if now < sitting.opens {
                soon.append(row)
            } else {
                row["url"] = standing.isStarted ? "\(url)/paper" : url
                row["started"] = standing.isStarted
                open.append(row)
            }
        }
        return try visit.page(
            "student/home", ["open": open, "soon": soon, "done": done, "empty": mine.isEmpty])
    }

    /// The sitting, if this visitor is a candidate of it; a ticket opens its own alone.
    static func candidacy(
        _ visit: Visit
    ) async throws -> (sitting: SittingStore.Sitting, candidate: SittingStore.Candidate) {
        let found = try await TestPages.found {
            try await visit.site.sittings.candidacy(
                visit.parameter("code"), of: visit.principal)
        }
        if let only = visit.session?.sitting, only != found.sitting.id { throw Refusal.notFound }
        return found
    }

    /// `GET /exam/{code}`: what awaits, before the clock runs.
    @Sendable static func start(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await candidacy(visit)
        let url = "/exam/\(sitting.code)"
        let now = visit.site.now()
        let standing = try await Standing(sitting, candidate: candidate.id, visit)
        if standing.isOver { return .seeOther("\(url)/result") }
        if standing.isStarted { return .seeOther("\(url)/paper") }
        if now < sitting.opens || now >= sitting.closes { return try closed(sitting, visit) }
        let left = now.seconds(until: sitting.closes)
        var view: View = [
            "title": sitting.title, "subject": sitting.subjectName,
            "duration": sitting.duration.map { "\($0)" } ?? "",
            "closes": VietnamTime(sitting.closes).text,
            "questionCount": "\(try await questionCount(of: sitting, visit))",
            "startURL": "\(url)/start",
        ]
        if let minutes = sitting.duration, left < Int64(minutes) * 60 {
            view["minutesLeft"] = "\(max(1, left / 60))"
        }
        return try visit.page("student/start", view)
    }

    private static func questionCount(
        of sitting: SittingStore.Sitting, _ visit: Visit
    ) async throws -> Int {
        try await visit.site.database.read { connection in
            try TestStore(connection).test(sitting.test)?.settings.blueprint.questionCount ?? 0
        }
    }

    /// `POST /exam/{code}/start`: the clock runs from here; asking twice starts once.
    @Sendable static func begin(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await candidacy(visit)
        do {
            _ = try await visit.site.delivery.start(
                sitting.id, candidate: candidate.id, by: visit.holder)
            return .seeOther("/exam/\(sitting.code)/paper")
        } catch {
            switch error {
            case .notOpenYet, .windowClosed, .unknownSitting: return try closed(sitting, visit)
            case .draining: throw Refusal.stopping
            default: throw error
            }
        }
    }

    /// Why there is no paper now.
    static func closed(_ sitting: SittingStore.Sitting, _ visit: Visit) throws -> Response {
        let now = visit.site.now()
        let key = now < sitting.opens ? "soon" : "over"
        let moment = now < sitting.opens ? sitting.opens : sitting.closes
        return try visit.page(
            "student/closed",
            [
                "heading": visit.word("closed.\(key).heading"),
                "text": "\(visit.word("closed.\(key).text")) \(VietnamTime(moment).text).",
            ])
    }

    /// `GET /exam/{code}/pictures/{hash}`: pictures of the paper, for its candidates.
    @Sendable static func picture(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await candidacy(visit)
        let hash = try visit.parameter("hash")
        guard let form = try await visit.site.form(of: candidate.id, in: sitting),
            try await visit.site.papers.shows(hash, in: form.slots.map(\.reference))
        else { throw Refusal.notFound }
        return try await Pictures.answer(hash, visit)
    }

    /// `GET /exam/{code}/result`: as much as the review rule shows.
    @Sendable static func result(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await candidacy(visit)
        guard
            let result = try await visit.site.delivery.result(
                sitting.id, candidate: candidate.id)
        else {
            let standing = try await Standing(sitting, candidate: candidate.id, visit)
            if standing.isStarted, !standing.isOver {
                return .seeOther("/exam/\(sitting.code)/paper")
            }
            return try closed(sitting, visit)
        }
        var view: View = [
            "title": sitting.title, "submitted": VietnamTime(result.endedAt).text,
        ]
        guard sitting.review.marks != .never else {
            view["waiting"] = true
            return try visit.page("student/result", view)
        }
        let marked = try await MarkedPaper(
            result, of: sitting, candidate: candidate.id,
            pictureBase: "/exam/\(sitting.code)/pictures", visit)
        view.merge(marked.totals) { _, new in new }
        view["showsMarks"] = true
        guard sitting.review.answers != .never else {
            return try visit.page("student/result", view)
        }
        // Others may still be writing: answers are shown once the sitting is closed.
        if visit.site.now() >= sitting.closes {
            view["showsAnswers"] = true
            view["items"] = marked.items(withKeys: sitting.review.rightAnswers != .never)
        } else {
            view["waiting"] = true
            view["visibleFrom"] = VietnamTime(sitting.closes).text
        }
        return try visit.page("student/result", view)
    }
}

/// How far one candidate has come in one sitting, from whichever part knows.
struct Standing {
    let isStarted: Bool
    let isOver: Bool
    let endedAt: Instant?
    private let earned: Mark?
    private let possible: Mark?
    private let sitting: SittingStore.Sitting

    /// For the person who is visiting.
    init(_ sitting: SittingStore.Sitting, _ visit: Visit) async throws {
        let (_, candidate) = try await visit.site.sittings.candidacy(
            sitting.code, of: visit.principal)
        try await self.init(sitting, candidate: candidate.id, visit)
    }

    init(_ sitting: SittingStore.Sitting, candidate: Int64, _ visit: Visit) async throws {
        self.sitting = sitting
        let delivery = visit.site.delivery
        if let result = try await delivery.result(sitting.id, candidate: candidate) {
            (isStarted, isOver) = (true, true)
            endedAt = result.endedAt
            (earned, possible) = (result.earned, result.possible)
            return
        }
        (earned, possible) = (nil, nil)
        do {
            let paper = try await delivery.paper(sitting.id, candidate: candidate)
            isStarted = true
            isOver = paper.state.isOver
            endedAt = paper.state.isOver ? paper.deadline : nil
        } catch {
            switch error {
            case .notStarted, .unknownSitting: (isStarted, isOver, endedAt) = (false, false, nil)
            default: throw error
            }
        }
    }

    /// "8,25/10", or where it will stand.
    func markText(_ visit: Visit) -> String {
        guard let earned, let possible else { return "" }
        guard sitting.review.marks != .never else { return visit.word("studentHome.markHidden") }
        return "\(earned.shown)/\(possible.shown)"
    }
}

extension Mark {
    /// As pages show it: at most two decimals, with a comma.
    var shown: String { decimal(places: 2, separator: ",") }
}
