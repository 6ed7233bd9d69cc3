extension RichText.Image {
    /// Whether its author says that it is there for the eye alone.
    package var isDecorative: Bool {
        // Most words are longer than these, and folding is not for nothing.
        alternative.utf8.count < 24
            && ["trang tri", "decorative"].contains(
                VietnameseText.folded(VietnameseText.clean(alternative)))
    }

    /// Whether nobody said what it shows.
    package var isSilent: Bool { alternative.allSatisfy(\.isWhitespace) }
}
