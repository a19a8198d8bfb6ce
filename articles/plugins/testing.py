"""A ready-made test of a block type: subclass it, name the block, give examples.

    class PollTests(BlockTestCase):
        block = PollBlock

        def examples(self):
            return [PollBlock(question="Rain tomorrow?", choices=["Yes", "No"])]

It needs `jsonschema`, and the site's settings. Unlike the rest of this package it knows the whole house, because it
publishes an article.
"""

import json
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.core import checks
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import get_template
from django.test import TestCase
from django.urls import reverse
from django.utils import translation

from ..models import Edition, Section
from ..publishing import create_draft, publish
from .block import Block, Node
from .registry import blocks

TAGS = frozenset(
    "a abbr aside b blockquote br caption cite code dd div dl dt em figcaption figure h2 h3 h4 hr i img li ol p picture"
    " pre q section small source span strong sub sup table tbody td tfoot th thead time tr ul".split()
)
"""What a block's HTML may be made of. Nothing that runs, loads a frame or posts a form."""
VOID = frozenset(["br", "hr", "img", "source"])
ADDRESSES = frozenset(["href", "src", "action", "cite", "data", "formaction", "poster"])
SCHEMES = frozenset(["", "http", "https", "mailto", "tel"])
ATTACKS = (
    "<script>alert(1)</script>",
    "</p></section></body><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)" x="',
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='jav&#x0A;ascript:alert(1)'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<form action=/admin/><button>x</button></form>",
    "{{ request }}{% load x %}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)


class Markup(HTMLParser):
    """The start tags of a piece of HTML with their attributes, and whether every one of them is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def problems(self, tags: frozenset[str]) -> Iterator[str]:
        """Everything about this HTML that must not be on a readers' page."""
        yield from self.faults
        yield from (f"<{tag}> is not closed" for tag in self.open)
        for tag, attributes in self.elements:
            if tag not in tags:
                yield f"<{tag}> is not allowed"
            for name, value in attributes.items():
                if name.startswith("on") or name in ("style", "srcdoc"):
                    yield f"<{tag} {name}=…> is not allowed"
                if name in ADDRESSES and scheme_of(value) not in SCHEMES:
                    yield f"<{tag} {name}={value!r}> is not allowed"


def scheme_of(address: str) -> str:
    """The scheme as browsers read it: without white space and control characters."""
    try:
        return urlsplit("".join(letter for letter in address if letter > " ")).scheme
    except ValueError:
        return "broken"


class BlockTestCase(TestCase):
    """What every block type must do, on the examples that a subclass gives."""

    block: ClassVar[type[Block]]
    more_tags: ClassVar[frozenset[str]] = frozenset()
    """Elements beyond `TAGS` that the block's template needs."""
    __test__ = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.__test__ = vars(cls).get("__test__", "block" in vars(cls))

    def examples(self) -> Sequence[Block]:
        """Unsaved instances that may be published. What they refer to is saved here."""
        raise NotImplementedError

    def test_is_registered_and_complete(self) -> None:
        self.assertIs(blocks().get(self.block.name), self.block)
        self.assertTrue(self.block.icon)
        get_template(self.block.template)
        for language in ("vi", "en"):
            with translation.override(language):
                self.assertTrue(str(self.block.label).strip())

    def test_passes_the_system_checks(self) -> None:
        # Other apps are checked by their own tests.
        messages = [message for message in checks.run_checks() if str(message.id).startswith("articles.")]
        self.assertEqual([str(message) for message in messages], [])

    def test_examples_may_be_published(self) -> None:
        for example in self._examples():
            example.clean_fields(exclude=["parent"])
            example.clean()

    def test_represents_an_unsaved_instance_and_always_alike(self) -> None:
        for example in self._examples():
            self.assertIsNone(example.pk)
            nodes = self._nodes(example)
            self.assertTrue(nodes, "An example should show something.")
            self.assertEqual(nodes, self._nodes(example))
            self.assertEqual(example.html(nodes), example.html(nodes))
            self.assertEqual({node["type"] for node in nodes} - set(self.block.nodes), set())

    def test_html_has_allowed_markup_only(self) -> None:
        for example in self._examples():
            html = example.html(self._nodes(example))
            self.assertTrue(html)
            self.assertEqual(self._problems(html), [])

    def test_text_is_plain(self) -> None:
        for example in self._examples():
            text = example.text()
            self.assertTrue(text.strip())
            self.assertEqual(Markup(text).elements, [])

    def test_a_revision_holds_the_whole_block(self) -> None:
        for example in self._examples():
            data = self._data(example)
            form = self.block.get_serializer()(data=json.loads(json.dumps(data)))
            self.assertTrue(form.is_valid(), form.errors)
            again = self.block(key=example.key, **form.validated_data)
            self.assertEqual(self._data(again), data)
            self.assertEqual(self._nodes(again), self._nodes(example))

    def test_no_text_becomes_markup(self) -> None:
        for number, example in enumerate(self._examples()):
            for field in self.block._meta.concrete_fields:
                for attack in ATTACKS:
                    with self.subTest(example=number, field=field.name, attack=attack):
                        self._attack(self._examples()[number], field, attack)
            self.assertFalse(self._problems(example.html(self._nodes(example))))

    def test_is_published_and_read(self) -> None:
        entries = [{"type": self.block.name, "data": self._data(example)} for example in self._examples()]
        section = Section.objects.create(name="Mục thử", slug="muc-thu")
        draft = create_draft(by=None, headline="Bài thử", section=section.pk, blocks=entries)
        publish(draft, by=None)
        answer = self.client.get(
            reverse("api:article-detail", args=[draft.pk]), headers={"host": "localhost"}
        )
        self.assertEqual(answer.status_code, 200)
        body = answer.json()["body"]
        self.assertTrue(body)
        schemas = self._schemas()
        for node in body:
            self._validate(node, schemas[node["type"]])
        html = Edition.objects.get(article=draft).html
        self.assertEqual(self._problems(html), [])

    def test_its_own_example_fits_its_schema(self) -> None:
        answer = self.client.get(
            reverse("api:block-type-detail", args=[self.block.name]), headers={"host": "localhost"}
        )
        for node in answer.json()["nodes"]:
            self._validate(node["example"], node["schema"])

    def _examples(self) -> Sequence[Block]:
        examples = self.examples()
        self.assertTrue(examples)
        return examples

    def _nodes(self, example: Block) -> list[Node]:
        """Finished nodes, as publishing makes them."""
        finished = []
        for node in example.represent():
            shape = self.block.nodes[node["type"]]().to_representation(node)
            finished.append({"type": node["type"], "key": str(example.key), **json.loads(json.dumps(shape))})
        return finished

    def _data(self, example: Block) -> dict[str, Any]:
        return dict(self.block.get_serializer()(example).data)

    def _problems(self, html: str) -> list[str]:
        return list(Markup(html).problems(TAGS | self.more_tags))

    def _attack(self, example: Block, field: models.Field, attack: str) -> None:
        value = getattr(example, field.attname)
        if isinstance(field, models.FileField) or field.is_relation or not _holds_text(value):
            return
        setattr(example, field.attname, _poisoned(value, attack))
        try:
            example.clean_fields(exclude=["parent"])
            example.clean()
        except ValidationError:
            return
        html = example.html(self._nodes(example))
        self.assertEqual(self._problems(html), [])
        self.assertIsInstance(example.text(), str)

    def _schemas(self) -> dict[str, Any]:
        answer = self.client.get(reverse("api:block-type-list"), headers={"host": "localhost"})
        return {node["type"]: node["schema"] for block in answer.json()["results"] for node in block["nodes"]}

    def _validate(self, node: Any, schema: Any) -> None:
        from jsonschema import Draft202012Validator

        Draft202012Validator.check_schema(schema)
        faults = [error.message for error in Draft202012Validator(schema).iter_errors(node)]
        self.assertEqual(faults, [])


def _holds_text(value: Any) -> bool:
    if isinstance(value, dict | list):
        return any(map(_holds_text, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str)


def _poisoned(value: Any, attack: str) -> Any:
    """The value with the attack in place of each of its texts."""
    if isinstance(value, dict):
        return {name: _poisoned(item, attack) for name, item in value.items()}
    if isinstance(value, list):
        # Lists of texts may have to be different ones.
        return [_poisoned(item, f"{attack}{place or ''}") for place, item in enumerate(value)]
    return attack if isinstance(value, str) else value
