import Testing

@testable import Rehearsal

@Suite struct PaperPageTests {
    /// As the pages write it, with one slot of each type, answered and blank.
    static let html = """
        <form method="post" action="/sign-out"><input type="hidden" name="csrf" value="out"></form>
        <p class="clock" data-seconds="5399">Còn <strong>90 phút</strong></p>
        <form method="post" action="/exam/X/paper" id="paper">
        <input type="hidden" name="csrf" value="abc&amp;def">
        <input type="hidden" name="operation" value="0e6f1f4c-6ec1-4c44-9c3e-0d2b1f6f6f10">
        <input type="hidden" name="page" value="2">
        <fieldset class="question" id="q11"><legend><h2>Câu 11.</h2></legend>1 &lt; 2, a > b
        <label class="option"><input type="radio" name="a11" value="0"><b>A.</b><span>x</span></label>
        <label class="option"><input type="radio" name="a11" value="1" checked><b>B.</b></label>
        <label class="option"><input type="radio" name="a11" value="2"><b>C.</b></label>
        <label class="clear"><input type="radio" name="a11" value="">Bỏ chọn</label>
        <input type="hidden" name="r11" value="3"></fieldset>
        <fieldset id="q12"><input type="radio" name="a12-0" value="T" checked>
        <input type="radio" name="a12-0" value="F"><input type="radio" name="a12-1" value="T">
        <input type="radio" name="a12-1" value="F"><input type="radio" name="a12-2" value="T">
        <input type="radio" name="a12-2" value="F" checked>
        <input type="hidden" name="r12" value="1"></fieldset>
        <fieldset id="q13"><input name="a13" value="3&lt;,14&quot;" inputmode="decimal">
        <input type="hidden" name="r13" value="2"></fieldset>
        <fieldset id="q14"><input name="a14" value="" inputmode="decimal">
        <input type="hidden" name="r14" value="0"></fieldset>
        <fieldset id="q15"><input type="checkbox" name="a15-0" value="1">
        <input type="checkbox" name="a15-1" value="1" checked>
        <input type="checkbox" name="a15-2" value="1" checked>
        <input type="hidden" name="r15" value="4"></fieldset>
        <fieldset id="q16"><input type="radio" name="a16" value="T">
        <input type="radio" name="a16" value="F" checked>
        <label class="clear"><input type="radio" name="a16" value="">Bỏ chọn</label>
        <input type="hidden" name="r16" value="1"></fieldset>
        <button name="go" value="save">Lưu</button>
        <button name="go" value="page-1">1–10</button>
        <button name="go" value="page-3" aria-current="page">21–22</button></form>
        """

    @Test func readsEveryTypeOfSlot() throws {
        let page = try #require(PaperPage(Self.html.utf8))
        #expect(page.csrf == "abc&def")
        #expect((page.page, page.pageCount) == (2, 3))
        #expect(
            page.slots == [
                Slot(
                    number: 11, page: 2, shape: .choice(places: 3), revision: 3,
                    answer: .place(1)),
                Slot(
                    number: 12, page: 2, shape: .group(statements: 3), revision: 1,
                    answer: .said([true, nil, false])),
                Slot(
                    number: 13, page: 2, shape: .typed, revision: 2, answer: .text("3<,14\"")),
                Slot(number: 14, page: 2, shape: .typed, revision: 0, answer: nil),
                Slot(
                    number: 15, page: 2, shape: .several(places: 3), revision: 4,
                    answer: .places([1, 2])),
                Slot(number: 16, page: 2, shape: .truth, revision: 1, answer: .truth(false)),
            ])
    }

    @Test(arguments: ["", "<h1>Hết giờ</h1>", "<input name=\"csrf\" value=\"x\">", "<input", "<"])
    func anotherPageIsNone(html: String) {
        #expect(PaperPage(html.utf8) == nil)
    }
}

@Suite struct SlotAnswerTests {
    /// Every next answer differs from the one before, so each save has something to store.
    @Test(arguments: [
        Slot.Shape.choice(places: 4), .choice(places: 2), .several(places: 3), .truth,
        .group(statements: 4), .typed,
    ])
    func theNextAnswerIsAnother(shape: Slot.Shape) {
        var slot = Slot(number: 7, page: 1, shape: shape, revision: 0, answer: nil)
        for _ in 0..<20 {
            let next = slot.nextAnswer
            #expect(next != slot.answer)
            slot.answer = next
        }
    }

    @Test(arguments: [
        (SlotAnswer.place(2), "a7=2"),
        (.text("3,14 &x=é"), "a7=3%2C14+%26x%3D%C3%A9"),
        (.places([0, 2]), "a7-0=1&a7-2=1"),
        (.truth(false), "a7=F"),
        (.said([true, nil, false]), "a7-0=T&a7-2=F"),  // an unsaid statement posts no field
    ])
    func isPostedAsABrowserWould(answer: SlotAnswer, form: String) {
        #expect(FormText.encode(answer.fields(slot: 7)) == form)
    }
}
