/// The decimal comma of Vietnamese numbers, written `2{,}5` in TeX.
///
/// pandoc makes three pieces of it, and browsers put a gap behind the comma. So
/// the comma goes to pandoc as a point, which keeps the number whole, and comes
/// back as a comma.
enum DecimalComma {
    /// The TeX for pandoc.
    static func hidden(_ tex: String) -> String {
        isHidden(in: tex) ? tex.replacing(inTeX, with: { "\($0.1).\($0.2)" }) : tex
    }

    /// The formula as the author wrote its numbers.
    static func shown(_ mathML: String, for tex: String) -> String {
        isHidden(in: tex)
            ? mathML.replacing(inMathML, with: { "<mn>\($0.1),\($0.2)</mn>" }) : mathML
    }

    /// A formula that has decimal points too would lose the difference.
    private static func isHidden(in tex: String) -> Bool {
        tex.contains("{,}") && !tex.contains(point)
    }

    private static var inTeX: Regex<(Substring, Substring, Substring)> { /([0-9])\{,\}([0-9])/ }
    private static var point: Regex<Substring> { /[0-9]\.[0-9]/ }
    private static var inMathML: Regex<(Substring, Substring, Substring)> {
        /<mn>([0-9]+)\.([0-9]+)<\/mn>/
    }
}
