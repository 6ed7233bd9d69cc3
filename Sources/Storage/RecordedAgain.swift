/// Facts that were withdrawn by mistake and recorded again, as another row: whoever named the
/// first one means the last.
struct RecordedAgain {
    private let connection: Connection

    init(_ connection: Connection) { self.connection = connection }

    enum Fact: String, CaseIterable {
        case membership, post
        case succession = "unit_succession"
        case state = "unit_state"
    }

    func note(_ row: Int64, of fact: Fact, as new: Int64) throws {
        try connection.run(
            "insert into recorded_again (fact, row_id, again_id) values ($1, $2, $3)",
            fact.rawValue, row, new)
    }

    /// The row that stands for one today.
    func last(_ row: Int64, of fact: Fact) throws -> Int64 {
        var row = row
        while let next = try connection.row(
            "select again_id from recorded_again where fact = $1 and row_id = $2", fact.rawValue,
            row)
        {
            row = try next.int64("again_id")
        }
        return row
    }
}
