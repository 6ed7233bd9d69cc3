/// A password's hash as one text: `$scrypt$ln=15,r=8,p=1$salt$hash`.
///
/// Salt and hash are base64 without padding: the modular crypt format that
/// Python's passlib reads and writes too.
struct PasswordText: Equatable, Sendable {
    var cost: Scrypt
    var salt: [UInt8]
    var hash: [UInt8]

    init(cost: Scrypt, salt: [UInt8], hash: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    /// Nil for any text not of this form, with too dear a cost, or too short a hash.
    init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let cost = Self.cost(parts[2]), cost.isAcceptable,
            let salt = Base64.standard.decode(String(parts[3])), salt.count >= 8,
            let hash = Base64.standard.decode(String(parts[4])), (16...64).contains(hash.count)
        else { return nil }
        self.init(cost: cost, salt: salt, hash: hash)
    }

    var text: String {
        let salt = Base64.standard.encode(salt)
        let hash = Base64.standard.encode(hash)
        return "$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)$\(salt)$\(hash)"
    }

    private static func cost(_ text: Substring) -> Scrypt? {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false)
        guard numbers.count == 3,
            let logN = number(numbers[0], "ln="),
            let r = number(numbers[1], "r="),
            let p = number(numbers[2], "p=")
        else { return nil }
        return Scrypt(logN: logN, r: r, p: p)
    }

    private static func number(_ text: Substring, _ name: String) -> Int? {
        guard text.hasPrefix(name) else { return nil }
        let digits = text.dropFirst(name.count)
        guard (1...3).contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }) else {
            return nil
        }
        return Int(digits)
    }
}
