package import Assessment
package import Values

/// A candidate's answer as text, written as in Câu text: "B", "ĐSĐĐ" (with "-" for an
/// unanswered statement), "3,14". `sen score` reads its responses so.
package enum ResponseText {
    /// Why a text is no answer to a question.
    package enum Fault: Error, Hashable, Sendable {
        /// Not the letter of an option.
        case notAnOption(String)
        /// Something else than Đ, S (or T, F) and "-".
        case notTruths(String)
        /// So many answers for so many statements.
        case wrongCount(answers: Int, statements: Int)
        /// Not pairs such as "1-A, 2-C".
        case notPairs(String)
        /// Not an order such as "2-1-3".
        case notAnOrder(String)

        package func text(in language: Language) -> String {
            switch self {
            case .notAnOption(let text):
                language.choose(
                    "“\(text)” không phải là một phương án.", "“\(text)” is not an option.")
            case .notTruths(let text):
                language.choose(
                    "“\(text)” không gồm các chữ Đ, S hay “-”.",
                    "“\(text)” does not consist of T, F and “-”.")
            case .notPairs(let text):
                language.choose(
                    "“\(text)” không phải các cặp như 1-A, 2-C.",
                    "“\(text)” is not pairs such as 1-A, 2-C.")
            case .notAnOrder(let text):
                language.choose(
                    "“\(text)” không phải thứ tự như 2-1-3.",
                    "“\(text)” is not an order such as 2-1-3.")
            case .wrongCount(let answers, let statements):
                language.choose(
                    "Có \(answers) câu trả lời cho \(statements) phát biểu.",
                    "There are \(answers) answers for \(statements) statements.")
            }
        }
    }

    /// Reads an answer to a question.
    ///
    /// What was typed for a number stays as it was typed, even where it is no number:
    /// that is for the marking to say.
    ///
    /// - Returns: nil for an empty text, which is no answer.
    package static func read(
        _ text: String, for interaction: Interaction
    ) throws(Fault) -> Response? {
        let text = VietnameseText.clean(text)
        if text.isEmpty { return nil }
        switch interaction {
        case .singleChoice(let choice):
            if text == "-" { return nil }
            guard let place = CauAnswer.option(text), choice.options.indices.contains(place) else {
                throw .notAnOption(text)
            }
            return .option(choice.options[place].id)
        case .trueFalseGroup(let group):
            guard let said = CauAnswer.statements(text) else { throw .notTruths(text) }
            guard said.count == group.statements.count else {
                throw .wrongCount(answers: said.count, statements: group.statements.count)
            }
            return .statements(said)
        case .multipleChoice(let choice):
            if text == "-" { return nil }
            guard let places = CauAnswer.options(text),
                places.allSatisfy(choice.options.indices.contains)
            else { throw .notAnOption(text) }
            return .options(places.map { choice.options[$0].id }.sorted())
        case .trueFalse:
            guard let said = CauAnswer.statements(text), said.count == 1 else {
                throw .notTruths(text)
            }
            return said[0].map(Response.truth)
        case .shortAnswer, .numeric, .essay:
            return .text(text)
        case .matching(let pairs):
            return .parts(try PartsText.read(text, for: pairs))
        case .ordering(let order):
            return .parts(try PartsText.read(text, for: order))
        case .cloze(let cloze):
            return .parts(try PartsText.read(text, for: cloze))
        }
    }

    /// The text that reads back as the response; empty for none, and for a response of
    /// another type's shape.
    package static func write(_ response: Response?, for interaction: Interaction) -> String {
        switch (response, interaction) {
        case (.option(let id), .singleChoice(let choice)):
            choice.options.firstIndex { $0.id == id }.map(Lettering.option) ?? ""
        case (.statements(let said), .trueFalseGroup):
            said.map { $0.map { $0 ? "Đ" : "S" } ?? "-" }.joined()
        case (.options(let ids), .multipleChoice(let choice)):
            letters(ids, of: choice.options)
        case (.truth(let isTrue), .trueFalse): isTrue ? "Đ" : "S"
        case (.text(let text), .numeric), (.text(let text), .shortAnswer),
            (.text(let text), .essay):
            text
        case (.parts(let parts), .matching(let pairs)): PartsText.write(parts, for: pairs)
        case (.parts(let parts), .ordering): PartsText.writeOrder(parts)
        case (.parts(let parts), .cloze(let cloze)): PartsText.write(parts, for: cloze)
        default: ""
        }
    }

    /// What earns marks in a question, written in the same way; answers for a part of the
    /// mark carry their weight.
    package static func key(of interaction: Interaction) -> String {
        switch interaction {
        case .singleChoice(let choice): letters(choice.right, of: choice.options)
        case .multipleChoice(let choice): letters(choice.right, of: choice.options)
        case .trueFalse(let statement): write(.truth(statement.isTrue), for: interaction)
        case .trueFalseGroup(let group):
            write(.statements(group.statements.map(\.isTrue)), for: interaction)
        case .shortAnswer(let entry):
            key(entry.answers.map { ($0.pattern, $0.weight) })
        case .numeric(let entry):
            key(entry.answers.map { (CauNumber.write($0.range), $0.weight) })
        case .matching(let pairs):
            PartsText.write(pairs.prompts.map { .option($0.choice) }, for: pairs)
        case .ordering(let order):
            PartsText.writeOrder(order.items.map { .option($0.place) })
        case .cloze(let cloze):
            cloze.gaps.map(key).joined(separator: "; ")
        case .essay: ""
        }
    }

    private static func key(of gap: Cloze.Gap) -> String {
        switch gap {
        case .choice(let texts, let right): texts.indices.contains(right) ? texts[right] : ""
        case .words(let entry): key(of: .shortAnswer(entry))
        case .number(let entry): key(of: .numeric(entry))
        }
    }

    private static func letters(_ ids: [Int], of options: [ChoiceOption]) -> String {
        options.indices.filter { ids.contains(options[$0].id) }.map(Lettering.option)
            .joined(separator: ",")
    }

    private static func key(_ answers: [(text: String, weight: Mark)]) -> String {
        answers.filter { $0.weight > .zero }.map { answer in
            answer.weight == .one ? answer.text : "\(CauWeight.write(answer.weight)) \(answer.text)"
        }
        .joined(separator: " | ")
    }
}
