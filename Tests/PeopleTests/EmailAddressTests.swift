import People
import Testing

@Suite struct EmailAddressTests {
    @Test(arguments: [
        ("ht.thcs-1@dongthap.edu.vn", "ht.thcs-1@dongthap.edu.vn"),
        ("  C1+Ten_Truong@DongThap.edu.VN\n", "c1+ten_truong@dongthap.edu.vn"),
    ])
    func readsAddresses(text: String, address: String) {
        #expect(EmailAddress(text)?.text == address)
    }

    @Test(arguments: [
        "", "a", "@b.vn", "a@", "a@b", "a@b@c.vn", "a b@c.vn", "hiệu.trưởng@c.vn", "a@-b.vn",
        "a@b..vn", "a@b.vn\r\nRCPT TO:<x@y.vn>", "\"a\"@b.vn", "a@b.vn>",
        String(repeating: "a", count: 65) + "@b.vn",
    ])
    func refusesWhatNoLetterReaches(text: String) {
        #expect(EmailAddress(text) == nil)
    }
}
