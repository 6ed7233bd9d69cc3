import Administration
import Hummingbird
import People
import Storage
import Values

/// The move of a school to its next year.
enum SchoolYearPages {
    /// `GET /admin/units/{code}/year`: what becomes of each class.
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        try visit.page("admin/year", try await view(visit, day(visit.query["on"], visit)))
    }

    /// The day that was typed; else the next first of September, on which years begin.
    private static func day(_ text: String, _ visit: Visit) -> CalendarDate {
        let today = VietnamTime.date(of: visit.site.now())
        if let typed = CalendarDate(text) { return typed }
        let year = today.month < 9 ? today.year : today.year + 1
        return CalendarDate(year: year, month: 9, day: 1) ?? today
    }

    private static func view(_ visit: Visit, _ date: CalendarDate) async throws -> View {
        guard
            let plan = try await visit.site.schoolYears.preview(
                of: visit.parameter("code"), on: date, by: visit.principal, at: visit.site.now())
        else { throw Refusal.notFound }
        return [
            "name": plan.school.name, "url": "/admin/units/\(plan.school.code)",
            "on": date.text, "hasSteps": !plan.steps.isEmpty,
            "steps": plan.steps.map { step -> View in
                let field = "next\(step.schoolClass.code)"
                return [
                    "name": step.schoolClass.name, "code": step.schoolClass.code,
                    "pupils": "\(step.schoolClass.pupils)",
                    "next": visit.form.isTicked(field) ? visit.form[field] : step.next ?? "",
                ]
            },
        ]
    }

    /// `POST /admin/units/{code}/year`
    @Sendable static func rollOver(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code")
        guard let date = CalendarDate(visit.form["on"]) else {
            return try visit.page(
                "admin/year", try await view(visit, day("", visit)), errors: [("on", "error.date")])
        }
        var names: [String: String] = [:]
        for (field, value) in visit.form.values where field.hasPrefix("next") {
            names[String(field.dropFirst("next".count))] = value.trimmingSpaces
        }
        do {
            guard
                try await visit.site.schoolYears.rollOver(
                    code, on: date, names: names, by: visit.principal, at: visit.site.now())
                    != nil
            else { throw Refusal.notFound }
        } catch is UnitFault {
            return try visit.page(
                "admin/year", try await view(visit, date), errors: [("names", "error.class-names")])
        }
        return .seeOther("/admin/units/\(code)?done=year&on=\(date.iso)")
    }
}
