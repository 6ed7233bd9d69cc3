import Interchange
import Testing

@testable import Converters

/// Numbers inside documents that no program writes: whoever made them gets a document, or
/// an error, and the server goes on.
@Suite struct OddNumberTests {
    private static func text(blanks: String) -> String {
        """
        <office:document-content xmlns:office="o" xmlns:text="t"><office:body><text:p \
        text:style-name="Preformatted_20_Text">a<text:s text:c="\(blanks)"/>b</text:p>\
        </office:body></office:document-content>
        """
    }

    @Test(arguments: [
        ("3", 3), ("-1", 0), ("-9223372036854775808", 0), ("9223372036854775807", 200),
        ("1e300", 1), ("", 1), ("٣", 1),
    ])
    func blanksOfAnOpenDocument(count: String, blanks: Int) throws {
        let echo = try OpenDocumentMarkup().echo(
            Array(Self.text(blanks: count).utf8), of: "content.xml")
        let text = String(decoding: echo, as: UTF8.self)
        #expect(text.count { $0 == WordSigns.codeBlank } == blanks)
    }

    @Test(arguments: [
        "9223372036854775807", "-9223372036854775808", "0", "1e300", "", "1048577",
    ])
    func rowsOfASpreadsheet(number: String) throws {
        let bytes = try WorkbookWriter.write(sheet: "A", rows: [["a"], ["b"], ["c"]])
        var archive = try Archive(zip: bytes)
        let name = "xl/worksheets/sheet1.xml"
        let sheet = String(decoding: try #require(archive[name]), as: UTF8.self)
        let odd = sheet.replacing(#"<row r="2""#, with: #"<row r="\#(number)""#)
            .replacing(#"<row r="3""#, with: "<row")
        #expect(odd != sheet)
        archive[name] = Array(odd.utf8)
        let workbook = try Workbook(archive.zip(first: ["[Content_Types].xml"]))
        #expect(workbook.sheets.first?.rows.map(\.cells) == [["a"], ["b"], ["c"]])
        #expect(workbook.sheets.first?.rows.map(\.line) == [1, 2, 3])
    }
}
