import Assessment
import Values

/// The review rule as a small table of choices: what is shown down, from when across.
enum ReviewForm {
    /// The rule that a form says; a preset's button counts more than the table.
    static func rule(_ form: FormData, standing: ReviewRule) -> ReviewRule {
        let preset = ReviewRule.presets.first { $0.name == form["reviewPreset"] }
        if let preset { return preset.rule }
        var rule = standing
        for matter in ReviewRule.Matter.allCases {
            rule[matter] =
                ReviewRule.Moment(rawValue: form[field(matter)]) ?? standing[matter]
        }
        return rule
    }

    static func view(_ rule: ReviewRule, _ visit: Visit) -> View {
        [
            "rows": ReviewRule.Matter.allCases.map { matter -> View in
                [
                    "name": field(matter), "label": visit.word("review.\(matter.rawValue)"),
                    "cells": ReviewRule.Moment.inTime.map { moment -> View in
                        [
                            "value": moment.rawValue, "selected": rule[matter] == moment,
                            "moment": visit.word("review.moment.\(moment.rawValue)"),
                        ]
                    },
                ]
            },
            "moments": ReviewRule.Moment.inTime.map {
                visit.word("review.moment.\($0.rawValue)")
            },
            "presets": ReviewRule.presets.map { preset -> View in
                [
                    "value": preset.name, "label": visit.word("review.preset.\(preset.name)"),
                    "selected": preset.rule == rule,
                ]
            },
            "tells": rule.tellsWhileOthersWrite,
        ]
    }

    private static func field(_ matter: ReviewRule.Matter) -> String { "review-\(matter.rawValue)" }
}
