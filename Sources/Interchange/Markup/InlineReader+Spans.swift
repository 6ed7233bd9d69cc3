import Values

/// A mark around a part of a line.
enum SpanMark {
    case strong, emphasis, underline, superscript, `subscript`

    func callAsFunction(_ inner: [RichText.Inline]) -> RichText.Inline {
        switch self {
        case .strong: .strong(inner)
        case .emphasis: .emphasis(inner)
        case .underline: .underline(inner)
        case .superscript: .superscript(inner)
        case .subscript: .subscript(inner)
        }
    }
}

extension InlineReader {
    /// A star or underscore mark. It opens before a sign that is no space and closes
    /// behind one; between two letters or digits ("2*3", "so_luong") it is itself.
    mutating func takeMark() {
        let run = InlineSpan.runLength(in: text, at: place)
        guard let (mark, length) = mark(inRunOf: run) else { return takeLiterally(run) }
        let before = text.scalar(before: place)
        let after = text.scalar(at: place + length)
        if before?.isWordSign == true, after?.isWordSign == true { return takeLiterally(length) }
        if open.contains(where: { $0.mark == mark }) {
            let closes = before.map(isSpace) == false && open.last?.isEmpty == false
            if closes { close(mark, length: length) } else { takeLiterally(length) }
        } else if after.map(isSpace) == false, open.count <= CanonicalForm.deepestSpan {
            open.append(OpenSpan(mark: mark))
            place += length
        } else {
            takeLiterally(length)
        }
    }

    private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && UInt8(ascii: scalar).isSpace
    }

    /// - Returns: nil for what marks nothing; a gap to be filled in ("_____") is one.
    private func mark(inRunOf run: Int) -> (SpanMark, Int)? {
        if text[place] == ASCII.underscore {
            if run > 3 { return nil }
            if dialect == .cauText { return run == 2 ? (.underline, 2) : nil }
        }
        if run == 1 { return (.emphasis, 1) }
        let innermost = open.last { $0.mark == .strong || $0.mark == .emphasis }?.mark
        return run > 2 && innermost == .emphasis ? (.emphasis, 1) : (.strong, 2)
    }

    /// Ends the innermost span of this mark; what opened inside it and did not end is text.
    private mutating func close(_ mark: SpanMark, length: Int) {
        while let last = open.last, last.mark != mark { giveUpInnermost() }
        guard var span = open.popLast() else { return }
        span.flush()
        add(mark(span.inlines))
        place += length
    }

    /// Makes the sign that opened the innermost span a text again.
    mutating func giveUpInnermost() {
        guard open.count > 1, let span = open.popLast(), let mark = span.mark else { return }
        let parent = open.count - 1
        open[parent].words.append(contentsOf: sign(of: mark).utf8)
        if !span.inlines.isEmpty {
            open[parent].flush()
            open[parent].inlines.append(contentsOf: span.inlines)
        }
        open[parent].words.append(contentsOf: span.words)
    }

    private func sign(of mark: SpanMark) -> String {
        switch mark {
        case .strong: "**"
        case .emphasis: "*"
        case .underline: "__"
        case .superscript: "<sup>"
        case .subscript: "<sub>"
        }
    }

    /// The three tags that Câu text knows; any other is text.
    mutating func takeTag() {
        let rest = text[place...]
        if rest.begins(with: "<sup>") {
            openTag(.superscript, length: 5)
        } else if rest.begins(with: "<sub>") {
            openTag(.subscript, length: 5)
        } else if rest.begins(with: "</sup>") {
            closeTag(.superscript)
        } else if rest.begins(with: "</sub>") {
            closeTag(.subscript)
        } else if rest.begins(with: "<br>") || rest.begins(with: "<br/>") {
            add(.lineBreak)
            place += rest.begins(with: "<br>") ? 4 : 5
        } else {
            takeLiterally(1)
        }
    }

    private mutating func openTag(_ mark: SpanMark, length: Int) {
        guard open.count <= CanonicalForm.deepestSpan else { return takeLiterally(length) }
        open.append(OpenSpan(mark: mark))
        place += length
    }

    private mutating func closeTag(_ mark: SpanMark) {
        guard open.contains(where: { $0.mark == mark }) else { return takeLiterally(6) }
        close(mark, length: 6)
    }
}
