package import Values

/// What is true of one thing over time: spans that do not overlap, in their order.
///
/// Pure: a change says which recorded spans are withdrawn and which are recorded in
/// their place; nothing that stands is altered.
package struct Spans<Value: Hashable & Sendable>: Sendable {
    package struct Span: Hashable, Sendable {
        /// The row of a recorded span; nil: yet to be recorded.
        package let id: Int64?
        package var value: Value
        package var from: CalendarDate
        /// Exclusive; nil: no end is known.
        package var until: CalendarDate?

        package init(
            id: Int64? = nil, _ value: Value, from: CalendarDate, until: CalendarDate? = nil
        ) {
            self.id = id
            self.value = value
            self.from = from
            self.until = until
        }

        /// Whether it is in effect on a day.
        package func holds(on date: CalendarDate) -> Bool {
            from <= date && until.map { date < $0 } ?? true
        }
    }

    /// What a change does to the record.
    package struct Revision: Hashable, Sendable {
        package var withdrawn: [Int64] = []
        package var recorded: [Span] = []

        package var isEmpty: Bool { withdrawn.isEmpty && recorded.isEmpty }
    }

    package let spans: [Span]

    package init(_ spans: [Span]) { self.spans = spans.sorted { $0.from < $1.from } }

    package func span(on date: CalendarDate) -> Span? { spans.first { $0.holds(on: date) } }

    /// Gives one part of the value another content from a day on. Later spans follow as
    /// long as they still have what stood there on that day.
    ///
    /// - Returns: nil when nothing is in effect on the day.
    package func setting<Part: Hashable>(
        _ part: WritableKeyPath<Value, Part>, to new: Part, from date: CalendarDate
    ) -> Revision? {
        guard let first = span(on: date) else { return nil }
        let old = first.value[keyPath: part]
        var revision = Revision()
        guard old != new else { return revision }
        for span in spans where span.until.map({ $0 > date }) ?? true {
            guard span.from <= date || span.value[keyPath: part] == old else { break }
            if let id = span.id { revision.withdrawn.append(id) }
            if span.from < date {
                revision.recorded.append(Span(span.value, from: span.from, until: date))
            }
            var value = span.value
            value[keyPath: part] = new
            revision.recorded.append(Span(value, from: max(span.from, date), until: span.until))
        }
        return revision
    }

    /// Ends it all on a day, the first on which nothing holds any more.
    ///
    /// - Returns: nil when nothing is in effect on the day or after it.
    package func ending(on date: CalendarDate) -> Revision? {
        var revision = Revision()
        for span in spans where span.until.map({ $0 > date }) ?? true {
            if let id = span.id { revision.withdrawn.append(id) }
            if span.from < date {
                revision.recorded.append(Span(span.value, from: span.from, until: date))
            }
        }
        return revision.isEmpty ? nil : revision
    }
}
