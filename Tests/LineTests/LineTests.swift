import Assessment
import Authoring
import Delivery
import Interchange
import People
import Storage
import Testing
import Values

/// From a real bank's file to marks: read, stored, drawn up, sat, graded.
@Suite(.enabled(if: RealBanks.arePresent, "the shared corpora are not beside this checkout"))
struct LineTests {
    @Test func fortyRealQuestionsAreMarkedAsTheirKeysSay() async throws {
        let school = try await School()
        let (file, keys) = try RealBanks.vietnamese()
        try await school.banks.create(
            slug: "vi-bank", name: "Tổng hợp", grade: "12", at: school.now)
        let subject = try await school.banks.subject("vi-bank", for: .readBank, by: school.teacher)
        let report = try await school.banks.apply(
            BankFile(name: "vi.cau.txt", bytes: file), into: subject, by: nil, at: school.now)
        #expect(report.read == 300)
        #expect(report.imported == 300)

        let chosen = Array(keys.keys.sorted().prefix(40))
        let classCode = try await school.makeClass(pupils: 3)
        let sitting = try await school.openSitting(
            of: chosen, subject: "vi-bank", class: classCode)
        let candidates = try await school.sittings.candidates(of: sitting, by: school.teacher)

        // The first knows everything, the second every other question, the third nothing.
        let knowledge: [(knows: (Int) -> Bool, marks: Int)] = [
            ({ _ in true }, 40), ({ $0 % 2 == 0 }, 20), ({ _ in false }, 0),
        ]
        for (candidate, expected) in zip(candidates, knowledge) {
            let earned = try await take(
                sitting, candidate.id, knowing: expected.knows, keys, in: school)
            #expect(earned == Mark(expected.marks))
        }
    }

    /// Answers a paper: right where `knowing` says so, wrong elsewhere.
    private func take(
        _ sitting: SittingStore.Sitting, _ candidate: Int64, knowing: (Int) -> Bool,
        _ keys: [String: String], in school: School
    ) async throws -> Mark {
        let paper = try await school.delivery.start(sitting.id, candidate: candidate)
        #expect(paper.form.count == 40)
        var changes: [SlotChange] = []
        for (slot, content) in paper.form.slots.enumerated() {
            let right = try await rightOption(of: content.reference, keys, in: school)
            let option = content.options.first { ($0 == right) == knowing(slot) }
            changes.append(
                SlotChange(slot: slot, response: option.map(Response.option), base: 0))
        }
        _ = try await school.delivery.save(
            Save(operation: GUID(), changes: changes), sitting: sitting.id, candidate: candidate)
        _ = try await school.delivery.submit(sitting.id, candidate: candidate)
        let result = try await school.delivery.result(sitting.id, candidate: candidate)
        return try #require(result).earned
    }

    /// The option whose text the source file calls right; never asked of our own key.
    private func rightOption(
        of reference: VersionReference, _ keys: [String: String], in school: School
    ) async throws -> Int {
        let version = try await school.database.read {
            try QuestionStore($0).question(guid: reference.question)
        }
        let found = try #require(version)
        let text = try #require(keys[found.question.identifier ?? ""])
        guard case .singleChoice(let choice) = found.content.interaction else { return 0 }
        let words = RichText(plain: VietnameseText.clean(text)).plainText
        let right = choice.options.first {
            VietnameseText.clean($0.text.plainText) == words && $0.id == choice.right.first
        }
        return try #require(right).id
    }

    @Test func aSharedGIFTFileComesInWhole() async throws {
        let school = try await School()
        try await school.banks.create(slug: "gift", name: "GIFT", grade: "12", at: school.now)
        let subject = try await school.banks.subject("gift", for: .readBank, by: school.teacher)
        let file = try BankFile(name: "vi40.gift.txt", bytes: RealBanks.gift())
        let report = try await school.banks.apply(file, into: subject, by: nil, at: school.now)
        #expect(report.imported == 40)
        #expect(report.leftOut == 0)
        let again = try await school.banks.apply(file, into: subject, by: nil, at: school.now)
        #expect(again.same == 40)
    }
}
