/// What a reader of markup met that it could not keep, for the loss report.
struct MarkupFindings {
    var loneDollar = false
    /// Câu text: a feedback belongs to nothing.
    var loneFeedback = false
    /// How many gaps stand in what was read.
    var gaps = 0
    /// Names of tags and the like, each once, in reading order.
    private(set) var droppedMarkup: [String] = []
    private(set) var droppedPictures: [String] = []

    mutating func drop(markup name: String) {
        if droppedMarkup.count < 20, !droppedMarkup.contains(name) { droppedMarkup.append(name) }
    }

    mutating func drop(picture path: String) {
        if droppedPictures.count < 20 { droppedPictures.append(String(path.prefix(200))) }
    }

    /// The notes that this makes of one question.
    var reasons: [ImportReason] {
        (loneDollar ? [.loneDollar] : [])
            + (loneFeedback ? [.feedbackDropped] : [])
            + (droppedMarkup.isEmpty ? [] : [.markupDropped(droppedMarkup)])
            + droppedPictures.map { .pictureDropped($0) }
    }
}
