import Assessment
import Storage
import Values

/// A sitting's review rule in words: "Đáp án đúng và lời giải: sau khi ca thi đóng
/// lúc 10:30, 20/11/2026."
struct ReviewText {
    /// One line a moment, in the order of time; the last says what is never shown.
    let lines: [String]

    init(_ sitting: SittingStore.Sitting, _ visit: Visit) {
        lines = ReviewRule.Moment.inTime.compactMap { moment in
            let matters = ReviewRule.Matter.allCases.filter { sitting.review[$0] == moment }
            guard !matters.isEmpty else { return nil }
            let names = Self.joined(matters.map { visit.word("review.\($0.rawValue)") }, visit)
            return visit.word(
                "review.line.\(moment.rawValue).\(sitting.kind.rawValue)",
                [
                    "what": names.prefix(1).uppercased() + names.dropFirst(),
                    "closes": VietnamTime(sitting.closes).text,
                ])
        }
    }

    /// "điểm, bài làm và đáp án đúng".
    private static func joined(_ words: [String], _ visit: Visit) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " \(visit.word("word.and")) \(last)"
    }
}

extension ReviewRule.Moment {
    static let inTime: [ReviewRule.Moment] = [.handedIn, .closed, .never]
}
