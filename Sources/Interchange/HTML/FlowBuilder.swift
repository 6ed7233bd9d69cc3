import Values

/// Puts blocks and lines together as tags open and close, in whatever order they come.
struct FlowBuilder {
    private var frames = [Frame(kind: .flow)]

    /// Frames inside frames, at most; deeper ones are not opened.
    private static let deepest = 24

    private struct Frame {
        enum Kind: Equatable { case flow, list(ordered: Bool), table, row, cell }
        let kind: Kind
        var blocks: [RichText.Block] = []
        var items: [[RichText.Block]] = []
        var rows: [[[RichText.Inline]]] = []
        var cells: [[RichText.Inline]] = []
        /// Whether all cells so far are headings.
        var isHeading = true
        var spans = [Span(mark: nil)]
        /// Whether the paragraph has a formula written as one on a line of its own.
        var hasDisplay = false

        var hasContent: Bool { spans.contains { !$0.inlines.isEmpty } }
    }

    private struct Span {
        let mark: SpanMark?
        var inlines: [RichText.Inline] = []
    }

    private var top: Int { frames.count - 1 }

    /// Whether the innermost container is a cell, which holds one line only.
    private var isInCell: Bool { frames[top].kind == .cell }

    /// Everything that was built, canonical.
    mutating func finish() -> RichText {
        while frames.count > 1 { closeFrame() }
        breakParagraph()
        return RichText(frames[0].blocks).canonical
    }

    mutating func add(_ inline: RichText.Inline) {
        if frames[top].kind != .flow, frames[top].kind != .cell {
            if case .text(let text) = inline, text.utf8.allSatisfy(\.isSpace) { return }
            openCarrier()
        }
        let last = frames[top].spans.count - 1
        frames[top].spans[last].inlines.append(inline)
    }

    /// A formula on a line of its own.
    ///
    /// - Parameter breaks: it parts the paragraph; otherwise it is a block only if it
    ///   turns out to stand alone.
    mutating func addDisplay(_ tex: RichText.TeX, breaks: Bool) {
        if breaks, frames[top].kind == .flow, frames[top].spans.count == 1 {
            breakParagraph()
            frames[top].blocks.append(RichText.Block.formula(tex))
        } else {
            add(RichText.Inline.formula(tex))
            frames[top].hasDisplay = true
        }
    }

    mutating func add(_ block: RichText.Block) {
        switch (isInCell, block) {
        case (true, .code(let text)): add(RichText.Inline.code(text))
        default:
            if frames[top].kind != .flow { openCarrier() }
            breakParagraph()
            if frames[top].kind == .flow { frames[top].blocks.append(block) }
        }
    }

    /// Ends the paragraph; marks that are open stay open for the next one.
    mutating func breakParagraph() {
        guard frames[top].hasContent else { return }
        if isInCell { return add(.lineBreak) }
        guard frames[top].kind == .flow else { return }
        let marks = frames[top].spans.map(\.mark)
        let line = takeLine()
        let whole = CanonicalForm.paragraph(line)
        if frames[top].hasDisplay, whole.count == 1, case .formula(let tex) = whole[0] {
            frames[top].blocks.append(RichText.Block.formula(tex))
        } else {
            frames[top].blocks.append(.paragraph(line))
        }
        frames[top].hasDisplay = false
        frames[top].spans = marks.map { Span(mark: $0) }
    }

    mutating func open(_ mark: SpanMark) {
        if frames[top].kind != .flow, frames[top].kind != .cell { openCarrier() }
        guard frames[top].spans.count < 64 else { return }
        frames[top].spans.append(Span(mark: mark))
    }

    /// Closes the innermost span of this mark, and what is open inside it.
    mutating func close(_ mark: SpanMark) {
        guard frames[top].spans.contains(where: { $0.mark == mark }) else { return }
        while closeSpan() != mark {}
    }

    @discardableResult private mutating func closeSpan() -> SpanMark? {
        guard frames[top].spans.count > 1, let span = frames[top].spans.popLast(),
            let mark = span.mark
        else { return nil }
        if !span.inlines.isEmpty {
            frames[top].spans[frames[top].spans.count - 1].inlines.append(mark(span.inlines))
        }
        return mark
    }

    private mutating func takeLine() -> [RichText.Inline] {
        while frames[top].spans.count > 1 { closeSpan() }
        return frames[top].spans[0].inlines
    }
}

extension FlowBuilder {
    /// - Returns: false where a list cannot stand (in a cell, or too deep).
    mutating func openList(ordered: Bool) -> Bool { openContainer(.list(ordered: ordered)) }

    mutating func openTable() -> Bool { openContainer(.table) }

    private mutating func openContainer(_ kind: Frame.Kind) -> Bool {
        if frames[top].kind != .flow { openCarrier() }
        guard frames[top].kind == .flow, frames.count < Self.deepest else { return false }
        breakParagraph()
        frames.append(Frame(kind: kind))
        return true
    }

    /// Text straight inside a list or a table gets the item or the cell that it lacks.
    private mutating func openCarrier() {
        switch frames[top].kind {
        case .list: frames.append(Frame(kind: .flow))
        case .table: frames += [Frame(kind: .row), Frame(kind: .cell)]
        case .row: frames.append(Frame(kind: .cell))
        case .flow, .cell: break
        }
    }

    mutating func openItem() {
        if isInCell { return breakParagraph() }
        if hasOpen(where: Self.isList) {
            while !Self.isList(frames[top].kind) { closeFrame() }
        } else if !openList(ordered: false) {
            return breakParagraph()
        }
        frames.append(Frame(kind: .flow))
    }

    mutating func openRow() {
        guard hasOpen(where: { $0 == .table }) else { return breakParagraph() }
        while frames[top].kind != .table { closeFrame() }
        frames.append(Frame(kind: .row))
    }

    mutating func openCell(isHeading: Bool) {
        guard hasOpen(where: { $0 == .table }) else { return breakParagraph() }
        while frames[top].kind != .table, frames[top].kind != .row { closeFrame() }
        if frames[top].kind == .table { frames.append(Frame(kind: .row)) }
        frames[top].isHeading = frames[top].isHeading && isHeading
        frames.append(Frame(kind: .cell))
    }

    mutating func closeList() { close(where: Self.isList) }

    mutating func closeTable() { close { $0 == .table } }

    mutating func closeRow() { close { $0 == .row } }

    mutating func closeCell() { close { $0 == .cell } }

    mutating func closeItem() {
        guard frames.count > 1, frames[top].kind == .flow else { return breakParagraph() }
        closeFrame()
    }

    private static func isList(_ kind: Frame.Kind) -> Bool {
        if case .list = kind { return true }
        return false
    }

    private func hasOpen(where isWanted: (Frame.Kind) -> Bool) -> Bool {
        frames.contains { isWanted($0.kind) }
    }

    private mutating func close(where isWanted: (Frame.Kind) -> Bool) {
        guard hasOpen(where: isWanted) else { return }
        while frames.count > 1 {
            let isLast = isWanted(frames[top].kind)
            closeFrame()
            if isLast { return }
        }
    }

    /// Ends the innermost container and hands what it holds to the one around it.
    private mutating func closeFrame() {
        breakParagraph()
        let line = takeLine()
        guard frames.count > 1, let frame = frames.popLast() else { return }
        switch frame.kind {
        case .flow: frames[top].items.append(frame.blocks)
        case .list(let ordered):
            frames[top].blocks.append(.list(ordered: ordered, items: frame.items))
        case .cell: frames[top].cells.append(line)
        case .row:
            if frames[top].rows.isEmpty { frames[top].isHeading = frame.isHeading }
            if !frame.cells.isEmpty { frames[top].rows.append(frame.cells) }
        case .table:
            frames[top].blocks.append(.table(header: frame.isHeading, rows: frame.rows))
        }
    }
}
