import Assessment
import Testing
import Values

@testable import Web

/// Questions compiled once, with holes for what differs.
@Suite struct FragmentTests {
    private static let plain = RichText.Surroundings(
        mathML: { _, _ in nil }, assetAddress: { "/pictures/\($0)" })
    private static let every = Fragment.Hole.allCases.map(\.mark).joined()

    private func fragment(_ content: QuestionContent) throws -> QuestionFragment {
        try QuestionFragment(
            content, in: Self.plain, pages: try Pages(folder: TestSite.publicFolder),
            language: .vietnamese)
    }

    private func html(
        _ content: QuestionContent, options: [Int], response: Response? = nil
    ) throws -> String {
        var html = ""
        try fragment(content).write(
            to: &html, number: 7, revision: 3, options: options, response: response)
        return html
    }

    private static func choice(_ stem: String, _ options: [String]) -> QuestionContent {
        QuestionContent(
            stem: RichText(plain: stem),
            interaction: .singleChoice(
                .init(
                    options: options.enumerated().map {
                        .init(id: $0.offset + 1, text: RichText(plain: $0.element))
                    }, right: 1)))
    }

    @Test func aChoiceIsFilledIn() throws {
        let html = try html(
            Self.choice("Một?", ["đỏ", "vàng", "xanh"]), options: [3, 1, 2], response: .option(1))
        #expect(html.contains("id=\"q7\""))
        #expect(html.contains("name=\"r7\" value=\"3\""))
        let order = html.matches(of: /value="(\d)"( checked)?><b>(\w)\.<\/b><span>(\w+)/)
            .map { "\($0.3)\($0.1)\($0.4)\($0.2 ?? "")" }
        #expect(order == ["A0xanh", "B1đỏ checked", "C2vàng"], "letters and positions as shown")
        #expect(html.utf8Matches("checked") == 1)
    }

    @Test func aGroupIsFilledIn() throws {
        let content = QuestionContent(
            stem: RichText(plain: "Xét:"),
            interaction: .trueFalseGroup(
                .init(
                    statements: ["một", "hai"].map {
                        .init(text: RichText(plain: $0), isTrue: true)
                    })))
        let html = try html(content, options: [1, 2], response: .statements([true, nil]))
        #expect(html.contains("name=\"a7-0\" value=\"T\" checked"))
        #expect(!html.contains("name=\"a7-0\" value=\"F\" checked"))
        #expect(!html.contains("name=\"a7-1\" value=\"T\" checked"))
        #expect(html.contains("a)") && html.contains("b)"))
    }

    @Test(arguments: ["2,5", "\" onfocus=\"alert(1)", "\"\u{301}>", "<b>", Fragment.Hole.slot.mark])
    func aNumberStaysInItsField(typed: String) throws {
        let content = QuestionContent(
            stem: RichText(plain: "Mấy?"),
            interaction: .numeric(.init(answer: .zero)))
        let html = try html(content, options: [], response: .text(typed))
        #expect(Array(html.utf8).contains(Array("value=\"\(typed.htmlEscaped)\"".utf8)))
    }

    /// A question's own text cannot fill in a hole.
    @Test func marksInATextMeanNothing() throws {
        let html = try html(
            Self.choice("trước\(Self.every)sau", ["A\(Self.every)Z", "b"]), options: [1, 2],
            response: .option(2))
        #expect(html.contains("trướcsau"))
        #expect(html.contains("<span>AZ</span>"))
        #expect(html.utf8Matches("checked") == 1)
        #expect(!html.unicodeScalars.contains { (0xFDD0...0xFDEF).contains($0.value) })
    }

    @Test func aMarkWithACombiningLetterIsAMark() {
        let fragment = Fragment("a\(Fragment.Hole.slot.mark)\u{301}b")
        var html = ""
        fragment.write(to: &html) { _ in "-" }
        #expect(html == "a-\u{301}b")
    }

    @Test func noKeyIsInAFragment() throws {
        let one = try html(Self.choice("Một?", ["đỏ", "vàng"]), options: [1, 2])
        var content = Self.choice("Một?", ["đỏ", "vàng"])
        content.interaction = .singleChoice(
            .init(
                options: [
                    .init(id: 1, text: RichText(plain: "đỏ")),
                    .init(id: 2, text: RichText(plain: "vàng")),
                ], right: 2))
        content.solution = RichText(plain: "vì thế")
        #expect(try html(content, options: [1, 2]) == one, "whichever is right, the page is one")
    }
}

extension String {
    fileprivate func utf8Matches(_ word: String) -> Int {
        split(separator: word, omittingEmptySubsequences: false).count - 1
    }
}
