import Values

/// Times as meeting products write them.
enum MeetingTime {
    /// A moment in seconds, of one log: "11/20/2026 07:58:12 PM", "20/11/2026 19:58",
    /// "2026-11-20T19:58:12Z", "7:58 PM". Which of two numbers is the day does not matter:
    /// lengths are taken within one log.
    static func moment(_ text: String) -> Int? {
        let words = text.replacing(",", with: " ").replacing("T", with: " ")
            .replacing("Z", with: "").split(separator: " ")
        guard let clock = words.first(where: { $0.contains(":") }), var time = seconds(clock),
            time < 86_400
        else { return nil }
        switch words.last?.lowercased() {
        case "pm", "ch": if time < 43_200 { time += 43_200 }
        case "am", "sa": if time >= 43_200 { time -= 43_200 }
        default: break
        }
        let day = days(text).first?.daysSince1970 ?? 0
        return day * 86_400 + time
    }

    /// The days that a time can be of: day first, then month first; short years.
    static func days(_ text: String) -> [CalendarDate] {
        let words = text.replacing(",", with: " ").replacing("T", with: " ").split(separator: " ")
        guard let word = words.first(where: { $0.contains("/") || $0.contains("-") }) else {
            return []
        }
        let parts = word.split { "/-".contains($0) }
        guard parts.count == 3, parts[0].count <= 2 else {
            return [CalendarDate(word)].compactMap(\.self)
        }
        let year = parts[2].count == 2 ? "20\(parts[2])" : "\(parts[2])"
        return [
            CalendarDate("\(parts[0])/\(parts[1])/\(year)"),
            CalendarDate("\(parts[1])/\(parts[0])/\(year)"),
        ].compactMap(\.self)
    }

    /// A length in seconds: "45", "00:45:10", "1h 2m 3s", "1 hr 2 min", "62 phút".
    ///
    /// - Parameter hasMinutesFirst: whether "45:10" is 45 minutes; else it is hours.
    static func length(_ text: String, hasMinutesFirst: Bool = false) -> Int? {
        let words = VietnameseText.folded(text)
        if words.contains(":") {
            let isShort = words.split(separator: ":").count == 2
            return seconds(words[...]).map { hasMinutesFirst && isShort ? $0 / 60 : $0 }
        }
        if let minutes = whole(words[...]) { return minutes * 60 }
        var total = 0
        var number = ""
        var unit = ""
        func add() -> Bool {
            guard let count = whole(number[...]) else { return number.isEmpty && unit.isEmpty }
            switch unit.first {
            case "h", "g": total += count * 3_600
            case "m", "p": total += count * 60
            case "s": total += count
            default: return false
            }
            return true
        }
        for sign in words {
            if sign.isASCII, sign.isNumber {
                if !unit.isEmpty {
                    guard add() else { return nil }
                    (number, unit) = ("", "")
                }
                number.append(sign)
            } else if sign.isLetter {
                unit.append(sign)
            }
        }
        return add() && !words.isEmpty ? total : nil
    }

    /// "1:02:03" or "19:58": hours first.
    private static func seconds(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":").map(whole)
        guard (2...3).contains(parts.count), !parts.contains(nil) else { return nil }
        let numbers = parts.compactMap(\.self)
        return numbers[0] * 3_600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
    }

    /// Small whole numbers; a part of a second or minute is dropped.
    private static func whole(_ text: Substring) -> Int? {
        let bare = text.prefix { $0 != "." }
        guard !bare.isEmpty, bare.utf8.count <= 5, bare.utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return Int(bare)
    }
}
