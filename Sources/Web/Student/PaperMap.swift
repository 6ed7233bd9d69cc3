import Assessment
import Delivery
import Values

/// The map of a paper's questions. An entry is one of eight pieces, each compiled once
/// a language: rendered name by name, forty of them took half of a page's time.
struct PaperMap: Sendable {
    private struct Entry: Hashable {
        let isHere: Bool
        let isAnswered: Bool
        let isFlagged: Bool
        let language: Language
    }

    private let pieces: [Entry: Fragment]

    init(pages: Pages) throws {
        let flags = [false, true]
        var pieces: [Entry: Fragment] = [:]
        for language in Language.allCases {
            for isHere in flags {
                for isAnswered in flags {
                    for isFlagged in flags {
                        let view: View = [
                            "slot": Fragment.Hole.slot.mark, "here": isHere,
                            "answered": isAnswered, "flagged": isFlagged,
                        ]
                        let entry = Entry(
                            isHere: isHere, isAnswered: isAnswered, isFlagged: isFlagged,
                            language: language)
                        pieces[entry] = Fragment(
                            try pages.render("piece/map-entry", view, in: language))
                    }
                }
            }
        }
        self.pieces = pieces
    }

    /// - Parameter here: the slots that stand on the page itself.
    func html(of paper: Paper, here: Range<Int>, in language: Language) -> String {
        var html = ""
        for (slot, answer) in paper.answers.enumerated() {
            let entry = Entry(
                isHere: here.contains(slot), isAnswered: answer.response != nil,
                isFlagged: paper.flagged.contains(slot), language: language)
            pieces[entry]?.write(to: &html) { hole in hole == .slot ? "\(slot + 1)" : "" }
        }
        return html
    }
}
