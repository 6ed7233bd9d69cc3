import Foundation

/// What commands say to the person who typed them.
enum Console {
    /// To standard error: what is wrong.
    static func complain(_ line: String) {
        FileHandle.standardError.write(Data("\(line)\n".utf8))
    }

    /// To standard output, at once, also into a pipe.
    static func say(_ text: String) {
        FileHandle.standardOutput.write(Data("\(text)\n".utf8))
    }
}
