import Values

/// Statistics as pages and tables show them: rounded, never exact.
enum FigureText {
    /// "73 %"
    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    /// "12 (40 %)"; of none, the number alone.
    static func share(_ count: Int, of all: Int) -> String {
        count == 0 ? "0" : "\(count) (\(percent(Double(count) / Double(all))))"
    }

    /// For pages, with a comma and a true minus: two decimals at most, or with just
    /// two: "−0,3", "−0,30".
    static func decimal(_ value: Double, padded: Bool = false) -> String {
        decimal(value, separator: ",", padded: padded).replacing("-", with: "−")
    }

    /// For machines.
    static func decimal(_ value: Double, separator: String, padded: Bool = false) -> String {
        let hundredths = Mark(Int64((value * 100).rounded()), over: 100) ?? .zero
        return hundredths.decimal(places: 2, separator: separator, padded: padded)
    }
}
