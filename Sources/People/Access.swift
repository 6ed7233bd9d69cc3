/// Everything somebody can ask of Sen, as `Access` decides about it.
package enum UseCase: String, Hashable, Sendable, CaseIterable {
    // Administration
    case managePeople
    case manageClasses
    /// Who did what when; of a sitting, its teacher too.
    case readAudit
    // Units and people
    /// The tree, a unit's page, who works or learns there.
    case readUnits
    /// Adding, renaming, moving, merging, splitting and closing; imports; the school year.
    case changeUnits
    /// A person's page: posts and record.
    case readPeople
    /// Posts, details, one person for two records; imports.
    case changePeople
    // Question banks
    case listBanks
    case createBank
    /// Reading questions with their keys.
    case readBank
    case changeBank
    /// Approving or returning what others ask to have reviewed, and retiring.
    case reviewBank
    /// The version that is reviewed: never its author's own.
    case reviewVersion
    /// Publishing without anybody's review.
    case publishInBank
    /// Saying who may do what in a bank, and seeing who read its keys.
    case manageBank
    // Tests and sittings
    case createTest
    case readTest
    case changeTest
    case openSitting
    /// Taking one's own test as a student would, without a trace in results.
    case tryTest
    /// Who has started and who has submitted, without marks or answers.
    case watchSitting
    /// Extending, closing, printing tickets.
    case runSitting
    /// The forms of a sitting, with their right answers if wanted.
    case readForms
    /// Marks and answers of every candidate.
    case readMarks
    /// Deciding how a question of the sitting is marked.
    case amendKeys
    /// Marking the answers that no key can mark.
    case markAnswers
    // Taking a test
    case takeTest
    case readOwnResult
    // Teacher training
    /// Programmes; making and changing classes, and who trains them.
    case manageTraining
    /// A class with its people and their results.
    case readTrainingClass
    /// Who is enrolled.
    case changeTrainingClass
    case importResults
    /// Figures and the people behind them: of a head, what lies below her unit.
    case readReports
    /// The province's report, its registers, and rounds.
    case manageReports
    /// Confirming or correcting the results of a unit's staff in a round.
    case confirmRound
    /// What somebody was trained in, all years.
    case readTrainingRecord
    /// Lessons and sessions of a class that one is in, or asks to come into.
    case takeClass
    /// Sending a unit's staff into classes, within its quota.
    case sendToClass
    /// Giving certificates and taking them back.
    case giveCertificates
    /// A certificate as it is printed.
    case readCertificate
    // One's own account
    case changeOwnPassword
}

/// Whose object somebody reaches for.
package enum Relation: Hashable, Sendable, CaseIterable {
    /// Made by this person, or about this person alone; of banks, one in which the
    /// person has the right that it takes (`UseCase.bankRight`).
    case own
    /// Of a unit that this person heads, or of one below it.
    case unit
    /// Of a training class that this person is a trainer of.
    case trained
    /// Anybody else's, or nobody's.
    case other
}

/// Who may do what: default deny, one table.
package enum Access {
    /// Whether somebody with these roles may do this to an object so related to them.
    package static func allows(
        _ useCase: UseCase, on relation: Relation, to roles: Set<Role>
    ) -> Bool {
        roles.contains { grants(for: $0, useCase).contains(relation) }
    }

    /// Whether some object exists, own or not, on which the roles may do this:
    /// decides what the navigation shows.
    package static func everAllows(_ useCase: UseCase, to roles: Set<Role>) -> Bool {
        Relation.allCases.contains { allows(useCase, on: $0, to: roles) }
    }

    private static let anybodys: Set<Relation> = [.own, .unit, .trained, .other]

    private static func grants(for role: Role, _ useCase: UseCase) -> Set<Relation> {
        switch (role, useCase) {
        case (_, .changeOwnPassword): [.own]
        case (.administrator, .readUnits), (.administrator, .changeUnits),
            (.administrator, .readPeople), (.administrator, .changePeople),
            (.department, .readUnits), (.department, .changeUnits),
            (.department, .readPeople), (.department, .changePeople):
            anybodys
        case (.head, .readUnits): [.unit]
        case (.head, .readPeople): [.own, .unit]
        case (.teacher, .readPeople), (.staff, .readPeople), (.student, .readPeople): [.own]
        case (.administrator, .managePeople), (.administrator, .manageClasses),
            (.administrator, .readAudit), (.administrator, .listBanks),
            (.administrator, .watchSitting), (.administrator, .manageBank):
            anybodys
        case (.teacher, .listBanks), (.teacher, .createBank):
            anybodys
        case (.teacher, .readBank), (.teacher, .changeBank), (.teacher, .reviewBank),
            (.teacher, .publishInBank), (.teacher, .manageBank):
            [.own]
        case (.teacher, .reviewVersion): [.other]
        case (.teacher, .createTest), (.teacher, .readTest), (.teacher, .changeTest),
            (.teacher, .openSitting), (.teacher, .tryTest), (.teacher, .watchSitting),
            (.teacher, .runSitting), (.teacher, .readForms), (.teacher, .readMarks),
            (.teacher, .amendKeys), (.teacher, .markAnswers), (.teacher, .readAudit):
            [.own]
        case (.administrator, .manageTraining), (.administrator, .readTrainingClass),
            (.administrator, .changeTrainingClass), (.administrator, .importResults),
            (.administrator, .readReports), (.administrator, .manageReports),
            (.administrator, .readTrainingRecord),
            (.department, .manageTraining), (.department, .readTrainingClass),
            (.department, .changeTrainingClass), (.department, .importResults),
            (.department, .readReports), (.department, .manageReports),
            (.department, .readTrainingRecord):
            anybodys
        case (.teacher, .readTrainingClass), (.teacher, .changeTrainingClass),
            (.teacher, .importResults):
            [.trained]
        case (.head, .readReports), (.head, .confirmRound): [.unit]
        case (.head, .readTrainingRecord): [.own, .unit]
        case (.teacher, .readTrainingRecord), (.staff, .readTrainingRecord): [.own]
        case (.administrator, .takeClass), (.department, .takeClass), (.head, .takeClass),
            (.teacher, .takeClass), (.staff, .takeClass):
            [.own]
        case (.head, .sendToClass): [.unit]
        case (.administrator, .giveCertificates), (.department, .giveCertificates),
            (.administrator, .readCertificate), (.department, .readCertificate):
            anybodys
        case (.staff, .readCertificate): [.own]
        case (.head, .readCertificate): [.own, .unit]
        case (.teacher, .readCertificate): [.own, .trained]
        // A candidate's own: pupils' sittings, and a teacher's trials.
        case (.student, .takeTest), (.student, .readOwnResult), (.teacher, .takeTest),
            (.teacher, .readOwnResult):
            [.own]
        case (.administrator, _), (.department, _), (.head, _), (.teacher, _), (.staff, _),
            (.student, _):
            []
        }
    }
}

/// Somebody asked for what `Access` does not give; pages answer as if the object were missing.
package struct AccessDenied: Error, Hashable {
    package let useCase: UseCase

    package init(useCase: UseCase) { self.useCase = useCase }
}

/// Who is asking, as the use cases see them.
package struct Principal: Hashable, Sendable {
    /// The person's row in the store.
    package let person: Int64
    package let name: String
    package let roles: Set<Role>
    /// Other records of the same person.
    package let also: Set<Int64>
    /// The units of the posts that are held today.
    package let units: Set<Int64>
    /// These, and all units that they lie below today: what is granted to one of them reaches
    /// this person.
    package let within: Set<Int64>
    /// Those of them that this person heads.
    package let heads: Set<Int64>

    package init(
        person: Int64, name: String, roles: Set<Role>, also: Set<Int64> = [],
        units: Set<Int64> = [], above: Set<Int64> = [], heads: Set<Int64> = []
    ) {
        self.person = person
        self.name = name
        self.roles = roles
        self.also = also
        self.units = units
        within = units.union(above)
        self.heads = heads
    }

    /// Refuses unless `Access` allows this on an object that `owner` made.
    ///
    /// - Parameter owner: the person whose object it is; nil where the object is nobody's.
    package func require(_ useCase: UseCase, ownedBy owner: Int64?) throws(AccessDenied) {
        try require(useCase, on: owner.map(isSelf) == true ? .own : .other)
    }

    /// Refuses unless `Access` allows this on an object so related.
    package func require(_ useCase: UseCase, on relation: Relation) throws(AccessDenied) {
        guard Access.allows(useCase, on: relation, to: roles) else {
            throw AccessDenied(useCase: useCase)
        }
    }

    /// Whether a record is of this person.
    package func isSelf(_ person: Int64) -> Bool {
        person == self.person || also.contains(person)
    }
}
