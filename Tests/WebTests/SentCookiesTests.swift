import HTTPTypes
import Testing

@testable import Web

@Suite struct SentCookiesTests {
    private static let cases: [(lines: [String], value: String?, why: String)] = [
        (["a=1"], "1", "alone"),
        (["b=2; a=1"], "1", "after another"),
        (["b=2;a=1"], "1", "without the space"),
        (["b=2", "a=1"], "1", "in a line of its own"),
        (["a=1; a=2"], "1", "the first of two"),
        (["a=x=y=="], "x=y==", "signs in the value"),
        (["a="], "", "empty"),
        (["aa=2; ba=3"], nil, "others' names"),
        (["a"], nil, "no value"),
        ([";; ="], nil, "rubbish"),
        ([], nil, "none"),
    ]

    @Test(arguments: cases)
    func findsACookie(lines: [String], value: String?, why: String) {
        var headers = HTTPFields()
        for line in lines { headers.append(HTTPField(name: .cookie, value: line)) }
        #expect(SentCookies(headers)["a"] == value, "\(why)")
    }
}
