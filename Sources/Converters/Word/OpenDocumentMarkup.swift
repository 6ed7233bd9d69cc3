import Interchange

/// As `WordMarkup`, for "content.xml" of an OpenDocument text (.odt).
final class OpenDocumentMarkup: MarkupEcho {
    private var style: String?
    private var coloured: Set<String> = []
    private var underlined: Set<String> = []
    /// Styles of programs' lines.
    private var preformatted: Set<String> = ["Preformatted_20_Text"]
    private var isCode = false
    private var blanks = 1
    /// No line of a program is indented further.
    private static let mostBlanks = 200
    private var fonts: [String: String] = [:]
    /// The styles of the open spans; nil for other elements.
    private var spans: [String?] = []

    override func begins(_ name: String, _ attributes: Attributes) {
        spans.append(name == "span" ? attributes["style-name"] : nil)
        switch name {
        case "style":
            style = attributes["name"]
            if let style, let parent = attributes["parent-style-name"],
                preformatted.contains(parent)
            {
                preformatted.insert(style)
            }
        case "p": isCode = attributes["style-name"].map(preformatted.contains) ?? false
        case "s": blanks = min(max(attributes["c"].flatMap { Int($0) } ?? 1, 0), Self.mostBlanks)
        case "text-properties":
            guard let style else { return }
            let colours = [attributes["color"], attributes["background-color"]]
            if colours.contains(where: { Colour.standsOut($0 ?? "") }) { coloured.insert(style) }
            fonts[style] = attributes["font-name"]
            if (attributes["text-underline-style"] ?? "none") != "none" {
                underlined.insert(style)
            }
        default: break
        }
    }

    override func ended(_ name: String) {
        _ = spans.popLast()
        if name == "style" { style = nil }
        if name == "tab" { replaceElement(with: String(WordSigns.tab)) }
        if name == "s", isCode {
            replaceElement(
                with: String(repeating: WordSigns.codeBlank, count: blanks))
        }
    }

    /// The element that just ended is empty.
    private func replaceElement(with text: String) {
        guard let start = out.lastIndex(of: UInt8(ascii: "<")),
            let opening = out[..<start].lastIndex(of: UInt8(ascii: "<"))
        else { return }
        replace(from: opening, with: text)
    }

    /// pandoc takes an underlined text for emphasis, and finds a formula only by the path
    /// that LibreOffice writes ("./Object 1").
    override func changed(_ value: String, of attribute: String, in name: String) -> String? {
        if name == "text-properties", attribute.hasPrefix("text-underline") { return nil }
        guard name == "object", attribute == "href" else { return value }
        let path = value.hasSuffix("/") ? String(value.dropLast()) : value
        return path.hasPrefix("./") ? path : "./\(path)"
    }

    /// pandoc loses the rows in it.
    override func isLeftOut(_ name: String) -> Bool { name == "table-header-rows" }

    override func opening(_ name: String) -> String {
        guard name == "p" else { return "" }
        let heading = path.contains("table-header-rows") ? String(WordSigns.heading) : ""
        return isCode ? "\(WordSigns.code)" : heading
    }

    override func changed(_ text: String) -> String {
        guard path.contains("body") else { return text }
        let styles = spans.compactMap(\.self)
        var text = WordSigns.removed(from: text)
        if let font = styles.compactMap({ fonts[$0] }).last,
            OldFonts.makesUnreadable(text, in: font)
        {
            text = "\(WordSigns.oldFont)\(text)"
        }
        if styles.contains(where: underlined.contains) {
            text = "\(WordSigns.underlineBegins)\(text)\(WordSigns.underlineEnds)"
        }
        return styles.contains(where: coloured.contains)
            ? "\(WordSigns.colourBegins)\(text)\(WordSigns.colourEnds)" : text
    }
}
