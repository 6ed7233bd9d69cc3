import Testing

@testable import Assessment

/// Vectors of the reference implementation, and of an independent one (Python).
@Suite struct GeneratorTests {
    private static func counting() throws -> Generator {
        Generator(try #require(SampleManifest.counting))
    }

    @Test func givesThePublishedNumbers() {
        var generator = Generator(state: (1, 2, 3, 4))
        let numbers = (0..<10).map { _ in generator.next() }
        #expect(
            numbers == [
                11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
                607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
                10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
            ])
    }

    @Test func readsASeedAsLittleEndianWords() throws {
        let bytes = [1, 2, 3, 4].flatMap { [$0, 0, 0, 0, 0, 0, 0, 0] as [UInt8] }
        var generator = Generator(try #require(Seed(bytes)))
        #expect(generator.next() == 11520)
    }

    /// From the zero state it would give zeros for ever.
    @Test func doesNotGetStuckAtZero() throws {
        var generator = Generator(try #require(Seed([UInt8](repeating: 0, count: 32))))
        #expect(
            (0..<3).map { _ in generator.next() }
                == [0, 16_155_200_969_329_072_355, 16_155_200_969_329_072_355])
    }

    @Test func drawsBelowABound() throws {
        var generator = try Self.counting()
        let bounds = [2, 3, 10, 52, 1_000, 1 << 62, 3 << 61]
        #expect(
            bounds.map { generator.below($0) } == [
                1, 0, 0, 19, 463, 2_478_685_266_281_514_137, 5_621_153_272_767_177_334,
            ])
    }

    @Test func shufflesAndDrawsFromTheEnd() throws {
        var generator = try Self.counting()
        var numbers = Array(1...10)
        generator.shuffle(&numbers)
        #expect(numbers == [10, 5, 9, 4, 6, 7, 3, 1, 2, 8])
        #expect(generator.draw(3, of: ["a", "b", "c", "d", "e", "f"]) == ["f", "e", "b"])
    }

    @Test func oneElementTakesNoNumber() throws {
        var generator = try Self.counting()
        var one = ["only"]
        generator.shuffle(&one)
        var untouched = try Self.counting()
        #expect(generator.next() == untouched.next())
    }

    @Test func aSeedHas32Bytes() {
        #expect(Seed([]) == nil)
        #expect(Seed([UInt8](repeating: 1, count: 31)) == nil)
        #expect(Seed([UInt8](repeating: 1, count: 33)) == nil)
        #expect(Seed.random() != Seed.random())
    }

    /// HMAC-SHA256 of the 36 characters, computed elsewhere.
    @Test func aCandidatesSeedIsSpecified() throws {
        let seed = Seed(
            master: try #require(SampleManifest.counting), candidate: SampleManifest.guid(99))
        #expect(
            Hexadecimal.text(seed.bytes)
                == "a530a6617a41385e8b69474876a07d4e4839c87fb904e965e793db8d00488803")
    }
}
