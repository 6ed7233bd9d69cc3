import Values

/// What a column of a class list holds.
enum RosterColumn: Hashable {
    /// A running number: nothing to keep.
    case number
    case identifier, fullName, familyName, givenName, className, birthDate, gender

    /// Headings without diacritics, in lower case.
    private static let headings: [String: RosterColumn] = [
        "stt": .number, "tt": .number, "so thu tu": .number, "no": .number, "#": .number,
        "ma dinh danh": .identifier, "ma hoc sinh": .identifier, "ma hs": .identifier,
        "so dinh danh": .identifier, "so dinh danh ca nhan": .identifier,
        "ma dinh danh hoc sinh": .identifier, "ma dinh danh bo gd&dt": .identifier,
        "ma": .identifier, "id": .identifier, "student id": .identifier,
        "identifier": .identifier, "username": .identifier,
        "ho va ten": .fullName, "ho ten": .fullName, "ho va ten hoc sinh": .fullName,
        "ho ten hoc sinh": .fullName, "ten hoc sinh": .fullName, "full name": .fullName,
        "fullname": .fullName, "name": .fullName, "hoc sinh": .fullName,
        "ho": .familyName, "ho dem": .familyName, "ho lot": .familyName,
        "ho va ten dem": .familyName, "ho va dem": .familyName, "ho va ten lot": .familyName,
        "ho va chu lot": .familyName, "lastname": .familyName, "last name": .familyName,
        "family name": .familyName, "surname": .familyName,
        "ten": .givenName, "firstname": .givenName, "first name": .givenName,
        "given name": .givenName,
        "lop": .className, "ma lop": .className, "ten lop": .className, "class": .className,
        "ngay sinh": .birthDate, "ngay thang nam sinh": .birthDate,
        "ngay, thang, nam sinh": .birthDate, "sinh ngay": .birthDate,
        "date of birth": .birthDate, "birth date": .birthDate, "birthdate": .birthDate,
        "gioi tinh": .gender, "phai": .gender, "gender": .gender, "sex": .gender,
    ]

    init?(heading: String) {
        let words = VietnameseText.folded(VietnameseText.clean(heading))
        let bare = words.drop { $0 == "*" || $0 == " " }.prefix { $0 != "(" && $0 != "*" }
        let name = bare.split(separator: " ").joined(separator: " ")
        guard let column = Self.headings[name.hasSuffix(".") ? String(name.dropLast()) : name]
        else {
            return nil
        }
        self = column
    }
}

/// Where each column stands.
struct RosterColumns {
    private(set) var places: [RosterColumn: Int] = [:]
    /// Headings that are none of ours, or repeat one.
    private(set) var unknown: [String] = []

    init(_ headings: [String]) {
        for (place, heading) in headings.enumerated() {
            if let column = RosterColumn(heading: heading), places[column] == nil {
                places[column] = place
            } else if !VietnameseText.clean(heading).isEmpty {
                unknown.append(VietnameseText.clean(heading))
            }
        }
    }

    /// Whether these can be the headings of a class list.
    var hasNames: Bool {
        places.count > 1 && (places[.fullName] != nil || places[.givenName] != nil)
    }
}
