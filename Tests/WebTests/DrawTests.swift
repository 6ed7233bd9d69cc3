import Assessment
import Delivery
import Foundation
import Storage
import Testing
import Values

@testable import Web

/// A public draw as its teacher and a candidate see it.
@Suite struct DrawTests {
    private struct Drawn {
        let site: TestSite
        let objects: Objects
        /// "/teach/sittings/…"
        let url: String
        var exam: String { url.replacing("/teach/sittings", with: "/exam") }
    }

    private func open(_ fields: [String: String] = [:]) async throws -> (Drawn, Answer) {
        let site = try await TestSite()
        let objects = try await site.objects()
        let copy = try await objects.teacher.post("/teach/tests/\(objects.test)/copy")
        let test = try #require(copy.location?.split(separator: "?").first)
        let fields = [
            "class": objects.classCode, "opens": site.now.adding(seconds: -60).localFieldText,
            "closes": site.now.adding(seconds: 7_200).localFieldText,
            "drawSource": "Xổ số <Đồng Tháp>",
        ].merging(fields) { _, new in new }
        let answer = try await objects.teacher.post("\(test)/sittings", fields)
        let url = String(answer.location?.split(separator: "?").first ?? "")
        return (Drawn(site: site, objects: objects, url: url), answer)
    }

    @Test func fromTheSealToTheProof() async throws {
        let (drawn, answer) = try await open()
        #expect(answer.status == 303)
        let (teacher, student) = (drawn.objects.teacher, drawn.objects.student)
        let code = String(drawn.url.split(separator: "/")[2])
        let found = try await drawn.site.database.read { try SittingStore($0).sitting(code: code) }
        let sitting = try #require(found)
        let seal = Hexadecimal.grouped(try #require(sitting.seal))
        let watching = try await teacher.get(drawn.url).text
        #expect(watching.contains(seal) && watching.contains("Xổ số &lt;Đồng Tháp&gt;"))
        #expect(watching.contains("action=\"\(drawn.url)/number\""))
        #expect(!watching.contains("\(drawn.url)/results"), "there is nothing to mark yet")
        let start = try await student.get(drawn.exam)
        #expect(start.status == 200 && start.text.contains(seal))
        #expect(!start.text.contains("\(drawn.exam)/start"), "nobody starts before the number")
        _ = try await student.post("\(drawn.exam)/start", ["attempt": "1"])
        #expect(try await student.get("\(drawn.exam)/paper").status != 200)
        #expect(try await student.get("\(drawn.exam)/draw").text.contains(seal))
        #expect(try await student.get("\(drawn.exam)/draw.json").status == 404)
        #expect(try await teacher.get("\(drawn.url)/draw.json").status == 404)
        let tickets = try await teacher.post("\(drawn.url)/tickets").text
        #expect(tickets.contains(seal), "the seal is printed on the tickets")

        for (number, again, field) in [("12", "12", "number"), ("12345", "12346", "numberAgain")] {
            let wrong = try await teacher.post(
                "\(drawn.url)/number", ["number": number, "numberAgain": again])
            #expect(wrong.status == 422 && wrong.text.contains("id=\"\(field)-error\""))
        }
        let entered = try await teacher.post(
            "\(drawn.url)/number", ["number": "012 345", "numberAgain": "012345"])
        #expect(entered.location == "\(drawn.url)?done=number")
        #expect(
            try await teacher.post(
                "\(drawn.url)/number", ["number": "99999", "numberAgain": "99999"]
            ).location == drawn.url, "once and for all")
        #expect(try await teacher.get(drawn.url).text.contains("012345"))
        #expect(try await student.get(drawn.exam).text.contains("\(drawn.exam)/start"))
        _ = try await student.post("\(drawn.exam)/start", ["attempt": "1"])
        #expect(try await student.get("\(drawn.exam)/paper").status == 200)
        let print = try await student.get("\(drawn.exam)/print").text
        #expect(try await student.get("\(drawn.exam)/draw.json").status == 404, "not yet")

        try await drawn.site.database.write { try SittingStore($0).close(sitting.id) }
        let page = try await student.get("\(drawn.exam)/draw").text
        let file = try await student.get("\(drawn.exam)/draw.json")
        let proof = try JSONDecoder().decode(DrawProof.self, from: Data(file.bytes))
        #expect(try proof.failures(printed: sitting.seal) == [])
        let mine = try #require(proof.redrawn().first)
        #expect(mine.matches == true)
        #expect(page.contains(Hexadecimal.grouped(mine.fingerprint)))
        #expect(print.contains(Hexadecimal.grouped(mine.fingerprint)), "to be kept on paper")
        #expect(page.contains(Hexadecimal.grouped(proof.secret)))
        #expect(try await teacher.get("\(drawn.url)/draw.json").bytes == file.bytes)
    }

    /// An ordinary class test shows nothing of all this.
    @Test func aSimpleSittingStaysSimple() async throws {
        let (drawn, answer) = try await open(["drawSource": ""])
        #expect(answer.status == 303)
        let page = try await drawn.objects.teacher.get(drawn.url).text
        #expect(!page.contains("id=\"draw\""))
        let start = try await drawn.objects.student.get(drawn.exam).text
        #expect(start.contains("\(drawn.exam)/start") && !start.contains("/draw"))
        #expect(try await drawn.objects.student.get("\(drawn.exam)/draw").status == 404)
        #expect(try await drawn.objects.student.get("\(drawn.exam)/draw.json").status == 404)
    }

    @Test func aPracticeIsNotDrawn() async throws {
        let (_, answer) = try await open(["way": "practice"])
        #expect(answer.status == 422 && answer.text.contains("id=\"drawSource-error\""))
    }

    /// The number was kept, and then the server stopped before the sitting was handed on.
    @Test func aNumberThatIsKnownOpensTheSitting() async throws {
        let (drawn, _) = try await open()
        let number = ["number": "12345", "numberAgain": "12345"]
        _ = try await drawn.objects.teacher.post("\(drawn.url)/number", number)
        let code = String(drawn.url.split(separator: "/")[2])
        let found = try await drawn.site.database.read { try SittingStore($0).sitting(code: code) }
        let id = try #require(found?.id)
        for comesBack in [true, false] {
            await drawn.site.site.delivery.discard(id)
            #expect(!drawn.site.site.delivery.knows(id))
            if comesBack {
                _ = try await drawn.objects.teacher.post("\(drawn.url)/number", number)
                #expect(drawn.site.site.delivery.knows(id))
            } else {
                _ = try await drawn.objects.student.post("\(drawn.exam)/start")
                #expect(try await drawn.objects.student.get("\(drawn.exam)/paper").status == 200)
            }
        }
    }

    @Test func aDrawThatNeverCameEndsAllTheSame() async throws {
        let (drawn, _) = try await open()
        let ended = try await drawn.objects.teacher.post(
            "\(drawn.url)/close", ["confirm": "yes"])
        #expect(ended.location == "\(drawn.url)?done=closed")
        let code = String(drawn.url.split(separator: "/")[2])
        let sitting = try await drawn.site.database.read {
            try SittingStore($0).sitting(code: code)
        }
        #expect(sitting?.isClosed == true, "no start has to look at it again")
        #expect(try await drawn.objects.teacher.get(drawn.url).status == 200)
        #expect(try await drawn.objects.student.get(drawn.exam).status == 200)
        #expect(try await drawn.objects.student.get("/exam").status == 200)
    }
}
