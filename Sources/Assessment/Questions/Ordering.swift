package import Values

/// Items are to be put in order (sắp xếp): each is given its place, 1 to n.
package struct Ordering: Hashable, Codable, Sendable {
    /// As the author listed them; on a paper they stand in an order of the form's own.
    package var items: [Item]
    package var rule: PartRule

    package init(items: [Item], rule: PartRule = .allOrNothing) {
        self.items = items
        self.rule = rule
    }

    package struct Item: Hashable, Codable, Sendable {
        package var text: RichText
        /// Its place in the right order, from 1; no two items share one.
        package var place: Int

        package init(text: RichText, place: Int) {
            self.text = text
            self.place = place
        }
    }

    /// The items' numbers (from 1, as listed) in the right order.
    package var order: [Int] {
        items.indices.sorted { items[$0].place < items[$1].place }.map { $0 + 1 }
    }
}
