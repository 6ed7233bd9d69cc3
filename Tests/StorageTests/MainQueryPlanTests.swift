import Assessment
import GRDB
import People
import Testing
import Values

@testable import Storage

/// What the stores really run, caught on the way to SQLite, and how it is run.
@Suite struct MainQueryPlanTests {
    /// Statements that a growing table may meet only by a key.
    private static func isScan(_ line: String) -> Bool {
        guard line.hasPrefix("SCAN ") else { return false }
        // What stands in the statement itself.
        if line.contains("CONSTANT ROW") || line.hasPrefix("SCAN json_each ") { return false }
        // The full-text index, asked for words or for one row.
        if line.contains(/VIRTUAL TABLE INDEX \d+:(M|=)/) { return false }
        let table = line.dropFirst(5).prefix { $0 != " " }
        return !small.contains(String(table))
    }

    /// Tables that stay small whatever a province does, and why a scan is allowed.
    private static let small: Set<String> = [
        "subject",  // a few dozen
        "one_time_link",  // one link
        "staged_import",  // the files of one day
        "regrading",  // sittings whose regrading is under way
        "next",  // the tags or authors of a bank, found one by one
        "hint",  // nine numbers
        "page", "counted",  // the keys of one page, the topics of one bank
        "branch", "found",  // the units below one, the people of one question
        "state", "programme_state",  // of programmes, a few hundred; classes go by a key
        "class_stale",  // classes that changed since the last report
        "person_merge",  // what people found to be double
        "post",  // read whole into memory, once after each change
        "round", "report",  // a few a year
        "unit_succession",  // mergers of units
    ]

    /// `hasPeople` takes the first row of whichever index.
    private static let firstRowOnly = "select 1 as one from account limit 1"

    @Test func noQueryScansAGrowingTable() throws {
        let queue = try DatabaseQueue()
        let statements = try queue.writeWithoutTransaction { database in
            for migration in MainMigrations.all { try database.execute(sql: migration.sql) }
            let seen = Statements()
            database.trace(options: .statement) { event in
                if case .statement(let statement) = event { seen.add(statement.sql) }
            }
            try Self.useEverything(Connection(database))
            database.trace(options: [])
            return seen.all
        }
        #expect(statements.count > 60, "\(statements.count) statements were caught")
        try queue.writeWithoutTransaction { database in
            for sql in statements where sql != Self.firstRowOnly {
                for line in try Connection(database).queryPlan(sql) {
                    #expect(!Self.isScan(line), "\(line): \(sql)")
                }
            }
        }
    }

    private final class Statements {
        private var seen: Set<String> = []

        /// Inserts without a query have no plan to speak of.
        func add(_ sql: String) {
            let verb = sql.prefix(6).lowercased()
            if ["select", "update", "delete", "insert"].contains(verb) { seen.insert(sql) }
        }

        var all: [String] { seen.sorted() }
    }

    private static let now = Instant(milliseconds: 1)
    private static let today = VietnamTime.date(of: now)

    /// Calls every function of every store once.
    private static func useEverything(_ connection: Connection) throws {
        let person = try usePeople(connection)
        let unit = try useClasses(connection, person)
        try useAccounts(connection, person)
        let (subject, guid) = try useBanks(connection, person)
        let (test, sitting) = try useTests(connection, person, unit, subject, guid)
        try useSittings(connection, person, test, sitting)
        try useAmendments(connection, person, sitting, guid)
        try useStock(connection, subject, sitting, guid)
        try useStaging(connection, person)
        try useUnits(connection, person)
        try useRecords(connection, person)
        try TrainingUse(connection, person: person, unit: unit).useEverything()
        try LessonsUse(connection, person: person, unit: unit).useEverything()
    }

    private static func usePeople(_ connection: Connection) throws -> Int64 {
        let people = PeopleStore(connection)
        let details = PersonDetails(fullName: "Lê Văn An", identifier: "001")
        let person = try people.add(details, code: "P", at: now)
        try people.change(person, to: details)
        try people.grant(.teacher, to: person)
        _ = try people.person(identifier: "001")
        _ = try people.person(code: "P")
        _ = try people.person(person)
        _ = try people.people(with: .teacher)
        _ = try people.count(with: .teacher)
        _ = try people.roles(of: person)
        _ = try people.principal(person, on: today)
        return person
    }

    private static func useClasses(_ connection: Connection, _ person: Int64) throws -> Int64 {
        let classes = ClassStore(connection)
        let unit = try classes.add("12A1", code: "U", at: now)
        try classes.add(member: person, to: unit, at: now)
        _ = try classes.all(on: today)
        _ = try classes.list(named: "12", of: nil, after: unit, limit: 2, on: today)
        _ = try classes.list(named: "", of: unit, after: nil, limit: 2, on: today)
        _ = try classes.schoolClass(code: "U", on: today)
        _ = try classes.schoolClass(named: "12A1", of: nil, on: today)
        _ = try classes.schoolClass(unit, on: today)
        _ = try classes.count(on: today)
        _ = try PeopleStore(connection).members(of: unit, on: today)
        return unit
    }

    private static func useAccounts(_ connection: Connection, _ person: Int64) throws {
        let accounts = AccountStore(connection)
        let hash = [UInt8](repeating: 1, count: 32)
        try accounts.add(.init(person: person, name: "an", password: nil, mustChange: true))
        try accounts.setPassword("x", of: person, mustChange: false)
        _ = try accounts.account(named: "an")
        _ = try accounts.account(of: person)
        _ = try accounts.hasPeople()
        try accounts.addSession(
            hash, .init(person: person, sitting: nil, expires: now.adding(seconds: 9)), at: now)
        _ = try accounts.session(hash, at: now)
        try accounts.removeSession(hash)
        try accounts.removeSessions(of: person)
        try accounts.removeSessions(expiredAt: now)
        try accounts.setFirstAdministratorLink(hash, expires: now.adding(seconds: 9))
        _ = try accounts.isFirstAdministratorLink(hash, at: now)
        _ = try accounts.takeLink(hash, at: now)
    }

    private static func useBanks(
        _ connection: Connection, _ person: Int64
    ) throws -> (subject: Int64, question: GUID) {
        let banks = BankStore(connection)
        let subject = try banks.addSubject(slug: "toan", name: "Toán", grade: "12", at: now)
        _ = try banks.subjects()
        _ = try banks.subject(slug: "toan")
        _ = try banks.subject(subject)
        let topic = try banks.topic(["Hàm số"], of: subject)
        _ = try banks.topics(of: subject)
        try banks.add(.init(hash: "h", mediaType: "image/png", bytes: [1]), to: subject)
        _ = try banks.asset("h")
        _ = try banks.holders(of: "h")
        _ = try banks.isShown("h", in: 1)
        try banks.addFormula("x", display: false, mathML: nil)
        _ = try banks.mathML("x", display: false)
        _ = try banks.isConverted("x", display: false)

        let questions = QuestionStore(connection)
        let question = Question(
            content: QuestionContent(
                stem: RichText(plain: "Một?"),
                interaction: .trueFalseGroup(
                    .init(statements: [.init(text: RichText(plain: "Đúng"), isTrue: true)]))),
            guid: GUID(), identifier: "q1", tags: ["a"])
        let guid = try #require(question.guid)
        let ready = try ReadyQuestion(question)
        let id = try questions.add(
            ready, code: "Q", topic: topic, subject: subject, status: .published, author: person,
            at: now)
        try questions.addVersion(
            2, of: id, ready, topic: topic, subject: subject, status: .published,
            author: person, at: now)
        _ = try questions.known(guid: guid)
        _ = try questions.known(identifier: "q1", in: subject)
        _ = try questions.known(topic: topic, hash: ready.hash)
        _ = try questions.question(code: "Q")
        _ = try questions.question(guid: guid)
        _ = try questions.question(identifier: "q1", in: subject)
        _ = try questions.content(guid: guid, version: 1)
        _ = try questions.tags(of: id)
        _ = try questions.entries(of: subject)
        _ = try questions.passages(of: subject)
        let filter = QuestionStore.Filter(
            topic: ["Hàm số"], type: .numeric, level: .recognition, status: .draft, tag: "a",
            author: "P")
        for words in ["", "một"] {
            var filter = filter
            filter.words = words
            for place in [QuestionStore.Place.after(0), .before(9)] {
                for order in QuestionStore.Order.allCases {
                    _ = try questions.list(in: subject, filter, by: order, at: place, limit: 50)
                }
            }
            _ = try questions.keys(in: subject, filter, at: .start, limit: 50)
        }
        _ = try questions.alike(ready.likeness, in: subject)
        _ = try questions.saves(of: id)
        _ = try questions.stored(1, of: id)
        _ = try questions.published(id)
        try questions.setStatus(.review, of: id)
        try questions.publish(2, of: id)
        let reviews = ReviewStore(connection)
        try reviews.add(.asked, to: 1, of: id, by: person, at: now)
        #expect(try reviews.events(of: id).map(\.version) == [1])
        _ = try questions.counts(in: subject)
        _ = try questions.tags(in: subject)
        _ = try questions.authors(in: subject)
        try questions.forEach(in: subject) { _, _ in }
        _ = try questions.unfinished(in: subject)
        _ = try banks.asset(beginning: "h", in: subject)
        _ = try banks.mediaType(of: "h")
        try useRights(connection, person, subject)
        try useBulk(connection, person, subject, id)
        return (subject, guid)
    }

    private static func useRights(
        _ connection: Connection, _ person: Int64, _ subject: Int64
    ) throws {
        let rights = BankRightStore(connection)
        try rights.setOwner(person, of: subject)
        try rights.setUnit(nil, of: subject)
        try rights.setNeedsReview(false, of: subject)
        for grantee in [BankRightStore.Grantee.person(person), .everyTeacher] {
            try rights.grant(.write, to: grantee, in: subject, by: person, at: now)
        }
        let principal = Principal(person: person, name: "An", roles: [.teacher], units: [1])
        #expect(try rights.rights(of: principal, in: subject) == Set(BankRight.allCases))
        #expect(try rights.readable(by: principal) == [subject])
        let grants = try rights.grants(in: subject)
        #expect(grants.count == 2)
        #expect(try rights.withdraw(grants[0].id, in: subject))
        #expect(try rights.keeping(of: subject)?.needsReview == false)
        _ = try rights.units()
        _ = try rights.unit(code: "U")
    }

    private static func useBulk(
        _ connection: Connection, _ person: Int64, _ subject: Int64, _ question: Int64
    ) throws {
        let questions = QuestionStore(connection)
        #expect(try questions.ids(of: ["Q"], in: subject) == [question])
        let old = try #require(try questions.filing(question, in: subject))
        #expect(try questions.refile(old, asIn: 1, author: person, note: "", at: now))
        #expect(try !questions.refile(old, asIn: 1, author: person, note: "", at: now), "moved on")
        try questions.retire(question)
        try questions.setBack(question, to: .published, published: old.version + 1)
        let bulk = BulkChangeStore(connection)
        let change = try bulk.add(.level, "NB", code: "B", in: subject, by: person, at: now)
        try bulk.add(
            .init(question: question, before: 2, after: 3, status: .published, published: 2),
            to: change)
        #expect(try bulk.change(code: "B")?.questions == 1)
        #expect(try bulk.latest(in: subject)?.id == change)
        #expect(try bulk.items(of: change, after: 0, limit: 9).map(\.after) == [3])
        #expect(try bulk.setUndone(change, at: now))
    }

    private static func useTests(
        _ connection: Connection, _ person: Int64, _ unit: Int64, _ subject: Int64, _ guid: GUID
    ) throws -> (test: Int64, sitting: Int64) {
        let tests = TestStore(connection)
        let settings = TestStore.Settings(
            title: "Thử", blueprint: Blueprint(), duration: 15, review: .marks)
        let test = try tests.add(settings, code: "T", subject: subject, author: person, at: now)
        try tests.change(test, to: settings)
        _ = try tests.test(code: "T")
        _ = try tests.test(test)
        _ = try tests.tests(by: person)
        let manifest = try Manifest(parts: [
            .init(
                title: "I", shufflesQuestions: false, shufflesOptions: false,
                entries: [
                    .fixed(
                        .init(reference: .init(question: guid, version: 1), type: .numeric),
                        worth: .one)
                ])
        ])
        let sitting = try SittingStore(connection).add(
            .init(
                test: test, unit: unit, author: person, title: "Thử", opens: now,
                closes: now.adding(seconds: 9), duration: 15, grace: 30, review: .marks),
            code: "S",
            frozen: .init(manifest: manifest, secret: .random()),
            manifestHash: "", at: now)
        return (test, sitting)
    }

    private static func useSittings(
        _ connection: Connection, _ person: Int64, _ test: Int64, _ sitting: Int64
    ) throws {
        let sittings = SittingStore(connection)
        try sittings.add(candidate: person, number: "001", to: sitting)
        _ = try sittings.sitting(code: "S")
        _ = try sittings.sitting(sitting)
        _ = try sittings.sittings(by: person)
        _ = try sittings.sittings(of: test)
        _ = try sittings.sittings(for: person)
        _ = try sittings.notClosed()
        _ = try sittings.frozen(sitting)
        _ = try sittings.hasOnlyPublished(sitting)
        _ = try sittings.candidates(of: sitting)
        let candidate = try #require(try sittings.candidate(person, of: sitting))
        try sittings.setTicket([9], of: candidate.id)
        _ = try sittings.holder(ofTicket: [9])
        try sittings.setWindow(opens: now, closes: now.adding(seconds: 5), of: sitting)
        try sittings.close(sitting)
        let number = try #require(PublicNumber("12345"))
        try sittings.setSeal("seal", of: sitting)
        #expect(try !sittings.setNumber(number, of: sitting, at: now), "none was announced")
        try sittings.setFormCode(try #require(FormCode(1)), of: candidate.id)
    }

    private static func useStock(
        _ connection: Connection, _ subject: Int64, _ sitting: Int64, _ guid: GUID
    ) throws {
        let questions = QuestionStore(connection)
        #expect(try questions.tallies(of: subject).map(\.count) == [1])
        #expect(try questions.tallies(of: subject, bySource: true).map(\.source) == [nil])
        #expect(try questions.sources(of: subject) == [:])
        let entry = try #require(try questions.entry(guid)).listed
        let use = QuestionUseStore(connection)
        try use.record(forms: [guid: 30], of: sitting)
        try use.record(papers: 20, earned: 13_000, with: guid, of: sitting)
        #expect(try use.use(of: entry.id)?.facility == 650)
        #expect(try use.uses(in: subject).map(\.forms) == [30])
        #expect(try use.used(in: subject, since: now) == [entry.id])
        #expect(try questions.tallies(of: subject, unusedSince: now) == [])
    }

    private static func useAmendments(
        _ connection: Connection, _ person: Int64, _ sitting: Int64, _ guid: GUID
    ) throws {
        let store = KeyAmendmentStore(connection)
        try store.add(
            KeyAmendment(
                number: 1, reference: .init(question: guid, version: 1), change: .drop,
                reason: "thừa", person: person, at: now), to: sitting)
        _ = try store.amendments(of: sitting)
        _ = try store.isUnfinished(sitting)
        _ = try store.unfinished()
        try store.finish(sitting, through: 1)
    }

    private static func useUnits(_ connection: Connection, _ person: Int64) throws {
        let units = UnitStore(connection)
        let asOf = AsOf(today)
        let top = try units.add(
            .department, UnitDetails(name: "Sở"), identifier: "S", code: "US", from: today,
            at: now)
        let school = try units.add(
            .school, UnitDetails(name: "THPT A", parent: top), code: "UA", from: today, at: now)
        let other = try units.add(
            .school, UnitDetails(name: "THPT B", parent: top), code: "UB", from: today, at: now)
        _ = try units.unit(school)
        _ = try units.unit(code: "UA")
        _ = try units.unit(identifier: "S")
        try units.setIdentifier("A", of: school)
        _ = try units.unit(named: "THPT A", of: .school)
        _ = try units.placed(school, asOf)
        _ = try units.children(of: top, asOf)
        #expect(try units.tree(asOf).map(\.depth) == [0, 1, 1])
        _ = try units.subtree(of: top, asOf)
        #expect(try units.isWithin(school, [top], asOf))
        try PostStore(connection).record(
            .init(.teacher, from: today), of: person, in: other, at: now)
        try units.rename(school, to: "THPT C", from: today, at: now)
        try units.move(school, below: other, from: today, at: now)
        try units.move(school, below: top, from: today, at: now)
        try units.merge([other], into: school, on: today, at: now)
        _ = try units.successors(of: other)
        _ = try units.predecessors(of: school)
        let posts = PostStore(connection)
        _ = try posts.posts(of: person)
        _ = try posts.mainPost(of: person, asOf)
        let classes = ClassStore(connection)
        let unit = try classes.add("10A1", code: "UC", in: school, at: now)
        try classes.add(member: person, to: unit, at: now)
        _ = try classes.all(on: today, below: [top])
        _ = try classes.all(on: today, of: school)
        #expect(try classes.find("10A1", of: school, from: today, until: nil) == unit)
        #expect(try classes.find("10A1", of: nil, from: today, until: today) == nil)
        try units.withdraw(succession: 1, at: now)
        try units.close(school, on: today, at: now)
    }

    private static func useRecords(_ connection: Connection, _ person: Int64) throws {
        let people = PeopleStore(connection)
        let details = PersonDetails(fullName: "Lê Văn An")
        let twin = try people.add(details, code: "P2", at: now)
        try people.merge(twin, into: person, by: nil, at: now)
        #expect(try people.root(of: twin) == person)
        let merge = try #require(try people.merges(of: person).first)
        try people.part(merge.id, at: now)
        try people.setRemoved(nil, twin)
        try people.revoke(.teacher, from: twin)
        _ = try people.namesakes(of: details)
        _ = try people.record(identifier: "001")
        let intakes = IntakeStore(connection)
        let intake = try intakes.add(
            .init(kind: .people, fileName: "a", hash: "h", counts: .init()), code: "I",
            by: person, at: now)
        try intakes.add(.init(.personAdded, twin), number: 1, to: intake)
        _ = try intakes.intake(code: "I")
        _ = try intakes.recent(.people, limit: 5)
        _ = try intakes.effects(of: intake)
        try intakes.setUndone(intake, by: person, at: now)
        _ = try people.isInUse(twin)
        _ = try people.counts(of: 1, AsOf(today))
        for (words, unit) in [("", nil), ("an", nil), ("", 1), ("an", 1)] as [(String, Int64?)] {
            _ = try people.list(
                .init(words: words, unit: unit, kind: .staff), after: person, limit: 50,
                AsOf(today))
        }
    }

    private static func useStaging(_ connection: Connection, _ person: Int64) throws {
        let staging = StagedImportStore(connection)
        try staging.add(
            .init(kind: .bank, object: 1, fileName: "a", content: [1]), code: "C", by: person,
            at: now)
        _ = try staging.staged(code: "C", by: person)
        try staging.keep([2: "new"], of: "C")
        try staging.remove(code: "C")
        let audit = AuditStore(connection)
        try audit.record(.openSitting, of: "12A1", sitting: 1, by: person, at: now)
        _ = try audit.entries(before: nil, limit: 50)
        _ = try audit.entries(of: 1, before: 9, limit: 50)
        _ = try audit.entries(ofBank: 1, before: 9, limit: 50)
    }
}
