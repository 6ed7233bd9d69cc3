extension RichText.TeX {
    /// One text for the many spellings of a formula, only for comparing: `x^2` and
    /// `x^{2}`, `\dfrac12` and `\frac{1}{2}`, `\vec a` and `\overrightarrow{a}`.
    ///
    /// Programs between here and a Word file spell formulas their own way. What the
    /// spelling does not change is kept: two formulas with one canonical text look alike
    /// but for sizes and blanks.
    package var canonical: String {
        var reader = TeXReader(source)
        return reader.canonical() ?? source
    }
}

/// Reads TeX mathematics piece by piece into its canonical text.
private struct TeXReader {
    private let tokens: [String]
    private var place = 0
    /// Pieces that `place` is inside of; what nests deeper than any formula is not read.
    private var depth = 0
    private var isTooDeep = false

    init(_ source: String) { tokens = Self.tokens(of: source) }

    /// - Returns: nil where the formula nests too deep to be read.
    mutating func canonical() -> String? {
        let text = sequence(upTo: []).text
        return isTooDeep ? nil : text
    }

    /// Characters, and commands as `\name`; a blank stands for all blanks in a row.
    private static func tokens(of source: String) -> [String] {
        var tokens: [String] = []
        var rest = source[...]
        while let first = rest.popFirst() {
            if first.isWhitespace {
                if tokens.last != " " { tokens.append(" ") }
            } else if first == "\\" {
                let name = rest.prefix { $0.isASCII && $0.isLetter }
                let command = name.isEmpty ? rest.prefix(1) : name
                rest = rest.dropFirst(command.count)
                tokens.append("\\" + command)
            } else {
                tokens.append(String(first))
            }
        }
        return tokens
    }

    private var next: String? { place < tokens.count ? tokens[place] : nil }

    private mutating func skipBlanks() { while next == " " { place += 1 } }

    /// Reads on to one of the ends, which is left standing.
    ///
    /// - Returns: what was read, of how many pieces.
    private mutating func sequence(upTo ends: Set<String>) -> (text: String, pieces: Int) {
        guard deeper() else { return ("", 0) }
        defer { depth -= 1 }
        var text = ""
        var pieces = 0
        while let token = next, !ends.contains(token) {
            let piece = isScript(token) ? scripts() : piece()
            text += piece
            if !piece.isEmpty { pieces += 1 }
        }
        return (text, pieces)
    }

    /// - Returns: false, and nothing is left to read, where the formula nests too deep.
    private mutating func deeper() -> Bool {
        depth += 1
        guard depth > 60 else { return true }
        isTooDeep = true
        place = tokens.count
        return false
    }

    private func isScript(_ token: String) -> Bool {
        ["^", "_", "'", "\\prime"].contains(token)
    }

    /// Subscript, superscript and primes of one thing, in this order however they stand.
    private mutating func scripts() -> String {
        var (below, above, primes) = ("", "", "")
        while let token = next, isScript(token) {
            place += 1
            switch token {
            case "_": below += argument()
            case "^":
                let power = argument()
                if power.replacing("\\prime ", with: "").isEmpty {
                    primes += power
                } else {
                    above += power
                }
            default: primes += "\\prime "
            }
            if let script = nextBeyondBlanks, isScript(script) { skipBlanks() }
        }
        return (below.isEmpty ? "" : "_{\(below)}") + (above.isEmpty ? "" : "^{\(above)}") + primes
    }

    private var nextBeyondBlanks: String? { tokens[place...].first { $0 != " " } }

    /// The next character, group or command.
    private mutating func piece() -> String {
        guard deeper(), let token = next else { return "" }
        defer { depth -= 1 }
        place += 1
        switch token {
        case " ", "~": return ""
        case "{":
            let (text, pieces) = group()
            let isBase = pieces > 1 && (nextBeyondBlanks == "^" || nextBeyondBlanks == "_")
            return isBase ? "{\(text)}" : text
        default: return token.first == "\\" ? command(token) : Self.signs[token] ?? token
        }
    }

    /// To the end of a group that has begun.
    private mutating func group() -> (text: String, pieces: Int) {
        let found = sequence(upTo: ["}"])
        if next != nil { place += 1 }
        return found
    }

    /// What a command or script applies to: a group, or one piece.
    private mutating func argument() -> String {
        skipBlanks()
        guard next == "{" else { return piece() }
        place += 1
        return group().text
    }

    /// An argument that is words rather than mathematics.
    private mutating func words() -> String {
        skipBlanks()
        guard next == "{" else { return piece() }
        place += 1
        var (text, open) = ("", 1)
        while let token = next {
            place += 1
            open += token == "{" ? 1 : token == "}" ? -1 : 0
            if open == 0 { break }
            text += token == "\\ " || token == "~" ? " " : token
        }
        return text
    }

    private mutating func command(_ token: String) -> String {
        if Self.blanks.contains(token) { return "" }
        if Self.fences.contains(token) {
            skipBlanks()
            if next == "." { place += 1 }
            return ""
        }
        if token == "\\begin" { return environment() }
        let name = Self.synonyms[token] ?? token
        if Self.texts.contains(name) { return "\\text{\(words())}" }
        if name == "\\sqrt" { return root() }
        if let count = Self.arguments[name] {
            return name + (0..<count).map { _ in "{\(argument())}" }.joined()
        }
        guard name.first == "\\" else { return name }
        guard nextBeyondBlanks == "{" else { return name + " " }
        let inner = argument()
        return inner.isEmpty ? name + " " : "\(name){\(inner)}"
    }

    private mutating func root() -> String {
        skipBlanks()
        var index = ""
        if next == "[" {
            place += 1
            index = "[\(sequence(upTo: ["]"]).text)]"
            if next != nil { place += 1 }
        }
        return "\\sqrt\(index){\(argument())}"
    }

    /// Rows of cells; the name says what stands around them.
    private mutating func environment() -> String {
        let name = words().filter { $0 != "*" }
        if name == "array" || name == "tabular" { _ = words() }
        var rows: [[String]] = [[]]
        while next != nil {
            rows[rows.count - 1].append(sequence(upTo: ["&", "\\\\", "\\cr", "\\end"]).text)
            guard let end = next else { break }
            place += 1
            if end == "\\end" {
                _ = words()
                break
            }
            if end != "&" { rows.append([]) }
        }
        if rows.last?.allSatisfy(\.isEmpty) == true { rows.removeLast() }
        let (left, right) = Self.delimiters[name] ?? ("", "")
        let isAligned = Self.aligned.contains(name)
        let body = rows.map { $0.joined(separator: isAligned ? "" : "&") }
            .joined(separator: "\\\\")
        return "\(left)\\begin{matrix}\(body)\\end{matrix}\(right)"
    }

    // MARK: Words

    /// Sizes and blanks.
    private static let blanks: Set<String> = [
        "\\ ", "\\,", "\\;", "\\:", "\\!", "\\>", "\\quad", "\\qquad", "\\thinspace",
        "\\medspace", "\\thickspace", "\\negthinspace", "\\displaystyle", "\\textstyle",
        "\\scriptstyle", "\\limits", "\\nolimits", "\\big", "\\Big", "\\bigg", "\\Bigg", "\\bigl",
        "\\bigr", "\\Bigl", "\\Bigr", "\\biggl", "\\biggr", "\\Biggl", "\\Biggr", "\\mathstrut",
        "\\strut", "\\nobreak", "\\allowbreak", "\\\n", "\\",
    ]
    /// Before a delimiter, which may be nothing (".").
    private static let fences: Set<String> = ["\\left", "\\right", "\\middle"]
    private static let texts: Set<String> = [
        "\\text", "\\textrm", "\\textnormal", "\\mbox", "\\hbox",
    ]
    private static let arguments: [String: Int] = [
        "\\frac": 2, "\\binom": 2, "\\overset": 2, "\\underset": 2, "\\stackrel": 2,
        "\\overline": 1, "\\underline": 1, "\\overrightarrow": 1, "\\overleftarrow": 1,
        "\\widehat": 1, "\\widetilde": 1, "\\dot": 1, "\\ddot": 1, "\\mathbb": 1, "\\mathbf": 1,
        "\\mathrm": 1, "\\mathcal": 1, "\\mathit": 1, "\\mathsf": 1, "\\mathfrak": 1,
        "\\overbrace": 1, "\\underbrace": 1, "\\boxed": 1, "\\operatorname": 1,
    ]
    private static let synonyms: [String: String] = [
        "\\dfrac": "\\frac", "\\tfrac": "\\frac", "\\cfrac": "\\frac", "\\dbinom": "\\binom",
        "\\tbinom": "\\binom", "\\vec": "\\overrightarrow", "\\bar": "\\overline",
        "\\hat": "\\widehat", "\\tilde": "\\widetilde", "\\le": "\\leq", "\\ge": "\\geq",
        "\\leqslant": "\\leq", "\\geqslant": "\\geq", "\\ne": "\\neq", "\\to": "\\rightarrow",
        "\\gets": "\\leftarrow", "\\land": "\\wedge", "\\lor": "\\vee", "\\lnot": "\\neg",
        "\\dots": "\\ldots", "\\dotsc": "\\ldots", "\\dotsb": "\\cdots", "\\colon": ":",
        "\\lbrack": "[", "\\rbrack": "]", "\\lbrace": "\\{", "\\rbrace": "\\}", "\\vert": "|",
        "\\lvert": "|", "\\rvert": "|", "\\Vert": "\\|", "\\lVert": "\\|", "\\rVert": "\\|",
        "\\ast": "*", "\\varnothing": "\\emptyset", "\\lt": "<", "\\gt": ">", "\\owns": "\\ni",
        "\\iff": "\\Leftrightarrow", "\\Longleftrightarrow": "\\Leftrightarrow",
        "\\implies": "\\Rightarrow", "\\Longrightarrow": "\\Rightarrow", "\\bold": "\\mathbf",
        "\\boldsymbol": "\\mathbf", "\\degree": "\\circ ",
    ]
    private static let signs: [String: String] = ["−": "-", "…": "\\ldots ", "·": "\\cdot "]
    private static let delimiters: [String: (String, String)] = [
        "cases": ("\\{ ", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"),
        "vmatrix": ("|", "|"), "Bmatrix": ("\\{ ", "\\} "), "Vmatrix": ("\\| ", "\\| "),
    ]
    private static let aligned: Set<String> = [
        "aligned", "align", "alignedat", "split", "eqnarray",
    ]
}
