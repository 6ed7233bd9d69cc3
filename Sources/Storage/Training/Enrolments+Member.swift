import People
import Training
import Values

extension EnrolmentStore {
    /// Somebody of a class by their code.
    package func member(code: String, of trainingClass: Int64) throws -> Member? {
        guard let person = try PeopleStore(connection).person(code: code),
            let known = try find(person.id, in: trainingClass)
        else { return nil }
        return Member(
            enrolment: known.id, person: person.id, code: person.code,
            identifier: person.details.identifier, name: person.details.fullName,
            sortKey: VietnameseText.nameSortKey(person.details.fullName),
            state: TrainingState(try events(of: known.id)))
    }
}
