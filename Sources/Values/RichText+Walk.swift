extension RichText {
    /// Only the words: formulas as their TeX, pictures as their alternative text.
    package var plainText: String {
        blocks.map(Self.words).filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func words(of block: Block) -> String {
        switch block {
        case .paragraph(let line): words(of: line)
        case .list(_, let items): items.map { RichText($0).plainText }.joined(separator: " ")
        case .table(_, let rows): rows.joined().map(words).joined(separator: " ")
        case .code(let text): text
        case .formula(let tex): tex.source
        }
    }

    /// A word of which a part looks different stays one word.
    private static func words(of line: [Inline]) -> String {
        line.map { inline in
            switch inline {
            case .text(let text), .code(let text): text
            case .strong(let inner), .emphasis(let inner), .underline(let inner),
                .superscript(let inner), .subscript(let inner):
                words(of: inner)
            case .formula(let tex): " \(tex.source) "
            case .image(let image): " \(image.alternative) "
            case .gap: " … "
            case .lineBreak: " "
            }
        }.joined()
    }

    /// Every formula in reading order, with whether it stands on its own line.
    package var formulas: [(tex: TeX, display: Bool)] {
        var found: [(tex: TeX, display: Bool)] = []
        visit { part in
            switch part {
            case .inline(.formula(let tex)): found.append((tex, false))
            case .block(.formula(let tex)): found.append((tex, true))
            default: break
            }
        }
        return found
    }

    /// Every picture in reading order.
    package var images: [Image] {
        var found: [Image] = []
        visit { part in
            if case .inline(.image(let image)) = part { found.append(image) }
        }
        return found
    }

    /// The numbers of the gaps, in reading order.
    package var gaps: [Int] {
        var found: [Int] = []
        visit { part in
            if case .inline(.gap(let number)) = part { found.append(number) }
        }
        return found
    }

    /// The same text with every picture replaced by what `change` makes of it.
    package func mapImages<E: Error>(_ change: (Image) throws(E) -> Image) throws(E) -> RichText {
        try mapParts { part throws(E) in
            guard case .inline(.image(let image)) = part else { return part }
            return .inline(.image(try change(image)))
        }
    }

    /// The same text with words in the place of every picture.
    package func withoutImages(_ words: (Image) -> String) -> RichText {
        mapParts { part in
            guard case .inline(.image(let image)) = part else { return part }
            return .inline(.text(words(image)))
        }
    }

    /// The same text with every formula replaced by what `change` makes of it.
    package func mapFormulas(_ change: (TeX) -> TeX) -> RichText {
        mapParts { part in
            switch part {
            case .inline(.formula(let tex)): .inline(.formula(change(tex)))
            case .block(.formula(let tex)): .block(.formula(change(tex)))
            default: part
            }
        }
    }

    /// The same text with each part that holds no other replaced by what `change` makes of it.
    private func mapParts<E: Error>(_ change: (Part) throws(E) -> Part) throws(E) -> RichText {
        var copy: [Block] = []
        for block in blocks { copy.append(try Self.map(block, change)) }
        return RichText(copy)
    }

    /// One part met while walking.
    package enum Part {
        case block(Block)
        case inline(Inline)
    }

    /// Calls `see` for every block and inline, in reading order.
    package func visit(_ see: (Part) -> Void) {
        for block in blocks { Self.visit(block, see) }
    }

    private static func visit(_ block: Block, _ see: (Part) -> Void) {
        see(.block(block))
        switch block {
        case .paragraph(let line): for inline in line { visit(inline, see) }
        case .list(_, let items): for item in items { for block in item { visit(block, see) } }
        case .table(_, let rows):
            for cell in rows.joined() { for inline in cell { visit(inline, see) } }
        case .code, .formula: break
        }
    }

    private static func visit(_ inline: Inline, _ see: (Part) -> Void) {
        see(.inline(inline))
        switch inline {
        case .strong(let inner), .emphasis(let inner), .underline(let inner),
            .superscript(let inner), .subscript(let inner):
            for inline in inner { visit(inline, see) }
        case .text, .code, .formula, .image, .lineBreak, .gap: break
        }
    }

    private static func map<E: Error>(
        _ block: Block, _ change: (Part) throws(E) -> Part
    ) throws(E) -> Block {
        switch block {
        case .paragraph(let line):
            return .paragraph(try map(line, change))
        case .list(let ordered, let items):
            var changed: [[Block]] = []
            for item in items { changed.append(try RichText(item).mapParts(change).blocks) }
            return .list(ordered: ordered, items: changed)
        case .table(let header, let rows):
            var changed: [[[Inline]]] = []
            for row in rows {
                var cells: [[Inline]] = []
                for cell in row { cells.append(try map(cell, change)) }
                changed.append(cells)
            }
            return .table(header: header, rows: changed)
        case .code, .formula:
            if case .block(let other) = try change(.block(block)) { return other }
            return block
        }
    }

    private static func map<E: Error>(
        _ line: [Inline], _ change: (Part) throws(E) -> Part
    ) throws(E) -> [Inline] {
        var changed: [Inline] = []
        for inline in line {
            switch inline {
            case .strong(let inner): changed.append(.strong(try map(inner, change)))
            case .emphasis(let inner): changed.append(.emphasis(try map(inner, change)))
            case .underline(let inner): changed.append(.underline(try map(inner, change)))
            case .superscript(let inner): changed.append(.superscript(try map(inner, change)))
            case .subscript(let inner): changed.append(.subscript(try map(inner, change)))
            case .text, .code, .formula, .image, .lineBreak, .gap:
                if case .inline(let other) = try change(.inline(inline)) {
                    changed.append(other)
                }
            }
        }
        return changed
    }
}
