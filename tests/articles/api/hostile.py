"""Values that have broken other systems, for any parameter and any body."""

import json
from urllib.parse import quote

TEXTS = [
    "", " ", "\t\n", "null", "undefined", "None", "true", "NaN", "-NaN", "Infinity", "-Infinity", "-1", "-0", "0", "00", "+1",
    "1e5", "1e999", "1.0", "0x10", "0b1", "1_000", "1,2", ",", ",,", "1,", "٣", "１", "²", "½", "2147483648", "-2147483649",
    "9223372036854775807", "9223372036854775808", "-9223372036854775809", "9" * 50, "9" * 4000,
    "'", '"', "\\", "`", "%", "%%", "_", "';--", "' OR '1'='1", "1; DROP TABLE articles_edition", "1) UNION SELECT NULL--", "\\x00", "$1", "{}", "[]",
    "{{7*7}}", "${7*7}", "<script>alert(1)</script>", "../../etc/passwd", "..%2f..%2f", "//evil.example", "C:\\", "javascript:alert(1)",
    "(" * 200, "a" * 3000, "\"phrase", "-a -b -c", "a & b | !c", ":*", "*", ".*", "(a+)+$", "^(a|a)*$",
    "é", "e\u0301", "đ", "\u202e", "\ufeff", "\u200b", "\U0001f600", "\ud7ff", "\uffff", "İ", "ß", "A\u030a" * 100,
    "0001-01-01", "0000-00-00", "9999-12-31", "10000-01-01", "2020-02-30", "2020-08-05T24:00:00Z", "2020-08-05T15:14:60Z",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2020-08-05T15:14:00+99:99", "1583-01-01", "2020-13", "2020-00", "0000", "99999",
]  # fmt: skip
RAW = [
    "%00",
    "a%00b",
    "%ff",
    "%c0%af",
    "%ed%a0%80",
    "%f5%80%80%80",
    "%",
    "%zz",
    "%u0041",
    "%0d%0aSet-Cookie:%20a=b",
    "+",
    "%2B",
    "%252e%252e",
]
"""Values that are written as they are into the address."""

SPELLINGS = [*(quote(text, safe="") for text in TEXTS), *RAW]
"""Every hostile value, as it stands in a query."""

QUERIES = [
    "&" * 3, "=", "=1", "?", "a", "a=1" * 10, "&".join(f"p{number}=1" for number in range(49)), "&".join(f"p{number}=1" for number in range(2000)),
    "page_size=1&page_size=1", "PAGE_SIZE=1", "page_size[]=1", "page_size%00=1", "%ff=1", "cursor=" + "A" * 3001, "x=" + "a" * 9000, ";a=1",
    "__proto__=1", "constructor[prototype]=1", "page%5Fsize=x",
]  # fmt: skip

NESTED = b"[" * 60_000
BODIES: list[tuple[str, bytes]] = [
    *(("application/json", body) for body in (
        b"", b" ", b"null", b"true", b"1", b'"x"', b"[]", b"{}", b"{", b"}", b"[1", b'{"a":1,}', b"{'a':1}", b'{"a":1}{"b":2}',
        NESTED, b'{"a":' * 30_000, b"[" * 31 + b"]" * 31, b'{"stars":1e999}', b'{"stars":-1e999}', b'{"stars":NaN}', b'{"stars":Infinity}',
        b'{"stars":' + b"9" * 5000 + b"}", b'{"stars":4,"stars":5}', b'{"stars":"\\u0000"}', b'{"stars":"\\ud800"}', b'{"\\u0000":1}',
        b'{"stars":"\xff"}', b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", json.dumps({"x" * 100_000: 1}).encode(), b'{"a":"' + b"x" * 3_000_000 + b'"}',
        b'{"stars":{"$gt":0}}', b'{"stars":[4]}', b'{"stars":true}', b'{"stars":4.5}', b'{"stars":"4"}', b'{"stars":0}', b'{"stars":6}',
    )),
    ("application/json; charset=utf-16", b"{}"),
    ("application/json; charset=hex", b"{}"),
    ("application/json; x*=none''y", b"{}"),
    ("application/xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
    ("multipart/form-data", b"--x"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"stars\"\r\n\r\n4"),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(5000))),
    ("application/x-www-form-urlencoded", b"stars=%00"),
    ("application/x-www-form-urlencoded", b"stars=%ff&stars=4"),
    ("text/plain", b'{"stars":4}'),
    ("", b'{"stars":4}'),
    ("\x80\xff", b"{}"),
]  # fmt: skip
