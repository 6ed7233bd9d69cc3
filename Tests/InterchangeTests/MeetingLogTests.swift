import Testing
import Values

@testable import Interchange

/// Logs of the usual meeting products.
@Suite struct MeetingLogTests {
    private static func log(_ csv: String) throws -> MeetingLog {
        try MeetingLog(try CSVTable(Array(csv.utf8), file: "log.csv").rows, file: "log.csv")
    }

    @Test func timesAreAddedUpAndTwoDevicesAreOnePerson() throws {
        let log = try Self.log(
            """
            Meeting ID,Topic,Start Time,End Time,Duration (Minutes)
            812 3456,Tập huấn,11/20/2026 07:55:00 PM,11/20/2026 09:30:00 PM,95

            Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
            Nguyễn Thị Ân,an.nguyen@dt.edu.vn,11/20/2026 08:00:00 PM,11/20/2026 08:30:00 PM,30,Yes
            Nguyễn Thị Ân,an.nguyen@dt.edu.vn,11/20/2026 08:20:00 PM,11/20/2026 09:00:00 PM,40,Yes
            Nguyễn Thị Ân,AN.NGUYEN@dt.edu.vn,11/20/2026 09:10:00 PM,11/20/2026 09:20:00 PM,10,Yes
            Phạm Văn Bình,,11/20/2026 11:50:00 PM,11/21/2026 12:20:00 AM,30,Yes
            """)
        #expect(log.people.map(\.name) == ["Nguyễn Thị Ân", "Phạm Văn Bình"])
        #expect(log.people.map(\.minutes) == [70, 30], "an overlap counts once; midnight passes")
        #expect(log.people[0].email == "an.nguyen@dt.edu.vn")
    }

    @Test(
        arguments: [
            (
                "Full Name,Join Time,Leave Time,Duration\nAn,\"20/11/2026, 19:58:12\",\"20/11/2026, 20:59:00\",1h",
                60
            ),
            (
                "First name,Last name,Email,Duration,Time joined,Time exited\nAn,Lê,a@b.vn,1:02:00,,",
                62
            ),
            ("Duration\tName\n1h 2m 40s\tAn", 62),
            ("Họ và tên;Thời lượng\nAn;62 phút", 62),
            ("Tên hiển thị;Vào lúc;Ra lúc\nAn;19:58;21:00", 62),
            ("Name,Minutes\nAn,62", 62),
            ("Name,First Join,Last Leave\nAn,2026-11-20T19:58:00Z,2026-11-20T21:00:00Z", 62),
            ("Participant,In-Meeting Duration\nAn,1 hr 2 min", 62),
        ])
    func productsAreUnderstood(csv: String, minutes: Int) throws {
        #expect(try Self.log(csv).people.map(\.minutes) == [minutes])
    }

    /// The older list of Teams says who came and went, a row each.
    @Test func comingAndGoingAreReadTogether() throws {
        let log = try Self.log(
            """
            Full Name,User Action,Timestamp
            Lê Thị Sen,Joined before,"11/25/2026, 7:00:00 PM"
            Võ Ba,Joined,"11/25/2026, 7:10:00 PM"
            Lê Thị Sen,Left,"11/25/2026, 7:30:00 PM"
            Lê Thị Sen,Joined,"11/25/2026, 7:40:00 PM"
            Võ Ba,Left,"11/25/2026, 8:00:00 PM"
            Lê Thị Sen,Waved,"11/25/2026, 8:00:00 PM"
            """)
        #expect(log.people.map(\.minutes) == [50, 50], "who did not leave stayed to the end")
        #expect(log.unread == [7])
        #expect(log.days == Set([CalendarDate("25/11/2026")].compactMap(\.self)))
    }

    @Test(arguments: [
        ("Name,Join time,Leave time\nAn,03/04/2026 19:00,03/04/2026 20:00", 2),
        ("Name,Join time,Leave time\nAn,2026-04-03T19:00:00Z,2026-04-03T20:00:00Z", 1),
        ("Name,Duration\nAn,50", 0),
    ])
    func theDaysOfALogAreKnown(csv: String, days: Int) throws {
        #expect(try Self.log(csv).days.count == days)
    }

    @Test func namesInTwoColumnsAreFamilyNameFirst() throws {
        let log = try Self.log("First name,Last name,Duration\nÂn,Nguyễn Thị,10")
        #expect(log.people.map(\.name) == ["Nguyễn Thị Ân"])
    }

    @Test func whatCannotBeReadIsNamed() throws {
        let log = try Self.log("Name,Duration\nAn,lâu\n,12\nBình,99999999999999999999\nChâu,5")
        #expect(log.unread == [2, 3, 4])
        #expect(log.people.map(\.minutes) == [5])
        #expect(throws: ImportFault(file: "log.csv", reason: .noMeetingHeadings)) {
            try Self.log("Họ và tên,Điểm\nAn,5")
        }
    }

    @Test(arguments: ["99999:99999:99999", "-5", "1h99999999999m", "::", "h", "1.5h"])
    func oddTimesNeverTrap(text: String) throws {
        let log = try Self.log("Name,Duration,Join Time,Leave Time\nAn,\(text),\(text),\(text)")
        #expect(log.people.allSatisfy { (0...1_440).contains($0.minutes) })
    }

    /// First join to last leave is no presence where the log itself has a shorter length, and
    /// the table below tells the same stay by stay.
    @Test func aLengthOfItsOwnIsBelieved() throws {
        let log = try Self.log(
            """
            2. Participants
            Name,First Join,Last Leave,In-Meeting Duration,Email
            Lê Thị Ánh,11/20/26 7:58:00 PM,11/20/26 9:30:00 PM,12m 5s,anh@th1.example
            Hồ Văn Tám,11/20/26 8:00:00 PM,11/20/26 9:30:00 PM,1h 29m 50s,tam@th1.example
            3. In-Meeting Activities
            Name,Join Time,Leave Time,Duration,Email
            Lê Thị Ánh,11/20/26 7:58:00 PM,11/20/26 8:04:00 PM,6m,anh@th1.example
            """)
        #expect(log.people.map(\.minutes) == [12, 90])
        #expect(log.unread.isEmpty)
    }

    @Test(arguments: [
        (["45:10", "12:30", "0:50:00"], [45, 12, 50]), (["45:10", "12:30"], [45, 12]),
        (["1:30", "0:40"], [90, 40]), (["75", "40"], [75, 40]),
    ])
    func lengthsOfOneColumnAreReadAlike(lengths: [String], minutes: [Int]) throws {
        let rows = lengths.enumerated().map { "Người \($0),\($1)" }
        let log = try Self.log((["Họ và tên,Thời lượng"] + rows).joined(separator: "\n"))
        #expect(log.people.map(\.minutes) == minutes)
    }

    @Test func namesThatDifferByTheirMarksAreTwoPeople() throws {
        let log = try Self.log("Họ và tên,Số phút\nVõ Thành Ẩn,12\nVõ Thành An,40\nVõ Thành Ẩn,5")
        #expect(log.people.map(\.minutes) == [17, 40])
    }
}
