import Assessment
import Authoring
import Delivery
import People
import Storage
import Testing
import Values

@testable import Web

/// Giving a test to a class, trying it, and what is said where it cannot be.
@Suite struct GivingTests {
    private let site: TestSite
    private let objects: Objects

    init() async throws {
        site = try await TestSite()
        objects = try await site.objects()
    }

    private var teacher: Visitor { objects.teacher }

    /// A copy of the test that nobody has sat.
    private func test(
        _ change: @escaping @Sendable (inout TestStore.Settings) throws -> Void = { _ in }
    ) async throws -> String {
        let author = try #require(teacher.principal)
        let code = try await site.site.tests.copy(
            objects.test, title: "Bản sao", by: author, at: site.now)
        try await site.site.tests.change(code, by: author, change)
        return "/teach/tests/\(code)"
    }

    /// Twenty of the bank's twelve.
    private func lacking() async throws -> String {
        try await test { settings in
            settings.blueprint = Blueprint(parts: [
                .init(
                    title: "I",
                    lines: [.draw(.init(type: .singleChoice, count: 20, worth: .one))])
            ])
        }
    }

    private func form(_ changes: [String: String] = [:]) -> [String: String] {
        [
            "class": objects.classCode, "opens": site.now.localFieldText,
            "closes": site.now.adding(seconds: 7_200).localFieldText,
        ].merging(changes) { $1 }
    }

    // MARK: A test that lacks questions

    /// Whoever wanted to use it is told what is missing, at its part.
    @Test(arguments: ["sample", "trial", "sittings"])
    func whatIsMissingIsSaid(way: String) async throws {
        let url = try await lacking()
        let answer =
            way == "sample"
            ? try await teacher.get("\(url)/sample")
            : try await teacher.post("\(url)/\(way)", way == "trial" ? [:] : form())
        #expect(answer.status == 422)
        let link = "<a href=\"#part0\">Phần 1: thiếu 8 câu"
        #expect(answer.text.contains(link) && answer.text.contains("id=\"part0\""))
        #expect(answer.text.matches(of: /thiếu 8 câu/).count == 1, "and said once")
        #expect(answer.text.contains("action=\"\(url)/sittings\"") == (way == "sittings"))
    }

    @Test func anEmptyTestSaysSo() async throws {
        let url = try await test { $0.blueprint = Blueprint(parts: []) }
        let answer = try await teacher.get("\(url)/sample")
        #expect(answer.status == 422 && answer.text.contains("href=\"#part-title\""))
    }

    // MARK: A form that is wrong

    @Test func everythingWrongIsSaidAndEverythingTypedStays() async throws {
        let url = try await test()
        let answer = try await teacher.post(
            "\(url)/sittings",
            form([
                "class": "KHONGCO", "opens": "hôm nay", "closes": "07:30 20/11/2099",
                "way": "practice", "attempts": "101", "counting": "average",
                "feedback": "atOnce", "pass": "0", "untimed": "yes",
            ]))
        #expect(answer.status == 422)
        for field in ["class", "opens", "attempts", "pass"] {
            #expect(answer.text.contains("<a href=\"#\(field)\">"), "\(field)")
            #expect(answer.text.contains("id=\"\(field)-error\""), "\(field)")
        }
        for kept in [
            "value=\"practice\" checked", "value=\"hôm nay\"", "value=\"07:30 20/11/2099\"",
            "value=\"101\"", "value=\"average\" selected", "value=\"atOnce\" selected",
            "name=\"untimed\" value=\"yes\" checked", "<details open>",
        ] {
            #expect(answer.text.contains(kept), "\(kept)")
        }
        #expect(!answer.text.contains("id=\"closes-error\""))
    }

    @Test func aWindowThatIsOverKeepsTheOtherChoices() async throws {
        let url = try await test()
        let answer = try await teacher.post(
            "\(url)/sittings", form(["closes": "07:30 20/11/2020", "codes": "4"]))
        #expect(answer.status == 422 && answer.text.contains("id=\"closes-error\""))
        #expect(answer.text.contains("value=\"07:30 20/11/2020\""))
        #expect(answer.text.contains("name=\"codes\" value=\"4\""))
        #expect(answer.text.contains("value=\"exam\" checked"))
        #expect(answer.text.contains("value=\"LOP\" selected"))
    }

    @Test(arguments: ["x", "0", "25"])
    func aWrongNumberOfFormCodesIsSaid(codes: String) async throws {
        let url = try await test()
        let answer = try await teacher.post("\(url)/sittings", form(["codes": codes]))
        #expect(answer.status == 422 && answer.text.contains("id=\"codes-error\""))
    }

    /// What only the other way asks is not looked at.
    @Test(
        arguments: [
            ["way": "exam", "codes": "3", "attempts": "x", "pass": "x"],
            ["way": "practice", "codes": "x", "attempts": "3", "pass": "5"],
            ["way": "exam"], ["way": "practice"], [:],
        ] as [[String: String]])
    func eitherWayIsGiven(changes: [String: String]) async throws {
        let url = try await test()
        let answer = try await teacher.post("\(url)/sittings", form(changes))
        #expect(answer.status == 303, "\(changes)")
        #expect(answer.location?.hasSuffix("?done=sitting") == true)
    }

    /// Another form's fault leaves the window that is proposed.
    @Test func theProposedWindowStaysWhenTheSettingsAreWrong() async throws {
        let url = try await test()
        let answer = try await teacher.post("\(url)/settings", ["title": "", "duration": "45"])
        #expect(answer.status == 422)
        #expect(answer.text.firstMatch(of: /name="opens" [^>]*value="20[0-9]{2}-/) != nil)
    }

    // MARK: Trials

    @Test func aNewTrialLeavesNothingOfTheEarlierOne() async throws {
        let url = try await test()
        var trials: [SittingStore.Sitting] = []
        for _ in 1...3 {
            let exam = try #require(try await teacher.post("\(url)/trial").location)
            #expect(try await teacher.post("\(exam)/start").location == "\(exam)/paper")
            let code = String(exam.split(separator: "/")[1])
            let trial = try await site.database.read { try SittingStore($0).sitting(code: code) }
            trials.append(try #require(trial))
        }
        let delivery = site.site.delivery
        #expect(trials.map { delivery.knows($0.id) } == [false, false, true])
        #expect(try await teacher.get("/exam/\(trials[0].code)/paper").status == 404)
        let open = try await site.database.read { try SittingStore($0).notClosed() }.map(\.id)
        #expect(trials.map { open.contains($0.id) } == [false, false, true], "nor at a start")
        await delivery.discard(trials[0].id)
    }
}
