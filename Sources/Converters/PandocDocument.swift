import Foundation
import Values

/// The formulas as a document in pandoc's own syntax tree, each in a division
/// with a number, so that no TeX can end its own place.
struct PandocDocument {
    let json: Data

    init(_ jobs: [FormulaConverter.Job]) throws {
        let blocks: [Any] = jobs.enumerated().map { place, job in
            let kind = ["t": job.display ? "DisplayMath" : "InlineMath"]
            let math: [String: Any] = [
                "t": "Math", "c": [kind, DecimalComma.hidden(job.tex.source)] as [Any],
            ]
            let plain: [String: Any] = ["t": "Plain", "c": [math]]
            let attributes: [Any] = ["f\(place)", [] as [String], [] as [String]]
            return ["t": "Div", "c": [attributes, [plain]] as [Any]] as [String: Any]
        }
        json = try JSONSerialization.data(withJSONObject: [
            "pandoc-api-version": [1, 22], "meta": [:] as [String: String], "blocks": blocks,
        ])
    }

    /// The formula of one division, without the TeX annotation, which only adds weight.
    static func formula(_ place: Int, in html: String) -> String? {
        guard let start = html.range(of: "<div id=\"f\(place)\">"),
            let end = html[start.upperBound...].range(of: "</div>")
        else { return nil }
        var formula = String(html[start.upperBound..<end.lowerBound])
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard formula.hasPrefix("<math "), formula.hasSuffix("</math>") else { return nil }
        if let note = formula.range(of: "<annotation "),
            let noteEnd = formula.range(of: "</annotation>")
        {
            formula.removeSubrange(note.lowerBound..<noteEnd.upperBound)
        }
        formula = formula.replacing("<semantics>", with: "").replacing("</semantics>", with: "")
            .replacing(" display=\"inline\"", with: "")
            .replacing(" xmlns=\"http://www.w3.org/1998/Math/MathML\"", with: "")
        return isPlainMathML(formula) ? formula : nil
    }

    /// Only elements of MathML Core and attributes that set shapes may reach a page.
    private static func isPlainMathML(_ formula: String) -> Bool {
        var rest = formula[...]
        while let open = rest.firstIndex(of: "<") {
            guard let close = rest[open...].firstIndex(of: ">") else { return false }
            let tag = rest[rest.index(after: open)..<close].drop { $0 == "/" }
            let words = tag.split(separator: " ")
            guard let name = words.first, elements.contains(String(name)),
                words.dropFirst().allSatisfy({ isHarmless($0) })
            else { return false }
            rest = rest[rest.index(after: close)...]
        }
        return true
    }

    private static func isHarmless(_ attribute: Substring) -> Bool {
        guard let name = attribute.split(separator: "=").first else { return false }
        return attributes.contains(String(name)) || !attribute.contains("=")
    }

    private static let elements: Set<String> = [
        "math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot",
        "mstyle", "merror", "mpadded", "mphantom", "mfenced", "menclose", "msub", "msup",
        "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts", "none",
        "mtable", "mtr", "mtd",
    ]

    private static let attributes: Set<String> = [
        "display", "mathvariant", "stretchy", "fence", "form", "accent", "accentunder", "width",
        "height", "depth", "lspace", "rspace", "columnalign", "columnspacing", "rowspacing",
        "displaystyle", "scriptlevel", "linethickness", "minsize", "maxsize", "movablelimits",
        "separator", "symmetric", "largeop", "notation", "rowalign", "mathsize",
    ]
}
