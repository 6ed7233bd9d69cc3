import Administration
import Hummingbird
import Interchange
import People
import Storage
import Values

/// Lists of people.
enum PeoplePages {
    /// People of a page.
    private static let limit = 50

    /// `GET /admin/people`: by words, by unit, page by page in Vietnamese order.
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        try visit.page("admin/people", try await listView(visit))
    }

    static func listView(_ visit: Visit) async throws -> View {
        let query = visit.query
        let principal = try visit.principal
        let kind = PeopleStore.Filter.Kind(rawValue: query["kind"])
        // One more than is shown: whether there is a next page.
        guard
            let found = try await visit.site.persons.list(
                words: query["words"], unit: query["unit"].isEmpty ? nil : query["unit"],
                kind: kind, after: query["after"].isEmpty ? nil : query["after"],
                limit: limit + 1, on: CalendarDate(query["on"]), by: principal,
                at: visit.site.now())
        else { throw Refusal.notFound }
        let people = found.people.prefix(limit)
        let seesAll = Access.allows(.readPeople, on: .other, to: principal.roles)
        let mayChange = Access.allows(.changePeople, on: .other, to: principal.roles)
        let base = address(query, unit: found.unit?.code)
        var view: View = [
            "words": query["words"], "mayChange": mayChange, "unit": found.unit?.name ?? "",
            "unitCode": found.unit?.code ?? "",
            "on": CalendarDate(query["on"])?.text ?? "",
            "unitURL": found.unit.map { "/admin/units/\($0.code)" } ?? "",
            "allURL": seesAll ? "/admin/people" : "",
            "kinds": [option("", visit.word("people.everybody"), kind?.rawValue)]
                + PeopleStore.Filter.Kind.allCases.map {
                    option($0.rawValue, visit.word("people.\($0.rawValue)"), kind?.rawValue)
                },
            "rows": people.map { row($0, visit) },
            "firstURL": query["after"].isEmpty ? "" : base,
            "nextURL": found.people.count > limit
                ? "\(base)&after=\(people.last?.person.code ?? "")" : "",
        ]
        if mayChange { view["intakes"] = try await IntakePages.recent(.people, visit) }
        return view
    }

    private static func address(_ query: FormData, unit: String?) -> String {
        "/admin/people?words=\(query["words"].urlQueryEncoded)"
            + "&kind=\(query["kind"].urlQueryEncoded)" + (unit.map { "&unit=\($0)" } ?? "")
            + (CalendarDate(query["on"]).map { "&on=\($0.iso)" } ?? "")
    }

    private static func option(_ value: String, _ label: String, _ chosen: String?) -> View {
        ["value": value, "label": label, "selected": value == chosen]
    }

    private static func row(_ listed: Persons.Listed, _ visit: Visit) -> View {
        let details = listed.person.details
        return [
            "url": "/admin/people/\(listed.person.code)", "name": details.fullName,
            "identifier": details.identifier ?? "", "birth": details.birthDate?.text ?? "",
            "post": listed.post.map { PersonPages.title($0.details, visit) }
                ?? (listed.unit == nil ? "" : visit.word("people.pupil")),
            "place": listed.unit?.name ?? "",
        ]
    }

    /// `GET /admin/people/template.csv`: the columns that an import knows.
    @Sendable static func template(_ visit: Visit) async throws -> Response {
        let rows = [
            [
                "Mã cán bộ", "Họ và tên", "Ngày sinh", "Giới tính", "Mã đơn vị", "Đơn vị",
                "Chức vụ", "Môn dạy", "Từ ngày",
            ],
            [
                "087001234", "Nguyễn Văn An", "01/09/1985", "Nam", "087101", "Trường TH Sen",
                "Giáo viên", "Toán", "01/09/2020",
            ],
        ]
        return .download(
            CSVWriter.write(rows), mediaType: "text/csv; charset=utf-8", name: "mau-can-bo.csv")
    }
}
