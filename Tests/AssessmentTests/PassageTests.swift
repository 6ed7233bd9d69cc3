import Testing
import Values

@testable import Assessment

/// Questions about one passage or recording: together on every form, and how often a
/// recording is played.
@Suite struct PassageTests {
    private static func item(_ number: Int, _ passage: Int?) -> Manifest.Item {
        var item = SampleManifest.choice(number)
        item.traits.passage = passage
        return item
    }

    /// Questions 1 … 12: 1, 5, 9 are about passage 1, and 2, 6 about passage 2.
    private static let pool = (1...12).map { number in
        item(number, [1: 1, 5: 1, 9: 1, 2: 2, 6: 2][number])
    }

    private static func manifest(
        count: Int, shuffles: Bool = true, keeps: Bool = false
    ) throws -> Manifest {
        try Manifest(
            parts: [
                Manifest.Part(
                    title: "I", shufflesQuestions: shuffles, shufflesOptions: true,
                    entries: [.draw(count: count, pool: pool, worth: .one)])
            ], rules: Manifest.Rules(keepsPassages: keeps))
    }

    private static func forms(_ manifest: Manifest) throws -> [Form] {
        let master = try #require(SampleManifest.counting)
        return (1...200).map {
            Form.make(manifest, seed: Seed(master: master, candidate: SampleManifest.guid($0)))
        }
    }

    @Test(arguments: [true, false], [true, false])
    func theyStandTogether(shuffles: Bool, keeps: Bool) throws {
        for form in try Self.forms(try Self.manifest(count: 8, shuffles: shuffles, keeps: keeps)) {
            #expect(Set(form.slots.map(\.reference)).count == 8, "no question twice")
            for (slot, one) in form.slots.enumerated() where one.passage != nil {
                let run = form.passage(around: slot)
                #expect(run.contains(slot))
                #expect(
                    form.slots.indices.filter { form[$0].passage == one.passage } == Array(run))
            }
        }
    }

    /// Where the rules say so a passage brings its questions along, as far as there is room.
    @Test func theyAreDrawnTogether() throws {
        var (wholes, halves) = (0, 0)
        for form in try Self.forms(try Self.manifest(count: 6, keeps: true)) {
            let first = form.slots.count { $0.passage == 1 }
            if first == 3 { wholes += 1 } else if first > 0 { halves += 1 }
        }
        #expect(wholes > 100)
        #expect(halves < 60, "only the last one drawn is cut: \(halves)")
        let single = try Self.forms(try Self.manifest(count: 6))
        #expect(single.contains { form in form.slots.count { $0.passage == 1 } == 1 })
    }

    @Test func whatFollowsKeepsTheRules() throws {
        var pool = Self.pool
        for place in pool.indices { pool[place].traits.source = place % 4 }
        let manifest = try Manifest(
            parts: [
                Manifest.Part(
                    title: "I", shufflesQuestions: true, shufflesOptions: false,
                    entries: [
                        .draw(count: 4, pool: pool, worth: .one),
                        .draw(count: 3, pool: pool, worth: .one),
                    ])
            ], rules: Manifest.Rules(mostOfSource: 2, keepsPassages: true))
        for form in try Self.forms(manifest) {
            #expect(Set(form.slots.map(\.reference)).count == 7)
            for source in 0..<4 {
                let own = form.slots.count {
                    ((Int($0.reference.question.description.suffix(12)) ?? 1) - 1) % 4 == source
                }
                #expect(own <= 2)
            }
        }
    }

    @Test func aQuestionWithoutOneStandsAlone() throws {
        let form = Form.make(
            try SampleManifest.make(), seed: try #require(SampleManifest.counting))
        #expect(form.slots.indices.allSatisfy { form.passage(around: $0) == $0...$0 })
    }

    // MARK: Recordings

    private static let start = Instant(milliseconds: 0)

    private func attempt() throws -> Attempt {
        try Attempt(
            start: .start(
                candidate: 1, guid: SampleManifest.guid(1),
                deadline: Self.start.adding(seconds: 600)),
            at: Self.start, slots: 3)
    }

    @Test func playsAreCounted() throws {
        var attempt = try attempt()
        for count in 1...2 {
            let step = try attempt.playing(slot: 1, most: 2, from: nil, at: Self.start, grace: 30)
            #expect(try Step(kind: step.kind, body: step.body) == step)
            try attempt.apply(step, at: Self.start)
            #expect(attempt.plays[1]?.count == count)
        }
        #expect(throws: Attempt.Refusal.playedOut) {
            try attempt.playing(slot: 1, most: 2, from: nil, at: Self.start, grace: 30)
        }
        #expect(
            try attempt.playing(slot: 1, most: nil, from: nil, at: Self.start, grace: 30)
                == .play(slot: 1))
        #expect(throws: Attempt.Refusal.over) {
            try attempt.playing(
                slot: 1, most: nil, from: nil, at: Self.start.adding(seconds: 700), grace: 30)
        }
        #expect(throws: Attempt.Refusal.over) {
            try attempt.playing(slot: 9, most: nil, from: nil, at: Self.start, grace: 30)
        }
        #expect(throws: StepError.misplaced(kind: 14)) {
            try attempt.apply(.play(slot: 3), at: Self.start)
        }
    }

    @Test func aRecordingNeedsItsTranscript() {
        var content = QuestionContent(
            stem: RichText(plain: "Nghe."), interaction: .trueFalse(TrueFalse(isTrue: true)),
            stimulus: Stimulus(
                text: RichText([]),
                recording: Recording(source: .path("a.mp3"), transcript: RichText([]))))
        #expect(content.faults == [.recordingWithoutTranscript])
        content.stimulus?.recording?.transcript = RichText(plain: "Hello.")
        #expect(content.faults == [])
        content.stimulus?.recording?.plays = 21
        #expect(content.faults == [.badPlays(21)])
        #expect(content.askedTexts.allSatisfy { $0.plainText != "Hello." }, "nobody reads it")
    }
}
