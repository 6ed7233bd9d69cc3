package import Values

/// What a roster says of somebody; only what a task needs.
package struct PersonDetails: Hashable, Sendable {
    /// As the sector database writes it; text, because zeros may lead.
    package var identifier: String?
    /// NFC, family name first.
    package var fullName: String
    package var birthDate: CalendarDate?
    package var gender: Gender?
    /// Of who heads a unit: where reminders go.
    package var email: EmailAddress?

    package init(
        fullName: String, identifier: String? = nil, birthDate: CalendarDate? = nil,
        gender: Gender? = nil, email: EmailAddress? = nil
    ) {
        self.fullName = VietnameseText.clean(fullName)
        self.identifier = identifier
        self.birthDate = birthDate
        self.gender = gender
        self.email = email
    }
}

package enum Gender: String, Hashable, Codable, Sendable {
    case female
    case male

    /// Reads "Nữ", "nam", "female", in any letter case; nil for anything else.
    package init?(text: some StringProtocol) {
        switch VietnameseText.folded(VietnameseText.clean(String(text))) {
        case "nu", "female", "f": self = .female
        case "nam", "male", "m": self = .male
        default: return nil
        }
    }
}
