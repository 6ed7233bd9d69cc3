import Foundation
import Testing

@testable import Values

/// Comma and point are both decimal marks; only a space separates thousands.
@Suite struct NumeralTests {
    @Test(arguments: [
        ("0,5", "0.5"), ("0.50", "0.5"), (",5", "0.5"), ("5,", "5"), ("-3,5", "-3.5"),
        ("−3,5", "-3.5"),
        ("–3", "-3"), ("+7", "7"), ("1 234", "1234"), ("12 345,5", "12345.5"), (" 5 ", "5"),
        ("- 5", "-5"),
        ("2e-3", "0.002"), ("2.5E3", "2500"), ("3×10^8", "300000000"), ("3 × 10^8", "300000000"),
        ("3*10^8", "300000000"), ("3.10^8", "300000000"), ("3,00x10**-8", "0.00000003"),
        ("3.142E-4", "0.0003142"), ("3.14159 E10", "31415900000"), ("3 x 10 ^ 8", "300000000"),
        ("3×10^(-2)", "0.03"),
        ("1234567890123456789012345678901234", "1234567890123456789012345678901234"), ("000", "0"),
    ])
    func reads(text: String, plain: String) {
        #expect(Numeral(text)?.plain == plain)
    }

    @Test(arguments: [
        "", " ", ".", ",", "-", "frog", "1,000,000", "1.234.567", "1,5.2", "5 cm", "1m", "12 34",
        "1 2", "1  23",
        "e5", "5e", "5e+", "1e999", "--5", "5-", "٣", "12345678901234567890123456789012345678",
        "×10^8", "1/2", "12 34×10^8", "2e", "3×10^",
    ])
    func refuses(text: String) {
        #expect(Numeral(text) == nil)
    }

    /// What is typed for a question that reads by the point.
    @Test(arguments: [
        ("0,5", ["0.5"]), ("3,14", ["3.14"]), ("0,125", ["0.125"]), ("3.142", ["3.142"]),
        ("1,000,000", ["1000000"]), ("-1,000.5", ["-1000.5"]), ("1,000e3", ["1000000", "1000"]),
        ("3,142", ["3142", "3.142"]), ("1,5.2", []), ("1,00,000", []), ("1.234.567", []), (",", []),
        ("frog", []), ("12,345", ["12345", "12.345"]), ("1234,567", ["1234.567"]),
    ])
    func readsEitherWayByThePoint(text: String, plain: [String]) {
        #expect(Numeral.readings(of: text, notation: .pointDecimal).map(\.plain) == plain)
    }

    @Test(arguments: ["3,142", "1,000"])
    func aCommaIsADecimalMarkByTheNationalRule(text: String) {
        #expect(Numeral.readings(of: text, notation: .eitherMark) == [Numeral(text)])
    }

    /// As its teacher wrote it; other programs get a form of their own.
    @Test(arguments: [
        ("6,21.10^-21", "6,21.10^-21", "6.21e-21"), ("6.02×10^23", "6,02×10^23", "6.02e23"),
        ("0,50", "0,50", "0.50"), ("1 234,5", "1 234,5", "1234.5"), ("−3", "−3", "-3"),
        ("+7", "+7", "7"), (",5", "0,5", "0.5"), ("5,", "5", "5"), ("3 × 10^8", "3 × 10^8", "3e8"),
        ("2E-3", "2E-3", "2e-3"), ("3×10^(-2)", "3×10^(-2)", "3e-2"), ("007", "007", "007"),
    ])
    func keepsItsSpelling(written: String, shown: String, elsewhere: String) throws {
        let number = try #require(Numeral(written))
        #expect(number.text(decimalMark: ",") == shown)
        #expect(number.text(decimalMark: ".", powerOfTen: "e") == elsewhere)
        let again = try JSONDecoder().decode([Numeral].self, from: JSONEncoder().encode([number]))
        #expect(again == [number])
        #expect(again.first?.text(decimalMark: ",") == shown)
        #expect(Numeral(shown) == number && Numeral(elsewhere) == number)
    }

    /// A number that nobody wrote has one digit before the mark where it is long.
    @Test func shortensWhatIsLong() throws {
        let product = try #require(Numeral("6,21.10^-21")) * Numeral(1)
        #expect(product.text(decimalMark: ",") == "6,21×10^-21")
        let large = try #require(Numeral("-3e40")) * Numeral(1)
        #expect(large.text(decimalMark: ",") == "-3×10^40")
        #expect((try #require(Numeral("0,25")) * Numeral(2)).text(decimalMark: ",") == "0,5")
    }

    @Test func differencesAreExact() throws {
        let difference = try #require(Numeral("0.3")) - (try #require(Numeral("0.1")))
        #expect(difference.plain == "0.2", "a float would say 0.19999999999999998")
        #expect(try #require(Numeral("-2")).magnitude.plain == "2")
        #expect(try #require(Numeral("-2")) < .zero)
    }

    @Test func showsTheComma() throws {
        #expect(try #require(Numeral("1.50")).vietnamese == "1,5")
        let coded = try JSONEncoder().encode([try #require(Numeral("0,1"))])
        #expect(String(decoding: coded, as: UTF8.self) == "[\"0.1\"]")
        #expect(try JSONDecoder().decode([Numeral].self, from: coded).first?.plain == "0.1")
    }
}
