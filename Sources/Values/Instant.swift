/// A moment, in milliseconds since 1970-01-01 00:00 UTC.
package struct Instant: Hashable, Sendable, Codable, Comparable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The moment so many seconds later (earlier when negative).
    package func adding(seconds: Int64) -> Instant {
        Instant(milliseconds: milliseconds + seconds * 1_000)
    }

    /// Whole seconds from this moment until `later`, rounded up; negative once it has passed.
    package func seconds(until later: Instant) -> Int64 {
        let distance = later.milliseconds - milliseconds
        return distance >= 0 ? (distance + 999) / 1_000 : distance / 1_000
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }
}
