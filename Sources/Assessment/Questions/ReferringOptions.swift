import Values

extension [ChoiceOption] {
    /// The ids of the options that must keep their places because one of them speaks
    /// of the others: "Cả A, B, C đều đúng", "Tất cả các phương án trên", "None of the
    /// above", "Đáp án khác".
    ///
    /// Options that it names keep theirs too, unless it names all the others: "cả A, B
    /// và C" of four is as true in any order.
    package var referring: Set<Int> {
        var kept: Set<Int> = []
        for (place, option) in enumerated() {
            guard let named = ReferringText(option.text.plainText, options: count)?.places else {
                continue
            }
            kept.insert(option.id)
            if named.union([place]).count < count { kept.formUnion(named.map { self[$0].id }) }
        }
        return kept
    }
}

/// The words of an option that speaks of others.
private struct ReferringText {
    /// The places of those it names by letter.
    let places: Set<Int>

    /// - Returns: nil for a text that stands for itself.
    init?(_ text: String, options: Int) {
        let words = VietnameseText.folded(text).split { !$0.isLetter && !$0.isNumber }
            .map(String.init)
        let letters = words.compactMap { Self.place(of: $0, among: options) }
        let others = words.filter { Self.place(of: $0, among: options) == nil }
        if letters.count >= 2 {
            // "A và B" alone may be two points of a figure.
            guard others.allSatisfy((Self.calls.union(Self.joints)).contains),
                others.contains(where: Self.calls.contains)
            else { return nil }
            places = Set(letters)
        } else {
            guard letters.isEmpty, Self.isAboutAll(words) else { return nil }
            places = []
        }
    }

    private static func place(of word: String, among options: Int) -> Int? {
        guard let letter = word.utf8.first, word.utf8.count == 1,
            letter >= UInt8(ascii: "a")
        else { return nil }
        let place = Int(letter - UInt8(ascii: "a"))
        return place < options ? place : nil
    }

    /// "ca hai phuong an tren", "khong cau nao dung", "all of the above".
    private static func isAboutAll(_ words: [String]) -> Bool {
        if words.last == "khac" { return others.contains(words.dropLast().joined(separator: " ")) }
        guard words.count > 1, let first = words.first, openings.contains(first),
            words.allSatisfy({ openings.contains($0) || fillings.contains($0) })
        else { return false }
        return words.contains(where: pointers.contains)
            || words.contains("nao") && words.contains(where: nouns.contains)
    }

    private static let others: Set<String> = [
        "dap an", "phuong an", "mot dap an", "mot phuong an", "ket qua", "mot ket qua",
    ]
    private static let joints: Set<String> = ["va", "hoac", "and", "or", "nor", "voi"]
    /// What turns letters into a statement about options.
    private static let calls: Set<String> = [
        "ca", "chi", "both", "neither", "either", "only", "deu", "dung", "sai", "are", "is",
        "correct", "true", "wrong", "false", "dap", "an", "phuong", "khong", "hai", "ba",
    ]
    private static let openings: Set<String> = [
        "ca", "tat", "khong", "moi", "all", "none", "any", "both", "neither",
    ]
    private static let pointers: Set<String> = ["tren", "above", "these", "deu"]
    private static let nouns: Set<String> = ["dap", "phuong", "cau", "y", "lua"]
    private static let fillings: Set<String> = [
        "ca", "cac", "nhung", "hai", "ba", "bon", "2", "3", "4", "dap", "an", "phuong", "y", "cau",
        "lua", "chon", "menh", "de", "khang", "dinh", "noi", "o", "dung", "sai", "co", "nao",
        "tren", "deu", "of", "the", "above", "these", "are", "is", "correct", "true", "wrong",
        "false", "answers", "options",
    ]
}
