import Foundation
package import Training
package import Values

/// A report as a page of its own, with nothing beside it: what commands write as HTML.
package struct ReportPage {
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
        try html(
            titles,
            [
                "table": [
                    "headings": rows.first ?? [],
                    "rows": rows.dropFirst().map { row -> View in
                        ["label": row.first ?? "", "cells": Array(row.dropFirst())]
                    },
                ] as View
            ], language)
    }

    /// The province's report.
    package func html(_ report: ProvinceReport, in language: Language) throws -> [UInt8] {
        try html(
            [report.title] + report.lines,
            ["sections": ProvincePages.sections(report) { _ in "" }], language)
    }

    private func html(
        _ titles: [String], _ content: View, _ language: Language
    ) throws -> [UInt8] {
        let view: View = [
            "lang": language.rawValue, "title": titles.first ?? "",
            "lines": Array(titles.dropFirst()),
        ].merging(content) { $1 }
        return Array(try pages.render("training/file", view, in: language).utf8)
    }
}
