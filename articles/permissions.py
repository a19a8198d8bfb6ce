"""Who may do what at the desk: one function decides, and every view, action, inline, popup and autocomplete asks it.

`may(user, act, thing)` for one thing or a whole table, `visible(user, rows)` for lists and choices. Rights are Django's
permissions, so that a house may make groups of its own; `articles.roles` says what the five roles of the house hold.
Somebody without `see_any_article` knows the articles that they made, and changes them while they are drafts.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser, Group
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from .models import Article, Edition, LogEntry, Photo, State, User

Somebody = User | AnonymousUser | Any
Thing = Model | type[Model]
Row = TypeVar("Row", bound=Model)


class Act(StrEnum):
    """What can be asked for. The first four are of every table, the others of articles, photos and accounts."""

    SEE = "see"
    ADD = "add"
    CHANGE = "change"
    DELETE = "delete"

    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    PUBLISH = "publish"
    UNSCHEDULE = "unschedule"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    REINSTATE = "reinstate"
    REFRESH = "refresh"
    RESTORE = "restore"
    TRASH = "trash"
    UNTRASH = "untrash"
    INSPECT = "inspect"
    """Read what was withdrawn, as the public saw it."""
    HAND_OVER = "hand_over"
    USE = "use"
    """Put into an article: a photo, a block's copy, a related article, a tag."""
    ASSIGN_ROLES = "assign_roles"


def may(user: Somebody, act: str, thing: Thing) -> bool:
    """May `user` do `act` to `thing`? Of a table: is there any row to which they might.

    An unsaved row is asked like its table. Raises `ValueError` at an act that is none.
    """
    act = Act(act)
    model = thing if isinstance(thing, type) else type(thing)
    row = thing if isinstance(thing, Model) and thing.pk is not None else None
    if not getattr(user, "is_active", False) or not user.is_staff:
        return False
    return _RULES.get(model, _may_row)(user, act, model, row)


def visible(user: Somebody, rows: "QuerySet[Row]") -> "QuerySet[Row]":
    """Those of the rows that the user may see: `may(user, "see", row)` as a query."""
    model: Any = rows.model
    if not may(user, Act.SEE, model):
        return rows.none()
    if model is Article:
        return rows if user.has_perm("articles.see_any_article") else rows.filter(created_by=user.pk)
    if model is LogEntry and not user.has_perm("articles.view_user"):
        rows = rows.exclude(subject_type__in=ACCOUNTS)
    name = article_field(model)
    if name is None or user.has_perm("articles.see_any_article"):
        return rows
    return rows.filter(Q(**{f"{name}__created_by": user.pk}) | Q(**{f"{name}__isnull": True}))


def usable(user: Somebody, rows: "QuerySet[Row]") -> "QuerySet[Row]":
    """Those of the rows that the user may put into an article: `may(user, "use", row)` as a query. Of articles that
    are not theirs: such as were public."""
    seen = visible(user, rows)
    if (
        rows.model is not Article
        or user.has_perm("articles.see_any_article")
        or not may(user, Act.SEE, Article)
    ):
        return seen
    return rows.filter(Q(created_by=user.pk) | Exists(_was_public().filter(article=OuterRef("pk"))))


ACCOUNTS = ["articles.user", "auth.group"]


def article_field(model: type[Model]) -> str | None:
    """The column by which a row belongs to an article: revisions, editions and blocks do."""
    for field in model._meta.concrete_fields:
        if field.related_model is Article and field.name in ("article", "parent"):
            return field.name
    return None


# --- Rules: user, act, table, row (None: any) --------------------------------------------------------------------

BASIC = {
    Act.SEE: ("view", "change"),
    Act.ADD: ("add",),
    Act.CHANGE: ("change",),
    Act.DELETE: ("delete",),
    Act.USE: ("view",),
}


def _holds(user: Somebody, act: Act, model: type[Model]) -> bool:
    label, name = model._meta.app_label, model._meta.model_name
    return any(user.has_perm(f"{label}.{verb}_{name}") for verb in BASIC.get(act, ()))


def _may_row(user: Somebody, act: Act, model: type[Model], row: Any) -> bool:
    """Any other table. What belongs to an article is seen with it, and changed with it."""
    if not _holds(user, act, model):
        return False
    name = article_field(model) if row is not None else None
    article = getattr(row, name) if name else None
    if article is None:
        return True
    return may(user, Act.SEE if act in (Act.SEE, Act.USE) else Act.CHANGE, article)


def _may_article(user: Somebody, act: Act, model: type[Model], article: Any) -> bool:
    rule = ARTICLE_RULES.get(act)
    if rule is None:
        return False
    rights, condition = rule
    if not any(user.has_perm(f"articles.{right}") for right in rights.split()):
        return False
    if article is None:
        return True
    return condition(user, article)


def _sees(user: Somebody, article: Article) -> bool:
    return _is_own(user, article) or user.has_perm("articles.see_any_article")


def _is_own(user: Somebody, article: Article) -> bool:
    return article.created_by_id is not None and article.created_by_id == user.pk


def _works_on(user: Somebody, article: Article) -> bool:
    """What was approved is changed only by somebody who might have approved the change."""
    if article.state == State.APPROVED and not user.has_perm("articles.approve_article"):
        return False
    if user.has_perm("articles.change_any_article"):
        return _sees(user, article)
    return _is_own(user, article) and article.state == State.DRAFT


def _may_publish(user: Somebody, article: Article) -> bool:
    """What was approved; publishing anything else approves it, so it takes that right too."""
    approved = article.state == State.APPROVED or user.has_perm("articles.approve_article")
    return approved and _sees(user, article)


def _may_use(user: Somebody, article: Article) -> bool:
    return _sees(user, article) or _was_public().filter(article=article.pk).exists()


def _was_public() -> "QuerySet[Edition]":
    return Edition.objects.filter(live_from__lte=timezone.now())


Condition = Callable[[Any, Article], bool]

ARTICLE_RULES: dict[Act, tuple[str, Condition]] = {
    Act.SEE: ("view_article change_article", _sees),
    Act.USE: ("view_article", _may_use),
    Act.ADD: ("add_article", _sees),
    Act.CHANGE: ("change_article", _works_on),
    Act.RESTORE: ("change_article", _works_on),
    Act.SUBMIT: ("change_article", _works_on),
    Act.TRASH: ("change_article", _works_on),
    Act.UNTRASH: ("change_article", _works_on),
    Act.APPROVE: ("approve_article", _sees),
    Act.RETURN: ("approve_article", _sees),
    Act.PUBLISH: ("publish_article", _may_publish),
    Act.UNSCHEDULE: ("publish_article", _sees),
    Act.CORRECT: ("publish_article", _sees),
    Act.WITHDRAW: ("publish_article", _sees),
    Act.REINSTATE: ("publish_article", _sees),
    Act.REFRESH: ("publish_article", _sees),
    Act.INSPECT: ("inspect_withdrawn", _sees),
    Act.HAND_OVER: ("hand_over_article", _sees),
}
"""The right (one of several) that an act on an article takes, and what must be true of the article. Nobody deletes one:
there is the trash."""


def _may_photo(user: Somebody, act: Act, model: type[Model], photo: Any) -> bool:
    """Everybody at the desk chooses from all photos; described and deleted they are by who added them, and by the
    photo desk."""
    if not _holds(user, act, model):
        return False
    if photo is None or act not in (Act.CHANGE, Act.DELETE) or user.has_perm("articles.change_any_photo"):
        return True
    return photo.created_by_id is not None and photo.created_by_id == user.pk


def _may_account(user: Somebody, act: Act, model: type[Model], account: Any) -> bool:
    """Nobody touches an account that may do more than they themselves, deletes their own, or gives themselves a role."""
    if act == Act.ASSIGN_ROLES:
        if not user.has_perm("articles.assign_roles"):
            return False
    elif not _holds(user, act, model):
        return False
    if account is None or act == Act.SEE:
        return True
    if act in (Act.DELETE, Act.ASSIGN_ROLES) and account.pk == user.pk and not user.is_superuser:
        return False
    return user.is_superuser or not (account.is_superuser or exceeds(account, user))


def exceeds(account: User, user: Somebody) -> bool:
    """Holds the account a right that the user does not?"""
    return account.pk != user.pk and not account.get_all_permissions() <= user.get_all_permissions()


def _may_group(user: Somebody, act: Act, model: type[Model], group: Any) -> bool:
    """A group is put together by administrators alone; who gives roles gives such as hold nothing beyond their own."""
    if act != Act.USE:
        return _holds(user, act, model) and (act == Act.SEE or user.is_superuser)
    if not user.has_perm("articles.assign_roles"):
        return False
    if group is None or user.is_superuser:
        return True
    rights = group.permissions.values_list("content_type__app_label", "codename")
    return {f"{label}.{codename}" for label, codename in rights} <= user.get_all_permissions()


_RULES: dict[type[Model], Callable[[Any, Act, type[Model], Any], bool]] = {
    Article: _may_article,
    Photo: _may_photo,
    User: _may_account,
    Group: _may_group,
}
