import Assessment
import Foundation
import Values

/// Writes a bank as a document for pandoc, laid out as teachers lay papers out: the right
/// options' letters and true statements' letters are underlined. `WordReader` reads it back
/// as the same questions.
package enum WordWriter {
    /// In front of a line that would read as a marker or a keyword and is none: a sign
    /// without width, so that nobody sees it.
    static let plain: Unicode.Scalar = "\u{2060}"

    /// - Returns: pandoc's JSON.
    package static func tree(_ draft: BankDraft) throws -> [UInt8] {
        var blocks: [PandocNode] = []
        if let subject = draft.subject { blocks.append(.paragraph(.words("Môn: \(subject)"))) }
        if let grade = draft.grade { blocks.append(.paragraph(.words("Khối: \(grade)"))) }
        let written = CauSegment.cut(CauTextWriter.write(draft, file: "").bytes)
        var topic: [String] = []
        let passages = PassageRun.runs(of: draft.questions)
        for (place, (draft, segments)) in zip(draft.questions, written).enumerated() {
            if draft.question.topic != topic {
                topic = draft.question.topic
                blocks.append(.paragraph(.words("Chủ đề: \(CauTopic.write(topic))")))
            }
            if let run = passages[place] { blocks += Self.blocks(run) }
            let isCloze = draft.question.content.interaction.type == .cloze
            for segment in segments { blocks += Self.blocks(segment, isCloze: isCloze) }
            if let key = Self.key(of: segments) { blocks.append(.paragraph(.words(key))) }
        }
        return [UInt8](
            try JSONSerialization.data(withJSONObject: [
                "pandoc-api-version": [1, 22], "meta": [:] as [String: String],
                "blocks": blocks.map(\.json),
            ]))
    }

    private static func blocks(_ run: PassageRun) -> [PandocNode] {
        let start = CauPassageStart.write(run.numbers)
        var blocks = text(run.stimulus.text, behind: [.strong([.text(start)]), .text(" ")])
        guard let recording = run.stimulus.recording else { return blocks }
        blocks.append(.paragraph(.words("Tệp nghe: \(recording.source.name)")))
        if let plays = recording.plays {
            blocks.append(.paragraph(.words("Số lần nghe: \(plays)")))
        }
        return blocks + text(recording.transcript, behind: .words("Lời thoại: "))
    }

    /// Where every option is right their looks tell nothing.
    private static func key(of segments: [CauSegment]) -> String? {
        let letters = segments.compactMap { segment -> String? in
            if case .option(let marker) = segment.shape, marker.isStarred {
                marker.name
            } else {
                nil
            }
        }
        let options = segments.count { if case .option = $0.shape { true } else { false } }
        guard options > 0, letters.count == options else { return nil }
        return "Đáp án: \(letters.joined(separator: ", "))"
    }

    private static func blocks(_ segment: CauSegment, isCloze: Bool) -> [PandocNode] {
        switch segment.shape {
        case .question(let start):
            let number = start.number.map { "\($0)" } ?? ""
            let level = start.level.map { " [\($0.rawValue)]" } ?? ""
            return text(
                segment, behind: [.strong([.text("Câu \(number).")]), .text("\(level) ")],
                isCloze: isCloze)
        case .option(let marker):
            return text(segment, behind: letter(marker, end: "."))
        case .statement(let marker):
            return text(segment, behind: letter(marker, end: ")"))
        case .field(.solution, _):
            return text(segment, behind: [.strong([.text("Lời giải:")]), .text(" ")])
        case .field where segment.isProse:
            return text(segment, behind: .words("\(segment.keyword): "))
        case .field:
            return [.paragraph(.words("\(segment.keyword): \(segment.text)"))]
        default: return []
        }
    }

    /// A pin is written as it is in Câu text; a star becomes an underlined letter.
    private static func letter(_ marker: CauMarker, end: String) -> [PandocNode] {
        let letter = PandocNode.text(marker.name)
        let shown = marker.isStarred ? PandocNode.underline([letter]) : letter
        let pin: [PandocNode] = marker.isPinned ? [.text("#")] : []
        return pin + [.strong([shown, .text(end)]), .text(" ")]
    }

    private static func text(
        _ segment: CauSegment, behind marker: [PandocNode], isCloze: Bool = false
    ) -> [PandocNode] {
        var findings = MarkupFindings()
        let written = isCloze ? CauGaps.literal(segment.lines) : segment.lines
        let lines = written.map { SourceLine(number: 0, bytes: $0) }
        return text(BlockReader.read(lines, findings: &findings), behind: marker)
    }

    private static func text(_ text: RichText, behind marker: [PandocNode]) -> [PandocNode] {
        var blocks = text.blocks[...]
        var result: [PandocNode] = []
        if case .paragraph(let inlines)? = blocks.first {
            result.append(.paragraph(marker + inlines.flatMap(PandocNode.inlines)))
            blocks = blocks.dropFirst()
        } else {
            result.append(.paragraph(marker))
        }
        return result + blocks.map { PandocNode.block($0, guarded: true) }
    }
}

extension CauSegment {
    /// Whether its value is rich text rather than a value.
    fileprivate var isProse: Bool {
        keyword.hasPrefix("Phản hồi") || keyword == "Tiêu chí"
    }
}

/// A node of pandoc's tree that is being written.
struct PandocNode {
    let json: [String: Any]

    private init(_ name: String, _ content: Any? = nil) {
        json = content.map { ["t": name, "c": $0] } ?? ["t": name]
    }

    private static var noAttributes: [Any] { ["", [] as [String], [] as [[String]]] }

    static func text(_ text: String) -> PandocNode { PandocNode("Str", text) }

    static func strong(_ inner: [PandocNode]) -> PandocNode {
        PandocNode("Strong", inner.map(\.json))
    }

    static func underline(_ inner: [PandocNode]) -> PandocNode {
        PandocNode("Underline", inner.map(\.json))
    }

    static func paragraph(_ inlines: [PandocNode]) -> PandocNode {
        PandocNode("Para", inlines.map(\.json))
    }

    static func inlines(_ inline: RichText.Inline) -> [PandocNode] {
        func styled(_ name: String, _ inner: [RichText.Inline]) -> [PandocNode] {
            [PandocNode(name, inner.flatMap(inlines).map(\.json))]
        }
        switch inline {
        case .text(let text): return .words(text)
        case .strong(let inner): return styled("Strong", inner)
        case .emphasis(let inner): return styled("Emph", inner)
        case .underline(let inner): return styled("Underline", inner)
        case .superscript(let inner): return styled("Superscript", inner)
        case .subscript(let inner): return styled("Subscript", inner)
        case .code(let text): return [PandocNode("Code", [noAttributes, text] as [Any])]
        case .formula(let tex): return [formula(tex, isDisplayed: false)]
        case .image(let image): return [picture(image)]
        case .lineBreak: return [PandocNode("LineBreak")]
        case .gap: return [.text("_____")]
        }
    }

    private static func formula(_ tex: RichText.TeX, isDisplayed: Bool) -> PandocNode {
        let kind = ["t": isDisplayed ? "DisplayMath" : "InlineMath"]
        return PandocNode("Math", [kind, tex.source] as [Any])
    }

    private static func picture(_ image: RichText.Image) -> PandocNode {
        let path =
            switch image.source {
            case .path(let path): path
            case .asset(let hash): hash
            }
        let words = [PandocNode].words(image.alternative).map(\.json)
        return PandocNode("Image", [noAttributes, words, [path, ""]] as [Any])
    }

    /// - Parameter guarded: a paragraph that looks like a marker gets `WordWriter.plain`.
    static func block(_ block: RichText.Block, guarded: Bool) -> PandocNode {
        switch block {
        case .paragraph(let inlines):
            let nodes = inlines.flatMap(Self.inlines)
            let isRisky = guarded && CauLine.isStructural(InlineWriter.write(inlines)[...])
            return paragraph((isRisky ? [.text(String(WordWriter.plain))] : []) + nodes)
        case .formula(let tex): return paragraph([formula(tex, isDisplayed: true)])
        case .code(let text): return PandocNode("CodeBlock", [noAttributes, text] as [Any])
        case .list(let ordered, let items):
            let content = items.map { $0.map { Self.block($0, guarded: false).json } }
            let numbers: [Any] = [1, ["t": "Decimal"], ["t": "OneParen"]]
            return ordered
                ? PandocNode("OrderedList", [numbers, content] as [Any])
                : PandocNode("BulletList", content)
        case .table(let header, let rows): return table(header: header, rows)
        }
    }

    private static func table(header: Bool, _ rows: [[[RichText.Inline]]]) -> PandocNode {
        func row(_ cells: [[RichText.Inline]]) -> Any {
            let cells: [Any] = cells.map { cell -> Any in
                let plain = PandocNode("Plain", cell.flatMap(inlines).map(\.json))
                return [noAttributes, ["t": "AlignDefault"], 1, 1, [plain.json]] as [Any]
            }
            return [noAttributes, cells] as [Any]
        }
        let columns: [Any] = (rows.first ?? []).map { _ -> Any in
            [["t": "AlignDefault"], ["t": "ColWidthDefault"]] as [Any]
        }
        let head = header ? rows.prefix(1).map(row) : []
        let body = rows.dropFirst(header ? 1 : 0).map(row)
        return PandocNode(
            "Table",
            [
                noAttributes, [NSNull(), [] as [Any]] as [Any], columns,
                [noAttributes, head] as [Any],
                [[noAttributes, 0, [] as [Any], body] as [Any]] as [Any],
                [noAttributes, [] as [Any]] as [Any],
            ] as [Any])
    }
}

extension [PandocNode] {
    /// Words apart, as pandoc has them.
    static func words(_ text: String) -> [PandocNode] { text.isEmpty ? [] : [.text(text)] }
}
