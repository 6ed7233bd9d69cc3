import Administration
import Assessment
import Authoring
import Delivery
import Foundation
import Interchange
import People
import Secrets
import Storage
import Values

/// Fills a folder of its own for a rehearsal: invented pupils, a test from a bank
/// that is in the folder, open sittings, and a ticket for each pupil.
struct RehearsalPreparation {
    /// Pupils of one class, which sits together: as large as a school's year.
    static let classSize = 500
    /// The most candidates that are made.
    static let mostCandidates = 100_000

    let parts: Parts
    let subject: String
    let content: Content
    /// When the sittings close.
    let closes: Instant
    /// What each candidate has answered already; nil: papers that are not begun.
    var answers: RehearsedAnswers?

    /// What the test is made of.
    enum Content {
        case national(NationalFormat)
        /// So many questions of all types that a rehearsed candidate can answer and the bank
        /// has, in its proportions.
        case questions(Int)
    }

    /// - Returns: the tickets' codes, one a candidate.
    /// - Throws: `RehearsalFault`; `TestFault.lacking` where the bank is too small.
    func run(candidates count: Int) async throws -> [String] {
        // A rehearsal's people and marks have no place among real ones.
        let hasPeople = try await parts.database.read { try AccountStore($0).hasPeople() }
        guard !hasPeople else { throw RehearsalFault.folderInUse(parts.folder) }
        guard
            let bank = try await parts.database.read({ try BankStore($0).subject(slug: subject) })
        else { throw RehearsalFault.noBank(subject) }
        let teacher = try await parts.staff.addForDemo(
            name: "Diễn Tập", account: "dien-tap",
            password: TextCode.random(characters: 24), roles: [.administrator, .teacher],
            at: parts.now)
        let test = try await addTest(from: bank, by: teacher)
        var tickets: [String] = []
        for first in stride(from: 0, to: count, by: Self.classSize) {
            let pupils = first..<min(first + Self.classSize, count)
            tickets += try await seat(pupils, at: test, by: teacher)
        }
        return tickets
    }

    private func addTest(
        from bank: BankStore.Subject, by teacher: Principal
    ) async throws -> String {
        let blueprint: Blueprint
        var duration = 90
        switch content {
        case .national(let format):
            blueprint = format.blueprint(titles: ["Phần I", "Phần II", "Phần III"])
            duration = format.duration
        case .questions(let count):
            blueprint = try await self.blueprint(of: count, from: bank)
        }
        return try await parts.tests.create(
            TestStore.Settings(
                title: "Diễn tập", blueprint: blueprint, duration: duration, review: .solutions),
            subject: subject, by: teacher, at: parts.now)
    }

    /// The types whose fields on the page a rehearsed candidate knows (`Slot.Shape`).
    static let answerable: [QuestionType] = [
        .singleChoice, .multipleChoice, .trueFalse, .trueFalseGroup, .shortAnswer, .numeric,
    ]

    /// A part for each of these types that the bank has, as large as the bank's share of it.
    private func blueprint(of count: Int, from bank: BankStore.Subject) async throws -> Blueprint {
        let listed = try await parts.database.read {
            try QuestionStore($0).entries(of: bank.id)
        }.filter { Self.answerable.contains($0.type) }
        guard listed.count >= count else {
            throw RehearsalFault.bankTooSmall(subject, questions: listed.count, wanted: count)
        }
        var parts: [Blueprint.Part] = []
        var (taken, seen) = (0, 0)
        for (place, type) in Self.answerable.enumerated() {
            seen += listed.count { $0.type == type }
            // The running sum is rounded, so that the parts add up to the whole.
            let share = seen * count / listed.count - taken
            taken += share
            guard share > 0 else { continue }
            parts.append(
                Blueprint.Part(
                    title: "Phần \(place + 1)",
                    lines: [.draw(Blueprint.Draw(type: type, count: share, worth: .one))]))
        }
        return Blueprint(parts: parts)
    }

    private func seat(
        _ pupils: Range<Int>, at test: String, by teacher: Principal
    ) async throws -> [String] {
        let name = "Diễn tập \(pupils.lowerBound / Self.classSize + 1)"
        let code = try await parts.classes.add(name, by: teacher, at: parts.now)
        guard
            let (schoolClass, _) = try await parts.classes.schoolClass(
                code, by: teacher, at: parts.now)
        else { throw NotFound() }
        _ = try await parts.classes.apply(
            pupils.map(Self.pupil), to: schoolClass, by: teacher, at: parts.now)
        let sitting = try await parts.sittings.open(
            test: test, to: code, opens: parts.now.adding(seconds: -60), closes: closes,
            by: teacher, at: parts.now)
        if let answers { try await begin(sitting, answers) }
        return try await parts.sittings.makeTickets(of: sitting, by: teacher, at: parts.now)
            .map(\.code)
    }

    private func begin(
        _ sitting: SittingStore.Sitting, _ answers: RehearsedAnswers
    ) async throws {
        let (registration, candidates) = try await parts.database.read { connection in
            (
                try Registration(sitting, connection),
                try SittingStore(connection).candidates(of: sitting.id).map(\.id)
            )
        }
        guard let registration else { throw NotFound() }
        try await parts.delivery.register(registration)
        try await answers.answer(candidates, of: sitting.id)
    }

    /// An invented pupil; the number makes both the identifier and the name unique.
    private static func pupil(_ number: Int) -> RosterEntry {
        let digits = String(number + 1)
        let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        return RosterEntry(
            line: number + 2,
            pupil: PersonDetails(
                fullName: "Thí sinh \(digits)", identifier: "DT\(padded)",
                birthDate: CalendarDate(year: 2008, month: number % 12 + 1, day: 1),
                gender: number.isMultiple(of: 2) ? .female : .male))
    }
}

/// Why a folder cannot be prepared for a rehearsal.
enum RehearsalFault: Error, CustomStringConvertible {
    /// It has people, who may be real.
    case folderInUse(String)
    case noBank(String)
    case bankTooSmall(String, questions: Int, wanted: Int)

    var description: String {
        switch self {
        case .folderInUse(let folder):
            "\(folder): đã có người dùng; hãy dùng một thư mục riêng để diễn tập / "
                + "has people in it: use a folder of its own for a rehearsal"
        case .noBank(let subject):
            "không có ngân hàng \(subject); nhập trước bằng 'sen bank import' / "
                + "no bank \(subject): take it in first with 'sen bank import'"
        case .bankTooSmall(let subject, let questions, let wanted):
            "\(subject): \(questions) câu, cần \(wanted) / questions, \(wanted) are wanted"
        }
    }
}
