/// Text of Vietnamese encodings before Unicode, told by its letters where no font tells.
enum OldLetters {
    /// Whether a text is TCVN3's ("C©u hái", "®­îc") or VNI's ("Caâu hoûi", "ñöôïc").
    static func show(in text: String) -> Bool {
        if text.contains(/(?:^|\s)C(?:©|aâ)u\s/) { return true }
        let letters = text.count(where: \.isLetter)
        let marks = zip(text, text.dropFirst()).count {
            tcvn.contains($0) && ($1.isLetter || tcvn.contains($1))
        }
        let pairs = text.matches(of: /(?i)[aeo]â|[aeou][ùøûõï]|öô|\bñ[aeiouöô]/).count
        return marks > 2 && marks * 12 > letters || pairs > 2 && pairs * 12 > letters
    }

    /// Signs that stand for letters there, and never within a word of Unicode.
    private static let tcvn: Set<Character> = [
        "©", "®", "ª", "¬", "¸", "¶", "¹", "§", "¨", "\u{AD}",
    ]
}
