import Interchange

/// As `WordMarkup`, for "content.xml" of an OpenDocument text (.odt).
final class OpenDocumentMarkup: MarkupEcho {
    private var style: String?
    private var coloured: Set<String> = []
    private var fonts: [String: String] = [:]
    /// The styles of the open spans; nil for other elements.
    private var spans: [String?] = []

    override func begins(_ name: String, _ attributes: Attributes) {
        spans.append(name == "span" ? attributes["style-name"] : nil)
        switch name {
        case "style": style = attributes["name"]
        case "text-properties":
            guard let style else { return }
            let colours = [attributes["color"], attributes["background-color"]]
            if colours.contains(where: { Colour.standsOut($0 ?? "") }) { coloured.insert(style) }
            fonts[style] = attributes["font-name"]
        default: break
        }
    }

    override func ended(_ name: String) {
        _ = spans.popLast()
        if name == "style" { style = nil }
        guard name == "tab", let start = out.lastIndex(of: UInt8(ascii: "<")),
            let opening = out[..<start].lastIndex(of: UInt8(ascii: "<"))
        else { return }
        replace(from: opening, with: String(WordSigns.tab))
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
        return styles.contains(where: coloured.contains)
            ? "\(WordSigns.colourBegins)\(text)\(WordSigns.colourEnds)" : text
    }
}
