import Testing
import Values

@testable import People

/// How the record of one thing changes when it is told that something is so from a day on.
@Suite struct SpansTests {
    private typealias Span = Spans<UnitDetails>.Span

    private static func day(_ text: String) throws -> CalendarDate {
        try #require(CalendarDate(text))
    }

    private static func spans() throws -> Spans<UnitDetails> {
        Spans([
            Span(
                id: 2, UnitDetails(name: "THCS A", level: .lowerSecondary, parent: 8),
                from: try day("01/07/2020")),
            Span(
                id: 1, UnitDetails(name: "THCS A", level: .lowerSecondary, parent: 7),
                from: try day("01/09/2000"), until: try day("01/07/2020")),
        ])
    }

    @Test func aNewNameHoldsAlsoAfterALaterMove() throws {
        let revision = try #require(
            try Self.spans().setting(\.name, to: "THCS B", from: try Self.day("01/01/2015")))
        #expect(revision.withdrawn == [1, 2])
        #expect(revision.recorded.map(\.value.name) == ["THCS A", "THCS B", "THCS B"])
        #expect(revision.recorded.map(\.value.parent) == [7, 7, 8])
        #expect(revision.recorded[1].from == (try Self.day("01/01/2015")))
        #expect(revision.recorded[1].until == (try Self.day("01/07/2020")))
        #expect(revision.recorded[2].until == nil)
    }

    @Test func anEarlierMoveEndsWhereALaterOneBegins() throws {
        let revision = try #require(
            try Self.spans().setting(\.parent, to: 9, from: try Self.day("01/01/2015")))
        #expect(revision.withdrawn == [1], "the move of 2020 stays as it was recorded")
        #expect(revision.recorded.map(\.value.parent) == [7, 9])
    }

    @Test func whatIsSoAlreadyChangesNothing() throws {
        let spans = try Self.spans()
        let revision = try #require(
            spans.setting(\.level, to: .lowerSecondary, from: try Self.day("01/01/2015")))
        #expect(revision.isEmpty)
        #expect(
            spans.setting(\.name, to: "B", from: try Self.day("31/08/2000")) == nil,
            "before it was there")
    }

    @Test func anEndTakesBackWhatWouldBeginLater() throws {
        let spans = try Self.spans()
        let revision = try #require(spans.ending(on: try Self.day("01/01/2015")))
        #expect(revision.withdrawn == [1, 2])
        #expect(revision.recorded.map(\.until) == [try Self.day("01/01/2015")])
        #expect(
            Spans(revision.recorded).ending(on: try Self.day("01/01/2015")) == nil, "ended already")
        #expect(
            try #require(spans.ending(on: try Self.day("01/09/2000"))).recorded.isEmpty,
            "on its first day: it never was")
    }

    @Test(
        arguments: [
            ("Hiệu trưởng", PostTitle.head, "a school's"),
            ("HIỆU TRƯỞNG", .head, "in capitals"),
            ("Phó Hiệu trưởng", .deputy, "not the head"),
            ("P. Hiệu trưởng", .deputy, "shortened"),
            ("Trưởng phòng", .head, "an office's"),
            ("Giáo viên", .teacher, "most"),
            ("GV", .teacher, "shortened"),
            ("Tổ trưởng chuyên môn", .teacher, "who teaches too"),
            ("Chuyên viên", .official, "of the department"),
            ("Kế toán", .staff, "anything else"),
            ("", .staff, "nothing at all"),
        ] as [(String, PostTitle, String)])
    func readsTitles(words: String, title: PostTitle, why: String) {
        #expect(PostTitle(words: words) == title, "\(why)")
    }
}
