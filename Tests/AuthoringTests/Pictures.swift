import Foundation

/// Real pictures of 8 × 4 pixels.
enum Pictures {
    static let png = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAYAAACzzX7wAAAAJUlEQVR4AaSKsQkAAAjDpLd4lkf6oa6lHRvI\
        EAi259gSIG2ZDw8AAP//L2CVWwAAAAZJREFUAwA3vAjFNA0QNQAAAABJRU5ErkJggg==
        """)

    static let jpeg = bytes(
        """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmB\
        anGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSk\
        pKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAEAAgDASIAAhEBAxEB/8QAFQABAQAAAAAA\
        AAAAAAAAAAAAAAX/xAAYEAEAAwEAAAAAAAAAAAAAAAAABUOBwf/EABUBAQEAAAAAAAAAAAAAAAAAAAAD/8QA\
        FxEBAAMAAAAAAAAAAAAAAAAAAAEDMv/aAAwDAQACEQMRAD8AjSNe8AFbty//2Q==
        """)

    static let gif: [UInt8] =
        Array("GIF89a".utf8) + [8, 0, 4, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]
        + [0x2C, 0, 0, 0, 0, 8, 0, 4, 0, 0, 2, 4, 0x84, 0x8F, 0xA9, 0x05, 0, 0x3B]

    private static func bytes(_ base64: String) -> [UInt8] {
        Array(Data(base64Encoded: base64) ?? Data())
    }
}
