import Interchange
import Testing
import Values

@testable import Converters

/// Files that hold no text to read, and cells that show more than their number.
@Suite struct ClosedFormatTests {
    private static let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    @Test(arguments: [
        (old, ImportFault.ClosedFormat.oldOffice), (Array("%PDF-1.7".utf8), .pdf),
    ])
    func listsOfThemAreRefusedWithWhatToDo(
        bytes: [UInt8], format: ImportFault.ClosedFormat
    ) throws {
        let fault = ImportFault(file: "a.xls", reason: .closedFormat(format))
        #expect(throws: fault) { try TableFile.rows(bytes, file: "a.xls") }
        #expect(throws: fault) { try RosterConverter.people(bytes, file: "a.xls") }
        #expect(fault.text(in: .vietnamese) != fault.text(in: .english))
    }

    @Test(arguments: [
        ("0.5", "50%"), ("0.125", "12.5%"), ("1", "100%"), ("0.07", "7%"), ("", ""),
    ])
    func percentagesStayOnes(stored: String, shown: String) {
        #expect(CellText.percent(stored) == shown)
    }

    @Test(arguments: [
        (9, nil, CellText.NumberKind?.some(.percent)), (10, nil, .percent), (170, "0.0%", .percent),
        (171, "0\"%\"", nil), (14, nil, .date), (172, "General", nil),
    ])
    func formatsTellWhatANumberIs(id: Int, code: String?, kind: CellText.NumberKind?) {
        #expect(CellText.numberKind(format: id, code: code) == kind)
    }
}
