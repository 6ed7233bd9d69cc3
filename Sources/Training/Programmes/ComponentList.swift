package import Values

/// The components of a programme as people type them: one a line, "name; weight; pass mark",
/// where weight and pass mark may be left out.
package enum ComponentList {
    /// Why a line is not understood; lines count from 1.
    package enum Fault: Error, Hashable {
        case noName(line: Int)
        /// Its parts are not told apart by semicolons, or there are more than three.
        case badForm(line: Int)
        case badWeight(line: Int)
        case badPassMark(line: Int)
        case repeatedName(line: Int)
        case tooMany

        package var line: Int {
            switch self {
            case .noName(let line), .badForm(let line), .badWeight(let line),
                .badPassMark(let line), .repeatedName(let line):
                line
            case .tooMany: CompletionRule.mostComponents + 1
            }
        }

        package func text(in language: Language) -> String {
            let words =
                switch self {
                case .noName: language.choose("thiếu tên", "the name is missing")
                case .badForm:
                    language.choose(
                        "hãy ngăn tên, trọng số và điểm đạt bằng dấu chấm phẩy",
                        "put semicolons between name, weight and pass mark")
                case .badWeight:
                    language.choose(
                        "trọng số phải là số nguyên từ 1 đến \(CompletionRule.mostWeight)",
                        "the weight must be a whole number from 1 to \(CompletionRule.mostWeight)")
                case .badPassMark:
                    language.choose(
                        "điểm đạt phải nằm trong thang điểm", "the pass mark must lie on the scale")
                case .repeatedName:
                    language.choose("tên này đã có ở dòng trên", "a line above has this name")
                case .tooMany:
                    language.choose(
                        "chỉ có thể có \(CompletionRule.mostComponents) thành phần",
                        "there can be \(CompletionRule.mostComponents) components")
                }
            return language.choose("Dòng \(line): \(words).", "Line \(line): \(words).")
        }
    }

    package static func read(
        _ text: String, scale: Int
    ) throws(Fault) -> [CompletionRule.Component] {
        var components: [CompletionRule.Component] = []
        let rule = CompletionRule(scale: scale)
        for (place, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).enumerated() {
            let parts = line.split(separator: ";", omittingEmptySubsequences: false).map {
                VietnameseText.clean(String($0))
            }
            guard parts.contains(where: { !$0.isEmpty }) else { continue }
            guard let name = parts.first, !name.isEmpty else { throw .noName(line: place + 1) }
            guard parts.count <= 3, parts.count > 1 || !hasOtherSeparators(name) else {
                throw .badForm(line: place + 1)
            }
            guard !components.contains(where: { $0.name == name }) else {
                throw .repeatedName(line: place + 1)
            }
            var component = CompletionRule.Component(name: name)
            if parts.count > 1, !parts[1].isEmpty {
                guard let weight = Int(parts[1]), (1...CompletionRule.mostWeight).contains(weight)
                else { throw .badWeight(line: place + 1) }
                component.weight = weight
            }
            if parts.count > 2, !parts[2].isEmpty {
                guard let mark = rule.mark(parts[2]) else { throw .badPassMark(line: place + 1) }
                component.passMark = mark
            }
            components.append(component)
            guard components.count <= CompletionRule.mostComponents else { throw .tooMany }
        }
        return components
    }

    /// Whether a name looks as if its weight stood in it: "Kiểm tra giữa khoá: 1: 5".
    private static func hasOtherSeparators(_ name: String) -> Bool {
        guard let place = name.lastIndex(where: { ":,|".contains($0) }) else { return false }
        return Int(VietnameseText.clean(String(name[name.index(after: place)...]))) != nil
    }

    package static func write(_ components: [CompletionRule.Component]) -> String {
        components.map { component in
            let pass = component.passMark?.decimal(places: 3, separator: ",") ?? ""
            return "\(component.name); \(component.weight)" + (pass.isEmpty ? "" : "; \(pass)")
        }.joined(separator: "\n")
    }
}
