extension RehearsalReport {
    /// The report as lines for people; times in milliseconds.
    package var text: String {
        var lines = ["\(server)"]
        for part in parts { lines += part.lines }
        if !lost.isEmpty {
            lines.append("MẤT / LOST: \(lost.count)")
            lines += lost.prefix(20)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension RehearsalReport.Part {
    fileprivate var lines: [String] {
        let heading =
            kind == "journeys"
            ? "\(done)/\(candidates) lượt thi / journeys, \(rate)/phút / a minute, "
                + "\(asked)/s xin vào / arrivals, \(seconds) s"
            : "\(done) lần lưu / saves, \(rate)/s, \(asked)/s xin lưu / asked, "
                + "\(candidates) thí sinh / candidates, \(seconds) s"
        let columns = ["", "n", "/s", "p50", "p95", "p99", "p99.9", "max"]
        let rows = work.map { line in
            [
                line.work, "\(line.count)", "\(line.perSecond)", Self.short(line.p50),
                Self.short(line.p95), Self.short(line.p99), Self.short(line.p999),
                Self.short(line.max),
            ]
        }
        let errors = failures.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
        return ["", heading] + ([columns] + rows).map(Self.row)
            + (errors.isEmpty ? [] : ["lỗi / failures:"] + errors)
    }

    /// A first column for names, the others to the right.
    private static func row(_ cells: [String]) -> String {
        cells.enumerated().map { place, cell in
            let gap = String(repeating: " ", count: max(0, (place == 0 ? 12 : 9) - cell.count))
            return place == 0 ? cell + gap : gap + cell
        }.joined()
    }

    private static func short(_ milliseconds: Double) -> String {
        milliseconds < 100
            ? "\((milliseconds * 100).rounded() / 100)" : "\(Int(milliseconds.rounded()))"
    }
}
