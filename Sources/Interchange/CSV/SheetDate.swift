package import Values

extension CalendarDate {
    /// A day as sheets write it: "12/05/1980", "1980-05-12 00:00:00", or, in a cell without a
    /// format, the number of days that a spreadsheet counts from 30 December 1899.
    ///
    /// - Returns: nil for what is no day; a number outside 1930–2099 is none.
    package init?(ofSheet text: String) {
        if let serial = Int(text) {
            guard (10_959...73_050).contains(serial) else { return nil }
            // 1 January 1970 is 25 569.
            self.init(daysSince1970: serial - 25_569)
            return
        }
        self.init(text.prefix { $0 != " " && $0 != "T" })
    }
}
