package import Values

/// What opening a sitting freezes: the versions it may show and the rules of drawing.
///
/// A form is a pure function of a manifest and a seed (`Form.make`); the algorithm
/// is version 1, written at `Form.make` and `Generator`.
///
/// - Invariant: all draws can be met; no pool names a question twice; a question that
///   is fixed in two places does not exist.
///
/// A class, because the forms of all candidates refer to the same one.
package final class Manifest: Sendable {
    /// The rules of drawing that `Form.make` follows.
    package static let algorithm = 1

    package let parts: [Part]
    /// What every form keeps to, beside the parts.
    package let rules: Rules

    /// Every item of the parts, in order; forms name items by their place here.
    let listings: [Listing]
    /// The places in `listings` of the fixed questions.
    let fixed: [Int]
    /// The draws, in the order they are made.
    let draws: [PlacedDraw]
    /// Which questions the draws may take without leaving another one short; nil where
    /// none ever can, whatever the others took.
    let balance: DrawBalance?
    /// Where each question stands among the listings.
    let places: QuestionPlaces
    /// For each draw, the places of its pool by facility; empty where no rule asks.
    let byFacility: [[Int]]
    /// Of each passage, the places of its questions; empty where no rule asks.
    let passages: [Int: [Int]]
    /// How many slots each form has.
    package let slotCount: Int

    /// - Throws: `ManifestError`.
    package init(parts: [Part], rules: Rules = .none) throws(ManifestError) {
        try Self.check(parts)
        try Self.check(rules)
        self.parts = parts
        self.rules = rules
        listings = Self.list(parts)
        draws = Self.draws(of: parts)
        places = QuestionPlaces(listings.map(\.question))
        slotCount = parts.flatMap(\.entries).reduce(0) { $0 + $1.count }
        fixed = Self.fixed(draws, of: listings.count)
        try Self.check(listings, slots: slotCount)
        balance = try Self.balance(of: draws, fixed, listings, rules)
        passages = rules.keepsPassages ? Self.passages(of: listings) : [:]
        byFacility =
            rules.difficulty == nil
            ? []
            : draws.map { [listings] draw in
                draw.items.filter { listings[$0].item.traits.facility != nil }
                    .sorted { (listings[$0].facility, $0) < (listings[$1].facility, $1) }
            }
    }

    /// Questions are shuffled inside a part, never across parts.
    package struct Part: Hashable, Codable, Sendable {
        package let title: String
        package let shufflesQuestions: Bool
        package let shufflesOptions: Bool
        package let entries: [Entry]

        package init(
            title: String, shufflesQuestions: Bool, shufflesOptions: Bool, entries: [Entry]
        ) {
            self.title = title
            self.shufflesQuestions = shufflesQuestions
            self.shufflesOptions = shufflesOptions
            self.entries = entries
        }
    }

    /// What fills one slot, or several; `worth` is the marks of each.
    package enum Entry: Hashable, Sendable {
        case fixed(Item, worth: Mark)
        /// `count` different questions of the pool.
        case draw(count: Int, pool: [Item], worth: Mark)

        /// How many slots it fills.
        package var count: Int {
            switch self {
            case .fixed: 1
            case .draw(let count, _, _): count
            }
        }

        package var worth: Mark {
            switch self {
            case .fixed(_, let worth), .draw(_, _, let worth): worth
            }
        }

        package var items: [Item] {
            switch self {
            case .fixed(let item, _): [item]
            case .draw(_, let pool, _): pool
            }
        }
    }

    /// One question version with what drawing and answering need to know of it.
    package struct Item: Hashable, Sendable {
        package let reference: VersionReference
        package let type: QuestionType
        /// The option ids of a choice in the author's order, also those that prompts are
        /// joined with; 1 … n for the statements of a true/false group and the items to
        /// be put in order; empty for other types. Each 1 to 255.
        package let options: [Int]
        /// Those of `options` that keep their place when options are shuffled.
        package let pinned: Set<Int>
        /// Of a question that is answered in parts, for each the highest option that can
        /// be chosen, counted from 1; 0 where something is to be typed.
        package let parts: [Int]
        /// What rules ask of it.
        package var traits: Traits

        package init(
            reference: VersionReference, type: QuestionType, options: [Int] = [],
            pinned: Set<Int> = [], parts: [Int] = [], traits: Traits = Traits()
        ) {
            self.parts = parts
            self.reference = reference
            self.type = type
            self.options = options
            self.pinned = pinned
            self.traits = traits
        }
    }

    /// The most marks that a form can earn: the same for every form.
    package var totalMarks: Mark {
        parts.flatMap(\.entries).reduce(.zero) { $0 + $1.worth * Mark($1.count) }
    }

    /// Whether forms may show what a person must mark.
    package var hasHandMarked: Bool { listings.contains { $0.item.type.isMarkedByHand } }

    /// Every version a form may show, in the order in which forms and keys count
    /// items; a version in several pools stands several times.
    package var references: [VersionReference] { listings.map(\.item.reference) }
}

extension Manifest: Hashable {
    /// All else follows from parts and rules.
    package static func == (one: Manifest, other: Manifest) -> Bool {
        one === other || one.parts == other.parts && one.rules == other.rules
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(parts)
        hasher.combine(rules)
    }
}

/// Why a manifest would not give every candidate a form.
package enum ManifestError: Error, Hashable, Sendable {
    case empty
    case tooManySlots(Int)
    case tooManyItems(Int)
    /// The same question twice in one pool, or fixed twice.
    case repeatedQuestion(GUID)
    /// A draw of `needed` that gets only `sure` questions once the fixed ones and the
    /// other draws have taken theirs.
    case poolTooSmall(part: Int, entry: Int, needed: Int, sure: Int)
    case badCount(part: Int, entry: Int)
    case badWorth(part: Int, entry: Int)
    /// The questions that stand on every paper break a rule among themselves.
    case rulesBrokenByFixed
    /// A rule, or what rules know of a question, that no test can have.
    case badRules
    /// Option ids that repeat, are not within 1 … 255, or are more than 26; parts that do
    /// not fit the question's type.
    case badOptions(VersionReference)
}
