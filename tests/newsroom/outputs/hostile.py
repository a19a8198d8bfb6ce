"""Texts that have run, broken out or been lost elsewhere: for every text field, in every output."""

RUN = "alert(1)"
MARKUP = [
    f"<script>{RUN}</script>", f"</script><script>{RUN}</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", f"<script/x>{RUN}</script>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>", f"<img src=x onerror={RUN}>", f"<img src=x onerror={RUN}//", f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>", f"<svg/onload={RUN}//", f"<body onload={RUN}>", f"<iframe src=javascript:{RUN}></iframe>",
    f"<iframe srcdoc='<script>{RUN}</script>'>", f"<object data=javascript:{RUN}>", f"<embed src=javascript:{RUN}>", f"<a href=javascript:{RUN}>x</a>",
    f"<a href='java\tscript:{RUN}'>x</a>", f"<a href='&#106;avascript:{RUN}'>x</a>", f"<a href=' javascript:{RUN}'>x</a>", f"<a href='data:text/html,<script>{RUN}</script>'>x</a>",
    f"<a href='vbscript:{RUN}'>x</a>", f"<form action=javascript:{RUN}><button>x</button></form>", f"<button formaction=javascript:{RUN}>x</button>",
    f"<math><mi xlink:href=javascript:{RUN}>x</mi></math>", "<base href=//evil.example/>", f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<style>@import '//evil.example/x.css'</style>", f"<style>*{{background:url(javascript:{RUN})}}</style>",
    f"<div style='width:expression({RUN})'>", f"<input autofocus onfocus={RUN}>", f"<details open ontoggle={RUN}>", f"<video><source onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}>", f"<marquee onstart={RUN}>", f"<template><script>{RUN}</script></template>", f"<noscript><p title='</noscript><script>{RUN}</script>'>",
    f"<xmp><script>{RUN}</script></xmp>", f"<plaintext>{RUN}", f"<textarea></textarea><script>{RUN}</script>", f"<title></title><script>{RUN}</script>",
    f"<!--><script>{RUN}</script>-->", f"<!-- --!><script>{RUN}</script>", f"<![CDATA[<script>{RUN}</script>]]>", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    f"<?xml-stylesheet href='javascript:{RUN}'?>", f"<?php {RUN} ?>", f"<%= {RUN} %>", f"<xml:script>{RUN}</xml:script>", f"<x xmlns='http://www.w3.org/1999/xhtml'><script>{RUN}</script></x>",
]  # fmt: skip
BREAKING_OUT = [
    f'"><script>{RUN}</script>', f"'><script>{RUN}</script>", f'" onmouseover="{RUN}', f"' onmouseover='{RUN}", f'" autofocus onfocus="{RUN}" x="', f"` onmouseover={RUN} `",
    f'";{RUN};//', f"';{RUN};//", f"\\';{RUN};//", f'\\";{RUN};//', "</title><x>", "</item></channel></rss>", "</entry></feed>", "</url></urlset>", "]]>", "]]]]><![CDATA[>",
    "</content:encoded>", '"}]}', '"},"@type":"x', "*/alert(1)/*", "-->", "--!>", "<!--", "<!--<script>", "<script><!--", "{{7*7}}", "{% debug %}", "${7*7}", "#{7*7}", "{{constructor.constructor('alert(1)')()}}",
]  # fmt: skip
ENCODED = [
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;lt;script&amp;gt;", "&#60;script&#62;", "&#x3c;script&#x3e;", "&#0;", "&#x1;", "&#xD800;", "&notanentity;", "&amp", "&", "%3Cscript%3E",
    "\\u003cscript\\u003e", "\\x3cscript\\x3e", "\u2028alert(1)\u2029", "\ufeff<script>", "\u202e<script>\u202c", "＜script＞alert(1)＜/script＞", "\ufe64script\ufe65", "<\u200bscript>",
    "Cà phê & “trà” <đá>", "a < b > c", "1 < 2 && 3 > 2", "R&D", "“'\"”", "\\", "/*", "//evil.example/x", "javascript:alert(1)", "data:text/html;base64,PHNjcmlwdD4=", "C:\\x", "../../etc/passwd",
]  # fmt: skip
UNUSUAL = [
    "Nghĩa trang Hà Nội, Hòa Bình, quyết định số 15/QĐ-UBND", "e\u0301 đa\u0323 \u00d0ảng", "\U0001f600\u200d\U0001f525 tin \U0001f1fb\U0001f1f3", "中文 العربية ไทย", "\ufffd\ufffc",
    "x" * 119, "A\u030a" * 20, "tab\tvà\xa0cách", "dấu\u00admềm", "\U0010fffd", "Ⅷ ½ ²", "ǅ ß İ ı",
]  # fmt: skip
CONTROLS = [
    "\x01\x02",
    "a\x08b",
    "a\x0bb",
    "a\x0cb",
    "\x1b[31mđỏ\x1b[0m",
    "a\x7fb",
    "a\x85b",
    "\x1f",
    "\ufffe",
    "\uffff",
    "a\x1db\x1ec",
]
"""Characters of which XML 1.0 holds some and not others."""

CORPUS = [*MARKUP, *BREAKING_OUT, *ENCODED, *UNUSUAL, *CONTROLS]
