import NIOCore
import Testing

@testable import Rehearsal

/// What a candidate makes of the answer to a save.
@Suite struct SaveFateTests {
    private func answer(
        _ status: Int, _ body: String = "", location: String = ""
    ) -> Answer {
        Answer(
            status: status, head: ByteBuffer(string: "Location: \(location)\r\n"),
            body: ByteBuffer(string: body))
    }

    private func text(_ fate: SaveFate) -> String {
        switch fate {
        case .saved(let revision): "saved \(revision)"
        case .refused(let error): "\(error)"
        }
    }

    /// As `docs/formats.md` says.
    @Test(arguments: [
        (
            json: #"{"saved":[{"slot":7,"revision":13}],"stale":[],"late":[],"over":false}"#,
            fate: "saved 13"
        ),
        (
            json: #"{"saved":[],"stale":[{"slot":7,"revision":4}],"late":[],"over":false}"#,
            fate: "\(RehearsalError.stale)"
        ),
        (
            json: #"{"saved":[],"stale":[],"late":[7],"refused":[],"over":true}"#,
            fate: "\(RehearsalError.over)"
        ),
        (json: #"{"takenOver":true}"#, fate: "\(RehearsalError.over)"),
        (
            json: #"{"saved":[{"slot":70,"revision":13}],"stale":[]}"#,
            fate: "\(RehearsalError.over)"  // another slot's
        ),
    ])
    func readsWhatScriptsAreTold(json: String, fate: String) {
        #expect(text(SaveFate(script: answer(200, json), slot: 7)) == fate)
    }

    @Test func readsWhereTheFormLeads() {
        let saved = answer(303, location: "/exam/X/paper?page=1&saved=1")
        #expect(text(SaveFate(form: saved, revision: 3)) == "saved 3")
        let over = answer(303, location: "/exam/X/result")
        #expect(text(SaveFate(form: over, revision: 3)) == "\(RehearsalError.over)")
        let stale = answer(200, "<html>")
        #expect(text(SaveFate(form: stale, revision: 3)) == "\(RehearsalError.stale)")
    }
}
