import Testing

@testable import Rehearsal

/// What a paper may show after the server was gone.
@Suite struct AcknowledgementsTests {
    private func slot(_ answer: SlotAnswer?) -> [Slot] {
        [Slot(number: 1, page: 1, shape: .choice(places: 4), revision: 1, answer: answer)]
    }

    @Test(arguments: [
        (shown: SlotAnswer.place(1), isLost: false),
        (shown: .place(2), isLost: true),  // never said
        (shown: nil, isLost: true),
    ])
    func anAcknowledgedAnswerStands(shown: SlotAnswer?, isLost: Bool) {
        var known = Acknowledgements()
        known.send(.place(1), slot: 1)
        known.keep(slot: 1)
        let lost = known.compare(slot(shown), of: "T")
        #expect(lost.isEmpty != isLost)
        #expect(lost.allSatisfy { $0.acknowledged == .place(1) && $0.found == shown })
    }

    @Test(arguments: [
        (shown: SlotAnswer.place(1), isLost: false),  // the save did not arrive
        (shown: .place(2), isLost: false),  // it did, and its answer was lost
        (shown: .place(3), isLost: true),
        (shown: nil, isLost: true),  // the one before must not go with it
    ])
    func anUnansweredSaveMayStandOrNot(shown: SlotAnswer?, isLost: Bool) {
        var known = Acknowledgements()
        known.send(.place(1), slot: 1)
        known.keep(slot: 1)
        known.send(.place(2), slot: 1)
        #expect(known.compare(slot(shown), of: "T").isEmpty != isLost)
    }

    /// "It was not taken" is a promise, too.
    @Test func aRefusedSaveMustNotStand() {
        var known = Acknowledgements()
        known.send(.place(2), slot: 1)
        known.refuse(slot: 1)
        #expect(!known.compare(slot(.place(2)), of: "T").isEmpty)
    }

    /// What was found once must be found again.
    @Test func whatStandsIsCountedOn() {
        var known = Acknowledgements()
        known.send(.place(2), slot: 1)
        #expect(known.compare(slot(.place(2)), of: "T").isEmpty)
        #expect(!known.compare(slot(nil), of: "T").isEmpty)
    }
}
