import Interchange
import Testing

@testable import Converters

/// What Word draws beside its text: boxes with words, charts, lines.
@Suite struct WordDrawingTests {
    private static let head = """
        <w:document xmlns:w="w" xmlns:mc="mc" xmlns:wps="wps" xmlns:v="v" xmlns:c="c"><w:body>
        """

    private static func box(_ words: String) -> String {
        let content = "<w:txbxContent><w:p><w:r><w:t>\(words)</w:t></w:r></w:p></w:txbxContent>"
        return """
            <w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>\(content)</wps:txbx></w:drawing>\
            </mc:Choice><mc:Fallback><w:pict><v:textbox>\(content)</v:textbox></w:pict></mc:Fallback>\
            </mc:AlternateContent></w:r>
            """
    }

    private func signed(_ body: String, styles: String = "<w:styles xmlns:w=\"w\"/>") throws
        -> String
    {
        let known = WordStyles()
        _ = try known.echo(Array(styles.utf8), of: "styles.xml")
        let document = "\(Self.head)\(body)</w:body></w:document>"
        let out = try WordMarkup(known).echo(Array(document.utf8), of: "document.xml")
        return String(decoding: out, as: UTF8.self)
    }

    /// Once, though older programs find them a second time; behind the run that holds them.
    @Test func theWordsOfABoxComeBehindIt() throws {
        let text = try signed("<w:p>\(Self.box("a &lt; b"))</w:p>")
        let line = "<w:r><w:br/><w:t>\(WordSigns.box)a &lt; b</w:t></w:r></w:p>"
        #expect(text.contains(line))
        #expect(text.count { $0 == WordSigns.box } == 1)
        #expect(!text.contains(WordSigns.drawing))
    }

    @Test(arguments: ["<c:chart/>", "<wps:wsp/>"])
    func whatHasNoWordsIsTold(content: String) throws {
        let text = try signed("<w:p><w:r><w:drawing>\(content)</w:drawing></w:r></w:p>")
        #expect(text.count { $0 == WordSigns.drawing } == 1)
    }

    @Test func aPictureIsNoLostDrawing() throws {
        let text = try signed(
            "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"
                .replacing("<a:blip/>", with: "<wps:blip/>"))
        #expect(!text.contains(WordSigns.drawing))
    }

    @Test func aBoxDoesNotEndTheColourOfItsParagraph() throws {
        let styles = """
            <w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="Right"><w:rPr>\
            <w:color w:val="FF0000"/></w:rPr></w:style></w:styles>
            """
        let text = try signed(
            """
            <w:p><w:pPr><w:pStyle w:val="Right"/></w:pPr>\(Self.box("x"))<w:r><w:t>B. Sen</w:t></w:r></w:p>
            """, styles: styles)
        #expect(text.contains("\(WordSigns.colourBegins)B. Sen\(WordSigns.colourEnds)"))
    }
}
