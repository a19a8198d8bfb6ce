"""Signs that a text was typed with a legacy Vietnamese font (TCVN3/ABC or VNI), which looks like Latin-1 noise.

Detection only: the capitals of TCVN3 live in a second font and are lost in plain text, so a conversion
needs an editor's eye.
"""

import re

_REAL = re.compile("[\u1ea0-\u1ef9ăĂđĐơƠưƯ\u0300-\u0303\u0309\u0323]")
_TCVN3 = re.compile(r"(?<=[A-Za-z])[µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞß«¬­®åæ]|[®¸µ¹Ê](?=[a-z])")
_VNI = re.compile(
    r"[aeoyuôö][ùøûõïâáàåãäêéèúüë](?![ùøûõïâáàåãäêéèúüë])|[AEOYU][ÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË]|[öÖñÑ](?=[a-zA-ZôùøûõïÔ])"
)
_LETTERS = re.compile(r"[^\W\d_]")


def legacy_encoding(text: str) -> str:
    """ "TCVN3", "VNI", or "" when the letters are real Vietnamese (or there are too few to tell)."""
    letters = len(_LETTERS.findall(text))
    if letters < 40 or len(_REAL.findall(text)) * 100 > letters:
        return ""
    if len(_TCVN3.findall(text)) * 25 > letters:
        return "TCVN3"
    if len(_VNI.findall(text)) * 25 > letters:
        return "VNI"
    return ""
