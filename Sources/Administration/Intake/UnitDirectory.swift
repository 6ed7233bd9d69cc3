import Interchange
import People
import Storage
import Values

/// The units of a day, classes apart, as files name them.
struct UnitDirectory {
    private var byIdentifier: [String: Int64] = [:]
    private var byName: [String: [Int64]] = [:]
    private var schools: [Int64] = []
    /// Those that are of no school, at the top of the tree.
    private var departments: [Int64] = []
    /// Where rows without a unit belong.
    private let standard: Int64?
    private let connection: Connection

    /// - Parameter standard: the unit of rows that name none; nil: the only school, where there
    ///   is only one.
    init(_ connection: Connection, on date: CalendarDate, standard: Int64? = nil) throws {
        self.standard = standard
        self.connection = connection
        for placed in try UnitStore(connection).tree(AsOf(date)) {
            add(
                placed.unit.id, identifier: placed.unit.identifier, name: placed.details.name,
                kind: placed.unit.kind)
        }
    }

    mutating func add(_ unit: Int64, identifier: String?, name: String, kind: UnitKind) {
        if let identifier { byIdentifier[identifier] = unit }
        byName[Self.folded(name), default: []].append(unit)
        if kind == .school || kind == .centre { schools.append(unit) }
        if kind == .department { departments.append(unit) }
    }

    /// The only department: what a list puts below nothing stands below it.
    var department: Int64? { departments.count == 1 ? departments[0] : nil }

    var isEmpty: Bool { byName.isEmpty }

    /// The unit that a file means; nil where it says nothing and nothing can be meant. In a
    /// column of names an identifier may stand, too.
    ///
    /// - Parameter day: on which something of a past unit may have begun.
    func find(
        _ name: UnitName?, on day: CalendarDate? = nil
    ) throws(RosterRefused) -> Int64? {
        if let identifier = name?.identifier, let unit = byIdentifier[identifier] { return unit }
        if let words = name?.name {
            let found = byName[Self.folded(words)] ?? []
            if found.count == 1 { return found[0] }
            if found.count > 1 { throw RosterRefused(reason: .ambiguousUnit(words)) }
            if let unit = byIdentifier[words] { return unit }
        }
        if let name, let day, let unit = try? past(name, on: day) { return unit }
        if let standard { return standard }
        guard let name else { return schools.count == 1 ? schools[0] : nil }
        throw RosterRefused(reason: .unknownUnit(name.words))
    }

    /// A unit that stood on a day and is no more.
    private func past(_ name: UnitName, on day: CalendarDate) throws -> Int64? {
        let units = UnitStore(connection)
        let words = [name.identifier, name.name].compactMap(\.self)
        let known =
            try words.compactMap { try units.unit(identifier: $0) }
            + UnitKind.allCases.compactMap { kind in
                try name.name.flatMap { try units.unit(named: $0, of: kind) }
            }
        return try known.first { try units.placed($0.id, AsOf(day)) != nil }?.id
    }

    /// "Trường THPT Sen" and "THPT SEN" are one name.
    private static func folded(_ name: String) -> String {
        let words = VietnameseText.folded(VietnameseText.clean(name)).split(separator: " ")
        return words.drop { $0 == "truong" }.joined(separator: " ")
    }
}

/// A row that the server cannot take, for a reason of its own.
struct RosterRefused: Error {
    let reason: RosterRefusal.Reason
}
