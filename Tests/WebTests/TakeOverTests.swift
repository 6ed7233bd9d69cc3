import Testing
import Values

@testable import Web

/// One paper, opened on two machines.
@Suite struct TakeOverTests {
    private let site: TestSite
    private let here: Visitor
    private let there: Visitor
    private let base: String

    init() async throws {
        site = try await TestSite()
        let objects = try await site.objects()
        here = objects.student
        there = try await site.again(here)
        base = "/exam/\(objects.sitting)"
        _ = try await here.post("\(base)/start")
    }

    /// Open there → asks → press → it goes on there; here every way is told.
    @Test func theLaterMachineAsksAndTheEarlierIsTold() async throws {
        _ = try await here.post("\(base)/answers", ["r1": "0", "a1": "2"])
        #expect(try await there.post("\(base)/start").location == "\(base)/paper")
        let asked = try await there.get("\(base)/paper")
        #expect(asked.status == 200)
        #expect(asked.text.contains(#"action="\#(base)/take-over""#))
        #expect(!asked.text.contains("<fieldset"), "no question before it is taken over")
        #expect(try await there.get("\(base)/submit").text.contains("/take-over"))
        #expect(
            try await here.get("\(base)/paper").text.contains("<fieldset"), "looking takes nothing")

        #expect(try await there.post("\(base)/take-over").location == "\(base)/paper")
        #expect(
            try await there.get("\(base)/paper").text.contains(#"name="a1" value="2" checked"#))

        let script = try await here.post("\(base)/answers", ["r2": "0", "a2": "1"])
        #expect(script.status == 409)
        #expect(script.text == #"{"takenOver":true}"#)
        #expect(try await here.get("\(base)/paper").text.contains("/take-over"))
        #expect(try await here.post("\(base)/submit").location == "\(base)/paper")
        #expect(try await here.get("\(base)/result").location == "\(base)/paper")
    }

    /// A page that was typed here is not kept, and shown so that it is not lost.
    @Test func whatWasTypedHereIsListed() async throws {
        _ = try await there.post("\(base)/take-over")
        _ = try await there.post("\(base)/answers", ["r1": "0", "a1": "2"])
        var form = ["page": "1", "go": "next", "a1": "0", "a2": "3", "a3": "2"]
        for slot in 1...10 { form["r\(slot)"] = "0" }
        let told = try await here.post("\(base)/paper", form)
        #expect(told.status == 409)
        for (slot, typed, standing) in [(1, "A", "C"), (2, "D", "–"), (3, "C", "–")] {
            #expect(
                told.text.contains(
                    "Câu \(slot): máy này vừa gửi \(typed), chưa được lưu. Đang lưu: \(standing)."))
        }
        #expect(!told.text.contains("Câu 4:"), "only what differs")
        _ = try await here.post("\(base)/take-over")
        let page = try await here.get("\(base)/paper").text
        #expect(page.contains(#"name="a1" value="2" checked"#), "what stood, stands")
        #expect(!page.contains(#"name="a2" value="3" checked"#))
    }

    @Test func whatIsOverIsNotTakenOver() async throws {
        _ = try await here.post("\(base)/submit")
        #expect(try await there.post("\(base)/take-over").location == "\(base)/paper")
        let closed = try await there.get("\(base)/paper").text
        #expect(!closed.contains("/take-over"))
        #expect(closed.contains("\(base)/result"))
        let late = try await there.post("\(base)/answers", ["r2": "0", "a2": "1"])
        #expect(late.text.contains(#""late":[2]"#))
    }
}
