import Values

/// What drawing and answering need to know of a version's interaction, so that a manifest of
/// a large bank is made without its contents.
package struct ItemMaterial: Hashable, Codable, Sendable {
    /// As `Manifest.Item` has them.
    let options: [Int]
    let pinned: [Int]
    /// Options that speak of others, and those they name.
    package let referring: [Int]
    let parts: [Int]
    /// Where the right option of a single choice stands, from 0: hidden by a pad where right
    /// options are to be balanced.
    package let right: Int?

    /// - Returns: nil for a type of which a manifest keeps nothing.
    package init?(_ interaction: Interaction) {
        switch interaction {
        case .singleChoice(let choice):
            self.init(choice.options, right: choice.options.firstIndex { $0.weight == .one })
        case .multipleChoice(let choice): self.init(choice.options, right: nil)
        case .trueFalseGroup(let group):
            self.init(options: Array(group.statements.indices.map { $0 + 1 }))
        case .matching(let pairs):
            let ids = pairs.choices.map(\.id)
            self.init(options: ids, parts: pairs.prompts.map { _ in ids.max() ?? 0 })
        case .ordering(let order):
            let numbers = order.items.indices.map { $0 + 1 }
            self.init(options: numbers, parts: numbers.map { _ in numbers.count })
        case .cloze(let cloze):
            self.init(
                parts: cloze.gaps.map {
                    if case .choice(let texts, _) = $0 { texts.count } else { 0 }
                })
        case .trueFalse, .shortAnswer, .numeric, .essay: return nil
        }
    }

    private init(_ options: [ChoiceOption], right: Int?) {
        self.init(
            options: options.map(\.id), pinned: options.filter(\.pinned).map(\.id),
            referring: options.referring.sorted(), right: right)
    }

    private init(
        options: [Int] = [], pinned: [Int] = [], referring: [Int] = [], parts: [Int] = [],
        right: Int? = nil
    ) {
        self.options = options
        self.pinned = pinned
        self.referring = referring
        self.parts = parts
        self.right = right
    }

    /// How many options it has.
    package var optionCount: Int { options.count }
}

extension Manifest.Item {
    /// What a manifest keeps of a version: never what is right.
    ///
    /// - Parameters:
    ///   - material: nil for a type that needs none.
    ///   - pinsReferring: whether options that speak of others keep their places, too.
    package init(
        reference: VersionReference, type: QuestionType, _ material: ItemMaterial?,
        pinsReferring: Bool = false
    ) {
        let pinned = Set(material?.pinned ?? [])
        self.init(
            reference: reference, type: type, options: material?.options ?? [],
            pinned: pinsReferring ? pinned.union(material?.referring ?? []) : pinned,
            parts: material?.parts ?? [])
    }

    /// The same of an interaction.
    package init(
        reference: VersionReference, _ interaction: Interaction, pinsReferring: Bool = false
    ) {
        self.init(
            reference: reference, type: interaction.type, ItemMaterial(interaction),
            pinsReferring: pinsReferring)
    }
}
