import Values

/// One block of lines between blank ones, which is one question.
struct GIFTBlock {
    private let line: Int
    private let comments: GIFTComments
    private var text: Bytes

    /// - Parameter lines: trimmed, not empty, without comments.
    static func parse(_ lines: [SourceLine], _ comments: GIFTComments) -> GIFTItem {
        var hidden: [UInt8] = []
        for line in lines {
            if !hidden.isEmpty { hidden.append(ASCII.newline) }
            GIFTEscapes.hide(line.bytes, into: &hidden)
        }
        var block = GIFTBlock(
            line: lines.first?.number ?? 1, comments: comments, text: hidden[...].trimmed())
        return block.parse()
    }

    private mutating func parse() -> GIFTItem {
        let whole = text
        let name = takeName()
        let open = text.firstIndex(of: ASCII.leftBrace)
        let close = text.firstIndex(of: ASCII.rightBrace)
        switch (open, close) {
        case (nil, nil):
            return .question(
                question(name, Self.text(text, .moodle), .description, feedback: nil))
        case (let open?, let close?) where open < close:
            return answered(name, open, close, whole)
        default:
            return broken(.braces, whole)
        }
    }

    /// Cuts "::name::" off.
    private mutating func takeName() -> String? {
        guard text.begins(with: "::"),
            let end = text.firstPlace(of: "::", from: text.startIndex + 2)
        else {
            if text.begins(with: "::") { text = text.dropFirst(2) }
            return nil
        }
        let name = VietnameseText.clean(GIFTEscapes.shown(text[(text.startIndex + 2)..<end]))
        text = text[(end + 2)...].trimmed()
        return name.isEmpty ? nil : name
    }

    private func answered(_ name: String?, _ open: Int, _ close: Int, _ whole: Bytes) -> GIFTItem {
        let blank = close == text.endIndex - 1 ? [] : Array("_____".utf8)
        let stem = Self.text((text[..<open] + blank + text[(close + 1)...])[...], .moodle)
        var answers = text[(open + 1)..<close].trimmed()
        var feedback: GIFTText?
        if let mark = Self.lastPlace(ofGeneralFeedbackIn: answers) {
            let general = Self.text(answers[(mark + 4)...], stem.format)
            feedback = general.text.isEmpty ? nil : general
            answers = answers[..<mark].trimmed()
        }
        switch GIFTAnswers(answers, format: stem.format).body() {
        case .success(let body): return .question(question(name, stem, body, feedback: feedback))
        case .failure(let fault): return broken(fault.fault, whole)
        }
    }

    private static func lastPlace(ofGeneralFeedbackIn answers: Bytes) -> Int? {
        var place = answers.endIndex - 4
        while place >= answers.startIndex {
            if answers[place...].begins(with: "####") { return place }
            place -= 1
        }
        return nil
    }

    private func question(
        _ name: String?, _ stem: GIFTText, _ body: GIFTBody, feedback: GIFTText?
    ) -> GIFTQuestion {
        GIFTQuestion(
            line: line, name: name, identifier: comments.identifier, tags: comments.tags,
            own: comments.own, stem: stem, body: body,
            generalFeedback: feedback)
    }

    private func broken(_ fault: GIFTBroken.Fault, _ whole: Bytes) -> GIFTItem {
        let words = CanonicalForm.prose(GIFTEscapes.shown(whole.prefix(600).trimmed()))
        return .broken(GIFTBroken(line: line, words: String(words.prefix(80)), fault: fault))
    }

    /// A text without the mark of its format: "[html]…".
    static func text(_ piece: Bytes, _ inherited: GIFTText.Format) -> GIFTText {
        let piece = piece.first?.isSpace == true ? piece.trimmed() : piece
        if piece.first == ASCII.leftBracket,
            let close = piece.prefix(12).firstIndex(of: ASCII.rightBracket),
            let format = GIFTText.Format(
                rawValue: piece[(piece.startIndex + 1)..<close].text.lowercased())
        {
            return GIFTText(text: GIFTEscapes.shown(piece[(close + 1)...]), format: format)
        }
        return GIFTText(text: GIFTEscapes.shown(piece), format: inherited)
    }
}
