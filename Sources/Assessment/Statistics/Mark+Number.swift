package import Values

extension Double {
    /// A mark for statistics, which are no marks any more.
    package init(_ mark: Mark) { self = Double(mark.numerator) / Double(mark.denominator) }
}
