import Testing
import Values

@testable import Interchange

@Suite struct CSVTests {
    private func cells(_ text: String) throws -> [[String]] {
        try CSVTable(Array(text.utf8), file: "x.csv").rows.map(\.cells)
    }

    @Test(arguments: [
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]), ("a;b\n1,5;2", [["a", "b"], ["1,5", "2"]]),
        ("a\tb\n1\t", [["a", "b"], ["1", ""]]), ("\u{FEFF}a,b", [["a", "b"]]),
        ("\"a,\"\"x\"\"\",b", [["a,\"x\"", "b"]]),
        ("\"a\nb\",c\nd,e", [["a\nb", "c"], ["d", "e"]]),
        ("a\n\n\nb", [["a"], ["b"]]), ("a,,c\n,,\n", [["a", "", "c"], ["", "", ""]]),
        ("một\rhai", [["một"], ["hai"]]), ("a\"b,c", [["a\"b", "c"]]),
        ("\"x;y\",\"p;q;r\"", [["x;y", "p;q;r"]]),
    ])
    func reads(text: String, rows: [[String]]) throws {
        #expect(try cells(text) == rows)
    }

    @Test func numbersLines() throws {
        let table = try CSVTable(Array("a,b\n\n\"x\ny\",c\r\nd,e\n".utf8), file: "x.csv")
        #expect(table.rows.map(\.line) == [1, 3, 5])
    }

    @Test(arguments: [
        ("a,b\n1,\"x\ny", ImportFault.Reason.unclosedQuote(line: 2)),
        ("a,b\n\"1\"x,2", .textAfterQuote(line: 2)),
        ("", .empty),
    ])
    func refuses(text: String, reason: ImportFault.Reason) {
        let fault = #expect(throws: ImportFault.self) { try cells(text) }
        #expect(fault?.reason == reason)
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+1+1", "'+1+1"), ("-1+1", "'-1+1"), ("@SUM(1)", "'@SUM(1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"), ("-5", "-5"), ("+23", "+23"), ("-0,25", "-0,25"), ("-1.5", "-1.5"),
        ("-", "'-"),
        ("--5", "'--5"), ("-5 độ", "'-5 độ"), ("-1.2.3", "'-1.2.3"), ("x=1", "x=1"), ("", ""),
        ("＝1", "'＝1"),
    ])
    func defuses(cell: String, written: String) {
        #expect(CSVWriter.defused(cell) == written)
    }

    @Test func writesForSpreadsheets() {
        let bytes = CSVWriter.write([["Họ, tên", "a\"b"], ["x\ny", "-5"]])
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "\u{FEFF}\"Họ, tên\",\"a\"\"b\"\r\n\"x\ny\",-5\r\n")
        #expect(CSVWriter.write([["a;b", "c,d"]], separator: .semicolon).count == 3 + 11)
    }

    @Test func readsWhatItWrites() throws {
        var generator = Generator(seed: 5)
        let rows = (0..<500).map { row in
            ["\(row)"] + generator.many(3...3) { CanonicalForm.program($0.words()) }
        }
        for separator in CSVTable.Separator.allCases {
            let table = try CSVTable(CSVWriter.write(rows, separator: separator), file: "x.csv")
            #expect(table.separator == separator)
            #expect(table.rows.map(\.cells) == rows.map { $0.map(CSVWriter.defused) })
        }
    }

    @Test(.enabled(if: Corpora.arePresent, "the shared corpora are not beside this checkout"))
    func answersHostileFiles() throws {
        let cases: [(String, ImportFault.Reason)] = [
            ("invalid_utf8.csv", .notUTF8(offset: 5, line: 1)),
            ("unclosed_quote.csv", .unclosedQuote(line: 2)),
        ]
        for (file, reason) in cases {
            let bytes = try Corpora.bytes("hostile/csv/\(file)")
            let fault = #expect(throws: ImportFault.self) { try CSVTable(bytes, file: file) }
            #expect(fault?.reason == reason)
        }
        let table = try CSVTable(
            try Corpora.bytes("hostile/csv/formula_injection.csv"), file: "f.csv")
        #expect(table.rows[1].cells[2] == "=1+1", "read as text, unchanged")
        let written = String(decoding: CSVWriter.write(table.rows.map(\.cells)), as: UTF8.self)
        for live in [",=", ",+1", ",-1", ",@", "\n=", ",\"="] where live != ",+1" && live != ",-1" {
            #expect(!written.contains(live))
        }
        #expect(written.contains(",-5,+23,23,'=23,"))
    }
}
