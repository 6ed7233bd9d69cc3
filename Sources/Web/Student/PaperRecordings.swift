import Assessment
import Delivery
import Values

/// Recordings of a paper while it is written: what may still be listened to.
struct PaperRecordings {
    let paper: Paper
    /// Of the sitting: "/exam/7K3M".
    let url: String
    /// The number of a question whose recording was just begun.
    let begun: Int?

    /// Seconds in which a page may show what was just begun: a reload begins nothing anew.
    private static let freshness: Int64 = 60
    /// Seconds in which the parts of one play may be fetched.
    private static let patience: Int64 = 1_800

    /// A player, or the button that begins a play, with how often it is still possible.
    ///
    /// - Parameter slot: the first of those that it belongs to.
    func html(_ recording: Recording, of slot: Int, _ visit: Visit) throws -> String {
        let address = "\(url)/recordings/\(slot + 1)"
        guard let most = recording.plays else {
            return try Self.player(address, visit)
        }
        let plays = paper.plays[slot]
        let left = max(0, most - (plays?.count ?? 0))
        var view: View = [
            "slot": "\(slot + 1)", "mayPlay": left > 0,
            "left": left > 0
                ? visit.word("question.playsLeft", ["count": "\(left)"])
                : visit.word("question.playsOut"),
        ]
        if let plays, let begun, paper.form.passage(around: slot).contains(begun - 1),
            plays.lastAt.seconds(until: paper.now) < Self.freshness
        {
            view["src"] = "\(address)?play=\(plays.count)"
            view["begins"] = true
        }
        return try visit.site.pages.render("question/recording", view, in: visit.language)
    }

    /// A player without a limit.
    static func player(_ address: String, _ visit: Visit) throws -> String {
        try visit.site.pages.render("question/recording", ["src": address], in: visit.language)
    }

    /// Whether a recording may be fetched now.
    ///
    /// - Parameter play: which play the address names.
    static func mayFetch(
        _ recording: Recording, of slot: Int, play: Int?, _ paper: Paper
    ) -> Bool {
        guard recording.plays != nil else { return true }
        guard !paper.state.isOver, let plays = paper.plays[slot], plays.count == play else {
            return false
        }
        return plays.lastAt.seconds(until: paper.now) < patience
    }
}

extension Form {
    /// The numbers of the questions that a passage above this slot is for; nil where none
    /// stands there.
    ///
    /// - Parameter start: the first slot of the page, where it is shown again.
    func passageNumbers(above slot: Int, from start: Int = 0) -> ClosedRange<Int>? {
        guard self[slot].passage != nil else { return nil }
        let run = passage(around: slot)
        guard slot == run.lowerBound || slot == start else { return nil }
        return (run.lowerBound + 1)...(run.upperBound + 1)
    }
}
