import People
import HTTPTypes
import Testing

@testable import Web

@Suite struct FormDataTests {
    @Test(arguments: [
        ("a=1", "1", "one field"), ("b=2&a=1", "1", "among others"), ("a=1&a=2", "1", "the first"),
        ("a=", "", "empty"), ("a", "", "without a sign"), ("", "", "nothing"),
        ("a=x+y", "x y", "a plus is a space"), ("a=x%2By", "x+y", "a plus that was typed"),
        ("a=%C4%91%E1%BB%81", "đề", "UTF-8"), ("a=b=c", "b=c", "a sign in the value"),
        ("a=100%", "100%", "a lone percent stands for itself"),
        ("a=100%4", "100%4", "half an escape"), ("a=%zz", "%zz", "no digits"),
        ("a=%+1", "% 1", "a sign is no digit"), ("a=%25zz", "%zz", "an escaped percent"),
        ("a=%FF", "\u{FFFD}", "a byte that is no text"), ("&&a=1&", "1", "empty pairs"),
        ("%61=1", "1", "an escaped name"), ("a=%20x%20", "x", "spaces around it"),
    ])
    func readsFields(text: String, value: String, why: String) {
        #expect(FormData(urlEncoded: text)["a"] == value, "\(why)")
    }

    @Test func whatWasTypedIsKept() {
        let form = FormData(urlEncoded: "p=%20x%20&t=on&l=1&l=2")
        #expect(form.exact("p") == " x ")
        #expect(form.exact("q") == nil)
        #expect(form.isTicked("t") && !form.isTicked("u"))
        #expect(form.all("l") == ["1", "2"])
    }

    // MARK: Multipart

    private static func part(_ header: String, _ content: String) -> String {
        "--XX\r\nContent-Disposition: form-data; \(header)\r\n\r\n\(content)\r\n"
    }

    private static func read(_ text: String) -> FormData? {
        FormData(multipart: Array(text.utf8), boundary: "XX")
    }

    @Test func readsFieldsAndFiles() throws {
        let text =
            Self.part("name=\"csrf\"", "t") + Self.part("name=\"a\"", "đề")
            + Self.part(
                "name=\"file\"; filename=\"lớp 12.csv\"\r\nContent-Type: text/csv", "x,y\r\n1")
            + "--XX--\r\n"
        let form = try #require(Self.read(text))
        #expect(form["csrf"] == "t")
        #expect(form["a"] == "đề")
        #expect(form.files["file"]?.name == "lớp 12.csv")
        #expect(form.files["file"]?.bytes == Array("x,y\r\n1".utf8))
    }

    @Test(arguments: [
        ("C:\\Users\\an\\lop.csv", "lop.csv", "old browsers send the folder"),
        ("../../etc/passwd", "passwd", "never a folder"),
        ("a%22b.csv", "a\"b.csv", "a quote, as browsers write it"),
    ])
    func aFilesNameIsBare(given: String, name: String, why: String) throws {
        let text = Self.part("name=\"f\"; filename=\"\(given)\"", "x") + "--XX--"
        #expect(Self.read(text)?.files["f"]?.name == name, "\(why)")
    }

    @Test func noFileChosenIsNoFile() throws {
        let text = Self.part("name=\"f\"; filename=\"\"", "") + "--XX--"
        #expect(Self.read(text)?.files.isEmpty == true)
    }

    @Test(arguments: [
        ("", "nothing"), ("x", "no boundary"), ("--XX\r\n", "cut off"),
        ("--YY\r\n\r\n--YY--", "another boundary"),
        (String(repeating: "--XX\r\n", count: 500), "a bomb of parts"),
    ])
    func aBrokenBodyIsRefused(text: String, why: String) {
        #expect(Self.read(text) == nil, "\(why)")
    }

    @Test(arguments: ["--XX--XX", "--XX\r\n--XX", "--XX\r\n\r\n\r\n--XX", "--XX----XX--"])
    func anOddBodyHarmsNobody(text: String) {
        #expect(Self.read(text)?.files.isEmpty != false)
    }

    @Test(
        arguments: [
            ("multipart/form-data; boundary=XX", "XX"),
            ("Multipart/Form-Data; charset=utf-8; BOUNDARY=\"XX\"", "XX"),
            ("multipart/form-data", nil), ("application/x-www-form-urlencoded", nil), ("", nil),
        ] as [(String, String?)])
    func findsTheBoundary(type: String, boundary: String?) {
        #expect(FormData.boundary(in: type) == boundary)
    }

    @Test func anUploadReachesItsPage() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let file =
            Self.part("name=\"csrf\"", objects.teacher.csrf)
            + Self.part("name=\"file\"; filename=\"b.cau.txt\"", "Câu 1. Một?\nĐáp án: 1")
            + "--XX--"
        let answer = try await site.ask(
            .post, "/teach/banks/toan-12/import", cookies: objects.teacher.cookies,
            body: Array(file.utf8), type: "multipart/form-data; boundary=XX")
        #expect(answer.status == 200)
        #expect(answer.text.contains("b.cau.txt"))
    }

    @Test func tooMuchIsRefusedInTime() async throws {
        let site = try await TestSite()
        let teacher = try await site.visitor([.teacher])
        let answer = try await site.ask(
            .post, "/teach/tests", cookies: teacher.cookies,
            body: [UInt8](repeating: 97, count: (256 << 10) + 1))
        #expect(answer.status == 413)
    }

    /// Only who may upload may make the server hold a large body.
    @Test func aStrangersUploadIsRefusedUnread() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let body = [UInt8](repeating: 97, count: (256 << 10) + 1)
        for cookies in [[:], site.stranger().cookies, objects.student.cookies] {
            let answer = try await site.ask(
                .post, "/teach/banks/toan-12/import", cookies: cookies, body: body)
            #expect(answer.status == 413)
        }
    }
}
