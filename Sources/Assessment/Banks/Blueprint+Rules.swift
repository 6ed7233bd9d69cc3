package import Values

extension Blueprint {
    /// What the questions of one paper keep to, beside the lines.
    package struct Rules: Hashable, Codable, Sendable {
        /// Groups of questions that must not meet: a paper holds one of each at most.
        /// Groups that share a question are one (`enemyGroups`).
        package var enemies: [[GUID]]
        /// Yyyy-mm-dd; questions that a sitting used on this day or later are not drawn.
        package var unusedSince: String?
        /// Questions of one source (nguồn) on a paper, at most.
        package var mostOfSource: Int?
        /// The right options of single choices stand at each letter about equally often.
        package var balancesRight: Bool
        /// What the paper's mean facility should be, where it is known of questions.
        package var difficulty: Manifest.Difficulty?
        /// Where a question of a passage is drawn, the others of its line follow it, as far
        /// as the line's count goes; else each is drawn by itself, with its passage.
        package var keepsPassages: Bool

        package init(
            enemies: [[GUID]] = [], unusedSince: CalendarDate? = nil, mostOfSource: Int? = nil,
            balancesRight: Bool = false, difficulty: Manifest.Difficulty? = nil,
            keepsPassages: Bool = false
        ) {
            self.enemies = enemies
            self.unusedSince = unusedSince?.iso
            self.mostOfSource = mostOfSource
            self.balancesRight = balancesRight
            self.difficulty = difficulty
            self.keepsPassages = keepsPassages
        }

        /// For each question that has enemies, the number of its group.
        package var enemyGroups: [GUID: Int] {
            var groups: [GUID: Int] = [:]
            for (number, group) in enemies.enumerated() where group.count > 1 {
                let met = Set(group.compactMap { groups[$0] })
                for (guid, old) in groups where met.contains(old) { groups[guid] = number }
                for guid in group { groups[guid] = number }
            }
            return groups
        }

        /// The start of the day from which on use counts, in Vietnamese time.
        package var unusedFrom: Instant? {
            unusedSince.flatMap { CalendarDate($0) }
                .map { VietnamTime.instant(on: $0, minuteOfDay: 0) }
        }
    }
}
