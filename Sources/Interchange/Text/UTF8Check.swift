/// Where bytes stop being UTF-8 (Unicode Standard, table 3-7: well-formed sequences).
enum UTF8Check {
    /// The offset of the first byte that no UTF-8 text can have there; nil when all is well.
    static func firstFault(in bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBufferPointer { raw in
            var place = 0
            while place < raw.count {
                let length = length(of: raw, at: place)
                if length == 0 { return place }
                place += length
            }
            return nil
        }
    }

    /// The length of the well-formed sequence at `place`, or 0.
    private static func length(of raw: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
        let lead = raw[place]
        switch lead {
        case 0..<0x80: return 1
        case 0xC2...0xDF: return tail(raw, place, 0x80...0xBF, 2)
        case 0xE0: return tail(raw, place, 0xA0...0xBF, 3)
        case 0xED: return tail(raw, place, 0x80...0x9F, 3)
        case 0xE1...0xEF: return tail(raw, place, 0x80...0xBF, 3)
        case 0xF0: return tail(raw, place, 0x90...0xBF, 4)
        case 0xF1...0xF3: return tail(raw, place, 0x80...0xBF, 4)
        case 0xF4: return tail(raw, place, 0x80...0x8F, 4)
        default: return 0
        }
    }

    private static func tail(
        _ raw: UnsafeBufferPointer<UInt8>, _ place: Int, _ second: ClosedRange<UInt8>, _ length: Int
    ) -> Int {
        guard place + length <= raw.count, second.contains(raw[place + 1]) else { return 0 }
        for next in place + 2..<place + length where !(0x80...0xBF).contains(raw[next]) {
            return 0
        }
        return length
    }
}
