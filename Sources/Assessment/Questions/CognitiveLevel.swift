/// How demanding a question is (mức độ nhận thức), as Vietnamese test matrices count it.
package enum CognitiveLevel: String, Hashable, Codable, Sendable, CaseIterable {
    case recognition = "NB"
    case comprehension = "TH"
    case application = "VD"
    case advancedApplication = "VDC"

    /// Reads the tag of a file: "NB", "[TH]", "(vd)".
    package init?(tag: some StringProtocol) {
        let letters = String(tag.filter(\.isLetter)).uppercased()
        self.init(rawValue: letters)
    }

    /// "NB" or "Nhận biết", in capitals or not.
    package init?(words: some StringProtocol) {
        switch words.lowercased() {
        case "nhận biết": self = .recognition
        case "thông hiểu": self = .comprehension
        case "vận dụng": self = .application
        case "vận dụng cao": self = .advancedApplication
        default: self.init(tag: words)
        }
    }
}
