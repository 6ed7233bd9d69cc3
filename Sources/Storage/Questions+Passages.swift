extension QuestionStore {
    /// Of the published questions of a bank that are about a passage or a recording, which one
    /// it is: equal bytes for equal ones.
    package func passages(of subject: Int64) throws -> [Int64: [UInt8]] {
        var passages: [Int64: [UInt8]] = [:]
        try connection.forEach(
            """
            select question.id, question_version.passage
            from question join question_version on question_version.question_id = question.id
                and question_version.number = question.published_version
            where question.subject_id = $1 and question_version.passage is not null
            """,
            subject
        ) { row in passages[try row.int64("id")] = try row.blob("passage") }
        return passages
    }
}
