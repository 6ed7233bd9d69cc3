import Interchange
import People
import Storage
package import Values

extension PersonPlan.Row {
    /// Why somebody must look at this row, in a sentence; "" where nobody must.
    package func reason(in language: Language) -> String {
        switch state {
        case .new, .changed, .same: ""
        case .identifierOfAnother(let known):
            language.choose(
                "Mã “\(entry.identifier ?? "")” là của người khác: \(Self.words(known)).",
                "The identifier “\(entry.identifier ?? "")” is somebody else's: \(Self.words(known))."
            )
        case .likelyDuplicate(let known):
            language.choose(
                "Có thể đã có: \(known.map(Self.words).joined(separator: "; ")).",
                "Probably known already: \(known.map(Self.words).joined(separator: "; ")).")
        }
    }

    private static func words(_ person: PeopleStore.Listed) -> String {
        [
            person.details.fullName, person.details.birthDate?.text, person.details.identifier,
        ].compactMap(\.self).joined(separator: ", ")
    }
}

extension UnitPlan.Row {
    /// Why somebody must look at this row, in a sentence; "" where nobody must.
    package func reason(in language: Language) -> String {
        switch state {
        case .new, .changed, .same: ""
        case .identifierOfAnother:
            language.choose(
                "Mã “\(entry.identifier ?? "")” là của đơn vị loại khác.",
                "The identifier “\(entry.identifier ?? "")” is of a unit of another kind.")
        case .likelyDuplicate(let unit):
            language.choose(
                "Có thể đã có: \(unit.name), mã \(unit.identifier ?? "—").",
                "Probably there already: \(unit.name), identifier \(unit.identifier ?? "—").")
        }
    }
}
