import Assessment
import Storage
import Values

/// The questions that each line of a blueprint may use, one by one: what is frozen.
struct Drawable: Sendable {
    private let blueprint: Blueprint
    private let bank: [QuestionStore.PoolEntry]
    /// For each part and line, places in `bank`, ascending.
    private let pools: [[[Int]]]
    private let traits: [Int: Manifest.Traits]

    /// What questions share that lines ask for.
    private struct Cell: Hashable {
        let topic: [String]
        let type: QuestionType
        let level: CognitiveLevel?
    }

    init(for blueprint: Blueprint, of subject: Int64, _ connection: Connection) throws {
        self.blueprint = blueprint
        // In the order of their GUIDs, which is that of the manifest's pools.
        let bank = try QuestionStore(connection).pool(of: subject)
        self.bank = bank
        let used = try blueprint.rules.unusedFrom.map {
            try QuestionUseStore(connection).used(in: subject, since: $0)
        }
        var cells: [Cell: [Int]] = [:]
        for (place, entry) in bank.enumerated() where !(used?.contains(entry.id) ?? false) {
            cells[Cell(topic: entry.topic, type: entry.type, level: entry.level), default: []]
                .append(place)
        }
        let places = Dictionary(
            bank.enumerated().map { ($0.element.guid, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        pools = blueprint.parts.map { part in
            part.lines.map { line in
                switch line {
                case .fixed(let fixed): fixed.questions.compactMap { places[$0] }
                case .draw(let draw):
                    cells.filter {
                        draw.matches(type: $0.key.type, topic: $0.key.topic, level: $0.key.level)
                    }.flatMap(\.value).sorted()
                }
            }
        }
        traits = try Self.traits(for: blueprint.rules, bank, of: subject, connection)
    }

    /// Every question that some line may use.
    var everything: [QuestionStore.PoolEntry] { pools.joined().joined().map { bank[$0] } }

    private static func traits(
        for rules: Blueprint.Rules, _ bank: [QuestionStore.PoolEntry], of subject: Int64,
        _ connection: Connection
    ) throws -> [Int: Manifest.Traits] {
        let groups = rules.enemyGroups
        let sources =
            rules.mostOfSource == nil ? [:] : try QuestionStore(connection).sources(of: subject)
        let numbers = Dictionary(
            uniqueKeysWithValues: Set(sources.values).sorted().enumerated().map { ($1, $0) })
        let facilities =
            rules.difficulty == nil
            ? [:]
            : Dictionary(
                try QuestionUseStore(connection).uses(in: subject).map {
                    ($0.question, $0.facility)
                },
                uniquingKeysWith: { first, _ in first })
        let passages = try QuestionStore(connection).passages(of: subject)
        let passageNumbers = Dictionary(
            uniqueKeysWithValues: Set(passages.values)
                .sorted { $0.lexicographicallyPrecedes($1) }.enumerated().map { ($1, $0 + 1) })
        var traits: [Int: Manifest.Traits] = [:]
        for (place, entry) in bank.enumerated() {
            let known = Manifest.Traits(
                source: sources[entry.id].flatMap { numbers[$0] }, enemies: groups[entry.guid],
                facility: (facilities[entry.id] ?? nil).map { min(max($0, -1_000), 1_000) },
                passage: passages[entry.id].flatMap { passageNumbers[$0] })
            if known != Manifest.Traits() { traits[place] = known }
        }
        return traits
    }

    /// The blueprint with its pools as a manifest.
    ///
    /// - Parameters:
    ///   - factor: what each worth is multiplied by.
    ///   - pad: what right options are hidden by, where they are to be balanced.
    /// - Throws: `ManifestError`.
    func manifest(factor: Mark, _ pad: KeyPad) throws -> Manifest {
        var made = Made(blueprint.rules.balancesRight ? pad : nil)
        let rules = blueprint.rules
        return try Manifest(
            parts: try zip(blueprint.parts, pools).map { part, pools in
                Manifest.Part(
                    title: part.title, shufflesQuestions: part.shufflesQuestions,
                    shufflesOptions: part.shufflesOptions,
                    entries: try zip(part.lines, pools).flatMap { line, pool in
                        let items = try pool.map { place in
                            try made.item(
                                of: bank[place], traits[place],
                                pinsReferring: part.pinsReferring)
                        }
                        return Self.entries(for: line, worth: line.worth * factor, items: items)
                    })
            },
            rules: Manifest.Rules(
                mostOfSource: rules.mostOfSource, difficulty: rules.difficulty,
                balancesRight: rules.balancesRight, keepsPassages: rules.keepsPassages))
    }

    private static func entries(
        for line: Blueprint.Line, worth: Mark, items: [Manifest.Item]
    ) -> [Manifest.Entry] {
        switch line {
        case .draw(let draw): [.draw(count: draw.count, pool: items, worth: worth)]
        case .fixed: items.map { .fixed($0, worth: worth) }
        }
    }
}

/// Items of a manifest as they are made, each once.
private struct Made {
    private let pad: KeyPad?
    private var items: [Bool: [Int64: Manifest.Item]] = [:]
    /// Most questions of a bank have one of a few: four options, the second right.
    private var materials: [JSONText: ItemMaterial] = [:]

    init(_ pad: KeyPad?) { self.pad = pad }

    mutating func item(
        of entry: QuestionStore.PoolEntry, _ traits: Manifest.Traits?, pinsReferring: Bool
    ) throws -> Manifest.Item {
        if let item = items[pinsReferring]?[entry.id] { return item }
        let reference = VersionReference(question: entry.guid, version: entry.version)
        let material = try entry.item.map { try self.material($0) }
        var item = Manifest.Item(
            reference: reference, type: entry.type, material, pinsReferring: pinsReferring)
        if let traits { item.traits = traits }
        if let pad, let material, let place = material.right {
            item.traits.turn = pad.hidden(place, of: material.optionCount, in: reference)
        }
        items[pinsReferring, default: [:]][entry.id] = item
        return item
    }

    private mutating func material(_ text: JSONText) throws -> ItemMaterial {
        if let known = materials[text] { return known }
        let material: ItemMaterial = try text.decoded()
        materials[text] = material
        return material
    }
}
