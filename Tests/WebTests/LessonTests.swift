import Foundation
import HTTPTypes
import People
import Storage
import Testing
import Training
import Values

@testable import Web

/// A training class as its trainer, a trainee and a stranger meet it in the browser.
@Suite struct LessonTests {
    /// A class with a trainer and a trainee, and somebody who has nothing to do with it.
    private struct Place {
        let site: TestSite
        let official: Visitor
        let trainer: Visitor
        let trainee: Visitor
        let stranger: Visitor
        /// "/training/classes/…", "/learn/…"
        let url: String
        let learnURL: String

        init(admission: String = "list") async throws {
            site = try await TestSite()
            official = try await site.visitor([.department], name: "Lê Thị Sen")
            trainer = try await site.visitor([.teacher], name: "Trần Văn Đồng")
            trainee = try await site.visitor([.teacher], name: "Nguyễn Thị <Ân>")
            stranger = try await site.visitor([.teacher], name: "Phạm Văn Bình")
            let at = site.now
            let visitors = [trainer, trainee, stranger]
            try await site.database.write { connection in
                _ = try UnitStore(connection).add(
                    .department, UnitDetails(name: "Sở GDĐT"), identifier: "SO", code: "SO",
                    from: CalendarDate(daysSince1970: 15_000), at: at)
                for (place, visitor) in visitors.enumerated() {
                    guard let principal = visitor.principal else { continue }
                    try PeopleStore(connection).change(
                        principal.person,
                        to: PersonDetails(
                            fullName: principal.name, identifier: "00\(place + 1)",
                            birthDate: CalendarDate("20/11/1985")))
                }
            }
            func code(_ answer: Answer) throws -> String {
                #expect(answer.status == 303, "\(answer.text)")
                return String(
                    try #require(
                        answer.location?.split(separator: "/").last?.split(separator: "?").first))
            }
            let programme = try code(
                try await official.post(
                    "/training/programmes",
                    [
                        "identifier": "MD1", "name": "Mô đun <1>", "kind": "regular01",
                        "periods": "40", "scale": "10", "components": "Kiểm tra cuối; 1; 5",
                        "needsLessons": "1",
                    ]))
            let today = VietnamTime.date(of: at).text
            let made = try code(
                try await official.post(
                    "/training/classes",
                    [
                        "identifier": "L1", "title": "Lớp & một", "programme": programme,
                        "unit": "SO", "from": today, "until": today, "mode": "selfPaced",
                        "admission": admission, "capacity": "1",
                    ]))
            url = "/training/classes/\(made)"
            learnURL = "/learn/\(made)"
            _ = try await official.post("\(url)/trainers", ["trainer": "001"])
            if admission == "list" {
                _ = try await official.post("\(url)/enrol", ["people": "002", "on": today])
            }
        }

        func addLesson(_ fields: [String: String]) async throws -> String {
            let answer = try await trainer.post(
                "\(url)/lessons", ["rule": "marked"].merging(fields) { $1 })
            #expect(answer.status == 303, "\(answer.text)")
            return String(
                try #require(
                    answer.location?.split(separator: "/").last?.split(separator: "?").first))
        }

        func upload(
            _ bytes: [UInt8], named name: String, to path: String,
            fields: [String: String] = [:]
        ) async throws -> Answer {
            var body = "--XX\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n"
            body += "\(trainer.csrf)\r\n"
            for (field, value) in fields {
                body += "--XX\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n"
                body += "\(value)\r\n"
            }
            body += "--XX\r\nContent-Disposition: form-data; name=\"file\"; "
            body += "filename=\"\(name)\"\r\n\r\n"
            return try await site.ask(
                .post, path, cookies: trainer.cookies,
                body: Array(body.utf8) + bytes + Array("\r\n--XX--\r\n".utf8),
                type: "multipart/form-data; boundary=XX")
        }
    }

    // MARK: Lessons

    @Test func aLessonIsWrittenReadAndDone() async throws {
        let place = try await Place()
        let lesson = try await place.addLesson([
            "title": "Bài <1>", "text": "- **một** <script>\n- hai", "link": "https://kho.vn/a",
        ])
        let overview = try await place.trainee.get(place.learnURL)
        #expect(overview.status == 200 && overview.text.contains("Lớp &amp; một"))
        #expect(overview.text.contains("<li>Bài &lt;1&gt;</li>"), "what is left to do")
        #expect(overview.text.contains("Kiểm tra cuối ≥ 5"))
        let page = try await place.trainee.get("\(place.learnURL)/lessons/\(lesson)")
        #expect(page.text.contains("<li><strong>một</strong> &lt;script&gt;</li>"))
        #expect(page.text.contains("href=\"https://kho.vn/a\""))
        let done = try await place.trainee.post("\(place.learnURL)/lessons/\(lesson)/done")
        #expect(done.location == "\(place.learnURL)?done=lesson")
        let after = try await place.trainee.get(place.learnURL)
        #expect(after.text.contains("✓ Đã xong"))
        #expect(!after.text.contains("<li>Bài &lt;1&gt;</li>"))
        let progress = try await place.trainer.get("\(place.url)/progress")
        #expect(progress.text.contains("1/1"))
        #expect(progress.text.contains("còn thiếu: Kiểm tra cuối ≥ 5"))
    }

    /// Also one that stands in no question.
    @Test func theFormulasOfALessonAreDrawn() async throws {
        let place = try await Place()
        let lesson = try await place.addLesson(["title": "Bài 1", "text": "Tính $x^7 + y$."])
        let path = "\(place.learnURL)/lessons/\(lesson)"
        #expect(try await place.trainee.get(path).text.contains("<mn>7</mn>"))
        let change = ["title": "Bài 1", "text": "Tính $x^8$.", "rule": "marked"]
        #expect(
            try await place.trainer.post("\(place.url)/lessons/\(lesson)", change).status == 303)
        #expect(try await place.trainee.get(path).text.contains("<mn>8</mn>"))
    }

    @Test func whatIsWrongWithALessonIsSaidAndWhatWasTypedStays() async throws {
        let place = try await Place()
        let answer = try await place.trainer.post(
            "\(place.url)/lessons",
            [
                "title": "", "text": "giữ <lại>", "link": "javascript:alert(1)", "rule": "time",
                "minutes": "0",
            ])
        #expect(answer.status == 422)
        for field in ["title", "link", "minutes"] {
            #expect(answer.text.contains("href=\"#\(field)\""), "\(field)")
        }
        #expect(answer.text.contains("giữ &lt;lại&gt;</textarea>"))
        let early = try await place.addLesson(["title": "B", "rule": "time", "minutes": "30"])
        let lesson = "\(place.learnURL)/lessons/\(early)"
        #expect(try await place.trainee.get(lesson).text.contains("Còn 30 phút nữa"))
        #expect(try await place.trainee.post("\(lesson)/done").status == 422)
    }

    @Test func lessonsAreOrderedChangedAndRemoved() async throws {
        let place = try await Place()
        _ = try await place.addLesson(["title": "Một"])
        let second = try await place.addLesson(["title": "Hai"])
        _ = try await place.trainer.post("\(place.url)/lessons/\(second)/up")
        let list = try await place.trainer.get("\(place.url)/lessons").text
        #expect(list.contains("1. Hai") && list.contains("2. Một"))
        _ = try await place.trainer.post(
            "\(place.url)/lessons/\(second)",
            ["title": "Hai mới", "rule": "mark", "component": "Kiểm tra cuối", "least": "6,5"])
        let shown = try await place.trainee.get(place.learnURL).text
        #expect(shown.contains("Hai mới") && shown.contains("Kiểm tra cuối đạt từ 6,5"))
        _ = try await place.trainer.post("\(place.url)/lessons/\(second)/remove")
        #expect(!(try await place.trainee.get(place.learnURL).text.contains("Hai mới")))
        #expect(
            try await place.trainee.get("\(place.learnURL)/lessons/\(second)").status == 404)
    }

    // MARK: Files

    /// A film of a little over two stored parts.
    private static let film =
        Array("\0\0\0\u{18}ftypisom".utf8)
        + (0..<(StoredFileStore.partSize * 2)).map { UInt8(truncatingIfNeeded: $0 / 7) }

    @Test func aFilmIsServedByRanges() async throws {
        let place = try await Place()
        let lesson = try await place.addLesson(["title": "Phim"])
        let path = "\(place.url)/lessons/\(lesson)/files"
        #expect(try await place.upload(Self.film, named: "bài 1.mp4", to: path).status == 303)
        let page = try await place.trainee.get("\(place.learnURL)/lessons/\(lesson)").text
        let file = String(try #require(page.firstMatch(of: /<video[^>]* src="([^"]+)"/)?.1))
        let whole = try await place.trainee.get(file)
        #expect(whole.bytes == Self.film && whole.headers[.contentType] == "video/mp4")
        #expect(whole.headers[.acceptRanges] == "bytes")
        #expect(whole.headers[.contentDisposition] == nil)
        let size = Self.film.count
        for (asked, range) in [
            ("bytes=0-0", 0..<1), ("bytes=262140-262150", 262_140..<262_151),
            ("bytes=524288-", 524_288..<size), ("bytes=-5", (size - 5)..<size),
            ("bytes=10-99999999999999999999", 10..<size),
        ] {
            let part = try await place.trainee.get(file, headers: [.range: asked])
            #expect(part.status == 206, "\(asked)")
            #expect(part.bytes == Array(Self.film[range]), "\(asked)")
            #expect(
                part.headers[.contentRange]
                    == "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)")
        }
        let outside = try await place.trainee.get(file, headers: [.range: "bytes=\(size)-"])
        #expect(outside.status == 416 && outside.headers[.contentRange] == "bytes */\(size)")
        for odd in ["bytes=5-2", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,3-4"] {
            let answer = try await place.trainee.get(file, headers: [.range: odd])
            #expect(answer.status == 200, "\(odd)")
        }
        let tag = try #require(whole.headers[.eTag])
        let kept = try await place.trainee.get(file, headers: [.ifNoneMatch: tag])
        #expect(kept.status == 304 && kept.bytes.isEmpty)
        let changed = try await place.trainee.get(
            file, headers: [.range: "bytes=0-1", .ifRange: "\"other\""])
        #expect(changed.status == 200)
        #expect(try await place.stranger.get(file).status == 404)
    }

    @Test func documentsAreKeptAndPagesRefused() async throws {
        let place = try await Place()
        let lesson = try await place.addLesson(["title": "Tệp", "text": "![sơ đồ](so do.png)"])
        let path = "\(place.url)/lessons/\(lesson)/files"
        let refused = try await place.upload(
            Array("<html><script>".utf8), named: "a.pdf", to: path)
        #expect(refused.status == 422 && refused.text.contains("href=\"#file\""))
        #expect(try await place.upload([], named: "a.pdf", to: path).status == 422)
        _ = try await place.upload(Array("%PDF-1.7 …".utf8), named: "Bài giảng.pdf", to: path)
        _ = try await place.upload(
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], named: "so do.png", to: path)
        let page = try await place.trainee.get("\(place.learnURL)/lessons/\(lesson)").text
        #expect(page.contains(/<img src="\/learn\/[^"]+" alt="sơ đồ">/))
        let file = String(try #require(page.firstMatch(of: /href="([^"]+)">Bài giảng\.pdf/)?.1))
        let answer = try await place.trainee.get(file)
        #expect(answer.headers[.contentType] == "application/pdf")
        #expect(
            answer.headers[.contentDisposition]
                == "attachment; filename*=UTF-8''B%C3%A0i%20gi%E1%BA%A3ng.pdf")
        let code = try #require(file.split(separator: "/").last)
        _ = try await place.trainer.post("\(path)/\(code)/remove")
        #expect(try await place.trainee.get(file).status == 404)
    }

    // MARK: Sessions

    @Test func attendanceByCodeAndByLog() async throws {
        let place = try await Place()
        let starts = place.site.now.localFieldText
        let added = try await place.trainer.post(
            "\(place.url)/sessions",
            ["title": "Buổi 1", "starts": starts, "minutes": "60", "link": "https://meet.vn/x"])
        #expect(added.status == 303)
        let list = try await place.trainer.get("\(place.url)/sessions").text
        let session = String(
            try #require(list.firstMatch(of: /href="([^"]+\/sessions\/[^"]+)"/)?.1))
        _ = try await place.trainer.post("\(session)/code", ["codeMinutes": "15"])
        let shown = try await place.trainer.get(session).text
        let code = String(try #require(shown.firstMatch(of: /class="code">([0-9A-Z]{6})</)?.1))
        let wrong = try await place.trainee.post(
            "\(place.learnURL)/attend", ["attendance": "ABC"])
        #expect(wrong.status == 422 && wrong.text.contains("href=\"#attendance\""))
        let right = try await place.trainee.post(
            "\(place.learnURL)/attend", ["attendance": code])
        #expect(right.location == "\(place.learnURL)?done=attended")
        #expect(try await place.trainee.get(place.learnURL).text.contains("✓ Có mặt"))

        let csv = "Name,Duration\nNguyễn Thị <Ân>,50\nKhách lạ,60\n"
        let preview = try await place.upload(
            Array(csv.utf8), named: "log.csv", to: "\(session)/log", fields: ["least": "30"])
        #expect(preview.status == 200 && preview.text.contains("Nguyễn Thị &lt;Ân&gt;"))
        #expect(preview.text.contains("Khách lạ"))
        let apply = String(
            try #require(preview.text.firstMatch(of: /action="([^"]+\/log\/[^"]+)"/)?.1))
        let applied = try await place.trainer.post(apply, ["least": "30"])
        #expect(applied.location == "\(session)?done=attendance")
        #expect(try await place.trainer.post(apply).status == 404, "it is taken once")
        let broken = try await place.upload(
            Array("a,b\n1,2\n".utf8), named: "x.csv", to: "\(session)/log")
        #expect(broken.status == 422 && broken.text.contains("x.csv"))

        let later = place.site.now.adding(seconds: 86_400 * 3).localFieldText
        let moved = try await place.trainer.post(
            "\(session)/change", ["title": "Buổi 1", "starts": later, "minutes": "60"])
        #expect(moved.status == 422, "somebody was there already")
        let renamed = try await place.trainer.post(
            "\(session)/change", ["title": "Buổi mở đầu", "starts": starts, "minutes": "45"])
        #expect(renamed.status == 303)
        let put = try await place.trainer.get(session).text
        #expect(put.contains("Buổi mở đầu") && put.contains("<dd>45</dd>"))
        #expect(try await place.trainee.post("\(session)/change").status == 404)
    }

    // MARK: Certificates

    @Test func aCertificateIsGivenPrintedAndChecked() async throws {
        let place = try await Place()
        let member = try await place.trainer.get("\(place.url)/progress").text
        let person = String(
            try #require(member.firstMatch(of: /href="([^"]+\/people\/[^"]+)"/)?.1))
        let wrong = try await place.trainer.post(person, ["m0": "11"])
        #expect(wrong.status == 422 && wrong.text.contains("value=\"11\""))
        let lesson = try await place.addLesson(["title": "Bài 1", "rule": "opened"])
        _ = try await place.trainee.get("\(place.learnURL)/lessons/\(lesson)")
        _ = try await place.trainer.post(person, ["m0": "8,5"])
        #expect(try await place.trainer.post("\(place.url)/certificates").status == 404)
        let given = try await place.official.post(
            "\(place.url)/certificates",
            [
                "decision": "12/QĐ", "on": VietnamTime.date(of: place.site.now).text,
                "person": String(person.split(separator: "/").last ?? ""),
            ])
        #expect(given.status == 303)
        let overview = try await place.trainee.get(place.learnURL).text
        let printed = String(
            try #require(overview.firstMatch(of: /href="(\/certificates\/[^"]+)"/)?.1))
        let certificate = try await place.trainee.get(printed)
        for text in ["Nguyễn Thị &lt;Ân&gt;", "Mô đun &lt;1&gt;", "20/11/1985", "8,5/10", "12/QĐ"] {
            #expect(certificate.text.contains(text), "\(text)")
        }
        let code = String(try #require(printed.split(separator: "/").last))
        #expect(certificate.text.contains("https://sen.example/check/\(code)"))
        #expect(certificate.text.contains("<path d=\"M4 4h7v1h-7z"))
        #expect(try await place.stranger.get(printed).status == 404)

        let nobody = place.site.stranger()
        let asked = try await nobody.get("/check?code=\(code.prefix(4))-\(code.dropFirst(4))")
        #expect(asked.location == "/check/\(code)")
        let check = try await nobody.get("/check/\(code)")
        #expect(check.status == 200 && check.text.contains("có thật và đang có giá trị"))
        #expect(!check.text.contains("20/11/1985"), "nothing but what it certifies")
        #expect(!check.text.contains(">002<"))
        #expect(try await nobody.get("/check/000000000000").status == 404)

        let revoke = "\(place.url)/certificates/\(code)/revoke"
        let bare = try await place.official.post(revoke, ["reason": ""])
        #expect(bare.status == 422 && bare.text.contains("href=\"#r-\(code)\""))
        #expect(try await place.official.post(revoke, ["reason": "Nhầm <lẫn>"]).status == 303)
        let after = try await nobody.get("/check/\(code)").text
        #expect(after.contains("đã bị thu hồi") && !after.contains("Nhầm"))
    }

    // MARK: Who may

    @Test func aStrangerFindsNothing() async throws {
        let place = try await Place()
        let lesson = try await place.addLesson(["title": "Bài 1"])
        for path in [
            place.learnURL, "\(place.learnURL)/lessons/\(lesson)", place.url,
            "\(place.url)/lessons", "\(place.url)/lessons/\(lesson)", "\(place.url)/progress",
            "\(place.url)/sessions", "\(place.url)/admissions", "\(place.url)/certificates",
        ] {
            #expect(try await place.stranger.get(path).status == 404, "\(path)")
            if !path.hasPrefix("/learn") {
                #expect(try await place.trainee.get(path).status == 404, "\(path)")
            }
        }
        for path in [
            "\(place.learnURL)/lessons/\(lesson)/done", "\(place.learnURL)/attend",
            "\(place.learnURL)/ask", "\(place.learnURL)/leave", "\(place.url)/lessons",
            "\(place.url)/lessons/\(lesson)", "\(place.url)/lessons/\(lesson)/remove",
        ] {
            #expect(try await place.stranger.post(path, ["title": "x"]).status == 404, "\(path)")
        }
    }

    // MARK: Board, survey, assignments

    @Test func theBoardTheSurveyAndAnAssignment() async throws {
        let place = try await Place()
        let board = "\(place.url)/board"
        #expect(try await place.trainer.post(board, ["text": " "]).status == 422)
        _ = try await place.trainer.post(board, ["text": "Khai mạc **ngày mai** <b>"])
        let overview = try await place.trainee.get(place.learnURL).text
        #expect(overview.contains("Khai mạc <strong>ngày mai</strong> &lt;b&gt;"))
        _ = try await place.trainee.post("\(place.learnURL)/board", ["text": "Mấy giờ?"])
        let asked = try await place.trainer.get(board).text
        let question = String(
            try #require(asked.firstMatch(of: /name="answers" value="([^"]+)"/)?.1))
        _ = try await place.trainer.post(board, ["text": "Bảy giờ.", "answers": question])
        #expect(
            try await place.trainee.get("\(place.learnURL)/board").text.contains("Bảy giờ."))

        _ = try await place.trainer.post(
            "\(place.url)/survey", ["act": "open", "questions": "Một\nHai"])
        #expect(
            try await place.trainee.get("\(place.learnURL)/survey").text.contains("2. Hai"))
        let answered = try await place.trainee.post(
            "\(place.learnURL)/survey", ["q0": "5", "q1": "9", "comment": "tốt"])
        #expect(answered.status == 303)
        #expect(try await place.trainee.get("\(place.learnURL)/survey").status == 404)
        let outcome = try await place.trainer.get("\(place.url)/survey").text
        #expect(outcome.contains("<strong>1</strong>") && !outcome.contains("<li>tốt"))

        let due = place.site.now.adding(seconds: 600).localFieldText
        _ = try await place.trainer.post(
            "\(place.url)/assignments",
            ["title": "Giáo án", "due": due, "component": "Kiểm tra cuối"])
        let page = try await place.trainee.get("\(place.learnURL)/assignments").text
        #expect(page.contains("Giáo án") && page.contains("enctype=\"multipart/form-data\""))
        #expect(try await place.stranger.get("\(place.learnURL)/assignments").status == 404)
        let past = try await place.trainer.post(
            "\(place.url)/assignments",
            ["title": "Muộn", "due": place.site.now.adding(seconds: -600).localFieldText])
        #expect(past.status == 422, "nobody could hand in")
        let desk = try await place.trainer.get("\(place.url)/assignments").text
        let assignment = String(
            try #require(desk.firstMatch(of: /href="([^"]+\/assignments\/[^"]+)"/)?.1))
        let later = place.site.now.adding(seconds: 86_400).localFieldText
        let changed = try await place.trainer.post(
            "\(assignment)/change", ["title": "Giáo án & đề", "text": "Hai trang", "due": later])
        #expect(changed.status == 303)
        let again = try await place.trainee.get("\(place.learnURL)/assignments").text
        #expect(again.contains("Giáo án &amp; đề") && again.contains("Hai trang"))
        let wrong = try await place.trainer.post(
            "\(assignment)/change", ["title": "", "due": "x"])
        #expect(wrong.status == 422 && wrong.text.contains("due-error"))
    }

    /// A template looks outside for a name that is empty: never the class's identifier.
    @Test func aMemberWithoutAnIdentifierHasNone() async throws {
        let place = try await Place()
        let person = try #require(place.trainee.principal).person
        try await place.site.database.write { connection in
            try PeopleStore(connection).change(
                person, to: PersonDetails(fullName: "Nguyễn Thị Ân"))
        }
        let page = try await place.trainer.get(place.url).text
        #expect(page.contains("<th scope=\"row\">Nguyễn Thị Ân</th><td>–</td>"))
    }

    @Test func whoAsksIsLetInAndMayLeave() async throws {
        let place = try await Place(admission: "registration")
        let home = try await place.trainee.get("/learn").text
        #expect(home.contains("action=\"\(place.learnURL)/ask\""))
        #expect(try await place.trainee.post("\(place.learnURL)/ask").status == 303)
        _ = try await place.stranger.post("\(place.learnURL)/ask")
        let list = try await place.trainer.get("\(place.url)/admissions").text
        let asked = list.matches(of: /action="([^"]+\/admissions\/\d+)"/).map { String($0.1) }
        #expect(asked.count == 2)
        for path in asked { _ = try await place.trainer.post(path, ["decision": "approve"]) }
        #expect(try await place.trainee.get(place.learnURL).status == 200)
        #expect(try await place.stranger.get("/learn").text.contains("đang chờ có chỗ"))
        _ = try await place.trainee.post("\(place.learnURL)/leave")
        #expect(try await place.trainee.get(place.learnURL).status == 404)
        #expect(try await place.stranger.get(place.learnURL).status == 200)
    }

    /// It is said plainly, and nobody leaves what is done.
    @Test func whoHasCompletedIsToldAndStays() async throws {
        let place = try await Place(admission: "registration")
        _ = try await place.trainee.post("\(place.learnURL)/ask")
        let list = try await place.trainer.get("\(place.url)/admissions").text
        let asked = try #require(list.firstMatch(of: /action="([^"]+\/admissions\/\d+)"/)?.1)
        _ = try await place.trainer.post(String(asked), ["decision": "approve"])
        let today = VietnamTime.date(of: place.site.now).text
        let sentence = "Thầy cô đã hoàn thành lớp này ngày \(today)"
        let before = try await place.trainee.get(place.learnURL).text
        #expect(before.contains("/leave\"") && !before.contains(sentence))
        let lesson = try await place.addLesson(["title": "Bài 1", "rule": "opened"])
        _ = try await place.trainee.get("\(place.learnURL)/lessons/\(lesson)")
        let table = try await place.trainer.get("\(place.url)/progress").text
        let person = try #require(table.firstMatch(of: /href="([^"]+\/people\/[^"]+)"/)?.1)
        _ = try await place.trainer.post(String(person), ["m0": "8"])
        let after = try await place.trainee.get(place.learnURL).text
        #expect(after.contains(sentence) && !after.contains("/leave\""))
        #expect(try await place.trainee.post("\(place.learnURL)/leave").status == 404)
        #expect(try await place.trainee.get(place.learnURL).status == 200)
    }
}
