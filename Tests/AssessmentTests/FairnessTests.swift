import Testing
import Values

@testable import Assessment

/// Draws, orders, places of right options and form codes are even over many seeds;
/// ways to do it that are slightly wrong are found out.
@Suite struct FairnessTests {
    /// The master seed of a sitting.
    private func master(_ number: Int) throws -> Seed {
        let master = try #require(SampleManifest.counting)
        return Seed(master: master, candidate: SampleManifest.guid(number))
    }

    /// Four of ten questions, with four options each.
    private func manifest() throws -> Manifest {
        try Manifest(parts: [
            Manifest.Part(
                title: "", shufflesQuestions: true, shufflesOptions: true,
                entries: [
                    .draw(count: 4, pool: (1...10).map { SampleManifest.choice($0) }, worth: .one)
                ])
        ])
    }

    /// Of 40 sittings with 600 candidates each: every sitting is even, and all together.
    @Test func everySittingIsEven() throws {
        let manifest = try manifest()
        var (drawn, first, right) = (ChiSquare.nothing, ChiSquare.nothing, ChiSquare.nothing)
        for sitting in 0..<40 {
            let master = try master(sitting)
            var taken: [GUID: Int] = [:]
            var begins: [GUID: Int] = [:]
            var places: [Int: Int] = [:]
            for candidate in 0..<600 {
                let seed = Seed(master: master, candidate: SampleManifest.guid(candidate))
                let form = Form.make(manifest, seed: seed)
                // One slot a form: the four of a form are not independent of each other.
                taken[form[candidate % 4].reference.question, default: 0] += 1
                begins[form[0].reference.question, default: 0] += 1
                for slot in form.slots {
                    places[slot.options.firstIndex(of: 2) ?? -1, default: 0] += 1
                }
            }
            let own = ChiSquare(places, cells: 4)
            #expect(own.isEven, "the right option's place in sitting \(sitting): \(own.value)")
            drawn = drawn + ChiSquare(taken, cells: 10)
            first = first + ChiSquare(begins, cells: 10)
            right = right + own
        }
        #expect(drawn.isEven, "which questions are drawn: \(drawn.value)")
        #expect(first.isEven, "which comes first: \(first.value)")
        #expect(right.isEven, "where the right option stands: \(right.value)")
    }

    /// One candidate's forms over many sittings: nobody always gets the same.
    @Test func everyCandidateIsTreatedEvenly() throws {
        let manifest = try manifest()
        for candidate in 0..<5 {
            var first: [GUID: Int] = [:]
            var orders: [[Int]: Int] = [:]
            for sitting in 0..<4_800 {
                let seed = Seed(
                    master: try master(sitting), candidate: SampleManifest.guid(candidate))
                let form = Form.make(manifest, seed: seed)
                first[form[0].reference.question, default: 0] += 1
                orders[form[0].options, default: 0] += 1
            }
            #expect(ChiSquare(first, cells: 10).isEven, "candidate \(candidate)")
            #expect(ChiSquare(orders, cells: 24).isEven, "candidate \(candidate)")
        }
    }

    // MARK: Form codes

    @Test(arguments: [1, 2, 3, 4, 8, 24])
    func codesAreDealtEvenly(count: Int) throws {
        for sitting in 0..<300 {
            let candidates = 1 + sitting % 97
            let dealt = FormCode.deal(count, to: candidates, master: try master(sitting))
            #expect(dealt.count == candidates)
            let counts = FormCode.codes(count).map { code in dealt.count { $0 == code } }
            #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1, "\(counts)")
            if count > 1 { #expect(zip(dealt, dealt.dropFirst()).allSatisfy(!=)) }
        }
    }

    /// Every seat of a room has every code equally often.
    @Test(arguments: [2, 4, 24])
    func everySeatHasEveryCode(count: Int) throws {
        let seats = [0, 1, count - 1, count, 2 * count + 1]
        var codes = [[FormCode: Int]](repeating: [:], count: seats.count)
        for sitting in 0..<4_800 {
            let dealt = FormCode.deal(count, to: 2 * count + 2, master: try master(sitting))
            for (place, seat) in seats.enumerated() { codes[place][dealt[seat], default: 0] += 1 }
        }
        for (seat, counts) in zip(seats, codes) {
            #expect(ChiSquare(counts, cells: count).isEven, "seat \(seat)")
        }
    }

    // MARK: What must be found out

    /// The orders of four options by some way of shuffling, over as many seeds.
    private func orders(
        _ shuffle: (inout [Int], inout Generator) -> Void
    ) throws -> ChiSquare {
        var orders: [[Int]: Int] = [:]
        for candidate in 0..<4_800 {
            var generator = Generator(try master(candidate))
            var options = [1, 2, 3, 4]
            shuffle(&options, &generator)
            orders[options, default: 0] += 1
        }
        return ChiSquare(orders, cells: 24)
    }

    @Test func ourShuffleIsEven() throws {
        #expect(try orders { $1.shuffle(&$0) }.isEven)
    }

    /// The classic mistake: each place changes with any place.
    @Test func aNaiveShuffleIsFoundOut() throws {
        let naive = try orders { options, generator in
            for place in options.indices { options.swapAt(place, generator.below(4)) }
        }
        #expect(!naive.isEven, "\(naive.value)")
    }

    /// Sattolo's: nothing stays where it was.
    @Test func aShuffleThatMovesEverythingIsFoundOut() throws {
        let cyclic = try orders { options, generator in
            for last in stride(from: options.count - 1, to: 0, by: -1) {
                options.swapAt(last, generator.below(last))
            }
        }
        #expect(!cyclic.isEven)
    }

    /// A remainder of few bits: 0 and 1 come up three times in sixteen.
    @Test func aRemainderIsFoundOut() throws {
        var (biased, even): ([Int: Int], [Int: Int]) = ([:], [:])
        var generator = Generator(try master(0))
        for _ in 0..<24_000 {
            biased[Int(generator.next() >> 60) % 7, default: 0] += 1
            even[generator.below(7), default: 0] += 1
        }
        #expect(!ChiSquare(biased, cells: 7).isEven)
        #expect(ChiSquare(even, cells: 7).isEven)
    }

    /// One in twenty right options that goes to A is enough to be seen.
    @Test func aPreferredPlaceIsFoundOut() throws {
        let manifest = try manifest()
        var (fair, unfair): ([Int: Int], [Int: Int]) = ([:], [:])
        let master = try master(1)
        for candidate in 0..<12_000 {
            let seed = Seed(master: master, candidate: SampleManifest.guid(candidate))
            let place = Form.make(manifest, seed: seed)[0].options.firstIndex(of: 2) ?? -1
            fair[place, default: 0] += 1
            unfair[candidate.isMultiple(of: 20) ? 0 : place, default: 0] += 1
        }
        #expect(ChiSquare(fair, cells: 4).isEven)
        #expect(!ChiSquare(unfair, cells: 4).isEven)
    }
}
