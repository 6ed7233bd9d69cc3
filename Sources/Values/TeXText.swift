/// A formula's TeX as a line of plain text, for lists and titles where no formula can
/// stand: "\dfrac{x^2 - 1}{x + 1}" is "(x² − 1)/(x + 1)".
///
/// It is meant to be read, not to be read back: what has no sign of its own keeps
/// its name, without the backslash.
struct TeXText {
    private var rest: Substring

    private init(_ tex: Substring) { rest = tex }

    static func plain(_ tex: String) -> String {
        var reader = TeXText(tex[...])
        var text = reader.sequence(depth: 0)
        // A closing brace that nothing opened is passed over.
        while reader.rest.popFirst() != nil { text += reader.sequence(depth: 0) }
        return text.split { $0 == " " }.joined(separator: " ")
    }

    /// Groups within groups that are looked into; deeper ones are left out.
    private static let deepest = 40

    /// Everything until the group's end, or the formula's.
    private mutating func sequence(depth: Int) -> String {
        var text = ""
        while let next = rest.first, next != "}" {
            text += depth < Self.deepest ? element(depth: depth) : skipped()
        }
        return text
    }

    private mutating func skipped() -> String {
        rest = rest.dropFirst()
        return ""
    }

    /// One sign, group, command, or script.
    private mutating func element(depth: Int) -> String {
        guard let next = rest.popFirst() else { return "" }
        switch next {
        case "{": return group(depth: depth)
        case "\\": return command(depth: depth)
        case "^": return script(TeXSigns.superscripts, mark: "^", depth: depth)
        case "_": return script(TeXSigns.subscripts, mark: "_", depth: depth)
        case "'": return "′"
        case "-": return "−"
        case "~", "&", "\n", "\t": return " "
        default: return String(next)
        }
    }

    /// What stands until the closing brace; the opening one is read already.
    private mutating func group(depth: Int) -> String {
        let text = sequence(depth: depth + 1)
        if rest.first == "}" { rest = rest.dropFirst() }
        return text
    }

    /// What a command or a script takes: a group, a command, or one sign.
    private mutating func argument(depth: Int) -> String {
        rest = rest.drop { $0.isWhitespace }
        guard let next = rest.first, next != "}", depth < Self.deepest else { return "" }
        return element(depth: depth + 1).trimming()
    }

    /// "x²", "x₁"; with the mark where a sign has no small form: "x^(n + k)".
    private mutating func script(
        _ small: [Character: Character], mark: String, depth: Int
    ) -> String {
        let text = argument(depth: depth)
        if text == "∘" || text == "°" { return "°" }
        if text.allSatisfy({ $0 == "′" }) { return text }
        let signs = text.filter { $0 != " " }.map { small[$0] }
        if !signs.isEmpty, !signs.contains(nil) { return String(signs.compactMap(\.self)) }
        return mark + Self.grouped(text)
    }

    // MARK: Commands

    private mutating func command(depth: Int) -> String {
        guard let first = rest.first else { return "" }
        guard first.isLetter else {
            rest = rest.dropFirst()
            switch first {
            case "\\": return "; "
            case ",", ";", ":", " ": return " "
            case "!": return ""
            case "|": return "‖"
            default: return String(first)
            }
        }
        let name = String(rest.prefix { $0.isLetter && $0.isASCII })
        guard !name.isEmpty else { return "" }
        rest = rest.dropFirst(name.count)
        if rest.first == " " { rest = rest.dropFirst() }
        return text(of: name, depth: depth)
    }

    private mutating func text(of name: String, depth: Int) -> String {
        switch name {
        case "frac", "dfrac", "tfrac", "cfrac":
            let above = argument(depth: depth)
            let isTerm = above.allSatisfy { $0.isLetter || $0.isNumber || $0 == "," }
            return (isTerm ? above : "(\(above))") + "/" + Self.grouped(argument(depth: depth))
        case "binom", "dbinom":
            let above = argument(depth: depth)
            return "C(\(above), \(argument(depth: depth)))"
        case "sqrt":
            let root = bracketed()
            let sign =
                switch root {
                case "", "2": "√"
                case "3": "∛"
                case "4": "∜"
                default: String(root.compactMap { TeXSigns.superscripts[$0] }) + "√"
                }
            return sign + Self.grouped(argument(depth: depth))
        case "mathbb": return String(argument(depth: depth).map { TeXSigns.hollow[$0] ?? $0 })
        // Most fonts lack the arrow, and the text says "vectơ" beside it.
        case "vec", "overrightarrow": return argument(depth: depth)
        case "overline", "bar": return Self.marked(argument(depth: depth), "\u{0305}")
        case "hat", "widehat": return Self.marked(argument(depth: depth), "\u{0302}")
        case "tilde", "widetilde": return Self.marked(argument(depth: depth), "\u{0303}")
        case "left", "right":
            if rest.first == "." { rest = rest.dropFirst() }
            return ""
        case "begin", "end":
            let environment = argument(depth: depth)
            if name == "begin", environment == "array" { _ = argument(depth: depth) }
            return " "
        default:
            if TeXSigns.silent.contains(name) { return "" }
            if TeXSigns.spaces.contains(name) { return " " }
            let hasScript = rest.first == "_" || rest.first == "^"
            return TeXSigns.commands[name] ?? (hasScript ? name : name + " ")
        }
    }

    /// What stands in square brackets, if they come next.
    private mutating func bracketed() -> String {
        guard rest.first == "[", let end = rest.firstIndex(of: "]") else { return "" }
        defer { rest = rest[rest.index(after: end)...] }
        return String(rest[rest.index(after: rest.startIndex)..<end])
    }

    // MARK: Putting together

    /// In brackets unless it is a number or one letter, so that a sign beside it is not
    /// read with a part of it.
    private static func grouped(_ text: String) -> String {
        let isOne = text.count <= 1 || text.allSatisfy { $0.isNumber || $0 == "," }
        return isOne ? text : "(\(text))"
    }

    /// With a mark over its one letter, or over the last of several.
    private static func marked(_ text: String, _ mark: Unicode.Scalar) -> String {
        guard let last = text.last, last.isLetter else { return text }
        return text + String(mark)
    }
}

extension String {
    fileprivate func trimming() -> String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
