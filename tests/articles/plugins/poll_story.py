"""What happens on a site to which a stranger's plug-in comes, goes and comes back.

Each chapter is a process of its own, because a plug-in is installed when Django starts:
`python -m tests.articles.plugins.poll_story CHAPTER` prints what was seen, as JSON.
"""

import json
import os
import sys
from typing import Any

HOST = {"host": "localhost"}
ADMIN = "bien-tap-vien"


def main(chapter: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    # So that answers carry the forms that they were made of.
    setup_test_environment()
    print(json.dumps(CHAPTERS[chapter]()))


def arrival() -> dict[str, Any]:
    """An article with a poll is written, published, read and voted on; another one has none."""
    from articles.models import Section, User
    from articles.publishing import create_draft, publish

    editor = User.objects.create_superuser(ADMIN, password="mat-khau-dai-10")
    section = Section.objects.create(name="Thời tiết", slug="thoi-tiet")
    poll = {"type": "poll", "data": {"question": "Mai mưa?", "choices": ["Có", "Không"]}}
    text = {"type": "text", "data": {"content": "<p>Trời nhiều mây.</p>"}}
    with_poll = create_draft(by=editor, headline="Dự báo", section=section.pk, blocks=[text, poll])
    without = create_draft(by=editor, headline="Tin vắn", section=section.pk, blocks=[text])
    for draft in (with_poll, without):
        publish(draft, by=editor)
    (node,) = [node for node in get(f"articles/{with_poll.pk}/")["body"] if node["type"] == "poll"]
    address = f"articles/{with_poll.pk}/poll/{node['key']}/"
    before = get(address)
    votes = [post(address, {"choice": choice})[0] for choice in ("Có", "Có", "Không")]
    return {
        "with": with_poll.pk,
        "without": without.pk,
        "node": node,
        "html": with_poll.editions.get().html,
        "before": before,
        "votes": votes,
        "results": get(address),
        "wrong answer": post(address, {"choice": "Có lẽ"}),
        "no answer": post(address, {})[0],
        "unknown poll": status(f"articles/{with_poll.pk}/poll/6f1c2a52-3b7e-4c55-9d0a-2f0c1e9b7a10/"),
        "poll of another article": status(address.replace(str(with_poll.pk), str(without.pk), 1)),
        "filter": {
            value: [card["id"] for card in get(f"articles/?has_poll={value}")["results"]]
            for value in ("true", "false")
        },
        "bad filter": status("articles/?has_poll=maybe"),
        "contains": [card["id"] for card in get("articles/?contains=poll")["results"]],
        **reading(with_poll.pk),
    }


def reading(article_id: int) -> dict[str, Any]:
    """What the public sees, byte for byte, and what the schema tells."""
    schema = get("schema/")
    return {
        "document": text(f"articles/{article_id}/"),
        "list": text("articles/"),
        "page": status_of_page(article_id),
        "block types": [block["name"] for block in get("block-types/")["results"]],
        "label": next((b["label"] for b in get("block-types/")["results"] if b["name"] == "poll"), None),
        "routes": [path for path in schema["paths"] if "/poll/" in path],
        "members": "poll_votes" in json.dumps(schema["components"]["schemas"]),
        "parameters": "has_poll" in json.dumps(schema["paths"]),
    }


def absence() -> dict[str, Any]:
    """The plug-in is not installed; its tables and the articles are."""
    from articles.models import Article, Revision
    from articles.publishing import NotPublishable, publish, refresh

    article = Article.objects.get(headline="Dự báo")
    public = reading(article.pk)
    client = editor()
    page = client.get(f"/admin/articles/article/{article.pk}/change/")
    entry = poll_entry(article)
    saved = client.post(
        f"/admin/articles/article/{article.pk}/change/", form_data(page, headline="Dự báo mới")
    )
    article.refresh_from_db()
    try:
        publish(article, by=None)
        refused = ""
    except NotPublishable as error:
        refused = str(error)
    newest: Revision = article.revisions.latest("number")
    return {
        **public,
        "route": status(f"articles/{article.pk}/poll/{entry['key']}/"),
        "filter": status("articles/?has_poll=true"),
        "admin": page.status_code,
        "shows": [word in page.content.decode() for word in ("poll", "Mai mưa?")],
        "saved": saved.status_code,
        "headline": newest.snapshot["headline"],
        "carried": poll_entry(article) == entry,
        "refused": refused,
        "skipped": refresh(article).skipped,
        "still public": text(f"articles/{article.pk}/") == public["document"],
    }


def return_() -> dict[str, Any]:
    """The plug-in is back: the row, the votes, the publishing, and restoring what was taken out."""
    from newsroom_poll.models import PollBlock

    from articles.models import Article
    from articles.publishing import publish, refresh, restore_revision, take_snapshot, write_draft

    article = Article.objects.get(headline="Dự báo mới")
    key = poll_entry(article)["key"]
    row = PollBlock.objects.get(parent=article)
    client = editor()
    page = client.get(f"/admin/articles/article/{article.pk}/change/")
    data = form_data(page)
    (choices,) = [name for name in data if name.endswith("-choices") and "__prefix__" not in name]
    shown = data[choices]
    saved = client.post(
        f"/admin/articles/article/{article.pk}/change/", {**data, choices: "Có\r\nKhông\r\nCó lẽ"}
    )
    article.refresh_from_db()
    publish(article, by=None)
    address = f"articles/{article.pk}/poll/{key}/"
    reworded = get(address)
    full = article.revisions.latest("number").number
    snapshot = take_snapshot(article)
    snapshot["blocks"] = [entry for entry in snapshot["blocks"] if entry["type"] != "poll"]
    write_draft(article, snapshot, by=None)
    publish(article, by=None)
    taken_out = {"rows": PollBlock.objects.count(), "route": status(address)}
    restore_revision(article, full, by=None)
    publish(article, by=None)
    return {
        "same row": str(row.key) == key and row.choices == ["Có", "Không"],
        "shown": shown,
        "saved": saved.status_code,
        "reworded": reworded,
        "taken out": taken_out,
        "restored": get(address),
        "refreshed": refresh(article).skipped,
        **reading(article.pk),
    }


def visit() -> dict[str, Any]:
    """What a reader sees of the article with the poll."""
    return reading(get("articles/?has_poll=true")["results"][0]["id"])


def client() -> Any:
    from django.test import Client

    return Client(headers=HOST)


def editor() -> Any:
    from articles.models import User

    signed_in = client()
    signed_in.force_login(
        User.objects.get(username=ADMIN), backend="django.contrib.auth.backends.ModelBackend"
    )
    return signed_in


def get(path: str) -> Any:
    answer = client().get(f"/api/v1/{path}")
    assert answer.status_code == 200, (path, answer.content)
    return json.loads(answer.content)


def text(path: str) -> str:
    return str(client().get(f"/api/v1/{path}").content.decode())


def status(path: str) -> int:
    return int(client().get(f"/api/v1/{path}").status_code)


def status_of_page(article_id: int) -> list[Any]:
    page = client().get(
        json.loads(text(f"articles/{article_id}/"))["url"].removeprefix("http://localhost:8000")
    )
    return [page.status_code, "Mai mưa?" in page.content.decode()]


def post(path: str, body: Any) -> tuple[int, str]:
    answer = client().post(f"/api/v1/{path}", body, content_type="application/json")
    return answer.status_code, answer.content.decode()


def poll_entry(article: Any) -> dict[str, Any]:
    """The poll in the newest revision."""
    (entry,) = [
        entry for entry in article.revisions.latest("number").snapshot["blocks"] if entry["type"] == "poll"
    ]
    return dict(entry)


def form_data(page: Any, **changed: str) -> dict[str, Any]:
    """What a browser would send of the article's form."""
    forms = [page.context["adminform"].form]
    for formset in page.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    data: dict[str, Any] = {}
    for form in forms:
        for field in form:
            value = field.value()
            if isinstance(value, bool):
                value = "on" if value else None
            if value is not None:
                data[field.html_name] = value
    moment = data.pop("published_at", None)
    assert moment is None
    return {**data, **changed, "_continue": "1"}


CHAPTERS = {"arrival": arrival, "absence": absence, "return": return_, "visit": visit}

if __name__ == "__main__":
    main(sys.argv[1])
