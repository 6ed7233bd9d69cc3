extension RichText {
    /// What rendering needs from outside the text.
    package struct Surroundings: Sendable {
        /// MathML of a formula, from the cache; nil shows the TeX source.
        package var mathML: @Sendable (_ tex: TeX, _ display: Bool) -> String?
        /// The address of a picture in the store.
        package var assetAddress: @Sendable (_ hash: String) -> String
        /// What stands where something is to be filled in.
        package var gap: @Sendable (_ number: Int) -> String = { _ in "<u> … </u>" }

        package init(
            mathML: @escaping @Sendable (_ tex: TeX, _ display: Bool) -> String?,
            assetAddress: @escaping @Sendable (_ hash: String) -> String
        ) {
            self.mathML = mathML
            self.assetAddress = assetAddress
        }
    }

    /// The text as HTML blocks. Nothing that was imported reaches the page but
    /// through here, escaped.
    package func html(in surroundings: Surroundings) -> String {
        var renderer = HTMLRenderer(surroundings: surroundings)
        renderer.write(blocks)
        return renderer.html
    }

    /// The text as HTML that may stand inside a line: one paragraph loses its `<p>`.
    package func inlineHTML(in surroundings: Surroundings) -> String {
        var renderer = HTMLRenderer(surroundings: surroundings)
        if case .paragraph(let line)? = blocks.first, blocks.count == 1 {
            let isWide = HTMLRenderer.isWide(line)
            if isWide { renderer.html += #"<span class="wide" tabindex="0">"# }
            renderer.write(line)
            if isWide { renderer.html += "</span>" }
        } else {
            renderer.write(blocks)
        }
        return renderer.html
    }
}

private struct HTMLRenderer {
    let surroundings: RichText.Surroundings
    var html = ""

    mutating func write(_ blocks: [RichText.Block]) {
        for block in blocks { write(block) }
    }

    mutating func write(_ line: [RichText.Inline]) {
        for inline in line { write(inline) }
    }

    private mutating func write(_ block: RichText.Block) {
        switch block {
        case .paragraph(let line):
            html += Self.isWide(line) ? #"<p class="wide" tabindex="0">"# : "<p>"
            write(line)
            html += "</p>"
        case .list(let ordered, let items):
            wrap(ordered ? "ol" : "ul") { list in
                for item in items { list.wrap("li") { $0.writeItem(item) } }
            }
        case .table(let header, let rows): write(rows: rows, header: header)
        case .code(let text):
            // What scrolls sideways must be reachable by the keyboard.
            html += #"<pre tabindex="0"><code>"# + text.htmlEscaped + "</code></pre>"
        case .formula(let tex):
            html += #"<p class="wide" tabindex="0">"#
            write(tex, display: true)
            html += "</p>"
        }
    }

    /// Whether a line may be wider than a phone: formulas do not break, so it scrolls sideways,
    /// and what scrolls must be reachable by the keyboard.
    static func isWide(_ line: [RichText.Inline]) -> Bool {
        RichText([.paragraph(line)]).formulas.contains { formula in
            formula.tex.source.utf8.count > symbols
                && formula.tex.source.replacing(/\\[A-Za-z]+/, with: "x")
                    .count { !" {}^_&\\$".contains($0) } > symbols
        }
    }

    /// So many signs may be some 250 px wide, blanks around them included.
    private static let symbols = 17

    /// An item of one paragraph needs no `<p>`.
    private mutating func writeItem(_ blocks: [RichText.Block]) {
        if case .paragraph(let line)? = blocks.first, blocks.count == 1, !Self.isWide(line) {
            write(line)
        } else {
            write(blocks)
        }
    }

    private mutating func write(rows: [[[RichText.Inline]]], header: Bool) {
        html += #"<div class="scroll" tabindex="0"><table>"#
        for (place, row) in rows.enumerated() {
            let cell = header && place == 0 ? "th" : "td"
            wrap("tr") { line in
                for content in row { line.wrap(cell) { $0.write(content) } }
            }
        }
        html += "</table></div>"
    }

    private mutating func write(_ inline: RichText.Inline) {
        switch inline {
        case .text(let text): html += text.htmlEscaped
        case .strong(let inner): wrap("strong") { $0.write(inner) }
        case .emphasis(let inner): wrap("em") { $0.write(inner) }
        case .underline(let inner): wrap("u") { $0.write(inner) }
        case .superscript(let inner): wrap("sup") { $0.write(inner) }
        case .subscript(let inner): wrap("sub") { $0.write(inner) }
        case .code(let text): wrap("code") { $0.html += text.htmlEscaped }
        case .formula(let tex): write(tex, display: false)
        case .image(let image): write(image)
        case .lineBreak: html += "<br>"
        case .gap(let number): html += surroundings.gap(number)
        }
    }

    private mutating func write(_ tex: RichText.TeX, display: Bool) {
        if let mathML = surroundings.mathML(tex, display) {
            html += mathML
        } else {
            html += #"<code class="tex">"# + tex.source.htmlEscaped + "</code>"
        }
    }

    private mutating func write(_ image: RichText.Image) {
        switch image.source {
        case .asset(let hash):
            let address = surroundings.assetAddress(hash).htmlEscaped
            let words = image.isDecorative ? "" : image.alternative.htmlEscaped
            html += #"<img src="\#(address)" alt="\#(words)">"#
        case .path:
            // The file did not come with the bank: what the picture says must do.
            html += #"<span class="missing">"# + image.alternative.htmlEscaped + "</span>"
        }
    }

    private mutating func wrap(_ tag: String, _ inner: (inout Self) -> Void) {
        html += "<\(tag)>"
        inner(&self)
        html += "</\(tag)>"
    }
}
