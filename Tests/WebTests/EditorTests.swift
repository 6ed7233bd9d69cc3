import Assessment
import Authoring
import HTTPTypes
import People
import Storage
import Testing
import Values

@testable import Web

/// Writing questions in the browser, without scripts.
@Suite struct EditorTests {
    private static let new = "/teach/banks/toan-12/questions/new"

    private static let choice = [
        "shownType": "singleChoice", "mode": "fields", "seen": "0",
        "guid": "0195d3b4-0000-7000-8000-000000000001", "stem": "Căn của $x^2$ là <mấy>?",
        "o0": "một", "o1": "hai", "o2": "", "o3": "", "right": "1", "solution": "Vì $x>0$.",
        "topic": "Số / Căn", "level": "TH", "tags": "căn, số", "identifier": "can-1",
    ]

    private static func posted(_ more: [String: String]) -> [String: String] {
        choice.merging(more) { $1 }
    }

    @Test func aPreviewShowsWhatAStudentSees() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let before = try await site.database.read { try $0.rows("select id from question").count }
        let answer = try await objects.teacher.post(Self.new, Self.posted(["act": "preview"]))
        #expect(answer.status == 200)
        let shown = answer.text.split(separator: #"id="preview""#).last.map(String.init) ?? ""
        for part in [
            #"<input type="radio" name="a1""#, "<math", "&lt;mấy&gt;", "Đáp án</dt><dd>B</dd>",
        ] {
            #expect(shown.contains(part), "\(part)")
        }
        #expect(answer.text.contains("Căn của $x^2$ là &lt;mấy&gt;?</textarea>"))
        #expect(answer.text.contains(#"value="can-1""#), "nothing typed is lost")
        let after = try await site.database.read { try $0.rows("select id from question").count }
        #expect(before == after, "nothing is stored")
    }

    @Test func errorsStandBesideTheirFields() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let answer = try await objects.teacher.post(
            Self.new,
            Self.posted(["act": "publish", "stem": " ", "right": "", "o0": "", "f0": "hay"]))
        #expect(answer.status == 422)
        for part in [#"id="stem-error""#, #"id="r0-error""#, #"id="o0-error""#, "\nhai</textarea>"]
        {
            #expect(answer.text.contains(part), "\(part)")
        }
    }

    /// What is no whole question yet is kept as a draft, shown with what it lacks, and found
    /// again exactly as it was typed.
    @Test func anUnfinishedDraftIsKept() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let preview = try await objects.teacher.post(
            Self.new, Self.posted(["act": "preview", "right": "", "w0": "nửa", "f1": "Hay *lắm*"]))
        #expect(preview.status == 200)
        let shown = preview.text.split(separator: #"id="preview""#).last.map(String.init) ?? ""
        for part in [#"name="a1""#, "<math", ##"<a href="#r0">"##, ##"<a href="#w0">"##, "<em>lắm"]
        {
            #expect(shown.contains(part), "\(part)")
        }
        #expect(!shown.contains("Đáp án</dt>"), "there is no key to be shown")
        let kept = try await objects.teacher.post(
            Self.new, Self.posted(["act": "draft", "right": "", "w0": "nửa", "f1": "Hay *lắm*"]))
        #expect(kept.location?.hasSuffix("?done=question-unfinished") == true)
        let page = try #require(kept.location?.split(separator: "?").first.map(String.init))
        let question = try await objects.teacher.get(page).text
        #expect(question.contains(#"id="faults""#) && question.contains("Bản nháp chưa xong"))
        #expect(!question.contains(#"value="publish""#) && !question.contains(#"value="ask""#))
        let edit = try await objects.teacher.get("\(page)/edit").text
        for part in ["\nHay *lắm*</textarea>", #"value="nửa""#, "là <mấy>?".htmlEscaped] {
            #expect(edit.contains(part), "\(part)")
        }
        let list = try await objects.teacher.get("/teach/banks/toan-12?status=draft").text
        #expect(list.contains("Bản nháp chưa xong"))
        let whole = try await objects.teacher.post(
            "\(page)/edit", Self.posted(["act": "publish", "seen": "1"]))
        #expect(whole.location == "\(page)?done=question-publish")
    }

    @Test func aNewQuestionIsSavedAndPublished() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let answer = try await objects.teacher.post(Self.new, Self.posted(["act": "draft"]))
        #expect(answer.status == 303)
        let page = try #require(answer.location?.split(separator: "?").first.map(String.init))
        let shown = try await objects.teacher.get(page).text
        for part in ["Bản nháp", "can-1", "Số / Căn", "Thông hiểu", "căn, số", "Công bố"] {
            #expect(shown.contains(part), "\(part)")
        }
        let edit = try await objects.teacher.get("\(page)/edit").text
        // In the markup's own spelling: a sign that could mean something has its backslash.
        #expect(edit.contains(#"Căn của $x^2$ là \&lt;mấy&gt;?</textarea>"#))
        let saved = try await objects.teacher.post(
            "\(page)/edit",
            Self.posted(["act": "publish", "seen": "1", "stem": "Khác?", "note": "sửa đề"]))
        #expect(saved.location == "\(page)?done=question-publish")
        let after = try await objects.teacher.get(page).text
        #expect(after.contains("sửa đề") && after.contains("Đã công bố"))
    }

    /// Two teachers at once: the slower one sees both, and loses nothing.
    @Test func aStaleSaveShowsBoth() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let path = "/teach/questions/\(objects.question)/edit"
        let mine = Self.posted(["act": "draft", "seen": "1", "stem": "Của tôi?"])
        #expect(
            try await objects.teacher.post(
                path, Self.posted(["act": "draft", "seen": "1", "stem": "Của bạn?"])
            ).status == 303)
        let answer = try await objects.teacher.post(path, mine)
        #expect(answer.status == 409)
        #expect(answer.text.contains(#"id="conflict""#))
        #expect(answer.text.contains("Của bạn?") && answer.text.contains("Của tôi?</textarea>"))
        #expect(answer.text.contains(#"name="seen" value="2""#), "saving again is meant")
        let again = try await objects.teacher.post(
            path, mine.merging(["seen": "2"]) { $1 })
        #expect(again.status == 303)
        let page = try await objects.teacher.get("/teach/questions/\(objects.question)").text
        #expect(page.contains("Bản 3") && page.contains("Bản 2"))
    }

    @Test func versionsAreComparedWordByWord() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let page = "/teach/questions/\(objects.question)"
        _ = try await objects.teacher.post(
            "\(page)/edit", Self.posted(["act": "draft", "seen": "1", "stem": "Số liền trước là"]))
        let compared = try await objects.teacher.get("\(page)/compare?left=1&right=2").text
        #expect(compared.contains("Số liền "))
        #expect(compared.contains("<del>sau") && compared.contains("<ins>trước"))
        let restored = try await objects.teacher.post(
            "\(page)/restore", ["number": "1", "seen": "2"])
        #expect(restored.location == "\(page)?done=question-restored")
        #expect(
            try await objects.teacher.get("\(page)/compare?left=1&right=3").text
                .contains("Hai bản giống hệt nhau"))
        #expect(try await objects.teacher.get("\(page)/compare?left=1&right=9").status == 404)
    }

    /// From fields to one text and back, for each type that has fields.
    @Test(arguments: QuestionType.allCases)
    func everyTypeHasItsForm(type: QuestionType) async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let fresh = try await objects.teacher.get("\(Self.new)?type=\(type.rawValue)")
        #expect(fresh.status == 200)
        #expect(fresh.text.contains(#"name="shownType" value="\#(type.rawValue)""#))
        let hasFields = QuestionFields.types.contains(type)
        #expect(fresh.text.contains(#"id="stem""#) == hasFields)
        #expect(fresh.text.contains(#"id="text""#) == !hasFields)
        let more = try await objects.teacher.post(
            Self.new, Self.posted(["act": "more", "shownType": type.rawValue]))
        #expect(more.status == 200)
        let text = try await objects.teacher.post(
            Self.new, Self.posted(["act": "toText", "shownType": type.rawValue]))
        // Without a key some types cannot be written as a text either.
        #expect(text.status == (type.hasOptions ? 200 : text.status) && text.status < 500)
        let other = try await objects.teacher.post(
            Self.new, Self.posted(["act": "retype", "type": type.rawValue]))
        #expect(other.text.contains(#"name="shownType" value="\#(type.rawValue)""#))
        if hasFields { #expect(other.text.contains("Căn của $x^2$")) }
    }

    @Test func aTextTakesAlongWhatItSays() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let text = """
            Chủ đề: Hình / Tam giác
            Câu 7. [VD] Tam giác có mấy cạnh?
            *A. 3
            B. 4
            Từ khóa: tam giác
            """
        let fields = try await objects.teacher.post(
            Self.new,
            ["act": "toFields", "mode": "text", "shownType": "singleChoice", "text": text])
        #expect(fields.status == 200)
        for part in [
            "Tam giác có mấy cạnh?</textarea>", #"value="Hình / Tam giác""#, #"value="tam giác""#,
        ] {
            #expect(fields.text.contains(part), "\(part)")
        }
        let broken = try await objects.teacher.post(
            Self.new,
            [
                "act": "publish", "mode": "text", "shownType": "singleChoice",
                "text": "Câu 1. Mấy?\nA. 3",
            ])
        #expect(broken.status == 422)
        #expect(
            broken.text.contains(#"id="text-error""#) && broken.text.contains("A. 3</textarea>"))
    }

    @Test func likeQuestionsAreShown() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let answer = try await objects.teacher.post(
            Self.new,
            Self.posted([
                "act": "preview", "stem": "SỐ LIỀN SAU CỦA 1 là:", "o0": "4", "o1": "2", "o2": "3",
                "o3": "1",
            ]))
        #expect(answer.text.contains("gần giống") && answer.text.contains("q1"))
        #expect(answer.text.contains("100 %"))
    }

    /// A form with a file, as browsers send it without scripts.
    private static func post(
        _ fields: [String: String], _ name: String, _ file: [UInt8], to path: String = new,
        by visitor: Visitor, on site: TestSite
    ) async throws -> Answer {
        let boundary = "ranh-gioi"
        var body: [UInt8] = []
        for (name, value) in fields.merging(["csrf": visitor.csrf], uniquingKeysWith: { $1 }) {
            body += Array(
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
                    .utf8)
        }
        let head =
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"a\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n"
        body += Array(head.utf8) + file + Array("\r\n--\(boundary)--\r\n".utf8)
        return try await site.ask(
            .post, path, cookies: visitor.cookies, body: body,
            type: "multipart/form-data; boundary=\(boundary)")
    }

    @Test func aPictureIsPutIn() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let fields = Self.posted([
            "act": "picture", "alternative": "Một [đồ thị]", "pictureAt": "o1",
        ])
        let added = try await Self.post(
            fields, "picture", Self.png, by: objects.teacher, on: site)
        #expect(added.status == 200)
        #expect(added.text.firstMatch(of: /hai !\[Một .*\]\(hinh\/[0-9a-f]{16}\.png\)/) != nil)
        let refused = try await Self.post(
            fields, "picture", Array("<svg/>".utf8), by: objects.teacher, on: site)
        #expect(refused.status == 422 && refused.text.contains(#"id="picture-error""#))
        // A chosen file is not lost by another button.
        let other = try await Self.post(
            fields.merging(["act": "more"]) { $1 }, "picture", Self.png, by: objects.teacher,
            on: site)
        #expect(other.status == 200 && other.text.contains("](hinh/"))
        let silent = try await Self.post(
            fields.merging(["act": "draft", "alternative": ""]) { $1 }, "picture", Self.png,
            by: objects.teacher, on: site)
        #expect(silent.status == 422 && silent.text.contains(#"id="alternative-error""#))
    }

    @Test func aRecordingIsPutIn() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let sound = ListeningTests.sound
        let fields = Self.posted(["act": "sound", "passage": "Hãy nghe.", "plays": "2"])
        let added = try await Self.post(fields, "sound", sound, by: objects.teacher, on: site)
        #expect(added.status == 200)
        let match = added.text.firstMatch(of: /name="recording" value="(nghe\/[0-9a-f]{16}\.wav)"/)
        let path = String(try #require(match).1)
        let refused = try await Self.post(
            fields, "sound", Array("<audio>".utf8), by: objects.teacher, on: site)
        #expect(refused.status == 422 && refused.text.contains(#"id="sound-error""#))
        let none = try await objects.teacher.post(Self.new, fields)
        #expect(none.status == 422 && none.text.contains(#"id="sound-error""#))

        let heard = fields.merging(["recording": path, "act": "publish"]) { $1 }
        let silent = try await objects.teacher.post(Self.new, heard)
        #expect(silent.status == 422 && silent.text.contains(#"id="transcript-error""#))
        #expect(silent.text.contains("<audio"), "it is heard in the preview")
        let published = try await objects.teacher.post(
            Self.new, heard.merging(["transcript": "A: Xin chào."]) { $1 })
        let page = try #require(published.location?.split(separator: "?").first.map(String.init))
        let question = try await objects.teacher.get(page).text
        #expect(question.contains("<audio") && question.contains("A: Xin chào."))
        let edit = try await objects.teacher.get("\(page)/edit").text
        #expect(edit.contains(#"name="recording" value="\#(path)""#))
        let code = try #require(page.split(separator: "/").last)
        let more = try await objects.teacher.get("\(Self.new)?passageOf=\(code)").text
        #expect(more.contains(path) && more.contains("A: Xin chào.") && !more.contains("Căn của"))
        let without = try await objects.teacher.post(
            Self.new, heard.merging(["act": "noSound"]) { $1 })
        #expect(without.text.contains(#"name="recording" value="""#))

        // Written as a text, the path takes its line.
        let asText = try await Self.post(
            ["act": "sound", "mode": "text", "shownType": "cloze", "text": "Câu 1. [[a]]"], "sound",
            sound, by: objects.teacher, on: site)
        #expect(asText.text.contains("Tệp nghe: \(path)\nLời thoại:"))
    }

    /// Whatever was typed for one type is still there after a look at another.
    @Test func changingTheTypeLosesNothing() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        for type in QuestionType.allCases where type != .cloze {
            let there = try await objects.teacher.post(
                Self.new,
                Self.posted([
                    "act": "retype", "type": type.rawValue, "f0": "Hay", "w1": "30", "v0": "7",
                ]))
            for part in ["một", "hai", "Hay", "30", "7"] {
                #expect(
                    there.text.contains(">\n\(part)</textarea>")
                        || there.text.contains(#"value="\#(part)""#),
                    "\(type) \(part)")
            }
        }
        let cloze = try await objects.teacher.post(
            Self.new, Self.posted(["act": "retype", "type": "cloze"]))
        #expect(cloze.text.contains("<mấy>?\nmột\nhai".htmlEscaped))
        let back = try await objects.teacher.post(
            Self.new,
            [
                "act": "retype", "type": "essay", "mode": "text", "shownType": "cloze",
                "text": "Chưa [[xong",
            ])
        #expect(back.text.contains("Chưa [[xong</textarea>"))
    }

    /// The smallest PNG: one pixel.
    private static let png: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0,
        0,
        1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54,
        0x78, 0x9C, 0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xAF, 0xA4, 0x71, 0, 0, 0, 0, 0x49, 0x45,
        0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]

    /// Odd numbers and names in every field: an answer, never our fault.
    @Test func nothingPostedFails() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let odd = [
            "", "-1", "9223372036854775807", "99999999999999999999", "١٢", "1e300", "\u{0}", "?",
        ]
        for value in odd {
            for act in ["draft", "more", "toText", "toFields", "picture", "retype", "preview"] {
                for type in QuestionType.allCases {
                    let answer = try await objects.teacher.post(
                        "/teach/questions/\(objects.question)/edit",
                        [
                            "act": act, "shownType": type.rawValue, "seen": value, "right": value,
                            "o0": value, "v0": value, "w0": value, "f0": value, "plays": value,
                            "recording": value, "transcript": value, "p0": value, "m0": value,
                            "stem": value, "text": value, "pictureAt": "o\(value)",
                            "level": value, "topic": " / ", "alternative": "x",
                        ])
                    #expect(answer.status < 500, "\(act) \(type) \(value)")
                }
            }
            for path in ["restore", "steps"] {
                let answer = try await objects.teacher.post(
                    "/teach/questions/\(objects.question)/\(path)",
                    ["number": value, "seen": value, "step": value, "words": value])
                #expect(answer.status < 500, "\(path) \(value)")
            }
        }
    }
}

/// Words that only one of two texts has.
@Suite struct WordDifferenceTests {
    @Test(arguments: [
        ("một hai ba", "một bốn ba", "hai", "bốn"), ("", "mới", "", "mới"), ("cũ", "", "cũ", ""),
        ("như nhau", "như nhau", "", ""),
    ])
    func marksThem(old: String, new: String, gone: String, come: String) {
        let difference = WordDifference(old, new)
        #expect(difference.left.map(\.text).joined() == old, "nothing is lost")
        #expect(difference.right.map(\.text).joined() == new)
        #expect(difference.left.filter(\.isOnly).map(\.text).joined() == gone)
        #expect(difference.right.filter(\.isOnly).map(\.text).joined() == come)
    }

    @Test func longTextsAreMarkedAsAWhole() {
        let long = String(repeating: "a b ", count: 4_000)
        let difference = WordDifference(long, long + "c")
        #expect(difference.left == [.init(text: long, isOnly: true)])
    }
}
