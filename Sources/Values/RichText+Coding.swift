/// As JSON: plain text, which most of a bank is, as a string; all else as its blocks.
extension RichText: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self.init(plain: text)
        } else {
            self.init(try container.decode([Block].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if blocks.isEmpty {
            try container.encode("")
        } else if blocks.count == 1, case .paragraph(let line) = blocks[0], line.count == 1,
            case .text(let text) = line[0], !text.isEmpty
        {
            try container.encode(text)
        } else {
            try container.encode(blocks)
        }
    }
}
