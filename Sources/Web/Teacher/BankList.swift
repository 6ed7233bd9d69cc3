import Assessment
import Authoring
import Interchange
import People
import Storage
import Values

/// A bank's page: its topics, and its questions narrowed by what the address says.
enum BankList {
    /// Questions on one page.
    private static let pageSize = 50

    static func view(of subject: BankStore.Subject, _ visit: Visit) async throws -> View {
        let banks = visit.site.banks
        let query = visit.query
        let filter = filter(of: query)
        let place = place(of: query)
        let outline = try await banks.outline(of: subject, by: visit.principal)
        let order = QuestionStore.Order(rawValue: query["sort"]) ?? .asCame
        let found = try await banks.questions(
            of: subject, filter, order: order, at: place, limit: pageSize + 1, by: visit.principal)
        let principal = try visit.principal
        let rights = try await banks.rights(in: subject, of: principal)
        let url = "/teach/banks/\(subject.slug)"
        let page = Page(found, at: place)
        let tree = TopicTree(outline.counts, chosen: filter.topic)
        var view = try await BulkPages.view(of: subject, rights, filter, visit)
        view.merge([
            "sorts": Choices.orders(selected: order.rawValue, visit),
            "mayChange": principal.may(.changeBank, with: rights),
            "newURL": principal.may(.changeBank, with: rights) ? "\(url)/questions/new" : "",
            "sharingURL": principal.may(.manageBank, with: rights) ? "\(url)/sharing" : "",
            "name": "\(subject.name) \(subject.grade)", "url": url, "total": "\(subject.questions)",
            "matrix": BankMatrix(tree, url: url, chosen: filter.topic).view,
            "topics": Choices.topics(
                in: tree.shown.map(\.path).filter { !$0.isEmpty }, selected: query["topic"],
                visit),
            "levels": Choices.levels(selected: query["level"], visit),
            "types": Choices.anyTypes(selected: query["type"], visit),
            "statuses": Choices.statuses(selected: query["status"], visit),
            "tags": Choices.tags(outline.tags, selected: query["tag"], visit),
            "authors": Choices.authors(outline.authors, selected: query["author"], visit),
            "hasTags": !outline.tags.isEmpty, "hasAuthors": outline.authors.count > 1,
            "values": ["q": query["q"]],
            "filtered": filter != QuestionStore.Filter() || order != .asCame,
            "questions": page.entries.map { row($0, visit) },
            "pages": page.view(of: url, query),
            "templateURL": "\(url)/template.xlsx",
            "exports": BankFormat.allCases.map {
                [
                    "label": visit.word("format.\($0.rawValue)"),
                    "url": "\(url)/export?format=\($0.rawValue)",
                ]
            },
        ]) { _, own in own }
        return view
    }

    /// The part of an address that narrows the list, without its page.
    static func kept(_ query: FormData) -> String {
        names.filter { !query[$0].isEmpty }.map { "\($0)=\(query[$0].urlQueryEncoded)" }
            .joined(separator: "&")
    }

    /// What the list is narrowed by, and is named so in addresses.
    private static let names = [
        "topic", "level", "type", "status", "tag", "author", "q", "sort",
    ]

    static func filter(of query: FormData) -> QuestionStore.Filter {
        func given(_ name: String) -> String? { query[name].isEmpty ? nil : query[name] }
        return QuestionStore.Filter(
            topic: given("topic").map(BankStore.path),
            type: QuestionType(rawValue: query["type"]),
            level: CognitiveLevel(rawValue: query["level"]),
            status: QuestionStore.Status(rawValue: query["status"]), tag: given("tag"),
            author: given("author"), words: query["q"])
    }

    private static func place(of query: FormData) -> QuestionStore.Place {
        if let before = Int64(query["before"]) { return .before(before) }
        return .after(Int64(query["after"]) ?? 0)
    }

    /// What was found, and whether there is more on either side of it.
    private struct Page {
        let entries: ArraySlice<QuestionStore.Entry>
        private let hasPrevious: Bool
        private let hasNext: Bool

        init(_ found: [QuestionStore.Entry], at place: QuestionStore.Place) {
            let isMore = found.count > pageSize
            switch place {
            case .after(let key):
                entries = found.prefix(pageSize)
                hasPrevious = key > 0
                hasNext = isMore
            case .before:
                entries = found.suffix(pageSize)
                hasPrevious = isMore
                hasNext = true
            }
        }

        func view(of url: String, _ query: FormData) -> View {
            func address(_ key: String, _ entry: QuestionStore.Entry?) -> String {
                let kept = kept(query)
                guard let entry else { return "\(url)?\(kept)" }
                return "\(url)?\(kept.isEmpty ? "" : kept + "&")\(key)=\(entry.question.id)"
            }
            var view: View = [:]
            if hasPrevious { view["previous"] = address("before", entries.first) }
            if hasNext, let last = entries.last { view["next"] = address("after", last) }
            return view
        }
    }

    private static func row(_ entry: QuestionStore.Entry, _ visit: Visit) -> View {
        let question = entry.question
        return [
            "code": question.code, "url": "/teach/questions/\(question.code)",
            "identifier": question.identifier ?? question.code,
            "stem": entry.content.stem.readableText(upTo: 140),
            "typeLabel": visit.word("type.\(question.type.rawValue)"),
            "level": question.level?.rawValue ?? "",
            "topic": question.topic.joined(separator: BankStore.topicSeparator),
            "status": status(of: entry, visit),
            "tags": entry.tags.joined(separator: ", "),
            "author": entry.author ?? "",
            "use": use(of: entry, visit),
            "facility": entry.facility.map {
                visit.word(
                    "bank.facility", ["share": FigureText.percent(Double($0) / 1_000)])
            } ?? "",
        ]
    }

    /// Nothing for what is published as it stands: that is the usual.
    private static func status(of entry: QuestionStore.Entry, _ visit: Visit) -> String {
        guard entry.status != .published else { return "" }
        let state = entry.isUnfinished ? "unfinished" : entry.status.rawValue
        let word = visit.word("status.\(state)")
        guard let published = entry.published else { return word }
        return "\(word) (\(visit.word("bank.publishedIs", ["number": "\(published)"])))"
    }

    private static func use(of entry: QuestionStore.Entry, _ visit: Visit) -> String {
        guard let last = entry.lastUsed else { return "" }
        return visit.word(
            entry.uses == 1 ? "bank.usedOnce" : "bank.used",
            ["count": "\(entry.uses)", "date": VietnamTime(last).date.text])
    }
}
