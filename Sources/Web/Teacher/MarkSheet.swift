import Hummingbird
import Interchange
import Values

/// A table to download for a spreadsheet: parted by commas with decimal points, or, with
/// `?separator=semicolon`, parted by semicolons with decimal commas, as a spreadsheet
/// that speaks Vietnamese reads it.
struct MarkSheet {
    private let separator: CSVTable.Separator
    private var point: String { separator == .semicolon ? "," : "." }

    init(_ visit: Visit) {
        separator = visit.query["separator"] == "semicolon" ? .semicolon : .comma
    }

    /// - Parameter places: decimals at most.
    func text(_ mark: Mark, places: Int) -> String {
        mark.decimal(places: places, separator: point)
    }

    /// A statistic with two decimals at most; nil is an empty cell.
    func text(_ value: Double?) -> String {
        value.map { FigureText.decimal($0, separator: point) } ?? ""
    }

    func answer(_ rows: [[String]], name: String) -> Response {
        .download(
            CSVWriter.write(rows, separator: separator),
            mediaType: "text/csv; charset=utf-8", name: "\(name).csv")
    }
}
