import Foundation
import HTTPTypes
import People
import Storage
import Testing
import Training
import Values

@testable import Web

/// Lessons and their files as trainer and trainee meet them in the browser.
@Suite struct LessonTests {
    private typealias Place = LessonPlace

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
}
