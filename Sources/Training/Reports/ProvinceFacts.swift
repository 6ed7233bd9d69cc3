package import People
package import Values

/// The numbers of the province's report, before any word is put around them.
package struct ProvinceFacts: Hashable, Codable, Sendable {
    package var from: CalendarDate
    package var asOf: CalendarDate
    /// The names of the units that it is about; empty: the whole province.
    package var units: [String]
    package var meetings: Int
    package var sessions: Int
    /// Online classes.
    package var online: ReportFigures.Count
    /// Distinct staff of the day who attended an online class in the period, of all staff.
    package var trained: Share
    /// Distinct people who attended a class of IT skills: basic, advanced, and either.
    package var basicIT: Int
    package var advancedIT: Int
    package var skillsIT: Int
    /// As it was known at the end of this day, or at this moment; nil: as it is known now.
    package var known: CalendarDate?
    package var knownAt: Instant?
    package var uses: [Coverage]

    package init(from: CalendarDate, asOf: CalendarDate, units: [String]) {
        self.from = from
        self.asOf = asOf
        self.units = units
        meetings = 0
        sessions = 0
        online = .init()
        trained = Share(0, of: 0)
        basicIT = 0
        advancedIT = 0
        skillsIT = 0
        uses = []
    }

    /// Whose use of software is asked about.
    package enum Population: String, Hashable, Codable, Sendable, CaseIterable {
        case offices
        case kindergarten
        case primary
        case lowerSecondary
        case upperSecondary
        case continuing

        package init?(_ kind: UnitKind, _ level: SchoolLevel?) {
            switch (kind, level) {
            case (.office, _): self = .offices
            case (_, .kindergarten): self = .kindergarten
            case (_, .primary): self = .primary
            case (_, .lowerSecondary): self = .lowerSecondary
            case (_, .upperSecondary): self = .upperSecondary
            case (_, .continuing): self = .continuing
            default: return nil
            }
        }

        package static let schools: [Population] = [
            .kindergarten, .primary, .lowerSecondary, .upperSecondary, .continuing,
        ]

        package func text(in language: Language) -> String {
            switch self {
            case .offices: language.choose("phòng GDĐT", "district offices")
            case .kindergarten: language.choose("trường mầm non", "kindergartens")
            case .primary: language.choose("trường tiểu học", "primary schools")
            case .lowerSecondary: language.choose("trường THCS", "lower secondary schools")
            case .upperSecondary: language.choose("trường THPT", "upper secondary schools")
            case .continuing:
                language.choose("trung tâm GDTX", "continuing-education centres")
            }
        }
    }

    /// How many units of some populations use something for one purpose.
    package struct Coverage: Hashable, Codable, Sendable {
        package var function: SoftwareFunction
        package var parts: [Part]
        /// The systems by how many units use each, the most first.
        package var systems: [System]

        package struct Part: Hashable, Codable, Sendable {
            package var population: Population
            package var share: Share

            package init(population: Population, share: Share) {
                self.population = population
                self.share = share
            }
        }

        package struct System: Hashable, Codable, Sendable {
            package var name: String
            package var address: String
            package var units: Int

            package init(name: String, address: String, units: Int) {
                self.name = name
                self.address = address
                self.units = units
            }
        }

        package init(function: SoftwareFunction, parts: [Part], systems: [System]) {
            self.function = function
            self.parts = parts
            self.systems = systems
        }

        /// All populations together.
        package var share: Share {
            Share(
                parts.reduce(0) { $0 + $1.share.part }, of: parts.reduce(0) { $0 + $1.share.whole })
        }
    }

    /// What is asked of which populations together, in the order of the report.
    package static let questions: [(function: SoftwareFunction, populations: [Population])] = [
        (.office, [.offices]), (.staff, Population.schools),
        (.marks, [.upperSecondary, .lowerSecondary, .continuing]), (.marks, [.primary]),
        (.learning, Population.schools), (.library, Population.schools),
        (.computerRoom, [.upperSecondary]), (.computerRoom, [.lowerSecondary]),
        (.computerRoom, [.primary]), (.computerRoom, [.continuing]),
    ]

    /// The answer to one of them.
    package func coverage(
        _ function: SoftwareFunction, _ populations: [Population]
    ) -> Coverage? {
        uses.first { $0.function == function && $0.parts.map(\.population) == populations }
    }
}
