extension Manifest {
    /// What every form keeps to, beside the parts and their draws.
    package struct Rules: Hashable, Codable, Sendable {
        /// Questions of one source on a form, at most.
        package var mostOfSource: Int?
        /// What a form's mean facility should be.
        package var difficulty: Difficulty?
        /// Right options stand at each letter about equally often.
        package var balancesRight: Bool
        /// Where a question of a passage is drawn, the others of its pool follow it.
        package var keepsPassages: Bool

        package init(
            mostOfSource: Int? = nil, difficulty: Difficulty? = nil, balancesRight: Bool = false,
            keepsPassages: Bool = false
        ) {
            self.mostOfSource = mostOfSource
            self.difficulty = difficulty
            self.balancesRight = balancesRight
            self.keepsPassages = keepsPassages
        }

        package static let none = Rules()
    }

    /// The mean share of its marks that a question of the form is known to earn.
    package struct Difficulty: Hashable, Codable, Sendable {
        /// Thousandths: 650 is a mean of 65 %.
        package var target: Int
        /// How far from it is near enough, in thousandths.
        package var tolerance: Int

        package init(target: Int, tolerance: Int) {
            self.target = target
            self.tolerance = tolerance
        }
    }

    /// What rules know of an item, as numbers that mean nothing elsewhere.
    package struct Traits: Hashable, Codable, Sendable {
        /// Which source it is from.
        package var source: Int?
        /// Which group of questions it is in of which a form holds one at most.
        package var enemies: Int?
        /// The mean share of its marks that it earned so far, in thousandths.
        package var facility: Int?
        /// Where its right option stands in the author's order, hidden by a `KeyPad`.
        package var turn: Int?
        /// Which passage or recording it is about: such questions stand together.
        package var passage: Int?

        package init(
            source: Int? = nil, enemies: Int? = nil, facility: Int? = nil, turn: Int? = nil,
            passage: Int? = nil
        ) {
            self.source = source
            self.enemies = enemies
            self.facility = facility
            self.turn = turn
            self.passage = passage
        }
    }
}
