import Administration
import Assessment
import Authoring
import Delivery
import Hummingbird
import People
import Storage
import Values

/// Sittings: opening them, watching them, helping while they run.
enum SittingPages {
    /// `POST /teach/tests/{code}/sittings`
    @Sendable static func open(_ visit: Visit) async throws -> Response {
        let classes = try await visit.site.classes.names(
            for: visit.principal, at: visit.site.now()
        ).map(\.code)
        let giving: GivingForm
        do throws(GivingFaults) {
            giving = try GivingForm(visit.form, classes: classes)
        } catch {
            return try await TestPages.problems(
                error.all.map { ($0.field, visit.word($0.key)) }, visit)
        }
        do {
            let sitting = try await TestPages.found {
                try await visit.site.sittings.open(
                    test: visit.parameter("code"), to: giving.classCode, as: giving.way,
                    opens: giving.opens, closes: giving.closes, by: visit.principal,
                    at: visit.site.now())
            }
            if sitting.isDrawn { try await visit.site.register(sitting) }
            return .seeOther("/teach/sittings/\(sitting.code)?done=sitting")
        } catch TestFault.windowTooShort {
            return try await TestPages.problem("closes", "error.window", visit)
        } catch TestFault.secretTellsKeys {
            return try await TestPages.problem("drawSource", "error.secretTellsKeys", visit)
        } catch TestFault.emptyClass {
            return try await TestPages.problem("class", "error.class-empty", visit)
        } catch TestFault.lacking, TestFault.marksTooFine, TestFault.tooLarge {
            return try await TestPages.lacking(visit)
        }
    }

    /// `POST /teach/tests/{code}/trial`: the test as a student has it, for its teacher
    /// alone. Earlier trials go, from memory too.
    @Sendable static func tryOut(_ visit: Visit) async throws -> Response {
        do {
            let (trial, earlier) = try await TestPages.found {
                try await visit.site.sittings.openTrial(
                    of: visit.parameter("code"), by: visit.principal, at: visit.site.now())
            }
            for one in earlier { await visit.site.delivery.discard(one.id) }
            try await visit.site.register(trial)
            return .seeOther("/exam/\(trial.code)")
        } catch TestFault.lacking, TestFault.marksTooFine, TestFault.tooLarge {
            return try await TestPages.lacking(visit)
        }
    }

    /// `GET …/forms/{form}?key=1`: one of the forms that candidates share, to look at and
    /// to print; that its key was read is recorded.
    @Sendable static func form(_ visit: Visit) async throws -> Response {
        let sitting = try await sitting(visit, for: .readForms)
        let withKey = visit.query["key"] == "1"
        guard let code = FormCode(try visit.parameter("form")),
            let count = sitting.formCodes, code.number <= count
        else { throw Refusal.notFound }
        if withKey {
            try await visit.site.sittings.record(
                .readKey, for: code.description, in: sitting, by: visit.principal,
                at: visit.site.now())
        }
        let form = try await visit.site.database.read { connection in
            try SittingDefinition(sitting, connection)?.form(code)
        }
        guard let form else { throw Refusal.notFound }
        let slots = form.slots
        let shown = try await ShownQuestions(
            slots.map(\.reference), pictureBase: SittingPages.pictureBase(of: sitting), visit)
        let url = "/teach/sittings/\(sitting.code)"
        return try visit.page(
            "teacher/form",
            [
                "title": sitting.title, "formCode": code.description, "url": url,
                "formURL": "\(url)/forms/\(code)", "withKey": withKey,
                "formPrint": sitting.draw == nil ? "" : Hexadecimal.grouped(form.fingerprint),
                "questions": slots.enumerated().map { place, slot -> View in
                    let options =
                        slot.options.isEmpty ? shown.order(of: slot.reference) : slot.options
                    return [
                        "number": "\(place + 1)",
                        "partTitle": place == 0 || slots[place - 1].part != slot.part
                            ? form.manifest.parts[slot.part].title : "",
                        "html": shown.questionHTML(place, of: form, options: options),
                        "rightText": withKey
                            ? shown.rightText(slot.reference, options: options) : "",
                    ]
                },
            ])
    }

    static func sitting(_ visit: Visit, for useCase: UseCase) async throws -> SittingStore.Sitting {
        try await TestPages.found {
            try await visit.site.sittings.sitting(
                visit.parameter("code"), for: useCase, by: visit.principal)
        }
    }

    /// Below it stand the pictures of what a sitting's papers may ask.
    static func pictureBase(of sitting: SittingStore.Sitting) -> String {
        "/teach/sittings/\(sitting.code)/pictures"
    }

    /// `GET /teach/sittings/{code}/pictures/{hash}`: for its teacher, also where she may read the
    /// bank no longer.
    @Sendable static func picture(_ visit: Visit) async throws -> Response {
        let sitting = try await sitting(visit, for: .readMarks)
        let hash = try visit.parameter("hash")
        let isShown = try await visit.site.database.read {
            try BankStore($0).isShown(hash, in: sitting.id)
        }
        guard isShown else { throw Refusal.notFound }
        return try await Pictures.answer(hash, visit)
    }

    /// `GET /teach/sittings/{code}`: who has started, answered, handed in.
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let sitting = try await sitting(visit, for: .watchSitting)
        return try visit.page("teacher/sitting", try await view(of: sitting, visit))
    }

    /// The sitting's page again with what is wrong.
    static func problem(
        _ sitting: SittingStore.Sitting, _ field: String, _ key: String, _ visit: Visit
    ) async throws -> Response {
        try visit.page(
            "teacher/sitting", try await view(of: sitting, visit), errors: [(field, key)])
    }

    private static func view(of sitting: SittingStore.Sitting, _ visit: Visit) async throws -> View
    {
        let url = "/teach/sittings/\(sitting.code)"
        let now = visit.site.now()
        let mayMark = (try? visit.principal.require(.readMarks, ownedBy: sitting.author)) != nil
        let candidates = try await visit.site.sittings.candidates(
            of: sitting, by: visit.principal)
        let progress = Dictionary(
            try await visit.site.delivery.overview(sitting.id).map { ($0.candidate, $0.progress) },
            uniquingKeysWith: { first, _ in first })
        let rows = candidates.map {
            SittingRow($0, progress[$0.id], of: sitting, url: url, mayMark: mayMark, visit)
        }
        let isOver = sitting.isClosed || now >= sitting.closes && !rows.contains(where: \.isRunning)
        let state = isOver ? "over" : now < sitting.opens ? "soon" : "open"
        var view: View = [
            "title": sitting.title, "className": sitting.className, "url": url,
            "testURL": try await testURL(of: sitting, visit),
            "opens": VietnamTime(sitting.opens).text, "closes": VietnamTime(sitting.closes).text,
            "duration": sitting.duration.map { "\($0)" } ?? "",
            "kind": visit.word("sitting.kind.\(sitting.kind.rawValue)"),
            "hasCodes": sitting.formCodes != nil,
            "codes": FormCode.codes(sitting.formCodes ?? 1).map { code -> View in
                [
                    "formCode": code.description,
                    "count": "\(candidates.count { $0.formCode == code })",
                ]
            },
            "state": visit.word("sitting.state.\(state)"),
            "mayMark": mayMark && sitting.isDrawn,
            "isOpen": state == "open", "isOver": isOver,
            "counts": [
                "candidates": "\(rows.count)", "started": "\(rows.count(where: \.isStarted))",
                "submitted": "\(rows.count(where: \.isOver))",
            ],
            "rows": rows.map(\.view),
            "candidates": [["value": "all", "label": visit.word("sitting.everyone")]]
                + candidates.map { ["value": $0.number, "label": "\($0.number) \($0.name)"] },
        ]
        let mayRun = (try? visit.principal.require(.runSitting, ownedBy: sitting.author)) != nil
        if mayRun { view["draw"] = try await DrawPages.view(of: sitting, visit) }
        if mayRun, sitting.isClosed, sitting.isDrawn, sitting.seal != nil {
            view["proofURL"] = "\(url)/draw.json"
        }
        return view
    }

    private static func testURL(
        of sitting: SittingStore.Sitting, _ visit: Visit
    ) async throws -> String {
        let test = try await visit.site.database.read { try TestStore($0).test(sitting.test) }
        return test.map { "/teach/tests/\($0.code)" } ?? "/teach/tests"
    }

    /// `POST …/tickets`: new ticket codes on a sheet to print and cut.
    @Sendable static func tickets(_ visit: Visit) async throws -> Response {
        let sitting = try await sitting(visit, for: .runSitting)
        let tickets = try await visit.site.sittings.makeTickets(
            of: sitting, by: visit.principal, at: visit.site.now())
        return try sheet(
            tickets, of: sitting, backURL: "/teach/sittings/\(sitting.code)", visit)
    }

    /// Ticket codes as they are shown this once, to print and cut.
    static func sheet(
        _ tickets: [Sittings.Ticket], of sitting: SittingStore.Sitting, backURL: String,
        _ visit: Visit
    ) throws -> Response {
        try visit.page(
            "teacher/tickets",
            [
                "title": sitting.title, "className": sitting.className,
                "window":
                    "\(VietnamTime(sitting.opens).text) – \(VietnamTime(sitting.closes).text)",
                "address": visit.site.settings.address, "backURL": backURL,
                "seal": sitting.draw == nil ? "" : Hexadecimal.grouped(sitting.seal ?? ""),
                "drawSource": sitting.draw?.source ?? "",
                "tickets": tickets.map {
                    [
                        "number": $0.candidate.number, "name": $0.candidate.name, "code": $0.code,
                    ]
                },
            ])
    }

    /// `POST …/extend`: more minutes for one candidate, or for all who are writing.
    @Sendable static func extend(_ visit: Visit) async throws -> Response {
        let sitting = try await sitting(visit, for: .runSitting)
        guard let minutes = minutes(visit.form) else {
            return try visit.page(
                "teacher/sitting", try await view(of: sitting, visit),
                errors: [("minutes", "error.minutes")])
        }
        let (chosen, name) = try await chosen(of: sitting, visit)
        var extended = 0
        for candidate in chosen {
            do {
                _ = try await visit.site.delivery.extend(
                    sitting.id, candidate: candidate, seconds: minutes * 60,
                    by: visit.principal.person)
                extended += 1
            } catch DeliveryError.refused, DeliveryError.notStarted {
                // Handed in this very moment: the others get their time all the same.
            }
        }
        guard extended > 0 else {
            return try visit.page(
                "teacher/sitting", try await view(of: sitting, visit),
                errors: [("candidate", "error.not-writing")])
        }
        try await visit.site.sittings.record(
            .extendTime, for: "\(name), +\(minutes)′", in: sitting, by: visit.principal,
            at: visit.site.now())
        return .seeOther("/teach/sittings/\(sitting.code)?done=extended")
    }

    /// Who is meant by `candidate`: a number, or everybody who is writing.
    private static func chosen(
        of sitting: SittingStore.Sitting, _ visit: Visit
    ) async throws -> (candidates: [Int64], name: String) {
        guard visit.site.delivery.knows(sitting.id) else { return ([], "") }
        if visit.form["candidate"] == "all" {
            return (
                try await visit.site.delivery.openCandidates(sitting.id), sitting.className
            )
        }
        let found = try await visit.site.sittings.candidates(of: sitting, by: visit.principal)
            .first { $0.number == visit.form["candidate"] }
        return (found.map { [$0.id] } ?? [], found.map { "\($0.number) \($0.name)" } ?? "")
    }

    /// The minutes that a form gives, 1 to 180.
    static func minutes(_ form: FormData) -> Int64? {
        Int64(form["minutes"]).flatMap { (1...180).contains($0) ? $0 : nil }
    }

    /// `POST …/close`: the window ends now; open papers are closed and graded.
    @Sendable static func close(_ visit: Visit) async throws -> Response {
        let sitting = try await sitting(visit, for: .runSitting)
        guard visit.form.isTicked("confirm") else {
            return try visit.page(
                "teacher/sitting", try await view(of: sitting, visit),
                errors: [("confirm", "error.confirm")])
        }
        try await visit.site.closeNow(sitting, by: visit.principal)
        return .seeOther("/teach/sittings/\(sitting.code)?done=closed")
    }
}

/// One candidate's line on the teacher's page.
struct SittingRow {
    let view: View
    let isStarted: Bool
    let isOver: Bool
    var isRunning: Bool { isStarted && !isOver }

    init(
        _ candidate: SittingStore.Candidate, _ progress: CandidateOverview.Progress?,
        of sitting: SittingStore.Sitting, url: String, mayMark: Bool, _ visit: Visit
    ) {
        var view: View = [
            "number": candidate.number, "name": candidate.name,
            "formCode": candidate.formCode?.description ?? "",
        ]
        if mayMark { view["url"] = "\(url)/candidates/\(candidate.number)" }
        guard case .started(let started)? = progress else {
            view["state"] = visit.word("candidate.state.waiting")
            self.view = view
            (isStarted, isOver) = (false, false)
            return
        }
        isStarted = true
        isOver = started.state.isOver
        view["started"] = VietnamTime(started.startedAt).time
        view["answered"] = "\(started.answered)"
        view["late"] = started.late > 0
        if mayMark {
            let mark = sitting.counting.mark(of: started.marks) ?? started.earned
            view["mark"] = mark.map { sitting.shown($0) } ?? ""
            if sitting.kind == .practice { view["attempts"] = "\(started.marks.count)" }
        }
        view["state"] = started.state.word(visit)
        switch started.state {
        case .open, .paused: break
        case .submitted(let at), .closed(let at): view["submitted"] = VietnamTime(at).time
        }
        self.view = view
    }
}
