import Foundation
package import Values

/// A table as a page of its own, with nothing beside it: what commands write as HTML.
package struct TablePage {
    private let pages: Pages

    /// - Throws: when a page, a word or an asset is missing in `Public/`.
    package init(publicFolder: String) throws {
        pages = try Pages(folder: URL(filePath: publicFolder))
    }

    /// - Parameters:
    ///   - titles: lines above the table; the first is the heading.
    ///   - rows: the headings first.
    package func html(
        titles: [String], rows: [[String]], in language: Language
    ) throws -> [UInt8] {
        let view: View = [
            "lang": language.rawValue, "title": titles.first ?? "",
            "lines": Array(titles.dropFirst()), "headings": rows.first ?? [],
            "rows": rows.dropFirst().map { row -> View in
                ["label": row.first ?? "", "cells": Array(row.dropFirst())]
            },
        ]
        return Array(try pages.render("training/table", view, in: language).utf8)
    }
}
