import Testing
import Values

@testable import Assessment

@Suite struct FormTests {
    /// Golden forms, computed from the written algorithm by another program.
    @Test func drawsTheWrittenForms() throws {
        let manifest = try SampleManifest.make()
        let master = try #require(SampleManifest.counting)
        #expect(
            SampleManifest.text(Form.make(manifest, seed: master))
                == """
                1:2(1234) 1:3(4312) 1:7(4213) 1:5(3142) 2:8 2:10(1234) 2:1(1234) 3:12 3:13(1234)
                """)
        let seed = Seed(master: master, candidate: SampleManifest.guid(99))
        #expect(
            SampleManifest.text(Form.make(manifest, seed: seed))
                == """
                1:7(4231) 1:5(1324) 1:6(2143) 1:2(3124) 2:8 2:1(1234) 2:9(1234) 3:13(1324) 3:12
                """)
    }

    @Test func theSameSeedGivesTheSameForm() throws {
        let seed = Seed.random()
        let form = Form.make(try SampleManifest.make(), seed: seed)
        #expect(form == Form.make(try SampleManifest.make(), seed: seed))
        #expect(form != Form.make(try SampleManifest.make(), seed: Seed.random()))
    }

    @Test(arguments: 0..<200)
    func everyFormKeepsTheRules(number: Int) throws {
        let manifest = try SampleManifest.make()
        let master = try #require(SampleManifest.counting)
        let form = Form.make(
            manifest, seed: Seed(master: master, candidate: SampleManifest.guid(number)))
        #expect(form.count == 9)
        let questions = Set(form.slots.map(\.reference.question))
        #expect(questions.count == 9, "no question twice, though the pools overlap")
        #expect(form.slots.map(\.part) == [0, 0, 0, 0, 1, 1, 1, 2, 2], "parts are never mixed")
        #expect(form.slots.reduce(Mark.zero) { $0 + $1.worth } == manifest.totalMarks)
        for (place, slot) in form.slots.enumerated() {
            let item = manifest.listings[form.item(at: place)].item
            #expect(item.reference == slot.reference)
            guard slot.type == .singleChoice else {
                #expect(slot.options == [], "only choices have an order")
                continue
            }
            #expect(slot.options.sorted() == item.options)
            for (position, option) in item.options.enumerated() where item.pinned.contains(option) {
                #expect(slot.options[position] == option, "a pinned option keeps its place")
            }
            if slot.part == 1 { #expect(slot.options == item.options, "not shuffled here") }
        }
    }

    /// χ² over many seeds.
    @Test func theDrawIsFair() throws {
        let pool = (1...5).map { SampleManifest.choice($0) }
        let manifest = try Manifest(parts: [
            Manifest.Part(
                title: "", shufflesQuestions: true, shufflesOptions: true,
                entries: [.draw(count: 2, pool: pool, worth: .one)])
        ])
        let master = try #require(SampleManifest.counting)
        var first: [GUID: Int] = [:]
        var chosen: [Set<GUID>: Int] = [:]
        var placeOfOne: [Int: Int] = [:]
        var orders: [[Int]: Int] = [:]
        for number in 0..<24_000 {
            let form = Form.make(
                manifest, seed: Seed(master: master, candidate: SampleManifest.guid(number)))
            first[form[0].reference.question, default: 0] += 1
            chosen[Set(form.slots.map(\.reference.question)), default: 0] += 1
            placeOfOne[form[0].options.firstIndex(of: 1) ?? -1, default: 0] += 1
            orders[form[0].options, default: 0] += 1
        }
        #expect(ChiSquare(first, cells: 5).isEven, "which question comes first")
        #expect(ChiSquare(chosen, cells: 10).isEven, "which two are drawn")
        #expect(ChiSquare(placeOfOne, cells: 4).isEven, "where an option stands")
        #expect(ChiSquare(orders, cells: 24).isEven, "all orders of options")
    }

    @Test func saysWhichResponsesFit() throws {
        let form = Form.make(
            try SampleManifest.make(), seed: try #require(SampleManifest.counting))
        // Slot 0 is a choice of four, slot 4 a group of four, slot 7 a number.
        let cases: [(Int, Response?, Bool)] = [
            (0, nil, true), (0, .option(4), true), (0, .option(5), false), (0, .option(0), false),
            (0, .text("4"), false), (4, .statements([true, nil, false, nil]), true),
            (4, .statements([true]), false), (4, .option(1), false), (7, .text("3,14"), true),
            (7, .text(String(repeating: "1", count: Form.longestText + 1)), false),
            (7, .option(1), false), (7, nil, true),
        ]
        for (slot, response, fits) in cases {
            #expect(
                form.accepts(response, at: slot) == fits, "\(slot) \(String(describing: response))")
        }
    }
}
