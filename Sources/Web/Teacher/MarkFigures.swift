import Assessment
import Values

/// The figures above a table of marks, and how the marks are spread.
struct MarkFigures {
    private let distribution: Distribution?
    private let histogram: Histogram
    private let atLeastHalf: Int
    private let possible: Mark

    /// - Parameter possible: the most that a paper can earn, above zero.
    init(_ marks: [Mark], of possible: Mark) {
        distribution = Distribution(marks.map(Double.init))
        histogram = Histogram(marks, of: possible)
        atLeastHalf = marks.count { $0 + $0 >= possible }
        self.possible = possible
    }

    /// Names as `teacher/results` has them; nothing without marks.
    var view: View {
        guard let distribution else { return [:] }
        return [
            "hasFigures": true, "mean": FigureText.decimal(distribution.mean),
            "median": FigureText.decimal(distribution.median),
            "sd": distribution.sd.map { FigureText.decimal($0) } ?? "–",
            "highest": FigureText.decimal(distribution.highest),
            "lowest": FigureText.decimal(distribution.lowest),
            "half": FigureText.share(atLeastHalf, of: distribution.count),
            "halfMark": edge(Histogram.bins / 2),
            "bars": bars(of: distribution.count), "ticks": ticks,
        ]
    }

    // MARK: The drawing, in units of its view box

    private static let left = 10
    private static let step = 30
    private static let floor = 120
    private static let tallest = 100

    private func bars(of count: Int) -> [View] {
        let most = max(1, histogram.counts.max() ?? 0)
        return histogram.counts.enumerated().map { place, held in
            let height = held * Self.tallest / most
            let last = place == Histogram.bins - 1
            return [
                "x": "\(Self.left + place * Self.step + 2)", "y": "\(Self.floor - height)",
                "height": "\(height)", "width": "\(Self.step - 4)",
                "middle": "\(Self.left + place * Self.step + Self.step / 2)",
                "top": "\(Self.floor - height - 4)", "label": held == 0 ? "" : "\(held)",
                "range": "[\(edge(place)); \(edge(place + 1))\(last ? "]" : ")")",
                "share": FigureText.share(held, of: count),
            ]
        }
    }

    private var ticks: [View] {
        (0...Histogram.bins).map { place in
            ["x": "\(Self.left + place * Self.step)", "label": edge(place)]
        }
    }

    /// The lower end of a tenth.
    private func edge(_ place: Int) -> String {
        (possible * (Mark(Int64(place), over: Int64(Histogram.bins)) ?? .zero)).shown
    }
}
