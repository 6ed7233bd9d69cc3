package import Values

/// Files that trainers hand out, kept by what they hold.
package struct StoredFileStore {
    let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct File: Hashable, Sendable {
        package let id: Int64
        package let hash: String
        package let mediaType: String
        /// In bytes.
        package let size: Int
    }

    /// Bytes of a part: what one read of a range takes at least.
    package static let partSize = 256 << 10

    /// - Returns: the file that holds these bytes already, or the new one.
    package func add(
        _ bytes: [UInt8], hash: String, mediaType: String, at now: Instant
    ) throws -> Int64 {
        if let known = try connection.row(
            "select id from stored_file where hash = $1", hash)
        {
            return try known.int64("id")
        }
        let id = try connection.insert(
            """
            insert into stored_file (hash, media_type, size, created_at)
            values ($1, $2, $3, $4)
            """, hash, mediaType, bytes.count, now)
        for (part, start) in stride(from: 0, to: bytes.count, by: Self.partSize).enumerated() {
            let end = min(bytes.count, start + Self.partSize)
            try connection.run(
                "insert into stored_part (file_id, part, bytes) values ($1, $2, $3)",
                id, part, Array(bytes[start..<end]))
        }
        return id
    }

    /// The bytes of one part; empty behind the last.
    package func part(_ part: Int, of file: Int64) throws -> [UInt8] {
        try connection.row(
            "select bytes from stored_part where file_id = $1 and part = $2", file, part
        )?.blob("bytes") ?? []
    }
}
