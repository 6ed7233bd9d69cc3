import People
import Storage
import Testing
import Training
import Values

@testable import Classes

/// Announcements, questions, the survey, and what is handed in.
@Suite struct ClassBoardTests {
    private let now = ClassRoom.now

    @Test func questionsHaveTheirAnswers() async throws {
        let room = try await ClassRoom()
        let board = ClassBoard(database: room.province.database)
        let trainee = try room.person("003")
        for text in ["Khai mạc", "Nghỉ"] {
            try await board.write(
                .announcement, text, in: room.listed, by: Province.official, at: now)
        }
        try await board.write(.question, "Khi nào?", in: room.listed, by: trainee, at: now)
        let question = try #require(
            try await board.board(of: room.listed).threads.first
        ).question
        try await board.write(
            .answer, "Mai.", answering: question.code, in: room.listed, by: Province.official,
            at: now)
        let shown = try await board.board(of: room.listed)
        #expect(shown.announcements.map(\.text) == ["Nghỉ", "Khai mạc"])
        #expect(shown.threads.map { $0.answers.map(\.text) } == [["Mai."]])
        await #expect(throws: TrainingFault.missing, "an announcement has no answers") {
            try await board.write(
                .answer, "?", answering: shown.announcements[0].code, in: room.listed,
                by: trainee, at: now)
        }
        try await board.remove(question.code, from: room.listed, at: now)
        #expect(try await board.board(of: room.listed).threads.isEmpty)
    }

    @Test func aSurveyIsAnsweredOnceAndByNobody() async throws {
        let members = ["002", "003", "004", "005"]
        let room = try await ClassRoom(members: members)
        let board = ClassBoard(database: room.province.database)
        #expect(try await board.outcome(in: room.listed) == nil)
        #expect(try await board.open(["Một", "Hai"], in: room.listed, at: now))
        for (place, identifier) in members.enumerated() {
            let outcome = try await board.outcome(in: room.listed)
            #expect(outcome?.count == place)
            #expect(outcome?.ratings.isEmpty == (place < 3), "too few are not shown")
            let seat = try await room.seat(identifier)
            let answer = ClassSurveyStore.Answer(
                ratings: [place + 1, nil], comment: place == 0 ? "tốt" : "")
            try await board.answer(answer, in: seat)
            #expect(try await board.survey(for: seat) == nil)
            await #expect(throws: TrainingFault.missing, "each person once") {
                try await board.answer(answer, in: seat)
            }
        }
        let outcome = try #require(try await board.outcome(in: room.listed))
        #expect(outcome.ratings == [[1, 1, 1, 1, 0], [0, 0, 0, 0, 0]])
        #expect(outcome.comments == ["tốt"])
        #expect(try await !board.open(["Khác"], in: room.listed, at: now), "answers stay true")
        try await board.close(room.listed, at: now)
        // Nothing of an answer leads to a person: not by a column, not by an order.
        let columns = try await room.province.database.read {
            try $0.rows("select name from pragma_table_info('class_survey_answer')")
                .map { try $0.text("name") }
        }
        #expect(columns == ["id", "training_class_id", "ratings", "comment"])
    }

    @Test func whatIsHandedInIsMarkedAndCounts() async throws {
        let room = try await ClassRoom(
            rule: CompletionRule(components: [.init(name: "giáo án", passMark: Mark(5))]))
        let assignments = Assignments(database: room.province.database)
        let due = now.adding(seconds: 60)
        _ = try await assignments.add(
            "Soạn giáo án", "Một tiết.", due: due, component: "giáo án", to: room.listed,
            by: Province.official, at: now)
        let code = try #require(
            try await assignments.assignments(of: room.listed).first
        ).code
        let seat = try await room.seat("003")
        let pdf = Array("%PDF-1".utf8)
        func handIn(_ bytes: [UInt8], at moment: Instant) async throws -> Assignments.Refusal? {
            try await assignments.handIn(
                bytes, named: "giáo án.pdf", for: code, in: seat, at: moment)
        }
        #expect(try await handIn(Array("<html>".utf8), at: now) == .kind)
        #expect(try await handIn(pdf, at: now) == nil)
        #expect(try await handIn(pdf + [1], at: due) == nil)
        #expect(try await handIn(pdf, at: due.adding(seconds: 1)) == .late)
        let (_, handIns) = try await assignments.assignment(code, of: room.listed)
        #expect(handIns.map(\.file.size) == [pdf.count + 1], "the last one counts")
        try await assignments.mark(
            handIns[0], Mark(7), remark: "tốt", in: room.listed, by: Province.official, at: now)
        #expect(try await room.events("003").last == .completed)
        let older = try #require(try await assignments.handIns(of: seat).first)
        try await assignments.mark(
            older, Mark(3), remark: "", in: room.listed, by: Province.official, at: now)
        #expect(try await room.seat("003").standing.state.total == Mark(7), "the last one counts")
        let other = try await room.seat("004")
        await #expect(throws: TrainingFault.missing, "a colleague's file") {
            try await assignments.handIn(handIns[0].code, in: room.listed, of: other)
        }
    }
}
