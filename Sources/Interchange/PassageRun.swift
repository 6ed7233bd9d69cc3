import Assessment
import Values

/// Questions after one another that are about the same passage or recording.
struct PassageRun {
    let stimulus: Stimulus
    /// Their numbers in the file, from 1.
    var numbers: ClosedRange<Int>

    /// The runs of a bank, by the place of the first question of each.
    static func runs(of questions: [DraftQuestion]) -> [Int: PassageRun] {
        var runs: [Int: PassageRun] = [:]
        var start = 0
        for (place, draft) in questions.enumerated() {
            guard let stimulus = draft.question.content.stimulus else { continue }
            if place > 0, questions[place - 1].question.content.stimulus == stimulus {
                runs[start]?.numbers = (start + 1)...(place + 1)
            } else {
                start = place
                runs[place] = PassageRun(stimulus: stimulus, numbers: (place + 1)...(place + 1))
            }
        }
        return runs
    }
}

extension Recording.Source {
    /// The path, or the hash under which it is stored.
    var name: String {
        switch self {
        case .path(let path): path
        case .asset(let hash): hash
        }
    }
}
