import Foundation
import HTTPTypes
import People
import Storage
import Testing
import Training
import Values

@testable import Web

/// A class with a trainer and a trainee, and somebody who has nothing to do with it.
struct LessonPlace {
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
