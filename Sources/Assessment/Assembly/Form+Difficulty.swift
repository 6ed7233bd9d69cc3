extension Form {
    /// How often all drawn questions are gone through.
    private static let mostRounds = 3
    /// How many questions beside the best one are looked at for one that fits.
    private static let mostLooks = 64

    /// Step 2 of the algorithm (`make`): at most three times, the drawn questions whose
    /// facility is known are gone through in a new random order; each is exchanged
    /// for the question of its pool that brings the sum of facilities nearest to where
    /// it should be by then, in even steps over those still to come, if that brings the
    /// form nearer to the target; until the form is near enough.
    ///
    /// To meet a mean exactly under all other rules is NP-hard (a knapsack for each
    /// draw). While nothing is forbidden, exchanging one question after the other
    /// leads from any form to the easiest and the hardest, in steps of at most 1 / n
    /// of the mean of n questions: a target between the two is missed by 1 / 2n at most.
    static func approach(
        _ difficulty: Manifest.Difficulty, _ drawn: inout [[Int]], of manifest: Manifest,
        _ generator: inout Generator
    ) {
        var paper = Exchange(manifest, drawn)
        for _ in 0..<mostRounds {
            var order = drawn.indices.flatMap { draw in drawn[draw].indices.map { (draw, $0) } }
                .filter { mayLeave(manifest.listings[drawn[$0.0][$0.1]].item, manifest) }
            generator.shuffle(&order)
            for (step, (draw, slot)) in order.enumerated() {
                let off = difficulty.target * paper.measured - paper.sum
                guard abs(off) > difficulty.tolerance * paper.measured else { return }
                let share = off / (order.count - step)
                let old = drawn[draw][slot]
                let wanted = manifest.listings[old].facility + (share == 0 ? off : share)
                guard
                    let new = paper.nearest(
                        to: wanted, for: old, in: manifest.byFacility[draw], looks: mostLooks),
                    abs(off - manifest.listings[new].facility + manifest.listings[old].facility)
                        < abs(off)
                else { continue }
                paper.exchange(old, for: new)
                drawn[draw][slot] = new
            }
        }
    }
}

extension Form {
    /// Whether a drawn question may be exchanged: its facility is known, and it is in no
    /// passage that is kept together.
    private static func mayLeave(_ item: Manifest.Item, _ manifest: Manifest) -> Bool {
        item.traits.facility != nil
            && !(manifest.rules.keepsPassages && item.traits.passage != nil)
    }
}

/// A form's questions while some are exchanged for others.
private struct Exchange {
    private let manifest: Manifest
    private var taken: Set<Int> = []
    private var ofSource: [Int: Int] = [:]
    private var enemies: [Int: Int] = [:]
    /// Facilities together, in thousandths, and of how many questions.
    private(set) var sum = 0
    private(set) var measured = 0

    init(_ manifest: Manifest, _ drawn: [[Int]]) {
        self.manifest = manifest
        for place in manifest.fixed + drawn.joined() { count(place, 1) }
    }

    private mutating func count(_ place: Int, _ times: Int) {
        let listing = manifest.listings[place]
        if times > 0 { taken.insert(listing.question) } else { taken.remove(listing.question) }
        if let source = listing.item.traits.source { ofSource[source, default: 0] += times }
        if let group = listing.item.traits.enemies { enemies[group, default: 0] += times }
        if let facility = listing.item.traits.facility {
            sum += times * facility
            measured += times
        }
    }

    mutating func exchange(_ old: Int, for new: Int) {
        count(old, -1)
        count(new, 1)
    }

    /// The place in a pool, sorted by facility, that is nearest to the wanted one (the
    /// lower one of two) and may stand where `old` does.
    func nearest(to wanted: Int, for old: Int, in pool: [Int], looks: Int) -> Int? {
        var (low, high) = (0, pool.count)
        while low < high {
            let middle = (low + high) / 2
            if manifest.listings[pool[middle]].facility < wanted {
                low = middle + 1
            } else {
                high = middle
            }
        }
        low -= 1
        for _ in 0..<looks {
            guard low >= 0 || high < pool.count else { return nil }
            let below = low >= 0 ? wanted - manifest.listings[pool[low]].facility : .max
            let above = high < pool.count ? manifest.listings[pool[high]].facility - wanted : .max
            let place = below <= above ? pool[low] : pool[high]
            if below <= above { low -= 1 } else { high += 1 }
            if mayStand(place, for: old) { return place }
        }
        return nil
    }

    private func mayStand(_ new: Int, for old: Int) -> Bool {
        let (new, old) = (manifest.listings[new], manifest.listings[old])
        guard new.question == old.question || !taken.contains(new.question) else { return false }
        let (traits, leaving) = (new.item.traits, old.item.traits)
        if manifest.rules.keepsPassages, traits.passage != nil { return false }
        if let group = traits.enemies, group != leaving.enemies, enemies[group, default: 0] > 0 {
            return false
        }
        if let most = manifest.rules.mostOfSource, let source = traits.source,
            source != leaving.source, ofSource[source, default: 0] >= most
        {
            return false
        }
        return true
    }
}
