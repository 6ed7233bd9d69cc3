import Assessment
import Foundation
import Storage
import Testing
import Values

@testable import Delivery

/// A sitting of candidates 1 … n on a temporary file, with clocks moved by hand.
///
/// Questions 1 … 6 are choices with option 2 right, drawn 4 of 6; then a group with
/// ĐSĐS, and the number 3,14. Each is worth a quarter, the group a whole mark.
struct Exam {
    let folder: TemporaryFolder
    let time: ManualTime
    let delivery: Delivery
    let candidates: Int

    static let sitting: Int64 = 7
    static let master = Seed([UInt8](repeating: 9, count: 32))
    /// Seconds from the beginning: the window, and what a candidate has.
    static let opens: Int64 = 100
    static let closes: Int64 = 4_000
    static let duration: Int64 = 600

    init(
        candidates: Int = 3, folder: TemporaryFolder? = nil, time: ManualTime = ManualTime()
    ) async throws {
        self.folder = try folder ?? TemporaryFolder()
        self.time = time
        self.candidates = candidates
        let file = try AnswerFile(
            path: self.folder.file("answers.sqlite"), backupFolder: self.folder.file("backups"))
        delivery = try await Delivery(file: file, time: time.source)
    }

    /// Registered, and inside its window.
    static func running(candidates: Int = 3) async throws -> Exam {
        let exam = try await Exam(candidates: candidates)
        try await exam.delivery.register(try registration(candidates: candidates))
        exam.time.pass(seconds: opens)
        return exam
    }

    /// The same folder and clocks after the server was stopped; a rude stop: nothing is drained.
    func restarted(
        amendments: KeyAmendments = .none
    ) async throws -> (exam: Exam, report: RestoreReport) {
        try delivery.file.database.close()
        let exam = try await Exam(candidates: candidates, folder: folder, time: time)
        let report = try await exam.delivery.restore([
            try Exam.registration(candidates: candidates, amendments: amendments)
        ])
        return (exam, report)
    }

    static func registration(
        candidates: Int, closes: Int64 = Exam.closes, sitting: Int64 = Exam.sitting,
        keys: [VersionReference: Interaction] = Exam.keys(),
        amendments: KeyAmendments = .none
    ) throws -> Registration {
        Registration(
            definition: SittingDefinition(
                id: sitting, opens: ManualTime.beginning.adding(seconds: opens),
                closes: ManualTime.beginning.adding(seconds: closes), duration: duration,
                manifest: try manifest(), masterSeed: try #require(master),
                candidates: Dictionary(
                    uniqueKeysWithValues: (1...candidates).map { (Int64($0), guid($0)) })),
            keys: keys, amendments: amendments)
    }

    /// Decisions about questions by their numbers, in order.
    static func amendments(_ changes: [(question: Int, KeyAmendment.Change)]) -> KeyAmendments {
        KeyAmendments(
            changes.enumerated().map { place, decision in
                KeyAmendment(
                    number: place + 1, reference: reference(decision.question),
                    change: decision.1, reason: "in sai", person: 42,
                    at: ManualTime.beginning)
            })
    }

    /// Marks by these decisions, and says what became of it.
    func regrade(
        _ amendments: KeyAmendments, stores: Bool = true
    ) async throws -> [MarkChange] {
        let registration = try Exam.registration(candidates: candidates, amendments: amendments)
        return stores
            ? try await delivery.regrade(registration) : try await delivery.preview(registration)
    }

    static func manifest() throws -> Manifest {
        let quarter = try #require(Mark("0.25"))
        let pool = (1...6).map {
            Manifest.Item(reference: reference($0), type: .singleChoice, options: [1, 2, 3, 4])
        }
        let group = Manifest.Item(
            reference: reference(7), type: .trueFalseGroup, options: [1, 2, 3, 4])
        let number = Manifest.Item(reference: reference(8), type: .numeric)
        return try Manifest(parts: [
            Manifest.Part(
                title: "Phần I", shufflesQuestions: true, shufflesOptions: true,
                entries: [.draw(count: 4, pool: pool, worth: quarter)]),
            Manifest.Part(
                title: "Phần II", shufflesQuestions: false, shufflesOptions: false,
                entries: [.fixed(group, worth: .one), .fixed(number, worth: quarter)]),
        ])
    }

    /// What is right, as the versions have it.
    static func keys() -> [VersionReference: Interaction] {
        let nothing = RichText([])
        var keys: [VersionReference: Interaction] = [:]
        for number in 1...6 {
            keys[reference(number)] = .singleChoice(
                SingleChoice(
                    options: (1...4).map { .init(id: $0, text: nothing) }, right: 2))
        }
        keys[reference(7)] = .trueFalseGroup(
            TrueFalseGroup(
                statements: [true, false, true, false].map { .init(text: nothing, isTrue: $0) }))
        keys[reference(8)] = .numeric(NumericEntry(answer: Numeral("3,14") ?? .zero))
        return keys
    }

    static func reference(_ number: Int) -> VersionReference {
        VersionReference(question: guid(number), version: 1)
    }

    static func guid(_ number: Int) -> GUID {
        let digits = String(number)
        let zeros = String(repeating: "0", count: 12 - digits.count)
        return GUID("00000000-0000-0000-0000-\(zeros)\(digits)") ?? GUID()
    }

    // MARK: What candidates do

    @discardableResult
    func start(_ candidate: Int64 = 1) async throws -> Paper {
        try await delivery.start(Exam.sitting, candidate: candidate)
    }

    func paper(_ candidate: Int64 = 1) async throws -> Paper {
        try await delivery.paper(Exam.sitting, candidate: candidate)
    }

    /// Saves, and returns what became of each change.
    @discardableResult
    func save(
        _ changes: [SlotChange], flags: [Step.Flag] = [], as operation: GUID = GUID(),
        by candidate: Int64 = 1, from holder: Holder? = nil
    ) async throws -> [SlotOutcome.Fate] {
        try await delivery.save(
            Save(operation: operation, changes: changes, flags: flags), sitting: Exam.sitting,
            candidate: candidate, by: holder
        ).outcomes.map(\.fate)
    }

    @discardableResult
    func submit(_ candidate: Int64 = 1) async throws -> Paper {
        try await delivery.submit(Exam.sitting, candidate: candidate)
    }

    func result(_ candidate: Int64 = 1) async throws -> AttemptResult? {
        try await delivery.result(Exam.sitting, candidate: candidate)
    }
}

/// Shorthand: slot, response, base revision.
func change(_ slot: Int, _ response: Response?, base: Int = 0) -> SlotChange {
    SlotChange(slot: slot, response: response, base: base)
}
