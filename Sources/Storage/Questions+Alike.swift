package import Assessment

/// Questions that say nearly the same.
extension QuestionStore {
    /// A question of the bank that is like another.
    package struct Alike: Hashable, Sendable {
        package let question: Listed
        package let content: QuestionContent
        /// 0 to 1.
        package let share: Double
    }

    /// Keeps what finds questions by others that are like them.
    ///
    /// In one go for many questions: rows that come in the order of their hashes are written
    /// in a third of the time, and a statement of several rows has the index of words flushed.
    package func addHints(
        _ hints: [(question: Int64, hashes: [Int64])], in subject: Int64
    ) throws {
        let pairs = hints.filter { $0.hashes.count == 9 }
            .flatMap { one in one.hashes.map { (hash: $0, question: one.question) } }
            .sorted { ($0.hash, $0.question) < ($1.hash, $1.question) }
        for start in stride(from: 0, to: pairs.count, by: 1_000) {
            let part = pairs[start..<min(start + 1_000, pairs.count)]
            let rows = part.map { "[\($0.hash),\($0.question)]" }.joined(separator: ",")
            try connection.run(
                """
                insert into question_likeness (subject_id, hash, question_id)
                select $1, value ->> 0, value ->> 1 from json_each($2) where true
                on conflict do nothing
                """, subject, "[\(rows)]")
        }
    }

    /// The questions of a bank that are like one, the most like first.
    ///
    /// - Parameter id: the question itself, where the bank has it.
    package func alike(
        _ likeness: Likeness, in subject: Int64, but id: Int64? = nil, limit: Int = 5
    ) throws -> [Alike] {
        let hints = likeness.hints
        guard hints.count == 9 else { return [] }
        let near = try connection.rows(
            """
            select question_id, count(*) as hints from question_likeness
            where subject_id = $1 and hash in ($3, $4, $5, $6, $7, $8, $9, $10, $11)
                and question_id <> $2
            group by question_id order by hints desc, question_id limit 20
            """, subject, id ?? 0, hints[0], hints[1], hints[2], hints[3], hints[4], hints[5],
            hints[6], hints[7], hints[8])
        var found: [Alike] = []
        for row in near {
            guard let version = try question(id: try row.int64("question_id")) else { continue }
            let share = likeness.share(with: Likeness(version.content))
            guard share >= Likeness.alike else { continue }
            found.append(
                Alike(question: version.question, content: version.content, share: share))
        }
        return Array(found.sorted { $0.share > $1.share }.prefix(limit))
    }
}
