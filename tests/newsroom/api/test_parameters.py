"""Query parameters: nothing unknown, nothing twice, nothing clamped."""

from typing import Any

import pytest
from django.test import RequestFactory

from newsroom.api import Parameters, Problem, check_parameters

NAMES = ("q", "page_size", "ordering", "fields", "flag")


def parameters(**query: Any) -> Parameters:
    return Parameters(RequestFactory().get("/", query), NAMES)


def faults(found: Parameters) -> list[tuple[str, str]]:
    with pytest.raises(Problem) as caught:
        found.check()
    assert caught.value.kind.slug == "invalid-parameters"
    return [(str(error["parameter"]), str(error["code"])) for error in caught.value.errors]


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    with pytest.raises(Problem) as caught:
        check_parameters(RequestFactory().get("/?pagesize=3"), NAMES)
    (error,) = caught.value.errors
    assert (error["parameter"], error["code"]) == ("pagesize", "unknown")
    assert "page_size" in str(error["detail"])
    assert "ordering" in str(error["detail"])


def test_known_names_pass() -> None:
    check_parameters(RequestFactory().get("/?q=a&page_size=3"), NAMES)
    check_parameters(RequestFactory().get("/"), ())


def test_all_faults_are_told_at_once() -> None:
    found = Parameters(RequestFactory().get("/?x=1&q=a&q=b&page_size=0&ordering=no&flag=1"), NAMES)
    assert found.whole("page_size", 20, low=1, high=100) == 20
    assert found.choice("ordering", ("new", "old"), "new") == "new"
    assert found.boolean("flag", True) is True
    assert faults(found) == [
        ("x", "unknown"),
        ("q", "repeated"),
        ("page_size", "out_of_range"),
        ("ordering", "invalid_choice"),
        ("flag", "invalid_choice"),
    ]


@pytest.mark.parametrize(
    "value",
    [
        "0",
        "101",
        "-1",
        "+5",
        "05",
        " 5",
        "5 ",
        "5.0",
        "1e1",
        "1_0",
        "\u0665",
        "\uff15",
        "²",
        "",
        "x",
        "9" * 4300,
        "9" * 20,
    ],
)
def test_whole_numbers_are_strict(value: str) -> None:
    found = parameters(page_size=value)
    found.whole("page_size", 20, low=1, high=100)
    assert faults(found) == [("page_size", "out_of_range")]


def test_values_are_read() -> None:
    found = parameters(q="đầu tư", page_size="100", ordering="old", fields="id,slug", flag="false")
    assert found.text("q") == "đầu tư"
    assert found.whole("page_size", 20, low=1, high=100) == 100
    assert found.choice("ordering", ("new", "old"), "new") == "old"
    assert found.choices("fields", ("id", "slug", "url")) == ("id", "slug")
    assert found.boolean("flag", True) is False
    found.check()


def test_absent_parameters_give_defaults() -> None:
    found = parameters()
    assert found.text("q") is None
    assert found.choices("fields", ("id",)) == ()
    assert found.boolean("flag", True) is True
    found.check()


@pytest.mark.parametrize(
    ("value", "code"),
    [("", "invalid_choice"), ("id,", "invalid_choice"), ("ids", "invalid_choice"), ("id,id", "repeated")],
)
def test_lists_of_names_are_strict(value: str, code: str) -> None:
    found = parameters(fields=value)
    found.choices("fields", ("id", "slug"))
    assert faults(found) == [("fields", code)]


@pytest.mark.parametrize(("value", "code"), [("", "blank"), ("  ", "blank"), ("a" * 201, "too_long")])
def test_texts_have_bounds(value: str, code: str) -> None:
    found = parameters(q=value)
    assert found.text("q") is None
    assert faults(found) == [("q", code)]
