"""Every syllable that Vietnamese spelling can build: onset × rhyme × tone. More than the language uses."""

import unicodedata
from functools import cache

ONSETS = (
    *("", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng"),
    *("ngh", "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x"),
)
OPEN_RHYMES = (
    "a e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iu iêu yêu oa oe oi ôi ơi oai oao oay oeo "
    "ua ưa ui ưi uê uy uya uyu ưu uôi ươi ươu uơ uây"
)
NASAL_RHYMES = (
    "am ăm âm an ăn ân ang ăng âng anh em ên êm en êng eng ênh im in inh iêm iên iêng yêm yên yêng om on ong "
    "ôm ôn ông ơm ơn um un ung ưng ưn uôm uôn uông ươm ươn ương oam oan oăn oang oăng oanh oen uân uâng uyên "
    "uynh uyn oong ôông uênh"
)
STOPPED_RHYMES = (
    "ac ăc âc ach ap ăp âp at ăt ât ec ep êp et êt êch ic ich ip it iêc iêp iêt yêt oc op ot ôc ôp ôt ơp ơt uc up "
    "ut ưc ưt uôc uôt ươc ươp ươt oac oach oat oăt oăc oap oet uât uyêt uych uyt uêch ooc"
)
GRAVE, HOOK, TILDE, ACUTE, DOT = TONES = "\u0300\u0309\u0303\u0301\u0323"
_FRONT = tuple("eêiy")


def _fits(onset: str, rhyme: str) -> bool:
    front = rhyme.startswith(_FRONT)
    if onset in ("k", "gh", "ngh"):
        return front
    if onset in ("c", "g", "ng"):
        return not front
    if onset == "qu":
        return rhyme[0] not in "oưu"
    return onset != "gi" or not rhyme.startswith(("i", "y"))


def _nucleus(rhyme: str) -> int:
    """Place of the vowel that bears the tone in the new style (hoà, thuỷ)."""
    for place in range(len(rhyme) - 1, -1, -1):
        if rhyme[place] in "ăâêôơư":
            return place
    vowels = [place for place, letter in enumerate(rhyme) if letter in "aeiouy"]
    if rhyme in ("ia", "ua", "iu", "ui", "ai", "ao", "au", "ay", "eo", "oi"):
        return 0
    if len(vowels) == 1:
        return vowels[0]
    return vowels[1]


def _toned(rhyme: str, tone: str) -> str:
    place = _nucleus(rhyme)
    return unicodedata.normalize("NFC", rhyme[: place + 1] + tone + rhyme[place + 1 :])


@cache
def syllables() -> tuple[str, ...]:
    """All of them in NFC and small letters, tone placement in the new style; sorted by code point."""
    built: set[str] = set()
    for onset in ONSETS:
        for rhyme in f"{OPEN_RHYMES} {NASAL_RHYMES} {STOPPED_RHYMES}".split():
            if not _fits(onset, rhyme):
                continue
            tones = ACUTE + DOT if rhyme in STOPPED_RHYMES.split() else TONES
            built.add(onset + rhyme)
            built.update(onset + _toned(rhyme, tone) for tone in tones)
    return tuple(sorted(built))


_PLAIN = str.maketrans(
    {
        **dict.fromkeys("àáảãạăằắẳẵặâầấẩẫậ", "a"),
        **dict.fromkeys("èéẻẽẹêềếểễệ", "e"),
        **dict.fromkeys("ìíỉĩị", "i"),
        **dict.fromkeys("òóỏõọôồốổỗộơờớởỡợ", "o"),
        **dict.fromkeys("ùúủũụưừứửữự", "u"),
        **dict.fromkeys("ỳýỷỹỵ", "y"),
        "đ": "d",
    }
)


def letters_without_accents(syllable: str) -> str:
    """The plain letters, told from the alphabet and not by Unicode decomposition."""
    return syllable.translate(_PLAIN)
