package import Values

/// What was known of one enrolment during a time: what reports count.
///
/// Days are counted from 1970; 0 is no day. The database keeps a class's versions as one
/// text of bytes, 48 a version, so that millions are read in a moment.
package struct RecordVersion: Hashable, Sendable {
    package var enrolment: Int64
    package var person: Int64
    /// UTC milliseconds.
    package var recordedAt: Int64
    /// `Int64.max`: it is still what is known.
    package var withdrawnAt: Int64
    package var enrolledOn: UInt16
    package var leftOn: UInt16
    package var attendedOn: UInt16
    package var completedOn: UInt16
    package var revokedOn: UInt16
    package var failedOn: UInt16

    package init(enrolment: Int64, person: Int64, _ version: TrainingState.Version) {
        let state = version.state
        self.enrolment = enrolment
        self.person = person
        recordedAt = version.recordedAt.milliseconds
        withdrawnAt = version.withdrawnAt?.milliseconds ?? .max
        enrolledOn = Self.day(state.enrolledOn)
        leftOn = Self.day(state.leftOn)
        attendedOn = Self.day(state.attendedOn)
        completedOn = Self.day(state.completedOn)
        revokedOn = Self.day(state.revokedOn)
        failedOn = Self.day(state.failedOn)
    }

    /// A day as a number; of days that a class cannot lie on, the nearest one.
    package static func day(_ date: CalendarDate?) -> UInt16 {
        date.map { UInt16(clamping: max(1, $0.daysSince1970)) } ?? 0
    }

    package static func date(_ day: UInt16) -> CalendarDate? {
        day == 0 ? nil : CalendarDate(daysSince1970: Int(day))
    }

    package func isKnown(at moment: Int64) -> Bool {
        recordedAt <= moment && moment < withdrawnAt || moment == .max && withdrawnAt == .max
    }

    package func isEnrolled(on day: UInt16) -> Bool {
        enrolledOn != 0 && enrolledOn <= day && (leftOn == 0 || leftOn > day)
    }

    package func hasAttended(by day: UInt16) -> Bool { attendedOn != 0 && attendedOn <= day }

    package func hasCompleted(by day: UInt16) -> Bool {
        completedOn != 0 && completedOn <= day && (revokedOn == 0 || revokedOn > day)
    }
}

extension RecordVersion {
    /// What two records of one person in one class come to on a day: the earlier of each
    /// thing, and of two completions the earlier that stands.
    package func joined(with other: RecordVersion, asOf day: UInt16) -> RecordVersion {
        func first(_ one: UInt16, _ two: UInt16) -> UInt16 {
            one == 0 ? two : two == 0 ? one : min(one, two)
        }
        func rank(_ version: RecordVersion) -> (Int, UInt16, Int64) {
            (version.hasCompleted(by: day) ? 0 : 1, version.completedOn, version.enrolment)
        }
        let (best, second) = rank(self) <= rank(other) ? (self, other) : (other, self)
        var joined = best
        if joined.enrolledOn != 0, second.enrolledOn != 0 {
            let hasLeft = joined.leftOn != 0 && second.leftOn != 0
            joined.leftOn = hasLeft ? max(joined.leftOn, second.leftOn) : 0
        } else if joined.enrolledOn == 0 {
            joined.leftOn = second.leftOn
        }
        joined.enrolledOn = first(joined.enrolledOn, second.enrolledOn)
        joined.attendedOn = first(joined.attendedOn, second.attendedOn)
        joined.failedOn = first(joined.failedOn, second.failedOn)
        return joined
    }
}

extension RecordVersion {
    /// Bytes of one version.
    package static let size = 48

    package static func pack(_ versions: [RecordVersion]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(versions.count * size)
        for version in versions {
            for number in [
                version.enrolment, version.person, version.recordedAt, version.withdrawnAt,
            ] {
                append(UInt64(bitPattern: number), 8, to: &bytes)
            }
            for day in [
                version.enrolledOn, version.leftOn, version.attendedOn, version.completedOn,
                version.revokedOn, version.failedOn, 0, 0,
            ] {
                append(UInt64(day), 2, to: &bytes)
            }
        }
        return bytes
    }

    private static func append(_ number: UInt64, _ count: Int, to bytes: inout [UInt8]) {
        for place in 0..<count {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * place)))
        }
    }

    /// Hands over version after version; bytes at the end that are no whole one are left.
    package static func forEach(
        in bytes: [UInt8], _ body: (RecordVersion) throws -> Void
    ) rethrows {
        try bytes.withUnsafeBytes { raw in
            var place = 0
            while place + size <= raw.count {
                try body(RecordVersion(raw, at: place))
                place += size
            }
        }
    }

    private init(_ raw: UnsafeRawBufferPointer, at place: Int) {
        func number(_ offset: Int) -> Int64 {
            Int64(littleEndian: raw.loadUnaligned(fromByteOffset: place + offset, as: Int64.self))
        }
        func day(_ offset: Int) -> UInt16 {
            UInt16(littleEndian: raw.loadUnaligned(fromByteOffset: place + offset, as: UInt16.self))
        }
        enrolment = number(0)
        person = number(8)
        recordedAt = number(16)
        withdrawnAt = number(24)
        enrolledOn = day(32)
        leftOn = day(34)
        attendedOn = day(36)
        completedOn = day(38)
        revokedOn = day(40)
        failedOn = day(42)
    }
}
