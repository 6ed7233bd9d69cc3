import Interchange
import Testing

@testable import Converters

@Suite struct RosterConverterTests {
    private static let users = """
        sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName
        u1,active,2026-01-01T00:00:00Z,true,o1,teacher,an,,An,Lê Văn
        """

    /// A lone `users.csv` says who people are, and nothing of units.
    @Test func usersAloneAreNoUnits() throws {
        let bytes = Array(Self.users.utf8)
        #expect(try RosterConverter.people(bytes, file: "users.csv").entries.count == 1)
        let fault = #expect(throws: ImportFault.self) {
            try RosterConverter.units(bytes, file: "users.csv")
        }
        #expect(fault?.reason == .noUnitHeadings)
        #expect(fault?.file == "users.csv")
    }
}
