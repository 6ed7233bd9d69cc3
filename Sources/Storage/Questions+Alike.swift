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

    /// Leaves hints by which the question is found again.
    func addHints(_ hints: [Int64], to id: Int64) throws {
        guard hints.count == 9,
            let subject = try connection.row("select subject_id from question where id = $1", id)
        else { return }
        try connection.run(
            """
            insert into question_likeness (subject_id, hash, question_id)
            values ($1, $3, $2), ($1, $4, $2), ($1, $5, $2), ($1, $6, $2), ($1, $7, $2),
                ($1, $8, $2), ($1, $9, $2), ($1, $10, $2), ($1, $11, $2)
            on conflict do nothing
            """, try subject.int64("subject_id"), id, hints[0], hints[1], hints[2], hints[3],
            hints[4], hints[5], hints[6], hints[7], hints[8])
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
