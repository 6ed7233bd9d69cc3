import Interchange

/// The main part of a Word document on its way to pandoc: what pandoc would lose
/// (colours, tab stops, old fonts, MathType, text boxes) is written into its text as `WordSigns`.
final class WordMarkup: MarkupEcho {
    /// The looks of the runs that are open, innermost last.
    private var runs: [Run] = []
    /// Where each open object begins in the output, and whether it is an equation.
    private var objects: [(mark: Int, isEquation: Bool)] = []
    private let usualFont: String
    /// Styles that set a colour of their own, by id.
    private let colouredStyles: Set<String>
    private var isInColouredParagraph = false
    /// What the text boxes and drawings of the outermost run hold.
    private var drawing = Drawing()

    private struct Drawing {
        /// The words of its boxes, a paragraph each.
        var lines: [String] = []
        var hasPicture = false
        /// Something in it is for nobody to read: a chart, lines, a formula in a box.
        var isLost = false
    }

    /// Behind each drawing stands another way to show the same, for older programs.
    private var isRepeated: Bool { path.contains("Fallback") }
    private var isInBox: Bool { path.contains("txbxContent") }

    private struct Run {
        var isColoured = false
        var font: String?
    }

    init(_ styles: WordStyles) {
        usualFont = styles.usualFont
        colouredStyles = styles.coloured
    }

    override func begins(_ name: String, _ attributes: Attributes) {
        switch name {
        case "p" where isInBox:
            if !isRepeated { drawing.lines.append("") }
        case "p": isInColouredParagraph = false
        case "pStyle" where !isInBox:
            isInColouredParagraph = colouredStyles.contains(attributes["val"] ?? "")
        case "r": runs.append(Run(isColoured: isInColouredParagraph))
        case "object", "pict": objects.append((mark, false))
        case "OLEObject":
            let program = attributes["ProgID"] ?? ""
            if !objects.isEmpty, program.hasPrefix("Equation") || program.hasPrefix("MathType") {
                objects[objects.count - 1].isEquation = true
            }
        case "blip", "imagedata":
            drawing.hasPicture = true
            if isInBox { drawing.isLost = true }
        case "oMath" where isInBox: drawing.isLost = true
        default: look(name, attributes)
        }
    }

    /// Properties of a run stand in its `rPr`.
    private func look(_ name: String, _ attributes: Attributes) {
        guard !runs.isEmpty, path.last == "rPr", path.dropLast().last == "r" else { return }
        let isColoured =
            switch name {
            case "color": Colour.standsOut(attributes["val"] ?? "")
            case "highlight": !["none", "white"].contains(attributes["val"] ?? "none")
            case "shd": Colour.standsOut(attributes["fill"] ?? "")
            case "rStyle": colouredStyles.contains(attributes["val"] ?? "")
            default: false
            }
        if isColoured { runs[runs.count - 1].isColoured = true }
        if name == "rFonts" {
            runs[runs.count - 1].font = attributes["ascii"] ?? attributes["hAnsi"]
        }
    }

    override func ended(_ name: String) {
        switch name {
        case "r":
            _ = runs.popLast()
            if runs.isEmpty { writeDrawing() }
        case "drawing": lookAtDrawing()
        case "tab" where path.last == "r": replaceElement(with: WordSigns.tab)
        case "object", "pict":
            if name == "pict" { lookAtDrawing() }
            guard let object = objects.popLast(), object.isEquation else { return }
            replace(from: object.mark, with: "<w:t>\(WordSigns.mathType)</w:t>")
        default: break
        }
    }

    private func lookAtDrawing() {
        let isEmpty = !drawing.hasPicture && drawing.lines.allSatisfy(\.isEmpty)
        if isEmpty, !isRepeated { drawing.isLost = true }
    }

    /// Behind a run, what of its drawings has words; pandoc leaves them out.
    private func writeDrawing() {
        let lines = drawing.lines.filter { !$0.isEmpty }
        if drawing.isLost {
            replace(from: mark, with: "<w:r><w:t>\(WordSigns.drawing)</w:t></w:r>")
        }
        for line in lines {
            let text = Self.escaped("\(WordSigns.box)\(line)")
            replace(from: mark, with: "<w:r><w:br/><w:t>\(text)</w:t></w:r>")
        }
        drawing = Drawing()
    }

    /// The element that just ended is empty: `<w:tab></w:tab>`.
    private func replaceElement(with sign: Character) {
        guard let start = out.lastIndex(of: UInt8(ascii: "<")),
            let opening = out[..<start].lastIndex(of: UInt8(ascii: "<"))
        else { return }
        replace(from: opening, with: "<w:t>\(sign)</w:t>")
    }

    override func changed(_ text: String) -> String {
        guard path.last == "t", let run = runs.last else { return text }
        var text = WordSigns.removed(from: text)
        if isInBox {
            if !isRepeated, let last = drawing.lines.indices.last { drawing.lines[last] += text }
            return text
        }
        // Blanks in a row, by which people put options side by side, count as a tab stop.
        if text.contains("  ") {
            text = text.replacing(/\ {2,}/, with: { "\(WordSigns.tab)\($0.0)" })
        }
        if OldFonts.makesUnreadable(text, in: run.font ?? usualFont) {
            text = "\(WordSigns.oldFont)\(text)"
        }
        return run.isColoured
            ? "\(WordSigns.colourBegins)\(text)\(WordSigns.colourEnds)" : text
    }
}

/// The font that a Word document's text has where it names none, and the styles that colour.
final class WordStyles: MarkupEcho {
    private var style = ""
    private var coloursItself: Set<String> = []
    private var base: [String: String] = [:]
    private var isDefaultStyle = false
    private var ofDefaults: String?
    private var ofStandard: String?

    /// The font of the default paragraph style, else of the document's defaults.
    var usualFont: String { ofStandard ?? ofDefaults ?? "" }

    /// The ids of styles that set a colour, or stand on one that does.
    var coloured: Set<String> {
        var all = coloursItself
        // A few dozen styles, each on one other.
        for _ in base.keys {
            let more = base.filter { all.contains($0.value) }.map(\.key)
            if all.isSuperset(of: more) { break }
            all.formUnion(more)
        }
        return all
    }

    override func begins(_ name: String, _ attributes: Attributes) {
        switch name {
        case "style":
            isDefaultStyle = attributes["type"] == "paragraph" && attributes["default"] == "1"
            style = attributes["styleId"] ?? ""
        case "basedOn": base[style] = attributes["val"]
        case "color" where path.last == "rPr" && path.contains("style"):
            if Colour.standsOut(attributes["val"] ?? "") { coloursItself.insert(style) }
        case "rFonts":
            let font = attributes["ascii"] ?? attributes["hAnsi"]
            if path.contains("docDefaults") { ofDefaults = font }
            if path.contains("style"), isDefaultStyle { ofStandard = font }
        default: break
        }
    }
}

/// Whether a colour is one that a teacher marks with.
enum Colour {
    /// - Parameter hex: "FF0000", "#ff0000"; "auto" and names do not stand out.
    static func standsOut(_ hex: String) -> Bool {
        let digits = hex.hasPrefix("#") ? hex.dropFirst() : hex[...]
        guard digits.utf8.count == 6, let value = Int(digits, radix: 16) else { return false }
        let parts = [value >> 16, value >> 8 & 255, value & 255]
        // Greys, black and white have three parts alike.
        return (parts.max() ?? 0) - (parts.min() ?? 0) > 48
    }
}

/// Fonts that show Vietnamese by letters of other encodings.
enum OldFonts {
    /// Whether a text in this font reads as something else than what was meant:
    /// it has letters beyond ASCII, and the font is one of TCVN3's or VNI's.
    static func makesUnreadable(_ text: String, in font: String) -> Bool {
        let name = font.lowercased()
        guard name.hasPrefix(".vn") || name.hasPrefix("vni-") else { return false }
        return text.utf8.contains { $0 >= 128 }
    }
}
