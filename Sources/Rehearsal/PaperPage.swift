/// One page of a paper, as its form shows it.
package struct PaperPage: Hashable, Sendable {
    let csrf: String
    /// Of which attempt it is: a practice takes no save without.
    let attempt: String
    /// From 1.
    let page: Int
    let pageCount: Int
    package let slots: [Slot]

    /// - Returns: nil where the page is no page of a paper.
    package init?(_ html: some Collection<UInt8>) {
        let tags = Tag.all(["input", "button"], in: html)
        var fields: [String: String] = [:]
        var shown: [Int: [Tag]] = [:]
        var pageCount = 1
        for tag in tags {
            guard let name = tag["name"] else { continue }
            let value = tag["value"] ?? ""
            if tag.name == "button" {
                guard name == "go", value.hasPrefix("page-") else { continue }
                pageCount = max(pageCount, Int(value.dropFirst(5)) ?? 1)
            } else if name.hasPrefix("a"), let number = Self.slot(of: name) {
                shown[number, default: []].append(tag)
            } else {
                fields[name] = value
            }
        }
        guard let csrf = fields["csrf"], fields["operation"] != nil,
            let page = fields["page"].flatMap({ Int($0) })
        else { return nil }
        self.csrf = csrf
        attempt = fields["attempt"] ?? ""
        self.page = page
        self.pageCount = pageCount
        slots = shown.keys.sorted().compactMap { number in
            guard let revision = fields["r\(number)"].flatMap({ Int($0) }) else { return nil }
            return Self.slot(number, page: page, revision: revision, inputs: shown[number] ?? [])
        }
    }

    /// 5 of "a5" and of "a5-2".
    private static func slot(of name: String) -> Int? {
        Int(name.dropFirst().prefix { $0 != "-" })
    }

    private static func slot(_ number: Int, page: Int, revision: Int, inputs: [Tag]) -> Slot {
        let (shape, answer) = content(of: inputs)
        return Slot(number: number, page: page, shape: shape, revision: revision, answer: answer)
    }

    /// How a slot is answered, and what stands there.
    private static func content(of inputs: [Tag]) -> (Slot.Shape, SlotAnswer?) {
        let isGroup = inputs.first?["name"]?.contains("-") == true
        // The empty value is the way to clear the answer.
        let options = inputs.filter { $0["value"]?.isEmpty == false }
        switch (inputs.first?["type"], isGroup) {
        case ("checkbox", _):
            let chosen = inputs.indices.filter { inputs[$0]["checked"] != nil }
            return (.several(places: inputs.count), chosen.isEmpty ? nil : .places(chosen))
        case ("radio", true):
            let said = statements(of: inputs)
            let isBlank = said.allSatisfy { $0 == nil }
            return (.group(statements: said.count), isBlank ? nil : .said(said))
        case ("radio", false) where options.first?["value"] == "T":
            let chosen = options.first { $0["checked"] != nil }
            return (.truth, chosen.map { .truth($0["value"] == "T") })
        case ("radio", false):
            let chosen = options.first { $0["checked"] != nil }.flatMap { Int($0["value"] ?? "") }
            return (.choice(places: options.count), chosen.map { .place($0) })
        default:
            let text = inputs.first?["value"] ?? ""
            return (.typed, text.isEmpty ? nil : .text(text))
        }
    }

    private static func statements(of inputs: [Tag]) -> [Bool?] {
        var chosen: [Int: Bool?] = [:]
        for input in inputs {
            guard let place = input["name"]?.split(separator: "-").last.flatMap({ Int($0) }) else {
                continue
            }
            let isChosen = input["checked"] != nil
            chosen[place] = isChosen ? input["value"] == "T" : chosen[place] ?? nil
        }
        return chosen.keys.sorted().map { chosen[$0] ?? nil }
    }
}
