package import Interchange

/// Documents of one table as Word files and as spreadsheets, cells that span others
/// included, which pandoc's Word writer does not know.
package enum TableWriter {
    /// A .docx on A4 across.
    ///
    /// - Throws: `ArchiveFault`.
    package static func word(_ document: TableDocument) throws(ArchiveFault) -> [UInt8] {
        try word([document])
    }

    /// A .docx with one table after another, each below its titles.
    ///
    /// - Throws: `ArchiveFault`.
    package static func word(_ documents: [TableDocument]) throws(ArchiveFault) -> [UInt8] {
        let archive = Archive(files: [
            "[Content_Types].xml": Array(Self.contentTypes.utf8),
            "_rels/.rels": Array(Self.relations.utf8),
            "word/document.xml": Array(body(documents).utf8),
        ])
        return try archive.zip(first: ["[Content_Types].xml"])
    }

    private static let header = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#

    private static let contentTypes = """
        \(header)<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
        <Default Extension="rels" \
        ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
        <Override PartName="/word/document.xml" ContentType="application/\
        vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
        """

    private static let relations = """
        \(header)<Relationships \
        xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
        <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/\
        relationships/officeDocument" Target="word/document.xml"/></Relationships>
        """

    /// Twentieths of a point between the margins of A4 across.
    private static let textWidth = 15_398

    private static func body(_ documents: [TableDocument]) -> String {
        """
        \(header)<w:document \
        xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>\
        \(documents.map(content).joined())\
        <w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>\
        <w:pgMar w:top="850" w:right="720" w:bottom="850" w:left="720" w:header="450" \
        w:footer="450" w:gutter="0"/></w:sectPr></w:body></w:document>
        """
    }

    private static func content(_ document: TableDocument) -> String {
        let whole = max(1, document.widths.reduce(0, +))
        let widths = document.widths.map { $0 * textWidth / whole }
        let titles = document.titles.enumerated().map { place, title in
            paragraph(title, isBold: place < 2, isCentred: true, size: place == 0 ? 28 : 24)
        }
        let notes = document.notes.map {
            paragraph($0, isBold: false, isCentred: false, size: 22)
        }
        return """
            \(titles.joined())<w:tbl><w:tblPr><w:tblW w:w="\(textWidth)" w:type="dxa"/>\
            <w:tblBorders>\(borders)</w:tblBorders><w:tblLayout w:type="fixed"/>\
            <w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>\
            </w:tblCellMar></w:tblPr><w:tblGrid>\
            \(widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined())</w:tblGrid>\
            \(rows(document, widths))</w:tbl>\
            \(paragraph("", isBold: false, isCentred: false, size: 22))\(notes.joined())
            """
    }

    private static let borders = ["top", "left", "bottom", "right", "insideH", "insideV"].map {
        "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
    }.joined()

    private static func rows(_ document: TableDocument, _ widths: [Int]) -> String {
        var grid: [[Int]: TableDocument.Placed] = [:]
        for placed in document.placed {
            for row in 0..<placed.cell.rows { grid[[placed.row + row, placed.column]] = placed }
        }
        return document.rows.indices.map { row in
            var cells = ""
            var column = 0
            while column < widths.count {
                guard let placed = grid[[row, column]] else {
                    cells += cell(.init(""), width: widths[column], merge: "")
                    column += 1
                    continue
                }
                let span = max(1, placed.cell.columns)
                let width = widths[column..<min(widths.count, column + span)].reduce(0, +)
                let continues = placed.row < row
                let merge =
                    placed.cell.rows == 1
                    ? "" : continues ? "<w:vMerge/>" : "<w:vMerge w:val=\"restart\"/>"
                cells += cell(
                    continues ? .init("", columns: span) : placed.cell, width: width, merge: merge)
                column += span
            }
            let head = row < document.headRows ? "<w:tblHeader/>" : ""
            return "<w:tr><w:trPr><w:cantSplit/>\(head)</w:trPr>\(cells)</w:tr>"
        }.joined()
    }

    private static func cell(_ cell: TableDocument.Cell, width: Int, merge: String) -> String {
        let span = cell.columns > 1 ? "<w:gridSpan w:val=\"\(cell.columns)\"/>" : ""
        let lines = cell.text.split(separator: "\n", omittingEmptySubsequences: false)
        let text = lines.map {
            paragraph(String($0), isBold: cell.isBold, isCentred: cell.isCentred, size: 22)
        }.joined()
        return """
            <w:tc><w:tcPr><w:tcW w:w="\(width)" w:type="dxa"/>\(span)\(merge)\
            <w:vAlign w:val="center"/></w:tcPr>\(text)</w:tc>
            """
    }

    /// - Parameter size: in half points.
    private static func paragraph(
        _ text: String, isBold: Bool, isCentred: Bool, size: Int
    ) -> String {
        let run = """
            <w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" \
            w:cs="Times New Roman"/>\(isBold ? "<w:b/>" : "")<w:sz w:val="\(size)"/></w:rPr>\
            <w:t xml:space="preserve">\(escaped(text))</w:t></w:r>
            """
        return """
            <w:p><w:pPr><w:spacing w:before="20" w:after="20"/>\
            \(isCentred ? "<w:jc w:val=\"center\"/>" : "")</w:pPr>\(text.isEmpty ? "" : run)</w:p>
            """
    }

    /// Without the characters that XML 1.0 does not know (2.2).
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\t": escaped += " "
            case _ where scalar.value < 32 || (0xFFFE...0xFFFF).contains(scalar.value): break
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
