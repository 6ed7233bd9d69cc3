import Testing
import Values

@testable import Assessment

@Suite struct StepTests {
    private static let operation = SampleManifest.guid(77)

    private static let steps: [(Step, Int, String)] = [
        (
            .start(
                candidate: 12, guid: SampleManifest.guid(5), deadline: Instant(milliseconds: 9_000)),
            1, "12 00000000-0000-0000-0000-000000000005 9000 1"
        ),
        (
            .start(
                candidate: 12, guid: SampleManifest.guid(5), deadline: Instant(milliseconds: 9_000),
                holder: Holder([0, 1, 2, 3, 4, 5, 6, 255])),
            1, "12 00000000-0000-0000-0000-000000000005 9000 1 00010203040506ff"
        ),
        (
            .save(
                operation: operation,
                answers: [
                    .init(slot: 0, response: .option(3)),
                    .init(slot: 11, response: .statements([true, false, nil, true])),
                    .init(slot: 2, response: .text("3,14")),
                    .init(slot: 3, response: nil),
                ], inGrace: false),
            2, "00000000-0000-0000-0000-000000000077 0=o3 11=s10-1 2=t3,14 3=-"
        ),
        (
            .save(
                operation: operation, answers: [.init(slot: 0, response: .option(1))], inGrace: true
            ),
            3, "00000000-0000-0000-0000-000000000077 0=o1"
        ),
        (
            .late(operation: operation, answers: [.init(slot: 0, response: .option(1))]),
            4, "00000000-0000-0000-0000-000000000077 0=o1"
        ),
        (.submit, 5, ""), (.close, 6, ""), (.extend(seconds: -60, by: 3), 7, "-60 3"),
        (.pause(by: 3), 8, "3"), (.resume(by: 3), 9, "3"), (.admitLate(by: 3), 10, "3"),
        (.takeOver(by: Holder([255, 1, 2, 3, 4, 5, 6, 7, 8])), 11, "ff01020304050607"),
        (.flag([.init(slot: 7, isSet: true), .init(slot: 12, isSet: false)]), 12, "7=1 12=0"),
        (.check(slot: 7), 13, "7"),
    ]

    /// The stored form is frozen: files of the past must be read for ever.
    @Test(arguments: steps)
    func isStoredAsWritten(step: Step, kind: Int, body: String) throws {
        #expect(step.kind == kind)
        #expect(step.body == body)
        #expect(try Step(kind: kind, body: body) == step)
    }

    @Test(arguments: [
        "", " ", "a b", "100%", "a=b", "a:b", "thủ đô Hà Nội", "\u{0}\n\t", "e\u{301}", "😀", "-",
        "%41",
    ])
    func everyTextComesBack(text: String) throws {
        let token = Response.token(of: .text(text))
        #expect(!token.contains(" ") && !token.contains(":"))
        let step = Step.save(
            operation: Self.operation, answers: [.init(slot: 7, response: .text(text))],
            inGrace: false)
        let copy = try Step(kind: step.kind, body: step.body)
        guard case .save(_, let answers, _) = copy, case .text(let same)? = answers.first?.response
        else {
            Issue.record("another step")
            return
        }
        #expect(Array(same.utf8) == Array(text.utf8), "byte for byte, whatever Unicode calls equal")
        let slots = [AttemptResult.SlotResult(response: .text(text), earned: .one)]
        #expect(try [AttemptResult.SlotResult](stored: slots.stored) == slots)
    }

    @Test(arguments: [
        (0, "", "no such kind"), (13, "", "kept for later"), (1, "", "empty"),
        (1, "12 not-a-guid 9000", "no GUID"),
        (1, "12 00000000-0000-0000-0000-000000000005 9000", "short"),
        (1, "12 00000000-0000-0000-0000-000000000005 9000 0", "attempts begin at 1"),
        (13, "x", "no slot"),
        (2, "00000000-0000-0000-0000-000000000077", "no answers"),
        (2, "x 0=o1", "no operation"), (2, "00000000-0000-0000-0000-000000000077 o1", "no slot"),
        (2, "00000000-0000-0000-0000-000000000077 0=q1", "no such response"),
        (2, "00000000-0000-0000-0000-000000000077 0=o", "no option"),
        (2, "00000000-0000-0000-0000-000000000077 0=s12", "no statement"),
        (2, "00000000-0000-0000-0000-000000000077 0=t%4", "a broken escape"),
        (2, "00000000-0000-0000-0000-000000000077 0=t%ff", "not UTF-8"),
        (2, "00000000-0000-0000-0000-000000000077  0=o1", "two spaces"),
        (1, "12 00000000-0000-0000-0000-000000000005 9000 1 x", "no holder"),
        (1, "12 00000000-0000-0000-0000-000000000005 9000 1 00010203040506ff x", "long"),
        (11, "", "nobody"), (11, "ff", "a short holder"), (12, "", "no flags"),
        (12, "7", "no sign"),
        (12, "7=2", "neither"), (12, "=1", "no slot"),
        (5, "x", "a body too many"), (7, "60", "nobody"), (8, "", "nobody"),
    ])
    func refusesADamagedStep(kind: Int, body: String, why: String) {
        #expect(throws: StepError.self, "\(why)") { try Step(kind: kind, body: body) }
    }

    @Test func aResultIsStoredAsWritten() throws {
        let slots = [
            AttemptResult.SlotResult(response: .option(3), earned: try #require(Mark("0.25"))),
            AttemptResult.SlotResult(
                response: .statements([true, nil]), earned: try #require(Mark("1/3"))),
            AttemptResult.SlotResult(response: nil, earned: .zero),
        ]
        #expect(slots.stored == "o3:0.25 s1-:1/3 -:0")
        #expect(try [AttemptResult.SlotResult](stored: slots.stored) == slots)
        for damaged in ["o3", "o3:", "o3:x", ":1", "q:1"] {
            #expect(throws: StepError.self) { try [AttemptResult.SlotResult](stored: damaged) }
        }
    }
}
