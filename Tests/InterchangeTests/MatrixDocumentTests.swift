import Assessment
import Testing
import Values

@testable import Interchange

/// The table that is handed in, cell by cell.
@Suite struct MatrixDocumentTests {
    private static let blueprint = Blueprint(
        parts: [
            .init(
                title: "I",
                lines: [
                    .draw(
                        .init(
                            type: .singleChoice, topic: ["Hàm số"], level: .recognition, count: 12,
                            worth: Mark("0.25") ?? .one)),
                    .draw(
                        .init(
                            type: .singleChoice, topic: ["Dãy số"], level: .comprehension,
                            count: 8, worth: Mark("0.25") ?? .one)),
                ]),
            .init(
                title: "II",
                lines: [
                    .draw(
                        .init(
                            type: .numeric, topic: ["Hàm số"], level: .advancedApplication,
                            count: 5, worth: .one))
                ]),
        ], requirements: ["Hàm số": "Nhận ra hàm số"])

    private static func rows(_ kind: MatrixDocument.Kind) -> [String] {
        MatrixDocument(
            BlueprintTable(blueprint, named: [:], factor: .one), of: blueprint, in: .vietnamese
        ).document(kind, title: "Thử", facts: []).rows.map { row in
            row.map(\.text).joined(separator: "|")
        }
    }

    @Test func theMatrix() {
        #expect(
            Self.rows(.matrix) == [
                "TT|Chủ đề / đơn vị kiến thức|Nhiều lựa chọn|Trả lời ngắn (số)|Tổng số câu|Tổng|"
                    + "Tỉ lệ % điểm",
                "NB|TH|VD|VDC|NB|TH|VD|VDC|NB|TH|VD|VDC",
                "1|Dãy số||8||||||||8|||8|20",
                "2|Hàm số|12|||||||5|12|||5|17|80",
                "Tổng số câu|12|8||||||5|12|8||5|25|",
                "Tổng số điểm|3|2||||||5|3|2||5|10|",
                "Tỉ lệ %|30|20||||||50|30|20||50|100|",
            ])
    }

    @Test func theSpecification() {
        let rows = Self.rows(.specification)
        #expect(
            rows[0] == "TT|Chủ đề / đơn vị kiến thức|Yêu cầu cần đạt|Nhiều lựa chọn|"
                + "Trả lời ngắn (số)")
        #expect(rows[3] == "2|Hàm số|Nhận ra hàm số|12|||||||5")
    }

    /// The decimal mark is the language's.
    @Test(arguments: [(Language.vietnamese, "33,3"), (.english, "33.3")])
    func theDecimalMark(language: Language, share: String) {
        let third = Blueprint(parts: [
            .init(
                title: "I",
                lines: [
                    .draw(.init(type: .numeric, topic: ["a"], count: 1, worth: .one)),
                    .draw(.init(type: .numeric, topic: ["b"], count: 2, worth: .one)),
                ])
        ])
        let document = MatrixDocument(
            BlueprintTable(third, named: [:], factor: .one), of: third, in: language
        ).document(.matrix, title: "", facts: [])
        #expect(document.rows[2].last?.text == share)
    }

    @Test func everyRowFillsTheGrid() {
        for kind in MatrixDocument.Kind.allCases {
            let document = MatrixDocument(
                BlueprintTable(Self.blueprint, named: [:], factor: .one), of: Self.blueprint,
                in: .english
            ).document(kind, title: "", facts: [])
            var area = 0
            for placed in document.placed {
                area += placed.cell.rows * placed.cell.columns
                #expect(placed.column + placed.cell.columns <= document.widths.count)
            }
            #expect(area == document.rows.count * document.widths.count)
        }
    }

    @Test(arguments: [
        ("40-30-20-10", true), ("30, 40, 30, 0", true), ("50-50", false),
        ("40-30-20-11", false), ("", false),
    ])
    func sharesAddUp(text: String, isRule: Bool) {
        #expect((LevelShares(text) != nil) == isRule)
    }
}
