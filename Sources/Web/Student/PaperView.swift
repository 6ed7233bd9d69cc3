import Assessment
import Delivery
import Storage
import Values

/// One page of a paper: compiled fragments, put together, in a small shell.
struct PaperView {
    let view: View

    init(
        _ paper: Paper, of sitting: SittingStore.Sitting, _ candidate: SittingStore.Candidate,
        page asked: Int, stale: [Int], saved: Bool, _ visit: Visit
    ) async throws {
        let size = PaperPages.pageSize
        let count = paper.form.count
        let pageCount = max(1, (count + size - 1) / size)
        let page = min(max(asked, 1), pageCount)
        let slots = (page - 1) * size..<min(page * size, count)
        let url = "/exam/\(sitting.code)"
        let html = try await Self.questions(
            slots, of: paper,
            checking: try await CheckedQuestions(
                paper, of: sitting, candidate, slots: slots, pictureBase: "\(url)/pictures", visit),
            recordings: PaperRecordings(
                paper: paper, url: url, begun: Int(visit.query["play"])),
            pictureBase: "\(url)/pictures", visit)
        var view: View = [
            "title": sitting.title, "candidateName": candidate.name,
            "candidateNumber": candidate.number, "page": "\(page)", "pageCount": "\(pageCount)",
            "pages": (1...pageCount).map { number -> View in
                [
                    "number": "\(number)", "current": number == page,
                    "label": "\((number - 1) * size + 1)–\(min(number * size, count))",
                ]
            },
            "mapHTML": visit.site.map.html(of: paper, here: slots, in: visit.language),
            "textSize": TextSize(visit).className,
            "sizes": TextSize.allCases.map { size -> View in
                ["value": "\(size.rawValue)", "selected": size == TextSize(visit)]
            },
            "formURL": "\(url)/paper", "answersURL": "\(url)/answers", "operation": "\(GUID())",
            "attempt": "\(paper.attempt)",
            "isTimed": paper.isTimed, "isPaused": paper.state == .paused,
            "isTrial": sitting.kind == .trial,
            "formCode": candidate.formCode?.description ?? "",
            "attemptNumber": sitting.kind == .practice ? "\(paper.number)" : "",
            "blank": visit.query["blank"].isEmpty ? "" : String(visit.query["blank"].prefix(4)),
            "secondsLeft": "\(paper.secondsLeft)",
            "timeLeft": Self.timeLeft(paper.secondsLeft, visit),
            "closesAt": VietnamTime(paper.deadline).time, "answered": "\(paper.answered)",
            "total": "\(count)", "questionsHTML": html, "isFirst": page == 1,
            "isLast": page == pageCount,
            "stale": stale.map { slot -> View in
                ["number": "\(slot + 1)", "text": Self.standing(slot, in: paper, visit)]
            },
        ]
        if saved {
            view["saved"] = [
                "text": "\(visit.word("paper.saved")) \(paper.answered)/\(count)"
            ]
        }
        self.view = view
    }

    /// The questions of some slots, under the titles of their parts.
    ///
    /// - Parameter areShown: whether they are only to be read.
    static func questions(
        _ slots: Range<Int>, of paper: Paper, checking: CheckedQuestions?,
        recordings: PaperRecordings? = nil, pictureBase: String, areShown: Bool = false,
        _ visit: Visit
    ) async throws -> String {
        let contents = slots.map { paper.form[$0] }
        let fragments = try await visit.site.papers.fragments(
            contents.map(\.reference), pictureBase: pictureBase, in: visit.language)
        var html = ""
        for (slot, content) in zip(slots, contents) {
            if slot == slots.lowerBound || paper.form[slot - 1].part != content.part {
                let title = paper.form.manifest.parts[content.part].title
                html += try visit.site.pages.render(
                    "question/part", ["title": title], in: visit.language)
            }
            let options =
                content.type == .trueFalseGroup ? Array(1...content.statements) : content.options
            if let numbers = paper.form.passageNumbers(above: slot, from: slots.lowerBound),
                let fragment = fragments[content.reference]
            {
                let heard = try fragment.recording.flatMap {
                    try recordings?.html($0, of: numbers.lowerBound - 1, visit)
                }
                fragment.writePassage(
                    to: &html, above: slot + 1, for: numbers, recordingHTML: heard ?? "")
            }
            let answer = paper.answers[slot]
            func write(to html: inout String) {
                fragments[content.reference]?.write(
                    to: &html, number: slot + 1, revision: answer.revision, options: options,
                    response: answer.response, isFlagged: paper.flagged.contains(slot),
                    isShown: areShown)
            }
            guard let checking else {
                write(to: &html)
                continue
            }
            var question = ""
            write(to: &question)
            html += try checking.html(question, slot: slot, content, response: answer.response)
        }
        return html
    }

    /// "44 phút", or "50 giây" in the last minute.
    static func timeLeft(_ seconds: Int64, _ visit: Visit) -> String {
        seconds >= 60
            ? "\(seconds / 60) \(visit.word("paper.minutes"))"
            : "\(seconds) \(visit.word("word.seconds"))"
    }

    /// What another tab has stored in a slot.
    private static func standing(_ slot: Int, in paper: Paper, _ visit: Visit) -> String {
        let (response, content) = (paper.answers[slot].response, paper.form[slot])
        var text = text(of: response, in: content, visit)
        // The page has the essay itself.
        if content.type == .essay, response != nil { text = visit.words(in: text) }
        return "\(visit.word("paper.standing")) \(text)."
    }

    /// An answer in words, with the letters that this form displays; "–" for none.
    static func text(
        of response: Assessment.Response?, in content: Form.Slot, _ visit: Visit
    ) -> String {
        switch response {
        case .option(let id): QuestionFragment.letters(of: [id], in: content.options)
        case .options(let ids): QuestionFragment.letters(of: ids, in: content.options)
        case .truth(let isTrue): visit.word(isTrue ? "question.true" : "question.false")
        case .statements(let said):
            said.map { value in
                value.map { visit.word($0 ? "question.true" : "question.false") } ?? "–"
            }.joined(separator: " ")
        case .text(let text): text
        case .parts(let parts): PartsView(content.type, parts, options: content.options).text
        case nil: "–"
        }
    }
}
