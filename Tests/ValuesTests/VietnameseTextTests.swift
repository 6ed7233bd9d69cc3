import Testing

@testable import Values

@Suite struct VietnameseTextTests {
    /// Tones in the order ngang huyền hỏi ngã sắc nặng; ă â after a, đ after d.
    @Test(arguments: [
        [
            "a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "ẳ", "ẵ", "ắ", "ặ", "â", "ầ", "ẩ", "ẫ", "ấ",
            "ậ", "b",
        ],
        ["d", "dung", "đ", "đa", "e", "ê", "o", "ô", "ơ", "u", "ư", "y"],
        ["An", "An Bình", "Ân", "Ba", "Bà", "Bả", "Bã", "Bá", "Bạ", "Bích"],
        ["hoa", "hòa", "hỏa", "họa", "hoan", "hoàn"],
    ])
    func sortsInVietnameseOrder(words: [String]) {
        let sorted = words.shuffled().sorted {
            VietnameseText.sortKey($0) < VietnameseText.sortKey($1)
        }
        #expect(sorted == words)
    }

    /// By given name, then family name: the order of a class list.
    @Test func sortsPeopleByGivenName() {
        let names = [
            "Trần Văn An", "Nguyễn Thị Ánh", "Lê Bình", "Phạm Bình", "Hồ Dũng", "Võ Đào", "Đỗ Đạt",
        ]
        let sorted = names.shuffled().sorted {
            VietnameseText.nameSortKey($0) < VietnameseText.nameSortKey($1)
        }
        #expect(sorted == names)
    }

    @Test(arguments: [
        ("  Nguyễn   Văn\tAn ", "Nguyễn Văn An"), ("\u{FEFF}An\u{A0}Bình", "An Bình"),
        ("A\u{200B}n", "An"),
        ("Nguye\u{302}\u{303}n", "Nguyễn"), ("", ""), (" \n ", ""),
        ("x \u{301}y", "x \u{301}y"),
    ])
    func cleans(text: String, cleaned: String) {
        let result = VietnameseText.clean(text)
        #expect(Array(result.unicodeScalars) == Array(cleaned.unicodeScalars))
        #expect(VietnameseText.clean(result) == result)
    }

    /// Letters with two marks fold too, and đ, which does not decompose.
    @Test(arguments: [
        ("Đường lên đỉnh Ệ", "duong len dinh e"), ("TOÁN", "toan"), ("Toa\u{301}n", "toan"),
        ("Ươ", "uo"),
        // Beside letters that are looked up, and such as are not.
        ("“Ấy” – ≠ ½ ΩÅ", "“ay” – = ½ ωa"), ("Ế \u{1F600}", "e \u{1F600}"),
    ])
    func folds(text: String, folded: String) {
        #expect(VietnameseText.folded(text) == folded)
    }
}
