import NIOCore

/// How a candidate sends an answer.
package enum SaveWay: String, Hashable, Sendable, CaseIterable {
    /// As scripts do: the fields of one slot, a few bytes back.
    case script
    /// As browsers without scripts do: the page's form, answered by the way to a page.
    case form
}

/// What became of one save.
enum SaveFate {
    case saved(revision: Int)
    /// `.stale`; `.over` also where the paper came to be written elsewhere.
    case refused(RehearsalError)

    /// Reads the answer to a save by script, which was of one slot
    /// (`docs/formats.md`): `{"saved":[{"slot":7,"revision":3}],…`.
    init(script answer: Answer, slot: Int) {
        let text = String(buffer: answer.body)
        let saved = "{\"saved\":[{\"slot\":\(slot),\"revision\":"
        if text.hasPrefix(saved),
            let revision = Int(text.dropFirst(saved.utf8.count).prefix { $0.isNumber })
        {
            self = .saved(revision: revision)
        } else {
            self = .refused(text.contains("\"stale\":[{") ? .stale : .over)
        }
    }

    /// Reads the answer to a save by form: the way to the page says that it was kept.
    init(form answer: Answer, revision: Int) {
        if answer.status == 303, answer.location.contains("saved=1") {
            self = .saved(revision: revision)
        } else {
            self = .refused(answer.status == 200 ? .stale : .over)
        }
    }
}
