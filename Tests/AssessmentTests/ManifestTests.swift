import Foundation
import Testing
import Values

@testable import Assessment

@Suite struct ManifestTests {
    /// SHA-256 of the canonical JSON as another program writes it. It may never change:
    /// every sitting's record holds such a hash.
    @Test func itsHashIsFrozen() throws {
        #expect(
            try SampleManifest.make().hash()
                == "75ab261c09617b3d95c218758ac42d32e14c4aec08fff5b61aca33d7cbcc3fe9")
    }

    @Test func survivesJSON() throws {
        let manifest = try SampleManifest.make()
        let data = Data(try manifest.canonicalJSON())
        let copy = try JSONDecoder().decode(Manifest.self, from: data)
        #expect(copy == manifest)
        #expect(try copy.hash() == manifest.hash())
    }

    @Test func refusesAnAlgorithmOfTheFuture() throws {
        let text = String(decoding: try SampleManifest.make().canonicalJSON(), as: UTF8.self)
        let newer = text.replacing(#""algorithm":1"#, with: #""algorithm":2"#)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Manifest.self, from: Data(newer.utf8))
        }
    }

    @Test func namesNoKey() throws {
        let choice = Interaction.singleChoice(
            SingleChoice(
                options: [
                    .init(id: 1, text: RichText([])),
                    .init(id: 2, text: RichText([]), pinned: true),
                ], right: 2))
        let reference = VersionReference(question: SampleManifest.guid(1), version: 3)
        let item = Manifest.Item(reference: reference, choice)
        #expect(
            item
                == Manifest.Item(
                    reference: reference, type: .singleChoice, options: [1, 2], pinned: [2]))
    }

    private static func part(_ entries: [Manifest.Entry]) -> [Manifest.Part] {
        [Manifest.Part(title: "", shufflesQuestions: true, shufflesOptions: true, entries: entries)]
    }

    private static func pool(_ numbers: ClosedRange<Int>) -> [Manifest.Item] {
        numbers.map { SampleManifest.choice($0) }
    }

    /// A manifest that must be refused.
    struct Refused: Sendable, CustomTestStringConvertible {
        let why: String
        let entries: [Manifest.Entry]
        let error: ManifestError

        var testDescription: String { why }
    }

    private static let one = VersionReference(question: SampleManifest.guid(1), version: 1)

    private static func fixed(_ item: Manifest.Item, worth: Mark = .one) -> Manifest.Entry {
        .fixed(item, worth: worth)
    }

    private static func choice(_ options: [Int], pinned: Set<Int> = []) -> Manifest.Item {
        SampleManifest.item(1, .singleChoice, options: options, pinned: pinned)
    }

    private static func parts(
        _ type: QuestionType, options: [Int] = [], _ parts: [Int]
    ) -> Manifest.Item {
        Manifest.Item(reference: one, type: type, options: options, parts: parts)
    }

    private static func traits(_ traits: Manifest.Traits) -> Manifest.Item {
        var item = choice([1, 2])
        item.traits = traits
        return item
    }

    private static func draw(_ count: Int, _ pool: [Manifest.Item]) -> Manifest.Entry {
        .draw(count: count, pool: pool, worth: .one)
    }

    private static let refused = [
        Refused(why: "nothing to ask", entries: [], error: .empty),
        Refused(
            why: "fixed twice",
            entries: [fixed(SampleManifest.choice(1)), fixed(SampleManifest.choice(1))],
            error: .repeatedQuestion(SampleManifest.guid(1))),
        Refused(
            why: "twice in a pool: drawn more often",
            entries: [draw(1, pool(1...3) + pool(2...2))],
            error: .repeatedQuestion(SampleManifest.guid(2))),
        Refused(
            why: "too few", entries: [draw(4, pool(1...3))],
            error: .poolTooSmall(part: 0, entry: 0, needed: 4, sure: 3)),
        Refused(
            why: "a fixed one is taken",
            entries: [fixed(SampleManifest.choice(1)), draw(3, pool(1...3))],
            error: .poolTooSmall(part: 0, entry: 1, needed: 3, sure: 2)),
        Refused(
            why: "two draws share a pool", entries: [draw(2, pool(1...3)), draw(2, pool(1...3))],
            error: .poolTooSmall(part: 0, entry: 1, needed: 2, sure: 1)),
        Refused(
            why: "draws nothing", entries: [draw(0, pool(1...3))],
            error: .badCount(part: 0, entry: 0)),
        Refused(
            why: "draws less than nothing",
            entries: [draw(-1, pool(1...3)), fixed(SampleManifest.choice(9))],
            error: .badCount(part: 0, entry: 0)),
        Refused(
            why: "a right answer cannot cost marks",
            entries: [fixed(SampleManifest.choice(1), worth: .zero - .one)],
            error: .badWorth(part: 0, entry: 0)),
        Refused(
            why: "an option twice", entries: [fixed(choice([1, 1]))], error: .badOptions(one)),
        Refused(why: "ids begin at 1", entries: [fixed(choice([0, 1]))], error: .badOptions(one)),
        Refused(why: "ids end at 255", entries: [fixed(choice([256]))], error: .badOptions(one)),
        Refused(
            why: "pins what it lacks", entries: [fixed(choice([1, 2], pinned: [3]))],
            error: .badOptions(one)),
        Refused(
            why: "more options than letters", entries: [fixed(choice(Array(1...27)))],
            error: .badOptions(one)),
        Refused(
            why: "a count that no sum holds",
            entries: [draw(.max, pool(1...3)), draw(.max, pool(4...6))],
            error: .tooManySlots(.max)),
        Refused(
            why: "more marks than there are",
            entries: [fixed(SampleManifest.choice(1), worth: Mark(10_001))],
            error: .badWorth(part: 0, entry: 0)),
        Refused(
            why: "places beyond the items",
            entries: [fixed(parts(.ordering, options: [1, 2, 200], [3, 3, 3]))],
            error: .badOptions(one)),
        Refused(
            why: "fewer places than items",
            entries: [fixed(parts(.ordering, options: [1, 2], [2]))], error: .badOptions(one)),
        Refused(
            why: "nothing to join", entries: [fixed(parts(.matching, options: [1, 2], []))],
            error: .badOptions(one)),
        Refused(
            why: "a choice that is not there",
            entries: [fixed(parts(.matching, options: [1, 2], [.max]))], error: .badOptions(one)),
        Refused(
            why: "no gap", entries: [fixed(parts(.cloze, []))], error: .badOptions(one)),
        Refused(
            why: "more gaps than shares",
            entries: [fixed(parts(.cloze, Array(repeating: 0, count: 27)))],
            error: .badOptions(one)),
        Refused(
            why: "a gap of less than nothing", entries: [fixed(parts(.cloze, [-1]))],
            error: .badOptions(one)),
        Refused(
            why: "a choice has no parts",
            entries: [fixed(parts(.singleChoice, options: [1, 2], [1]))],
            error: .badOptions(one)),
        Refused(
            why: "a facility that no sum holds",
            entries: [fixed(traits(.init(facility: .max)))], error: .badRules),
        Refused(
            why: "a place less than none", entries: [fixed(traits(.init(turn: -1)))],
            error: .badRules),
        Refused(
            why: "a source that no order holds", entries: [fixed(traits(.init(source: .min)))],
            error: .badRules),
        Refused(
            why: "no paper is that long", entries: [draw(1_001, pool(1...1_001))],
            error: .tooManySlots(1_001)),
    ]

    @Test(arguments: refused)
    func refusesWhatCouldFailACandidate(refused: Refused) {
        #expect(throws: refused.error) { try Manifest(parts: Self.part(refused.entries)) }
    }

    @Test(arguments: [
        Manifest.Rules(mostOfSource: -1), .init(mostOfSource: .max),
        .init(difficulty: .init(target: .max, tolerance: 0)),
        .init(difficulty: .init(target: 500, tolerance: .min)),
    ])
    func refusesRulesThatNoTestHas(rules: Manifest.Rules) {
        #expect(throws: ManifestError.badRules) {
            try Manifest(parts: Self.part([Self.draw(1, Self.pool(1...3))]), rules: rules)
        }
    }

    /// The narrow draw goes first, so that the wide one cannot take what it needs.
    @Test func narrowPoolsInsideWideOnesCanBeMet() throws {
        let manifest = try Manifest(
            parts: Self.part([
                .draw(count: 2, pool: Self.pool(1...5), worth: .one),
                .draw(count: 3, pool: Self.pool(3...5), worth: .one),
            ]))
        for number in 0..<50 {
            let seed = Seed(
                master: try #require(SampleManifest.counting),
                candidate: SampleManifest.guid(number))
            let form = Form.make(manifest, seed: seed)
            #expect(Set(form.slots.map(\.reference.question)).count == 5)
        }
    }
}
