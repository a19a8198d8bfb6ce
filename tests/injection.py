"""Strings that would be script, markup or a handler if a page printed them as they are, and what a page then shows.

Each carries a mark, so that one that came alive is told from the page's own elements and handlers.
"""

import re
from collections.abc import Iterator

import lxml.html

MARK = "xq"
TAGS = (
    "script",
    "img",
    "svg",
    "iframe",
    "body",
    "input",
    "video",
    "details",
    "math",
    "object",
    "a",
    "style",
    "form",
)
HANDLERS = ("onerror", "onload", "onclick", "onfocus", "onmouseover", "ontoggle", "onpointerenter")
BREAKS = (
    "",
    '">',
    "'>",
    "</textarea>",
    "</title>",
    "</script>",
    "</style>",
    "-->",
    "]]>",
    "</option></select>",
)
SCHEMES = ("javascript:", "JaVaScRiPt:", "java\tscript:", "data:text/html,", "vbscript:", "\x01javascript:")


def strings() -> list[str]:
    """More than a hundred: elements with handlers behind every way out of where they may stand, attributes, addresses,
    and odd spellings of these."""
    found = [f"{way}<{tag} {handler}={MARK}1()>" for way, tag, handler in _spread()]
    found += [
        f"{quote} {handler}={MARK}2() x={quote}" for quote in ('"', "'", "`", "") for handler in HANDLERS
    ]
    found += [f'<a href="{scheme}{MARK}3()">x</a>' for scheme in SCHEMES if scheme.isprintable()]
    found += [
        f"<{MARK}4>", f"<{MARK}4/onclick={MARK}()>", f"<<{MARK}4>", f"&lt;{MARK}4&gt;<{MARK}4>", f"{{{{ {MARK} }}}}<{MARK}4>",
        f"{{% {MARK} %}}", f"＜{MARK}4＞", f"<!--><{MARK}4>", f"<![CDATA[<{MARK}4>]]>", f"<?{MARK}4 ?>", f"\\u003c{MARK}4\\u003e",
        f"<scr<script>ipt>{MARK}4()</scr</script>ipt>", f"<svg><style><img src=x onerror={MARK}4()>", f"${{{MARK}4()}}",
        f"<math><mtext><table><mglyph><style><img src=x onerror={MARK}4()>", f"<noscript><p title='</noscript><img src=x onerror={MARK}4()>'>",
    ]  # fmt: skip
    return found


def _spread() -> Iterator[tuple[str, str, str]]:
    for number, tag in enumerate(TAGS):
        for step, way in enumerate(BREAKS):
            yield way, tag, HANDLERS[(number + step) % len(HANDLERS)]


def packed(most: int) -> list[str]:
    """All of them, in as few texts of at most `most` characters as it takes."""
    texts: list[str] = []
    for string in strings():
        if texts and len(texts[-1]) + len(string) + 1 <= most:
            texts[-1] += f" {string}"
        else:
            texts.append(string[:most])
    return texts


def alive(html: str) -> list[str]:
    """What in the page came from the strings and is more than text: elements, handlers, addresses that run."""
    page = lxml.html.document_fromstring(html)
    found = []
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag.startswith(MARK) or (
            element.tag == "script" and _runs(element) and MARK in (element.text or "")
        ):
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            address = re.sub(r"[\x00-\x20]", "", value).lower()
            if (
                name.startswith("on")
                or MARK in name
                or (
                    name in ("href", "src", "action", "formaction", "data", "srcdoc")
                    and (address.startswith(("javascript:", "vbscript:", "data:text")))
                )
            ):
                found.append(f"<{element.tag} {name}={value[:60]}>")
    return found


def _runs(script: lxml.html.HtmlElement) -> bool:
    return script.get("type", "") in ("", "module", "text/javascript")


def unsigned(html: str) -> list[str]:
    """Scripts inside the page without a nonce, and handlers in attributes: the policy would refuse them, so there must be
    none."""
    page = lxml.html.document_fromstring(html)
    found = [
        (script.text or "")[:80]
        for script in page.iter("script")
        if script.get("src") is None and _runs(script) and not script.get("nonce")
    ]
    return found + [
        f"{element.tag} {name}"
        for element in page.iter()
        if isinstance(element.tag, str)
        for name in element.attrib
        if name.startswith("on")
    ]
