import Values

/// What a unit of the province is.
package enum UnitKind: String, Hashable, Codable, Sendable, CaseIterable {
    /// The provincial education department (sở).
    case department
    /// A district's education office (phòng), until districts were abolished.
    case office
    /// A commune or ward (xã, phường).
    case commune
    case school
    /// A continuing-education or other centre.
    case centre
    /// A class of pupils for one school year; its parent is its school.
    case schoolClass = "class"

    /// The kinds that stand in the tree of units, where classes would only be in the way.
    package static let ofTree = allCases.filter { $0 != .schoolClass }
}

/// The level of a school (cấp học), by the abbreviations that everybody uses.
package enum SchoolLevel: String, Hashable, Codable, Sendable, CaseIterable {
    case kindergarten = "MN"
    case primary = "TH"
    case lowerSecondary = "THCS"
    case upperSecondary = "THPT"
    case continuing = "GDTX"
}

/// What can change of a unit from a day on.
package struct UnitDetails: Hashable, Sendable {
    /// NFC.
    package var name: String
    package var level: SchoolLevel?
    /// The row of the unit above; nil at the top.
    package var parent: Int64?

    package init(name: String, level: SchoolLevel? = nil, parent: Int64? = nil) {
        self.name = VietnameseText.clean(name)
        self.level = level
        self.parent = parent
    }
}

/// How a unit came to an end, or gave rise to another.
package enum Succession: String, Hashable, Sendable, CaseIterable {
    case merge
    case split
    /// A class of the school year before.
    case promotion
}
