import Values

/// The share of the mark before an answer: "%50%", "%-33.33333%".
enum GIFTWeight {
    /// Cuts a weight off, when there is one (Moodle: `^%\-*([0-9]{1,2})\.?([0-9]*)%`).
    static func take(from text: inout Bytes) -> Mark? {
        guard text.first == ASCII.percent else { return nil }
        let signs = text.dropFirst().prefix { $0 == ASCII.minus }
        let number = text[signs.endIndex...].prefix(24).prefix { $0.isDigit || $0 == ASCII.point }
        guard number.first?.isDigit == true, number.count(where: { $0 == ASCII.point }) <= 1,
            number.endIndex < text.endIndex, text[number.endIndex] == ASCII.percent,
            let share = share(ofPercent: number.text)
        else { return nil }
        text = text[(number.endIndex + 1)...]
        return signs.count % 2 == 1 ? Mark.zero - share : share
    }

    /// A percentage with decimals is the simple fraction that it was rounded from:
    /// 33.33333 is a third. Fractions down to twelfths are meant by people.
    private static func share(ofPercent text: String) -> Mark? {
        let sides = text.split(separator: ".")
        let decimals = sides.count == 2 ? min(sides[1].utf8.count, 9) : 0
        let kept = sides.count == 2 ? "\(sides[0]).\(sides[1].prefix(9))" : text
        guard let percent = Mark(kept), let hundredth = Mark(1, over: 100) else { return nil }
        let share = percent * hundredth
        guard share <= .one else { return nil }
        guard decimals > 0, share.denominator > 16 else { return share }
        let unit = (0..<decimals).reduce(Int64(200)) { unit, _ in unit * 10 }
        guard let nearness = Mark(1, over: unit) else { return share }
        for bottom in Int64(3)...12 {
            let scaled = share.numerator * bottom
            let top = (scaled * 2 + share.denominator) / (share.denominator * 2)
            guard let fraction = Mark(top, over: bottom) else { continue }
            let distance = max(fraction, share) - min(fraction, share)
            if distance <= nearness { return fraction }
        }
        return share
    }
}
