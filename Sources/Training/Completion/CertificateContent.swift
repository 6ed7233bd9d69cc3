package import Values

/// What a certificate says, as it was on the day it was given; it never changes.
package struct CertificateContent: Hashable, Codable, Sendable {
    package var name: String
    package var birthDate: CalendarDate?
    package var programme: String
    package var periods: Int
    package var className: String
    /// Who held the class and gives the certificate.
    package var unit: String
    package var from: CalendarDate
    package var until: CalendarDate
    package var completedOn: CalendarDate
    package var total: Mark?
    package var scale: Int
    /// The number of the decision that it rests on.
    package var decision: String
    /// The day on which the completion runs out; nil: it never does.
    package var validUntil: CalendarDate?

    package init(
        name: String, birthDate: CalendarDate?, programme: String, periods: Int,
        className: String, unit: String, from: CalendarDate, until: CalendarDate,
        completedOn: CalendarDate, total: Mark?, scale: Int, decision: String,
        validUntil: CalendarDate?
    ) {
        self.name = name
        self.birthDate = birthDate
        self.programme = programme
        self.periods = periods
        self.className = className
        self.unit = unit
        self.from = from
        self.until = until
        self.completedOn = completedOn
        self.total = total
        self.scale = scale
        self.decision = decision
        self.validUntil = validUntil
    }
}
