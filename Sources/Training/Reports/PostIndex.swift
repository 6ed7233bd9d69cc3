package import People
package import Values

/// Who held which post on any day, as known at any moment: all posts of a province, laid
/// out for being asked millions of times.
package struct PostIndex: Sendable {
    /// One recorded post; days from 1970, 0 for no end.
    package struct Post: Hashable, Sendable {
        package let person: Int64
        package let unit: Int64
        package let title: PostTitle
        /// The place in `subjects`; 0 for none.
        package let subject: Int32
        package let isMain: Bool
        package let from: Int32
        /// Exclusive.
        package let until: Int32
        package let recordedAt: Int64
        package let withdrawnAt: Int64

        package init(
            person: Int64, unit: Int64, title: PostTitle, subject: Int32, isMain: Bool,
            from: CalendarDate, until: CalendarDate?, recordedAt: Instant, withdrawnAt: Instant?
        ) {
            self.person = person
            self.unit = unit
            self.title = title
            self.subject = subject
            self.isMain = isMain
            self.from = Int32(clamping: from.daysSince1970)
            self.until = until.map { Int32(clamping: $0.daysSince1970) } ?? .max
            self.recordedAt = recordedAt.milliseconds
            self.withdrawnAt = withdrawnAt?.milliseconds ?? .max
        }

        func holds(on day: Int32, knownAt moment: Int64) -> Bool {
            from <= day && day < until
                && (recordedAt <= moment && moment < withdrawnAt
                    || moment == .max && withdrawnAt == .max)
        }
    }

    /// A record that was found to be of a person with another record.
    package struct Merge: Hashable, Sendable {
        package let record: Int64
        package let into: Int64
        package let recordedAt: Int64
        package let withdrawnAt: Int64

        package init(record: Int64, into: Int64, recordedAt: Instant, withdrawnAt: Instant?) {
            self.record = record
            self.into = into
            self.recordedAt = recordedAt.milliseconds
            self.withdrawnAt = withdrawnAt?.milliseconds ?? .max
        }
    }

    /// The names of the subjects; the first is none.
    package let subjects: [String]
    private let posts: [Post]
    private let merges: [Merge]
    /// Numbers of the records with posts; where the posts of each begin and end.
    private let numbers: IDNumbers
    private let records: [Int64]
    private let ranges: [Range<Int32>]

    /// - Parameters:
    ///   - posts: in any order.
    ///   - subjects: what a post's `subject` counts, the empty name first.
    package init(_ posts: [Post], subjects: [String], merges: [Merge]) {
        // The main post first, then the oldest: the first that holds is the one that counts.
        let sorted = posts.sorted {
            ($0.person, $0.isMain ? 0 : 1, $0.from) < ($1.person, $1.isMain ? 0 : 1, $1.from)
        }
        var numbers = IDNumbers()
        var records: [Int64] = []
        var ranges: [Range<Int32>] = []
        var start = 0
        for place in sorted.indices {
            let isLast =
                place + 1 == sorted.count || sorted[place + 1].person != sorted[place].person
            guard isLast else { continue }
            _ = numbers.add(sorted[place].person)
            records.append(sorted[place].person)
            ranges.append(Int32(clamping: start)..<Int32(clamping: place + 1))
            start = place + 1
        }
        self.numbers = numbers
        self.records = records
        self.posts = sorted
        self.ranges = ranges
        self.subjects = subjects
        self.merges = merges
    }

    /// The index as it was known at a moment.
    package func known(at moment: Int64) -> Known { Known(self, at: moment) }

    package struct Known: Sendable {
        private let index: PostIndex
        private let moment: Int64
        private let standsFor: [Int64: Int64]
        private let others: [Int64: [Int64]]
        /// All records that are one of several: asked of every record of a report.
        private let joined: Bits

        fileprivate init(_ index: PostIndex, at moment: Int64) {
            self.index = index
            self.moment = moment
            var standsFor: [Int64: Int64] = [:]
            for merge in index.merges
            where merge.recordedAt <= moment && moment < merge.withdrawnAt
                || moment == .max && merge.withdrawnAt == .max
            {
                standsFor[merge.record] = merge.into
            }
            self.standsFor = standsFor
            others = Dictionary(grouping: standsFor.keys.sorted()) { standsFor[$0] ?? $0 }
            var joined = Bits()
            for (record, into) in standsFor {
                joined.insert(Int(clamping: record))
                joined.insert(Int(clamping: into))
            }
            self.joined = joined
        }

        /// The record that stands for a person.
        package func person(_ record: Int64) -> Int64 {
            standsFor.isEmpty ? record : standsFor[record] ?? record
        }

        /// Whether several records are of this person.
        package func isJoined(_ person: Int64) -> Bool {
            !standsFor.isEmpty && joined.contains(Int(clamping: person))
        }

        /// A small number for somebody with posts, below `count`.
        package func number(of person: Int64) -> Int? { index.numbers.number(of: person) }

        package var count: Int { index.records.count }

        /// The post under which somebody counts on a day: the main one, else the oldest.
        package func mainPost(of person: Int64, on day: Int32) -> Post? {
            var best = post(of: person, on: day)
            if others.isEmpty { return best }
            for other in others[person] ?? [] {
                guard let post = post(of: other, on: day) else { continue }
                if best.map({ !$0.isMain && post.isMain }) ?? true { best = post }
            }
            return best
        }

        private func post(of record: Int64, on day: Int32) -> Post? {
            guard let number = index.numbers.number(of: record) else { return nil }
            for place in index.ranges[number]
            where index.posts[Int(place)].holds(on: day, knownAt: moment) {
                return index.posts[Int(place)]
            }
            return nil
        }

        /// Everybody with a post on a day, by the post that counts.
        package func staff(on day: Int32) -> [(person: Int64, post: Post)] {
            index.records.compactMap { record in
                guard standsFor[record] == nil, let post = mainPost(of: record, on: day) else {
                    return nil
                }
                return (record, post)
            }
        }

        /// All subjects that posts name, in Vietnamese order.
        package var subjects: [String] {
            index.subjects.filter { !$0.isEmpty }.sorted {
                VietnameseText.sortKey($0) < VietnameseText.sortKey($1)
            }
        }

        package func subject(of post: Post) -> String { index.subjects[Int(post.subject)] }
    }
}
