import Foundation
import Testing

@testable import Values

@Suite struct MarkTests {
    @Test(
        arguments: [
            ("0.25", 1, 4), ("0,25", 1, 4), ("-1", -1, 1), ("−0,5", -1, 2), ("+2", 2, 1),
            ("1/3", 1, 3),
            ("2/6", 1, 3), (".5", 1, 2), ("5.", 5, 1), ("33.333", 33_333, 1_000),
            ("999999999.999999999", 999_999_999_999_999_999, 1_000_000_000),
        ] as [(String, Int64, Int64)])
    func reads(text: String, numerator: Int64, denominator: Int64) throws {
        let mark = try #require(Mark(text))
        #expect((mark.numerator, mark.denominator) == (numerator, denominator))
    }

    @Test(arguments: [
        "", ".", "a", "1/0", "1/-2", "1.2.3", "1,000,000", "1 000", "--1", "1e3", "1234567890",
        "0.1234567890", "1/2/3", "½",
    ])
    func refuses(text: String) {
        #expect(Mark(text) == nil)
    }

    /// What people type into forms: nothing of it may be too much to compute with.
    @Test(arguments: [("0,25", "0.25"), ("10000", "10000"), ("0.125", "0.125"), ("5.", "5")])
    func readsWhatIsTyped(text: String, exact: String) {
        #expect(Mark(typed: text)?.exact == exact)
    }

    @Test(arguments: [
        "", "-1", "−0,5", "+1", "1/3", "10000,001", "0,1234", "1e300", "٣", "１",
        "9223372036854775807", "999999999.999999999", String(repeating: "9", count: 5_000),
    ])
    func refusesWhatNobodyMeans(text: String) {
        #expect(Mark(typed: text) == nil)
    }

    /// Rounded once, half up, away from zero for penalties.
    @Test(arguments: [
        ("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"), ("0.124", 2, "0.12"), ("1/3", 2, "0.33"),
        ("2/3", 2, "0.67"),
        ("9.995", 2, "10"), ("0.05", 1, "0.1"), ("-0.04", 1, "0"), ("7", 2, "7"), ("2.5", 0, "3"),
        ("1/3", 0, "0"), ("1/7", 9, "0.142857143"),
    ])
    func roundsForDisplay(text: String, places: Int, shown: String) throws {
        #expect(try #require(Mark(text)).decimal(places: places) == shown)
    }

    @Test func showsCommasAndPadding() throws {
        let mark = try #require(Mark("2.5"))
        #expect(mark.decimal(places: 2, separator: ",", padded: true) == "2,50")
        #expect(mark.decimal(places: 2, separator: ",") == "2,5")
        #expect(Mark.zero.decimal(places: 1, padded: true) == "0.0")
    }

    @Test(arguments: ["0.25", "1/3", "-2/7", "0", "10", "0.000000001"])
    func exactTextReadsBack(text: String) throws {
        let mark = try #require(Mark(text))
        #expect(mark.exact == text)
        #expect(Mark(mark.exact) == mark)
        let coded = try JSONEncoder().encode([mark])
        #expect(
            String(decoding: coded, as: UTF8.self) == "[\"\(text.replacing("/", with: "\\/"))\"]")
        #expect(try JSONDecoder().decode([Mark].self, from: coded) == [mark])
    }

    /// Three thirds are one whole, in any order of addition.
    @Test func sumsAreExact() throws {
        let thirds = try ["1/3", "1/3", "1/3"].map { try #require(Mark($0)) }
        #expect(thirds.reduce(.zero, +) == .one)
        let shares = try (1...12).map { try #require(Mark(1, over: Int64($0))) }
        #expect(shares.reduce(.zero, +) == shares.reversed().reduce(.zero, +))
        let tenths = Array(repeating: try #require(Mark("0.1")), count: 100)
        #expect(tenths.reduce(.zero, +) == Mark(10))
        #expect(Mark(3) - Mark(5) == Mark(-2))
        #expect(try #require(Mark("2/3")) * (try #require(Mark("3/4"))) == Mark("0.5"))
    }

    @Test func comparesAcrossDenominators() throws {
        let marks = try ["-1", "0", "1/3", "0.34", "0.5", "2"].map { try #require(Mark($0)) }
        #expect(marks.shuffled().sorted() == marks)
    }
}
