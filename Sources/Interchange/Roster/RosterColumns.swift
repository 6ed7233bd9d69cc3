import Values

/// What a column of a list of people or of units holds.
enum RosterColumn: Hashable {
    /// A running number: nothing to keep.
    case number
    case identifier, fullName, familyName, givenName, className, birthDate, gender
    /// "Nữ", with a cross for who is; "Nam" beside it.
    case isFemale, isMale
    /// Dates of birth below "Nam" and "Nữ".
    case birthOfMan, birthOfWoman
    /// Where somebody works or learns; in a list of units its own name and identifier.
    case unit, unitIdentifier
    case title, subject, from, until, email
    case kind, level, parent, parentIdentifier

    /// What the list is of: "Mã" and "Tên" mean something else in each.
    enum List { case people, units }

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
        "nu": .isFemale, "nam": .isMale, "gioi tinh": .gender, "phai": .gender, "gender": .gender,
        "sex": .gender,
        "ma can bo": .identifier, "ma giao vien": .identifier, "ma gv": .identifier,
        "ma nhan vien": .identifier, "ma cb": .identifier, "ma nv": .identifier,
        "ma dinh danh can bo": .identifier, "ma dinh danh giao vien": .identifier,
        "ma so": .identifier, "staff id": .identifier,
        "ho va ten can bo": .fullName, "ho va ten giao vien": .fullName,
        "ho ten giao vien": .fullName, "ho ten can bo": .fullName, "giao vien": .fullName,
        "can bo": .fullName,
        "don vi": .unit, "don vi cong tac": .unit, "truong": .unit, "ten truong": .unit,
        "ten don vi": .unit, "noi cong tac": .unit, "unit": .unit, "school": .unit,
        "ma don vi": .unitIdentifier, "ma truong": .unitIdentifier,
        "school id": .unitIdentifier, "unit id": .unitIdentifier,
        "chuc vu": .title, "chuc danh": .title, "vi tri viec lam": .title, "position": .title,
        "title": .title,
        "email": .email, "e-mail": .email, "thu dien tu": .email, "dia chi email": .email,
        "dia chi thu dien tu": .email, "hop thu": .email, "hop thu dien tu": .email,
        "email address": .email,
        "mon day": .subject, "mon": .subject, "mon giang day": .subject, "day mon": .subject,
        "mon hoc": .subject, "subject": .subject,
        "tu ngay": .from, "ngay bat dau": .from, "ngay vao": .from, "from": .from,
        "ngay vao lam": .from, "ngay nhan viec": .from, "ngay ve truong": .from,
        "ngay ve don vi": .from, "cong tac tu ngay": .from, "ngay nhan cong tac": .from,
        "ngay thanh lap": .from,
        "den ngay": .until, "ngay ket thuc": .until, "ngay giai the": .until, "until": .until,
    ]

    /// In a list of units these mean something else.
    private static let headingsOfUnits: [String: RosterColumn] = [
        "ma": .unitIdentifier, "id": .unitIdentifier, "identifier": .unitIdentifier,
        "ma dinh danh": .unitIdentifier, "ten": .unit, "name": .unit, "co so": .unit,
        "ten co so": .unit,
        "loai": .kind, "loai don vi": .kind, "loai hinh": .kind, "kind": .kind, "type": .kind,
        "cap hoc": .level, "cap": .level, "bac hoc": .level, "level": .level,
        "don vi cap tren": .parent, "don vi quan ly": .parent, "truc thuoc": .parent,
        "co quan quan ly": .parent, "parent": .parent, "thuoc": .parent,
        "ma don vi cap tren": .parentIdentifier, "ma cap tren": .parentIdentifier,
        "ma don vi quan ly": .parentIdentifier, "parent id": .parentIdentifier,
    ]

    init?(heading: String, of list: List = .people) {
        let words = VietnameseText.folded(VietnameseText.clean(heading))
        let bare = words.drop { $0 == "*" || $0 == " " }.prefix { $0 != "(" && $0 != "*" }
        let name = bare.split(separator: " ").joined(separator: " ")
        let key = name.hasSuffix(".") ? String(name.dropLast()) : name
        let special = list == .units ? Self.headingsOfUnits[key] : nil
        guard let column = special ?? Self.headings[key] else { return nil }
        self = column
    }
}

/// Where each column stands.
struct RosterColumns {
    private(set) var places: [RosterColumn: Int] = [:]
    /// Headings that are none of ours, or repeat one.
    private(set) var unknown: [String] = []

    init(_ headings: [String], of list: RosterColumn.List = .people) {
        for (place, heading) in headings.enumerated() {
            if let column = RosterColumn(heading: heading, of: list), places[column] == nil {
                places[column] = place
            } else if !VietnameseText.clean(heading).isEmpty {
                unknown.append(VietnameseText.clean(heading))
            }
        }
        // "Năm" reads the same and is something else.
        if places[.isFemale] == nil, let place = places.removeValue(forKey: .isMale) {
            unknown.append(VietnameseText.clean(headings[place]))
        }
    }

    /// Takes the columns for what the rows below them say: "Nữ" where nobody has a cross tells
    /// no gender, and given names may stand behind the family names, below no heading.
    mutating func look(at headings: [String], below rows: some Sequence<TextRow>) {
        if places[.birthDate] == nil, let man = places[.isMale], let woman = places[.isFemale],
            Self.holdDates([man, woman], rows)
        {
            (places[.isMale], places[.isFemale]) = (nil, nil)
            (places[.birthOfMan], places[.birthOfWoman]) = (man, woman)
        }
        if let place = places[.isFemale],
            !rows.contains(where: { $0.cells.indices.contains(place) && !$0.cells[place].isEmpty })
        {
            (places[.isFemale], places[.isMale]) = (nil, nil)
        }
        guard let place = places[.fullName], places[.givenName] == nil,
            SplitName.goesOn(behind: place, headings, rows)
        else { return }
        places[.fullName] = nil
        places[.familyName] = place
        places[.givenName] = place + 1
    }

    /// Whether what stands in some columns is dates, and there are some.
    private static func holdDates(_ places: [Int], _ rows: some Sequence<TextRow>) -> Bool {
        let texts = rows.flatMap { row in
            places.filter(row.cells.indices.contains).map { VietnameseText.clean(row.cells[$0]) }
        }.filter { !$0.isEmpty }
        return !texts.isEmpty && texts.allSatisfy { CalendarDate($0) != nil }
    }

    /// Whether the list is of staff: pupils have no title and teach nothing.
    var areOfStaff: Bool {
        places[.title] != nil || places[.subject] != nil
            || places[.className] == nil && (places[.unit] ?? places[.unitIdentifier]) != nil
    }

    /// Whether these can be the headings of a list of units.
    var hasUnitNames: Bool { places.count > 1 && places[.unit] != nil }

    /// Whether these can be the headings of a list of people.
    var hasNames: Bool {
        places.count > 1 && (places[.fullName] != nil || places[.givenName] != nil)
    }
}
