/// What the reader does with an element of HTML; every other element is dropped
/// around its content, and named.
enum HTMLElement {
    case span(SpanMark)
    case lineBreak
    /// Content of its own paragraphs.
    case block
    /// A heading: a paragraph in strong.
    case heading
    case list(ordered: Bool)
    case item
    case table, row
    case cell(isHeading: Bool)
    case picture
    /// Code in the line.
    case code
    /// Code as a block.
    case program
    /// Stands for nothing and is not worth a word: `<html>`, `<tbody>`.
    case transparent
    /// Dropped with all its content.
    case hidden

    private static let kept: [String: HTMLElement] = [
        "b": .span(.strong), "strong": .span(.strong), "i": .span(.emphasis),
        "em": .span(.emphasis), "u": .span(.underline), "ins": .span(.underline),
        "sup": .span(.superscript), "sub": .span(.subscript), "br": .lineBreak,
        "p": .block, "div": .block, "h1": .heading, "h2": .heading, "h3": .heading,
        "h4": .heading, "h5": .heading, "h6": .heading, "ul": .list(ordered: false),
        "ol": .list(ordered: true), "li": .item, "table": .table, "tr": .row,
        "td": .cell(isHeading: false), "th": .cell(isHeading: true), "img": .picture,
        "code": .code, "tt": .code, "kbd": .code, "samp": .code, "pre": .program,
        "html": .transparent, "body": .transparent, "thead": .transparent,
        "tbody": .transparent, "tfoot": .transparent, "script": .hidden, "style": .hidden,
        "iframe": .hidden, "object": .hidden, "svg": .hidden, "math": .hidden,
        "noscript": .hidden, "template": .hidden, "title": .hidden, "head": .hidden,
        "textarea": .hidden, "select": .hidden, "audio": .hidden, "video": .hidden,
        "canvas": .hidden, "applet": .hidden, "button": .hidden,
    ]

    /// Elements that are dropped around their content but are surely HTML.
    private static let others: Set<String> = [
        "a", "abbr", "acronym", "address", "article", "aside", "bdi", "bdo", "big",
        "blockquote", "caption", "center", "cite", "col", "colgroup", "dd", "del", "details",
        "dfn", "dl", "dt", "embed", "figcaption", "figure", "font", "footer", "form", "header",
        "hr", "input", "label", "legend", "link", "main", "mark", "meta", "nav", "param", "q",
        "ruby", "s", "section", "small", "source", "span", "strike", "summary", "time", "track",
        "var", "wbr",
    ]

    /// Dropped elements that stand on lines of their own.
    private static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "dl",
        "dt", "figcaption", "figure", "footer", "form", "header", "hr", "legend", "main", "nav",
        "section", "summary",
    ]

    init?(_ name: String) {
        guard let element = Self.kept[name] else { return nil }
        self = element
    }

    static func isKnown(_ name: String) -> Bool { kept[name] != nil || others.contains(name) }

    static func isBlock(_ name: String) -> Bool { blocks.contains(name) }
}
