import Values

/// What a column of a sheet of training results holds.
package enum ResultColumn: Hashable, Sendable {
    /// Nothing that is kept.
    case ignored
    case identifier, fullName, familyName, givenName, birthDate, unit
    case attended, total, outcome, completedOn
    /// The marks of one component, by its name in the programme.
    case component(String)

    /// Those that need no programme, in the order in which a form offers them.
    package static let plain: [ResultColumn] = [
        .ignored, .identifier, .fullName, .familyName, .givenName, .birthDate, .unit, .attended,
        .total, .outcome, .completedOn,
    ]

    /// A name for forms and for what is remembered; components have one of their own.
    package var key: String {
        switch self {
        case .ignored: "ignored"
        case .identifier: "identifier"
        case .fullName: "fullName"
        case .familyName: "familyName"
        case .givenName: "givenName"
        case .birthDate: "birthDate"
        case .unit: "unit"
        case .attended: "attended"
        case .total: "total"
        case .outcome: "outcome"
        case .completedOn: "completedOn"
        case .component: "component"
        }
    }

    /// The column that a heading names, in Vietnamese or as other systems export it.
    ///
    /// - Parameter components: the names of the programme's components; they win.
    package init?(heading: String, components: [String]) {
        let name = Self.folded(heading)
        if let component = components.first(where: { Self.folded($0) == name }) {
            self = .component(component)
        } else if let column = Self.headings[name] {
            self = column
        } else {
            return nil
        }
    }

    /// Without diacritics, capitals, what stands in brackets, and a colon or star at an end.
    package static func folded(_ heading: String) -> String {
        let words = VietnameseText.folded(VietnameseText.clean(heading))
        let bare = words.drop { $0 == "*" || $0 == " " }.prefix {
            $0 != "(" && $0 != "*" && $0 != ":"
        }
        let name = bare.split(separator: " ").joined(separator: " ")
        return name.hasSuffix(".") ? String(name.dropLast()) : name
    }

    private static let headings: [String: ResultColumn] = [
        "stt": .ignored, "tt": .ignored, "so thu tu": .ignored, "no": .ignored, "#": .ignored,
        "ma dinh danh": .identifier, "ma": .identifier, "ma can bo": .identifier,
        "ma cb": .identifier, "ma giao vien": .identifier, "ma gv": .identifier,
        "ma nhan su": .identifier, "ma hoc vien": .identifier, "so dinh danh": .identifier,
        "ma dinh danh bo gd&dt": .identifier, "ma dinh danh ca nhan": .identifier,
        "id number": .identifier, "identifier": .identifier, "id": .identifier,
        "ho va ten": .fullName, "ho ten": .fullName, "ho va ten hoc vien": .fullName,
        "ho ten hoc vien": .fullName, "hoc vien": .fullName, "ho ten giao vien": .fullName,
        "ho va ten giao vien": .fullName, "full name": .fullName, "name": .fullName,
        "ho": .familyName, "ho dem": .familyName, "ho va dem": .familyName,
        "ho va ten dem": .familyName, "ho lot": .familyName, "ho va chu lot": .familyName,
        "last name": .familyName, "surname": .familyName, "family name": .familyName,
        "ten": .givenName, "first name": .givenName, "given name": .givenName,
        "ngay sinh": .birthDate, "ngay thang nam sinh": .birthDate,
        "ngay, thang, nam sinh": .birthDate, "date of birth": .birthDate,
        "birth date": .birthDate,
        "don vi": .unit, "don vi cong tac": .unit, "truong": .unit, "noi cong tac": .unit,
        "co quan": .unit, "unit": .unit, "school": .unit, "institution": .unit,
        "tham du": .attended, "tham gia": .attended, "diem danh": .attended,
        "attended": .attended, "attendance": .attended,
        "diem": .total, "diem chung": .total, "tong diem": .total, "diem tong": .total,
        "diem tong ket": .total, "diem trung binh": .total, "diem tb": .total, "dtb": .total,
        "mark": .total, "grade": .total, "total": .total, "final grade": .total,
        "course total": .total, "grade/10.00": .total, "grade/10,00": .total,
        "ket qua": .outcome, "ket luan": .outcome, "hoan thanh": .outcome, "xep loai": .outcome,
        "danh gia": .outcome, "result": .outcome, "outcome": .outcome, "status": .outcome,
        "state": .outcome,
        "ngay hoan thanh": .completedOn, "ngay cap": .completedOn, "hoan thanh ngay": .completedOn,
        "completed": .completedOn, "completed on": .completedOn, "completion date": .completedOn,
        "date completed": .completedOn,
    ]
}
