/// Small numbers for ids, from 0 in the order in which they come: by an array where ids are
/// small, as a database's are, which costs a tenth of a dictionary.
struct IDNumbers: Sendable {
    /// Number + 1 by id; 0 is none.
    private var direct: [UInt32] = []
    private var rest: [Int64: Int] = [:]
    private(set) var count = 0

    /// Ids that the array may have room for: 16 MB.
    private static let mostDirect: Int64 = 4 << 20

    func number(of id: Int64) -> Int? {
        if id >= 0, id < Int64(direct.count) {
            let known = direct[Int(id)]
            return known == 0 ? nil : Int(known) - 1
        }
        return rest.isEmpty ? nil : rest[id]
    }

    /// The number of an id, a new one if it has none.
    mutating func add(_ id: Int64) -> Int {
        if let known = number(of: id) { return known }
        let number = count
        count += 1
        guard id >= 0, id < Self.mostDirect, number < Int(UInt32.max) - 1 else {
            rest[id] = number
            return number
        }
        if id >= Int64(direct.count) {
            let room = max(Int(id) + 1, min(direct.count * 2, Int(Self.mostDirect)))
            direct.append(contentsOf: repeatElement(0, count: room - direct.count))
        }
        direct[Int(id)] = UInt32(number) + 1
        return number
    }
}
