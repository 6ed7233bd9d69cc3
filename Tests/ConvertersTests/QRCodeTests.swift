import Testing

@testable import Converters

/// The shape of a QR code; that phones read it was tried by hand.
@Suite struct QRCodeTests {
    @Test func hasItsThreeFinders() throws {
        let code = try #require(QRCode("https://sen.example/check/0123456789AB"))
        #expect(code.size == 29, "version 3 holds 42 bytes at level M")
        let finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
        for (top, left) in [(0, 0), (0, code.size - 7), (code.size - 7, 0)] {
            for (row, line) in finder.enumerated() {
                for (column, sign) in line.enumerated() {
                    #expect(code.isDark(row: top + row, column: left + column) == (sign == "#"))
                }
            }
        }
        // The timing row changes with every square.
        for column in 8..<(code.size - 8) {
            #expect(code.isDark(row: 6, column: column) == (column % 2 == 0))
        }
    }

    @Test func thePathHasAllDarkSquares() throws {
        let code = try #require(QRCode("Sen"))
        var squares = 0
        for match in code.path.matches(of: /h(\d+)v1h-(\d+)z/) {
            #expect(match.1 == match.2)
            squares += Int(match.1) ?? 0
        }
        var dark = 0
        for row in 0..<code.size {
            for column in 0..<code.size where code.isDark(row: row, column: column) { dark += 1 }
        }
        #expect(squares == dark && dark > 100)
    }

    @Test func whatNoCodeHoldsIsNil() {
        #expect(QRCode(String(repeating: "x", count: 5_000)) == nil)
        #expect(QRCode("") == nil)
    }
}
