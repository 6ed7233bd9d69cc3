package import NIOCore
package import OpenSSLTLS
import Values

/// One candidate with a connection of their own, who does what a browser does:
/// follows links, posts the forms of the pages, and saves each answer.
///
/// Lives on one event loop. One request at a time: callers wait for each other's.
package actor Candidate {
    package nonisolated let ticket: String
    nonisolated let loop: any EventLoop
    /// Where the tasks that play this candidate run, so that no answer changes threads.
    nonisolated let executor: LoopExecutor
    private let trust: TLSContext
    private let way: SaveWay

    private var server: ServerAddress?
    private var connection: HTTPSConnection?
    private var cookies: [String: String] = [:]
    /// The lines of `Host` and `Cookie`, which every request repeats.
    private var headLines = ""
    /// Of the last page; good for every form of the same session.
    private var csrf = ""
    /// The attempt at hand, as the last page of a paper named it.
    private var attempt = ""
    /// "/exam/CODE"
    private var exam = ""
    private(set) var pageCount = 1
    package private(set) var slots: [Int: Slot] = [:]
    private var acknowledgements = Acknowledgements()
    /// What `readBack` has missed so far.
    package private(set) var lost: [LostAnswer] = []

    private var tally = Tally()
    /// Every save that was acknowledged, in order.
    package private(set) var saves: [AcknowledgedSave] = []

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        loop.executor.asUnownedSerialExecutor()
    }

    package init(
        ticket: String, trusting trust: TLSContext, saving way: SaveWay = .script,
        on loop: any EventLoop
    ) {
        self.ticket = ticket
        self.trust = trust
        self.way = way
        self.loop = loop
        executor = LoopExecutor(loop)
    }

    // MARK: Steps

    /// A new connection; the cookies stay.
    package func connect(to server: ServerAddress) async throws(RehearsalError) {
        let begun = NIODeadline.now()
        self.server = server
        renewHeadLines()
        do {
            connection = try await HTTPSConnection.open(to: server, trusting: trust, on: loop)
        } catch {
            tally.fail(error)
            throw error
        }
        tally(.handshake, since: begun)
    }

    /// Says goodbye to the server.
    package func disconnect() async {
        await connection?.close()
        connection = nil
    }

    /// Types the ticket's code.
    package func signIn() async throws(RehearsalError) {
        cookies = [:]
        renewHeadLines()
        try readToken(await get(.ticketPage, "/ticket"))
        let answer = try await post(.signIn, "/ticket", [("csrf", csrf), ("code", ticket)])
        guard answer.status == 303, cookies["__Host-sen"] != nil else {
            throw failed(.notSignedIn)
        }
        exam = answer.location
    }

    /// Starts the sitting (or comes back to it), and reads its first page.
    package func openPaper() async throws(RehearsalError) {
        var answer = try await get(.startPage, exam, mayLead: true)
        if answer.status == 200 {
            try readToken(answer)
            answer = try await post(.start, "\(exam)/start", [("csrf", csrf)])
        }
        guard answer.location.hasPrefix("\(exam)/paper") else { throw failed(.over) }
        // An earlier session may hold the paper: another computer, or this one before.
        let paper = try await get(.paper, "\(exam)/paper", mayLead: true)
        let forms = Tag.all(["form"], in: paper.body.readableBytesView).compactMap { $0["action"] }
        if forms.contains("\(exam)/take-over") {
            try readToken(paper)
            _ = try await post(.start, "\(exam)/take-over", [("csrf", csrf)])
            try await readPage(1)
        } else {
            try read(paper)
        }
    }

    /// Reads one page of the paper, and learns its slots anew.
    ///
    /// - Parameter number: from 1.
    @discardableResult
    package func readPage(_ number: Int) async throws(RehearsalError) -> PaperPage {
        try read(try await get(.paper, "\(exam)/paper?page=\(number)", mayLead: true))
    }

    @discardableResult
    private func read(_ answer: Answer) throws(RehearsalError) -> PaperPage {
        guard answer.status == 200 else { throw failed(.over) }
        guard let page = PaperPage(answer.body.readableBytesView) else {
            throw failed(.unexpectedPage("paper"))
        }
        csrf = page.csrf
        attempt = page.attempt
        pageCount = page.pageCount
        for slot in page.slots { slots[slot.number] = slot }
        return page
    }

    /// Reads the rest of an open paper. What stands there from an earlier visit
    /// counts as acknowledged.
    package func takeOver() async throws(RehearsalError) {
        for number in stride(from: 2, through: pageCount, by: 1) { try await readPage(number) }
        acknowledgements.takeOver(slots.values)
    }

    /// Changes the answer of a slot, and returns when the server has it.
    ///
    /// - Parameter due: when the save was to be sent, if not now: its delay counts.
    /// - Throws: `.stale`, `.over`, `.stopping`; after `.closed` and `.timedOut` the
    ///   answer may stand or not, which `readBack` finds out.
    package func save(slot number: Int, due: NIODeadline? = nil) async throws(RehearsalError) {
        guard var slot = slots[number] else { throw failed(.unexpectedPage("slot \(number)")) }
        let answer = slot.nextAnswer
        acknowledgements.send(answer, slot: number)
        let sent = NIODeadline.now()
        let fate: SaveFate
        do {
            fate = try await post(answer, to: slot, since: due ?? sent)
        } catch {
            // The server says that it kept nothing: so nothing may stand.
            if error == .stopping { acknowledgements.refuse(slot: number) }
            throw error
        }
        let revision: Int
        switch fate {
        case .saved(let new): revision = new
        case .refused(let why):
            acknowledgements.refuse(slot: number)
            throw failed(why)
        }
        acknowledgements.keep(slot: number)
        slot.answer = answer
        slot.revision = revision
        slots[number] = slot
        saves.append(AcknowledgedSave(slot: number, sent: sent, answered: .now()))
    }

    private func post(
        _ answer: SlotAnswer, to slot: Slot, since: NIODeadline
    ) async throws(RehearsalError) -> SaveFate {
        var form = [("csrf", csrf), ("operation", "\(GUID())"), ("attempt", attempt)]
        form += answer.fields(slot: slot.number)
        form.append(("r\(slot.number)", "\(slot.revision)"))
        switch way {
        case .script:
            let reply = try await post(.save, "\(exam)/answers", form, since: since)
            return SaveFate(script: reply, slot: slot.number)
        case .form:
            form += [("page", "\(slot.page)"), ("go", "save")]
            let reply = try await post(.save, "\(exam)/paper", form, since: since)
            return SaveFate(form: reply, revision: slot.revision + 1)
        }
    }

    /// Hands in.
    package func submit() async throws(RehearsalError) {
        let answer = try await post(
            .submit, "\(exam)/submit", [("csrf", csrf), ("attempt", attempt)])
        guard answer.location.hasPrefix("\(exam)/result") else {
            throw failed(.unexpectedPage("result"))
        }
    }

    /// The page after handing in.
    package func readResult() async throws(RehearsalError) {
        _ = try await get(.result, "\(exam)/result")
    }

    /// Reads the whole paper and compares it with what the server has acknowledged.
    /// What stands there counts as acknowledged from then on.
    ///
    /// - Returns: what is missing, or stands there without having been said.
    @discardableResult
    package func readBack() async throws(RehearsalError) -> [LostAnswer] {
        try await readPage(1)
        for number in stride(from: 2, through: pageCount, by: 1) { try await readPage(number) }
        let lost = acknowledgements.compare(slots.values, of: ticket)
        self.lost += lost
        return lost
    }

    // MARK: Requests

    private func get(
        _ work: Work, _ path: String, mayLead: Bool = false
    ) async throws(RehearsalError) -> Answer {
        let answer = try await ask(work, "GET", path, form: nil, since: .now())
        guard answer.status == 200 || mayLead && answer.status == 303 else {
            throw failed(.unexpectedStatus(answer.status, path: path))
        }
        return answer
    }

    private func post(
        _ work: Work, _ path: String, _ form: [(name: String, value: String)],
        since: NIODeadline = .now()
    ) async throws(RehearsalError) -> Answer {
        try await ask(work, "POST", path, form: form, since: since)
    }

    private func ask(
        _ work: Work, _ method: String, _ path: String,
        form: [(name: String, value: String)]?, since: NIODeadline
    ) async throws(RehearsalError) -> Answer {
        guard let connection else { throw failed(.closed) }
        var request = ByteBuffer()
        request.writeString("\(method) \(path) HTTP/1.1\r\n\(headLines)")
        if let form {
            let body = FormText.encode(form)
            request.writeString(
                "Content-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n")
            request.writeString(body)
        } else {
            request.writeString("\r\n")
        }
        let answer: Answer
        do { answer = try await connection.ask(request) } catch { throw failed(error) }
        keepCookies(of: answer)
        switch answer.status {
        case 503: throw failed(.stopping)
        case 429: throw failed(.slowDown)
        case 303 where answer.location.hasPrefix("/sign-in"): throw failed(.notSignedIn)
        case 200, 303, 409, 422: break
        default: throw failed(.unexpectedStatus(answer.status, path: path))
        }
        tally(work, since: since)
        return answer
    }

    /// Counts something as done since then.
    func tally(_ work: Work, since begun: NIODeadline) {
        tally.add(work, nanoseconds: (NIODeadline.now() - begun).nanoseconds)
    }

    /// What was done since the last time that this was asked.
    package func takeTally() -> Tally {
        defer { tally = Tally() }
        return tally
    }

    /// Counts saves that there was no time or no connection for.
    func noteUnsent(_ count: Int) { tally.fail("unsent", times: count) }

    private func failed(_ error: RehearsalError) -> RehearsalError {
        tally.fail(error)
        return error
    }

    private func keepCookies(of answer: Answer) {
        let lines = answer.fields("set-cookie")
        guard !lines.isEmpty else { return }
        for line in lines {
            let pair = line.prefix { $0 != ";" }
            guard let equals = pair.firstIndex(of: "=") else { continue }
            let value = String(pair[pair.index(after: equals)...])
            cookies[String(pair[..<equals])] = value.isEmpty ? nil : value
        }
        renewHeadLines()
    }

    private func renewHeadLines() {
        headLines = "Host: \(server?.authority ?? "")\r\n"
        guard !cookies.isEmpty else { return }
        let pairs = cookies.map { "\($0.key)=\($0.value)" }
        headLines += "Cookie: \(pairs.joined(separator: "; "))\r\n"
    }

    private func readToken(_ answer: Answer) throws(RehearsalError) {
        let inputs = Tag.all(["input"], in: answer.body.readableBytesView)
        guard let token = inputs.first(where: { $0["name"] == "csrf" })?["value"] else {
            throw failed(.unexpectedPage("form"))
        }
        csrf = token
    }
}
