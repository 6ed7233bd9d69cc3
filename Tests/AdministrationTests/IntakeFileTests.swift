import Foundation
import Interchange
import People
import Storage
import Testing
import Values

@testable import Administration

/// Whole files as they come: shared ones, hostile ones, and who may take them in.
@Suite struct IntakeFileTests: IntakeCase {
    @Test(.enabled(if: Corpora.arePresent, "the shared corpora are not beside this checkout"))
    func theSharedListsComeInTwiceTheSame() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        for (name, count) in [
            ("roster-vi/danhsach45_bom_semicolon.csv", 45),
            ("roster-vi/danhsach_lop_tieu_de.xlsx", 40),
        ] {
            let file = Intakes.File(name: name, bytes: try Corpora.bytes(name))
            let done = try await school.intakes.applyPeople(file, by: administrator, at: now)
            #expect(done.plan.counts.new == count, "\(name)")
            let again = try await school.intakes.previewPeople(file, by: administrator, at: now)
            #expect(again.counts.same == count, "\(name)")
        }
        let classes =
            try await school.classes.list(
                limit: 50, by: administrator, at: now)?.classes ?? []
        #expect(classes.contains { $0.name == "12A1" && $0.pupils >= 40 }, "named by its title")
    }

    @Test(.enabled(if: Corpora.arePresent, "the shared corpora are not beside this checkout"))
    func theSharedPackageComesIn() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        let name = "oneroster/generated_vn_v1p1.zip"
        let file = Intakes.File(name: name, bytes: try Corpora.bytes(name))
        let units = try await school.intakes.applyUnits(file, by: administrator, at: now)
        #expect(words(units.plan.counts) == "3 new")
        let people = try await school.intakes.applyPeople(file, by: administrator, at: now)
        #expect(people.plan.counts.new == 125, "128 users, two taken back and one disabled")
        #expect(
            people.plan.refused.count { if case .notActive = $0.reason { true } else { false } }
                == 3)
        let again = try await school.intakes.applyPeople(file, by: administrator, at: now)
        #expect(again.plan.counts.same == 125)
        let other = Intakes.File(
            name: "c.zip", bytes: try Corpora.bytes("oneroster/catalyst_v1p1_full.zip"))
        #expect(
            try await school.intakes.applyUnits(other, by: administrator, at: now).plan.counts.new
                == 1)
        let first = try await school.intakes.applyPeople(other, by: administrator, at: now)
        #expect(first.plan.counts.new == 5, "six users, one of them a parent")
        let second = try await school.intakes.applyPeople(other, by: administrator, at: now)
        #expect(second.plan.counts.new + second.plan.counts.changed == 0)
    }

    /// Each gets one clear answer, and nothing is changed.
    @Test(
        .enabled(if: Corpora.arePresent, "the shared corpora are not beside this checkout"),
        arguments: [
            "csv/invalid_utf8.csv", "csv/unclosed_quote.csv", "zip/5000_entries.zip",
            "zip/bomb_60MB_in_60kB.zip", "zip/duplicate_and_case_colliding_names.zip",
            "zip/path_traversal.zip", "zip/truncated.zip",
            "xlsx/dimension_says_17_billion_cells.xlsx", "docx/xxe.docx",
        ])
    func hostileFilesAreRefused(name: String) async throws {
        let school = try School()
        let administrator = try await school.administrator()
        let file = Intakes.File(name: name, bytes: try Corpora.bytes("hostile/\(name)"))
        await #expect(throws: ImportFault.self, "people") {
            _ = try await school.intakes.applyPeople(file, by: administrator, at: now)
        }
        await #expect(throws: ImportFault.self, "units") {
            _ = try await school.intakes.applyUnits(file, by: administrator, at: now)
        }
    }

    @Test func onlyWhoMayTakesListsIn() async throws {
        let (school, _) = try await province()
        for roles in [[.teacher], [.student]] as [Set<Role>] {
            let other = try await school.person("\(roles)", roles: roles)
            await #expect(throws: AccessDenied.self) {
                _ = try await school.intakes.previewPeople(file(Self.staff), by: other, at: now)
            }
            await #expect(throws: AccessDenied.self) {
                _ = try await school.intakes.applyUnits(file(Self.units), by: other, at: now)
            }
        }
    }
}
