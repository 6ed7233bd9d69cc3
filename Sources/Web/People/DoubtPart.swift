import Values

/// One page of the doubtful rows of a file that was uploaded; what is chosen on it is kept
/// with the file, so that a thousand doubts are decided page by page.
struct DoubtPart {
    /// Doubtful rows of a page.
    private static let most = 100

    /// From 1.
    let number: Int
    private let count: Int

    /// - Parameters:
    ///   - asked: the page's number as it was asked for.
    ///   - rows: how many are in doubt.
    init(_ asked: String, of rows: Int) {
        count = max(1, (rows + Self.most - 1) / Self.most)
        number = min(max(Int(asked) ?? 1, 1), count)
    }

    /// The page that shows one of the rows.
    init(showing place: Int, of rows: Int) {
        self.init("\(place / Self.most + 1)", of: rows)
    }

    /// The rows of this page.
    func rows<Row>(of all: [Row]) -> ArraySlice<Row> {
        all.dropFirst((number - 1) * Self.most).prefix(Self.most)
    }

    var view: View {
        var view: View = ["isLast": number == count]
        if count > 1 {
            view["parts"] =
                [
                    "part": "\(number)", "parts": "\(count)",
                    "previous": number > 1 ? "\(number - 1)" : "",
                    "next": number < count ? "\(number + 1)" : "",
                ] as View
        }
        return view
    }

    /// What a form says of rows, by line: fields "d" with the line's number.
    static func choices(_ form: FormData) -> [Int: String] {
        Dictionary(
            form.values.compactMap { field, value in
                guard field.hasPrefix("d"), let line = Int(field.dropFirst()) else { return nil }
                return (line, value)
            }, uniquingKeysWith: { $1 })
    }
}
