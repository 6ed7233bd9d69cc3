import People
import Storage
import Testing
import Values

@testable import Administration

/// Rosters on their way into a class.
@Suite struct RosterTests {
    private let now = School.start

    private static func pupil(
        _ name: String, _ identifier: String? = nil, born: String? = nil, _ gender: Gender? = nil
    ) -> PersonDetails {
        PersonDetails(
            fullName: name, identifier: identifier, birthDate: born.flatMap { CalendarDate($0) },
            gender: gender)
    }

    private static func entries(_ pupils: [PersonDetails]) -> [RosterEntry] {
        pupils.enumerated().map { RosterEntry(line: $0.offset + 2, pupil: $0.element) }
    }

    /// A word for each change: new, changed, same.
    private static func words(_ changes: [RosterChange]) -> String {
        changes.map {
            switch $0.kind {
            case .new: "new"
            case .changed: "changed"
            case .same: "same"
            }
        }.joined(separator: " ")
    }

    struct Case: Sendable {
        let known: [PersonDetails]
        let roster: [PersonDetails]
        let changes: String
        /// Names in the class afterwards.
        let names: [String]
        let why: String
    }

    static let cases = [
        Case(
            known: [], roster: [pupil("Trần Thị Bé", "002"), pupil("Lê Văn An", "001")],
            changes: "new new", names: ["Lê Văn An", "Trần Thị Bé"],
            why: "everybody is new, and listed by given name"),
        Case(
            known: [pupil("Lê Văn An", "001")], roster: [pupil("Lê Văn Ân", "001")],
            changes: "changed", names: ["Lê Văn Ân"], why: "the identifier says who it is"),
        Case(
            known: [pupil("Lê Văn An", "001", born: "01/09/2008")],
            roster: [pupil("Lê Văn An", "001")],
            changes: "same", names: ["Lê Văn An"], why: "what the roster leaves out stays"),
        Case(
            known: [pupil("Lê Văn An", born: "01/09/2008")],
            roster: [pupil("Lê Văn An", born: "01/09/2008", .male)],
            changes: "changed", names: ["Lê Văn An"],
            why: "name and birth date say who it is; the gender is new"),
        Case(
            known: [pupil("Lê Văn An", born: "01/09/2008")],
            roster: [pupil("Lê Văn An", born: "02/09/2008")],
            changes: "new", names: ["Lê Văn An", "Lê Văn An"], why: "another birth date"),
        Case(
            known: [pupil("Lê Văn An", "001", born: "01/09/2008")],
            roster: [pupil("Lê Văn An", "002", born: "01/09/2008")],
            changes: "new", names: ["Lê Văn An", "Lê Văn An"],
            why: "two identifiers are two people"),
        Case(
            known: [pupil("Lê Văn An", born: "01/09/2008")],
            roster: [pupil("Lê Văn An", "001", born: "01/09/2008")],
            changes: "changed", names: ["Lê Văn An"], why: "the identifier came later"),
        Case(
            known: [], roster: [pupil("Lê Văn An"), pupil("Lê Văn An")], changes: "new new",
            names: ["Lê Văn An", "Lê Văn An"], why: "two lines are two pupils"),
    ]

    @Test(arguments: cases)
    func recognisesPupils(one: Case) async throws {
        let school = try School()
        let administrator = try await school.administrator()
        let unit = try await school.schoolClass("12A1", by: administrator)
        _ = try await school.classes.apply(
            Self.entries(one.known), to: unit, by: administrator, at: now)
        let roster = Self.entries(one.roster)
        let preview = try await school.classes.preview(
            roster, into: unit, by: administrator, at: now)
        #expect(Self.words(preview) == one.changes, "\(one.why)")
        let applied = try await school.classes.apply(
            roster, to: unit, by: administrator, at: now)
        #expect(applied == preview, "the preview told what happens")
        let pupils = try await school.reread(unit.code, by: administrator).pupils
        #expect(pupils.map(\.details.fullName) == one.names, "\(one.why)")
        let again = try await school.classes.apply(roster, to: unit, by: administrator, at: now)
        #expect(
            Self.words(again) == one.roster.map { _ in "same" }.joined(separator: " "),
            "repeating it changes nothing: \(one.why)")
        #expect(try await school.reread(unit.code, by: administrator).pupils == pupils)
    }

    @Test func aPupilOfAnotherClassIsTheSamePerson() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        let one = try await school.schoolClass("12A1", by: administrator)
        let two = try await school.schoolClass("12A2", by: administrator)
        let roster = Self.entries([Self.pupil("Lê Văn An", "001")])
        _ = try await school.classes.apply(roster, to: one, by: administrator, at: now)
        let changes = try await school.classes.apply(roster, to: two, by: administrator, at: now)
        #expect(Self.words(changes) == "changed")
        let first = try await school.reread(one.code, by: administrator).pupils
        #expect(try await school.reread(two.code, by: administrator).pupils == first)
    }

    @Test func accountNamesAreUnique() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        let one = try await school.schoolClass("12A1", by: administrator)
        let two = try await school.schoolClass("12A2", by: administrator)
        let roster = Self.entries([Self.pupil("Lê Văn Ân"), Self.pupil("Đỗ Thị Hà", "00 7")])
        _ = try await school.classes.apply(roster, to: one, by: administrator, at: now)
        _ = try await school.classes.apply(
            Self.entries([Self.pupil("Lê Văn An")]), to: two, by: administrator, at: now)
        let first = try await school.reread(one.code, by: administrator).pupils
        let second = try await school.reread(two.code, by: administrator).pupils
        #expect(first.map(\.account) == ["levanan", "007"])
        #expect(second.map(\.account) == ["levanan2"])
    }

    @Test func firstPasswordsAreMadeOnce() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        let unit = try await school.schoolClass("12A1", by: administrator)
        _ = try await school.classes.apply(
            Self.entries([Self.pupil("Lê Văn An", "001")]), to: unit, by: administrator, at: now)
        let made = try await school.classes.makePasswords(of: unit, by: administrator, at: now)
        #expect(made.map(\.account) == ["001"])
        let token = try await school.signIn.enter(
            account: "001", password: try #require(made.first).password, from: "a", at: now)
        let session = try #require(try await school.sessions.session(token, at: now))
        #expect(session.principal.roles == [.student])
        #expect(session.mustChangePassword)
        #expect(
            try await school.classes.makePasswords(of: unit, by: administrator, at: now).isEmpty,
            "nobody is without one any more")
    }

    @Test func aClassNameIsGivenOnce() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        _ = try await school.schoolClass("12A1", by: administrator)
        await #expect(throws: RosterFault.classTaken) {
            try await school.classes.add(" 12A1 ", by: administrator, at: now)
        }
    }
}
