import Assessment
import Authoring
import Delivery
import Foundation
import Rehearsal
import Storage
import Testing
import Values

@testable import sen

/// Folders in which an exam has begun before anybody comes.
@Suite struct RehearsalPreparationTests {
    @Test(arguments: SaveWay.allCases)
    func papersAreBegunAndAnswered(way: SaveWay) async throws {
        let folder = try TemporaryFolder()
        let parts = try await Parts(folder: folder.path)
        try await Self.fillBank(of: parts)
        let closes = parts.now.adding(seconds: 500)
        let tickets = try await RehearsalPreparation(
            parts: parts, subject: "toan-12", content: .questions(14), closes: closes,
            answers: RehearsedAnswers(delivery: parts.delivery, count: 12, way: way)
        ).run(candidates: 3)
        #expect(Set(tickets).count == 3)

        // As a start finds it.
        try await parts.close()
        let again = try await Parts(folder: folder.path)
        let report = try await again.restoreSittings()
        #expect(report.open == 3)
        #expect(report.steps == 3 * (way == .script ? 1 + 12 : 1 + 2))
        let sitting = try #require(
            try await again.database.read { try SittingStore($0).notClosed() }.first)
        #expect(sitting.closes == closes)
        let candidates = try await again.database.read {
            try SittingStore($0).candidates(of: sitting.id)
        }
        for candidate in candidates {
            let paper = try await again.delivery.paper(sitting.id, candidate: candidate.id)
            #expect(paper.answered == 12)
            #expect(paper.deadline == closes)
        }
        try await again.close()
    }

    /// Nobody who is rehearsed knows how to match, order, fill gaps or write.
    @Test func onlyWhatCanBeAnsweredIsDrawn() async throws {
        let folder = try TemporaryFolder()
        let parts = try await Parts(folder: folder.path)
        try await Self.fillBank(of: parts)
        _ = try await RehearsalPreparation(
            parts: parts, subject: "toan-12", content: .questions(70),
            closes: parts.now.adding(seconds: 500),
            answers: RehearsedAnswers(delivery: parts.delivery, count: 1, way: .form)
        ).run(candidates: 1)
        let sitting = try #require(
            try await parts.database.read { try SittingStore($0).notClosed() }.first)
        let candidate = try #require(
            try await parts.database.read { try SittingStore($0).candidates(of: sitting.id) }.first)
        let form = try await parts.delivery.paper(sitting.id, candidate: candidate.id).form
        #expect(form.slots.allSatisfy { RehearsalPreparation.answerable.contains($0.type) })
        try await parts.close()
    }

    private static func fillBank(of parts: Parts) async throws {
        let bank = URL(filePath: #filePath).appending(path: "../../../QuestionBanks/toan-12")
            .standardizedFileURL
        let files = try FileManager.default.contentsOfDirectory(atPath: bank.path)
            .filter { $0.hasSuffix(".cau.txt") }.sorted()
        try await parts.banks.create(slug: "toan-12", name: "Toán", grade: "12", at: parts.now)
        let subject = try #require(
            try await parts.database.read { try BankStore($0).subject(slug: "toan-12") })
        for name in files {
            let bytes = [UInt8](try Data(contentsOf: bank.appending(path: name)))
            _ = try await parts.banks.apply(
                try BankFile(name: name, bytes: bytes), into: subject, by: nil, at: parts.now)
        }
    }
}
