import Foundation
import HTTPTypes
import People
import Storage
import Testing
import Training
import Values

@testable import Web

/// Sessions, certificates, board, survey and assignments of a class in the browser.
@Suite struct ClassWorkTests {
    private typealias Place = LessonPlace

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
