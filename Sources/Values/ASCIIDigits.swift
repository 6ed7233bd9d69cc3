extension StringProtocol {
    /// Whether every character is one of 0 … 9 (true of an empty text).
    package var isASCIIDigits: Bool { utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }
}
