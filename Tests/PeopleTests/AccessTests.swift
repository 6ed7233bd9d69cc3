import Testing

@testable import People

/// The whole table role × use case × (own, other), written out a second time.
@Suite struct AccessTests {
    /// What each role may do: "own", "other", or both; "" is never.
    struct Line: Sendable {
        let administrator: String
        let teacher: String
        let student: String

        func allowed(_ role: Role) -> Set<Relation> {
            let words =
                switch role {
                case .administrator: administrator
                case .teacher: teacher
                case .student: student
                }
            return Set(
                words.split(separator: " ").map { $0 == "own" ? Relation.own : Relation.other })
        }
    }

    static let table: [UseCase: Line] = [
        .managePeople: Line(administrator: "own other", teacher: "", student: ""),
        .manageClasses: Line(administrator: "own other", teacher: "", student: ""),
        .readAudit: Line(administrator: "own other", teacher: "own", student: ""),
        .listBanks: Line(administrator: "own other", teacher: "own other", student: ""),
        .createBank: Line(administrator: "", teacher: "own other", student: ""),
        .readBank: Line(administrator: "", teacher: "own other", student: ""),
        .changeBank: Line(administrator: "", teacher: "own other", student: ""),
        .createTest: Line(administrator: "", teacher: "own", student: ""),
        .readTest: Line(administrator: "", teacher: "own", student: ""),
        .changeTest: Line(administrator: "", teacher: "own", student: ""),
        .openSitting: Line(administrator: "", teacher: "own", student: ""),
        .tryTest: Line(administrator: "", teacher: "own", student: ""),
        .watchSitting: Line(administrator: "own other", teacher: "own", student: ""),
        .runSitting: Line(administrator: "", teacher: "own", student: ""),
        .readForms: Line(administrator: "", teacher: "own", student: ""),
        .readMarks: Line(administrator: "", teacher: "own", student: ""),
        .amendKeys: Line(administrator: "", teacher: "own", student: ""),
        .markAnswers: Line(administrator: "", teacher: "own", student: ""),
        .takeTest: Line(administrator: "", teacher: "own", student: "own"),
        .readOwnResult: Line(administrator: "", teacher: "own", student: "own"),
        .changeOwnPassword: Line(administrator: "own", teacher: "own", student: "own"),
    ]

    @Test(arguments: Role.allCases, UseCase.allCases)
    func theTableIsAsWritten(role: Role, useCase: UseCase) throws {
        let line = try #require(Self.table[useCase], "a new use case needs a line here")
        for relation in Relation.allCases {
            #expect(
                Access.allows(useCase, on: relation, to: [role])
                    == line.allowed(role).contains(relation),
                "\(role) \(useCase) \(relation)")
        }
        #expect(Access.everAllows(useCase, to: [role]) == !line.allowed(role).isEmpty)
    }

    @Test(arguments: UseCase.allCases)
    func withoutARoleNothingIsAllowed(useCase: UseCase) {
        #expect(!Access.everAllows(useCase, to: []))
    }

    @Test func severalRolesAddUp() {
        let both: Set<Role> = [.administrator, .teacher]
        #expect(Access.allows(.managePeople, on: .other, to: both))
        #expect(Access.allows(.changeTest, on: .own, to: both))
        #expect(
            !Access.allows(.changeTest, on: .other, to: both),
            "an administrator who teaches still changes only their own tests")
    }

    @Test(
        arguments: [
            (Int64(7), true, "their own"), (8, false, "a colleague's"), (nil, false, "nobody's"),
        ] as [(Int64?, Bool, String)])
    func requiringLooksAtTheOwner(owner: Int64?, allowed: Bool, why: String) {
        let teacher = Principal(person: 7, name: "Lan", roles: [.teacher])
        if allowed {
            #expect(throws: Never.self, "\(why)") {
                try teacher.require(.changeTest, ownedBy: owner)
            }
        } else {
            #expect(throws: AccessDenied(useCase: .changeTest), "\(why)") {
                try teacher.require(.changeTest, ownedBy: owner)
            }
        }
    }
}
