import Assessment
import Authoring
import Values

/// What is wrong with the form by which a test is given to a class.
struct GivingFault: Error {
    let field: String
    let key: String
}

/// How a posted form gives a test: once with so many form codes, or as a practice.
enum GivingForm {
    static func way(_ form: FormData) throws(GivingFault) -> Sittings.Way {
        guard form["way"] == "practice" else {
            if form["codes"].isEmpty { return .exam(formCodes: nil) }
            guard let codes = Int(form["codes"]), FormCode.allowed.contains(codes) else {
                throw GivingFault(field: "codes", key: "error.codes")
            }
            return .exam(formCodes: codes)
        }
        let rules = PracticeRules(
            attempts: try attempts(form["attempts"]),
            counting: Counting(rawValue: form["counting"]) ?? .best,
            feedback: PracticeRules.Feedback(rawValue: form["feedback"]) ?? .atEnd,
            passMark: try passMark(form["pass"]))
        return .practice(rules, isTimed: !form.isTicked("untimed"))
    }

    private static func attempts(_ text: String) throws(GivingFault) -> Int? {
        if text.isEmpty { return nil }
        guard let count = Int(text), PracticeRules.countedAttempts.contains(count) else {
            throw GivingFault(field: "attempts", key: "error.attempts")
        }
        return count
    }

    private static func passMark(_ text: String) throws(GivingFault) -> Mark? {
        if text.isEmpty { return nil }
        guard let mark = Mark(text), mark > .zero, mark <= Mark(1_000) else {
            throw GivingFault(field: "pass", key: "error.pass")
        }
        return mark
    }
}
