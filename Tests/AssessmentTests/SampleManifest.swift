import Values

@testable import Assessment

/// A manifest with every kind of entry, small enough to read a form of it.
///
/// Part 1 draws 3 of questions 1 … 6 (question 2 pins its last option) and has 7
/// fixed; part 2, unshuffled, has group 8 and draws 2 of 1, 2, 9, 10, 11; part 3 has
/// number 12, and 13 with its outer options pinned.
enum SampleManifest {
    static func make() throws -> Manifest {
        let third = Mark(1, over: 3) ?? .zero
        let quarter = Mark(1, over: 4) ?? .zero
        return try Manifest(parts: [
            Manifest.Part(
                title: "Phần 1", shufflesQuestions: true, shufflesOptions: true,
                entries: [
                    .draw(
                        count: 3,
                        pool: [
                            choice(1), choice(2, pinned: [4]), choice(3), choice(4), choice(5),
                            choice(6),
                        ],
                        worth: third),
                    .fixed(choice(7), worth: quarter),
                ]),
            Manifest.Part(
                title: "Phần 2", shufflesQuestions: false, shufflesOptions: false,
                entries: [
                    .fixed(item(8, .trueFalseGroup, options: [1, 2, 3, 4]), worth: quarter),
                    .draw(
                        count: 2,
                        pool: [
                            choice(1), choice(2, pinned: [4]), choice(9), choice(10), choice(11),
                        ],
                        worth: third),
                ]),
            Manifest.Part(
                title: "Phần 3", shufflesQuestions: true, shufflesOptions: true,
                entries: [
                    .fixed(item(12, .numeric), worth: quarter),
                    .fixed(choice(13, pinned: [1, 4]), worth: quarter),
                ]),
        ])
    }

    static func choice(_ number: Int, pinned: Set<Int> = []) -> Manifest.Item {
        item(number, .singleChoice, options: [1, 2, 3, 4], pinned: pinned)
    }

    static func item(
        _ number: Int, _ type: QuestionType, options: [Int] = [], pinned: Set<Int> = []
    ) -> Manifest.Item {
        Manifest.Item(
            reference: VersionReference(question: guid(number), version: 1), type: type,
            options: options, pinned: pinned)
    }

    /// 00000000-0000-0000-0000-000000000012 for 12.
    static func guid(_ number: Int) -> GUID {
        let digits = String(number)
        let zeros = String(repeating: "0", count: 12 - digits.count)
        return GUID("00000000-0000-0000-0000-\(zeros)\(digits)") ?? GUID()
    }

    /// The form as text: part:question(options) of each slot.
    static func text(_ form: Form) -> String {
        form.slots.map { slot in
            let number = Int(slot.reference.question.description.suffix(12)) ?? -1
            let options = slot.options.map(String.init).joined()
            return "\(slot.part + 1):\(number)" + (options.isEmpty ? "" : "(\(options))")
        }.joined(separator: " ")
    }

    /// Bytes 0, 1, 2 … 31.
    static let counting = Seed(Array(0..<32))

    /// A generator for a case by chance, the same each time.
    static func generator(_ number: Int) -> Generator {
        Generator(Seed(master: Seed(unchecked: Array(0..<32)), candidate: guid(number)))
    }
}
