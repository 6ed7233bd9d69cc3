import Assessment
import Testing
import Values

@testable import Interchange

@Suite struct GIFTReadingTests {
    @Test(arguments: [
        ("Ai?{~Grant ~Jefferson =không ai}", "C"), ("Ai?{=một#đúng ~hai#sai}", "A"),
        ("Ai?{~%0%một ~=hai}", "B"), ("Năm?{#1822:5}", "1822 ± 5"),
        ("Pi?{#3.141..3.142}", "3,141..3,142"),
        ("Pi?{#=3.14}", "3,14"), ("Số?{#3:2~#Sai rồi}", "3 ± 2"),
        ("Số?{#=%0%5:0 =%100%9:0 =%0%23:0}", "9"),
        ("Năm?{#=1822:0 =%50%1822:2}", "1822 | [50%] 1822 ± 2"),
        ("Số?{#=%0%9:1 =10:1}", "10 ± 1"),
        ("Hai với hai là {=bốn =4}.", "bốn | 4"), ("Chữ?{bốn}", "bốn"),
        ("Đúng chứ?{T}", "Đ"), ("Đúng chứ?{FALSE#sai#đúng}", "S"),
        ("Hai?{~%50%a ~%50%b ~%-100%c}", "A,B"), ("Một?{~%50%a =b}", "B"),
        ("Ba?{~%33.33333%a ~%33.33333%b ~%33.33333%c ~d}", "A,B,C"),
        ("Viết. {}", ""), ("Một?{=a =b ~c}", "A,B"),
        ("Nối{=a -> b =c -> d =e->b}", "1-A, 2-B, 3-A"),
    ])
    func readsTheKey(text: String, key: String) throws {
        #expect(try gift(text).keys == [key])
    }

    @Test(arguments: [
        ("Chỉ là chữ", ImportReason.noSuchType("description")),
        ("Một?{~%50%a =%50%b}", .noRightOption), ("Hai?{~a ~b}", .noRightOption),
        ("Hai?{~%50%a ~%40%b ~c}", .weightsDoNotSumToOne(Mark("0.9") ?? .zero)),
        ("Hai?{=%150%a =b}", .badWeight(answer: 1)),
        ("Chữ?{=%50%a}", .noRightAnswer), ("Chữ?{=%-50%a =b}", .badWeight(answer: 1)),
        ("Năm?{#=%50%1822}", .noRightAnswer), ("Năm?{#5..3}", .emptyRange(answer: 1)),
        ("Năm?{#1,5}", .answerNotANumber("1,5")), ("Năm?{#1,000}", .answerNotANumber("1,000")),
        ("Năm?{#*}", .noRightAnswer),
        ("Hỏng {=a", .unbalancedBraces), ("Nối{=a -> b =c ->d =e}", .answerNotUnderstood("->")),
        ("{=a ~b}", .emptyStem), ("Trống?{=a ~}", .emptyOption("B")),
    ])
    func leavesOutWithItsReason(text: String, reason: ImportReason) throws {
        let draft = try gift("Trước?{=a ~b}\n\n\(text)\n\nSau?{#1}")
        #expect(draft.keys == ["A", "1"])
        #expect(draft.reasons == [reason])
        #expect(draft.notes.first?.line == 3)
        #expect(draft.read == 3)
    }

    /// Moodle would take the question for the category's name.
    @Test func endsACategoryWithItsLine() throws {
        let draft = try gift("$CATEGORY: top/A\n::x::Trước?{#1}\n\n$CATEGORY: B/C\n\nSau?{#2}")
        #expect(draft.questions.map(\.question.topic) == [["A"], ["B", "C"]])
        #expect(draft.questions.map(\.line) == [2, 6])
    }

    @Test func readsNameIdTagsAndFeedback() throws {
        let draft = try gift(
            """
            $CATEGORY: $course$/top/Toán 12/Hàm số//Đồ thị\\: mở đầu
            // [id:h\\]1] [tag:khó] [tag:VD]
            // [guid:123e4567-e89b-12d3-a456-426614174000] [pinned:2]
            ::Cực trị\\: một::[plain]Cho \\{\\=x\\}\\n\\~?{=Một#vì thế
            ~Cả A và B####Lời giải \\#1}
            """)
        let question = try #require(draft.questions.first?.question)
        #expect(draft.questions.first?.line == 4)
        #expect(draft.reasons == [])
        #expect(question.topic == ["Toán 12", "Hàm số/Đồ thị: mở đầu"])
        #expect((question.identifier, question.name) == ("h]1", "Cực trị: một"))
        #expect((question.level, question.tags) == (.application, ["khó"]))
        #expect(question.guid?.description == "123e4567-e89b-12d3-a456-426614174000")
        #expect(question.content.stem == .paragraph(.text("Cho {=x}"), .lineBreak, .text("~?")))
        #expect(question.content.solution == RichText(plain: "Lời giải #1"))
        guard case .singleChoice(let choice) = question.content.interaction else {
            Issue.record("no choice")
            return
        }
        #expect(choice.options.map(\.pinned) == [false, true])
        #expect(choice.options.map(\.feedback) == [RichText(plain: "vì thế"), nil])
    }

    @Test(
        arguments: [
            (
                "[html]<p>Cho <b>x</b><sup>2</sup></p><p>\\\\(y\\=1\\\\)</p>",
                [
                    .paragraph([.text("Cho "), .strong([.text("x")]), .superscript([.text("2")])]),
                    .paragraph([.formula(RichText.TeX("y=1"))]),
                ]
            ),
            (
                "[moodle]a < b\nvà <i>c</i>",
                [.paragraph([.text("a < b"), .lineBreak, .text("và "), .emphasis([.text("c")])])]
            ),
            (
                "[plain]<b>x</b> &amp; \\\\(y\\\\)",
                [.paragraph([.text("<b>x</b> &amp; "), .formula(RichText.TeX("y"))])]
            ),
            (
                "[markdown]- **a**\\n- _b_",
                [
                    .list(
                        ordered: false,
                        items: [
                            [.paragraph([.strong([.text("a")])])],
                            [.paragraph([.emphasis([.text("b")])])],
                        ])
                ]
            ),
            ("$$x^2$$", [.formula(RichText.TeX("x^2"))]),
            ("Ai {=a ~b} đó", [.paragraph([.text("Ai _____ đó")])]),
        ] as [(String, [RichText.Block])])
    func readsEveryTextFormat(text: String, blocks: [RichText.Block]) throws {
        let whole = text.contains("{=") ? text : text + "{=a ~b}"
        #expect(try gift(whole).stem.blocks == blocks)
    }

    @Test(arguments: [
        ("%33.33333%", "1/3"), ("%66.667%", "2/3"), ("%16.66667%", "1/6"), ("%14.28571%", "1/7"),
        ("%33.3%", "1/3"), ("%12.5%", "0.125"), ("%50%", "0.5"), ("%-100%", "-1"),
        ("%83.33333%", "5/6"),
        ("%35%", "0.35"), ("%100.00000%", "1"), ("%66.66%", "2/3"), ("%999%", "9.99"),
    ])
    func snapsWeights(text: String, mark: String) throws {
        var rest = Array("\(text)x".utf8)[...]
        #expect(GIFTWeight.take(from: &rest) == Mark(mark))
        #expect(rest.text == "x")
    }

    @Test(arguments: ["%abc%x", "%50x", "50%", "%5.5.5%x"])
    func keepsWhatIsNoWeight(text: String) {
        var rest = Array(text.utf8)[...]
        #expect(GIFTWeight.take(from: &rest) == nil)
        #expect(rest.text == text)
    }

    @Test func saysWhatItCannotWrite() throws {
        let draft = try cau("Câu 1. Xét:\n*a) p\nb) q\nCâu 2. Tính.\nĐáp án: 1")
        let (bytes, notes) = BankFormat.gift.write(draft, file: "out.gift")
        #expect(notes.map(\.reason) == [.noPlace("trueFalseGroup")])
        #expect(try BankFormat.gift.read(bytes, file: "out.gift").keys == ["1"])
    }
}
