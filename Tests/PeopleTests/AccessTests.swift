import Testing

@testable import People

/// The whole table role × use case × (own, other), written out a second time.
@Suite struct AccessTests {
    /// What each role may do: "own", "unit", "other", or all; what is not there is never.
    struct Line: Sendable {
        var administrator = ""
        var department = ""
        var head = ""
        var teacher = ""
        var staff = ""
        var student = ""

        func allowed(_ role: Role) -> Set<Relation> {
            let words =
                switch role {
                case .administrator: administrator
                case .department: department
                case .head: head
                case .teacher: teacher
                case .staff: staff
                case .student: student
                }
            return Set(words.split(separator: " ").flatMap { Self.relations[$0] ?? [] })
        }

        private static let relations: [Substring: [Relation]] = [
            "own": [.own], "unit": [.unit], "trained": [.trained], "other": [.other],
            "all": Relation.allCases,
        ]
    }

    static let table: [UseCase: Line] = [
        .managePeople: Line(administrator: "all"),
        .manageClasses: Line(administrator: "all"),
        .readAudit: Line(administrator: "all", teacher: "own"),
        .readUnits: Line(administrator: "all", department: "all", head: "unit"),
        .changeUnits: Line(administrator: "all", department: "all"),
        .readPeople: Line(
            administrator: "all", department: "all", head: "own unit", teacher: "own",
            staff: "own", student: "own"),
        .changePeople: Line(administrator: "all", department: "all"),
        .listBanks: Line(administrator: "all", teacher: "all"),
        .createBank: Line(teacher: "all"),
        .readBank: Line(teacher: "own"),
        .changeBank: Line(teacher: "own"),
        .reviewBank: Line(teacher: "own"),
        .reviewVersion: Line(teacher: "other"),
        .publishInBank: Line(teacher: "own"),
        .manageBank: Line(administrator: "all", teacher: "own"),
        .createTest: Line(teacher: "own"),
        .readTest: Line(teacher: "own"),
        .changeTest: Line(teacher: "own"),
        .openSitting: Line(teacher: "own"),
        .tryTest: Line(teacher: "own"),
        .watchSitting: Line(administrator: "all", teacher: "own"),
        .runSitting: Line(teacher: "own"),
        .readForms: Line(teacher: "own"),
        .readMarks: Line(teacher: "own"),
        .amendKeys: Line(teacher: "own"),
        .markAnswers: Line(teacher: "own"),
        .takeTest: Line(teacher: "own", student: "own"),
        .readOwnResult: Line(teacher: "own", student: "own"),
        .manageTraining: Line(administrator: "all", department: "all"),
        .readTrainingClass: Line(administrator: "all", department: "all", teacher: "trained"),
        .changeTrainingClass: Line(administrator: "all", department: "all", teacher: "trained"),
        .importResults: Line(administrator: "all", department: "all", teacher: "trained"),
        .readReports: Line(administrator: "all", department: "all", head: "unit"),
        .manageReports: Line(administrator: "all", department: "all"),
        .confirmRound: Line(head: "unit"),
        .readTrainingRecord: Line(
            administrator: "all", department: "all", head: "own unit", teacher: "own",
            staff: "own"),
        .takeClass: Line(
            administrator: "own", department: "own", head: "own", teacher: "own",
            staff: "own"),
        .sendToClass: Line(head: "unit"),
        .giveCertificates: Line(administrator: "all", department: "all"),
        .readCertificate: Line(
            administrator: "all", department: "all", head: "own unit", teacher: "own trained",
            staff: "own"),
        .changeOwnPassword: Line(
            administrator: "own", department: "own", head: "own", teacher: "own", staff: "own",
            student: "own"),
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

    @Test func whatIsAnotherRecordOfOnesOwnIsOnesOwn() {
        let teacher = Principal(person: 7, name: "Lan", roles: [.teacher], also: [8])
        #expect(throws: Never.self) { try teacher.require(.changeTest, ownedBy: 8) }
        #expect(throws: AccessDenied.self) { try teacher.require(.changeTest, ownedBy: 9) }
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

    /// Right in a bank × what it allows a teacher there, written out a second time.
    @Test(
        arguments: [
            (nil, []), (.read, [.readBank]), (.write, [.readBank, .changeBank]),
            (.review, [.readBank, .reviewBank]),
            (.manage, [.readBank, .changeBank, .reviewBank, .publishInBank, .manageBank]),
        ] as [(BankRight?, Set<UseCase>)])
    func rightsInABankAllow(right: BankRight?, allowed: Set<UseCase>) {
        let teacher = Principal(person: 7, name: "Lan", roles: [.teacher])
        let student = Principal(person: 8, name: "An", roles: [.student])
        for useCase in UseCase.allCases where useCase.bankRight != nil {
            let rights = right?.whole ?? []
            #expect(teacher.may(useCase, with: rights) == allowed.contains(useCase), "\(useCase)")
            #expect(!student.may(useCase, with: rights), "\(useCase)")
        }
    }
}
