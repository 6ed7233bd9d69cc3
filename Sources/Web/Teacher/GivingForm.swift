import Assessment
import Authoring
import Values

/// Everything that is wrong with a form that gives a test to a class, each at its field.
struct GivingFaults: Error {
    let all: [(field: String, key: String)]
}

/// How a posted form gives a test: to whom, when, and once or as a practice.
struct GivingForm {
    let classCode: String
    let opens: Instant
    let closes: Instant
    let way: Sittings.Way

    /// - Parameter classes: the codes that can be chosen.
    init(_ form: FormData, classes: [String]) throws(GivingFaults) {
        var faults: [(field: String, key: String)] = []
        func found<Value>(_ value: Value?, _ field: String, _ key: String) -> Value? {
            if value == nil { faults.append((field, key)) }
            return value
        }
        let isPractice = form["way"] == "practice"
        let classCode = found(
            classes.first { $0 == form["class"] }, "class", "error.class-missing")
        let opens = found(Instant(localField: form["opens"]), "opens", "error.time")
        let closes = found(Instant(localField: form["closes"]), "closes", "error.time")
        let codes = found(isPractice ? .some(nil) : Self.codes(form), "codes", "error.codes")
        let attempts = found(
            isPractice ? Self.attempts(form) : .some(nil), "attempts", "error.attempts")
        let pass = found(isPractice ? Self.passMark(form) : .some(nil), "pass", "error.pass")
        let isUndrawn = isPractice && form["drawSource"].isEmpty
        let source = found(
            isPractice ? isUndrawn ? .some(nil) : nil : Self.source(form), "drawSource",
            isPractice ? "error.drawPractice" : "error.drawSource")
        guard let classCode, let opens, let closes, let codes, let attempts, let pass, let source
        else {
            throw GivingFaults(all: faults)
        }
        self.classCode = classCode
        self.opens = opens
        self.closes = closes
        guard isPractice else {
            way = .exam(formCodes: codes, drawnBy: source)
            return
        }
        let rules = PracticeRules(
            attempts: attempts, counting: Counting(rawValue: form["counting"]) ?? .best,
            feedback: PracticeRules.Feedback(rawValue: form["feedback"]) ?? .atEnd,
            passMark: pass)
        way = .practice(rules, isTimed: !form.isTicked("untimed"))
    }

    private static func codes(_ form: FormData) -> Int?? {
        entry(form["codes"]) {
            Int($0)
        } where: {
            FormCode.allowed.contains($0)
        }
    }

    /// Where the public number comes from.
    private static func source(_ form: FormData) -> String?? {
        entry(form["drawSource"]) {
            VietnameseText.clean($0)
        } where: {
            $0.count <= 200
        }
    }

    private static func attempts(_ form: FormData) -> Int?? {
        entry(form["attempts"]) {
            Int($0)
        } where: {
            PracticeRules.countedAttempts.contains($0)
        }
    }

    private static func passMark(_ form: FormData) -> Mark?? {
        entry(form["pass"]) {
            Mark(typed: $0)
        } where: {
            $0 > .zero && $0 <= Mark(1_000)
        }
    }

    /// What was typed, within; nothing typed is an answer, too. Nil: it is wrong.
    private static func entry<Value>(
        _ text: String, read: (String) -> Value?, where isAllowed: (Value) -> Bool
    ) -> Value?? {
        if text.isEmpty { return .some(.none) }
        guard let value = read(text), isAllowed(value) else { return .none }
        return .some(.some(value))
    }
}
