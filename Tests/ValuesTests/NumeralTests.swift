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
        ("3.142E-4", "0.0003142"),
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
        "×10^8", "1/2",
    ])
    func refuses(text: String) {
        #expect(Numeral(text) == nil)
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
