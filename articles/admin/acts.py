"""The acts of the publishing page: what each asks for, and which of them make sense now."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.translation import gettext_lazy as _

from .. import publishing
from ..models import Article, State, User
from ..publishing import Pending
from .standing import Standing

PENDING = [(Pending.CANCEL, _("cancel it")), (Pending.KEEP, _("keep it"))]


class ActForm(forms.Form):
    """What an act asks for. Questions that do not arise now are left out."""

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if standing.upcoming is None:
            self.fields.pop("pending", None)
        if standing.withdrawal is None:
            self.fields.pop("end_withdrawal", None)


class MinuteField(forms.SplitDateTimeField):
    """A local day and time."""

    widget = AdminSplitDateTime


class PublishForm(ActForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    at = MinuteField(label=_("publish at"), required=False, help_text=_("Empty: now."))
    until = MinuteField(label=_("take down at"), required=False, help_text=_("Empty: never."))
    reason = forms.CharField(label=_("what is new"), max_length=500, required=False)
    pending = forms.ChoiceField(
        label=_("the scheduled edition"), choices=PENDING, widget=forms.RadioSelect, required=False
    )
    end_withdrawal = forms.BooleanField(label=_("this ends the withdrawal"), required=False)


class CorrectForm(ActForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    wrong = forms.CharField(
        label=_("what was wrong"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    right = forms.CharField(
        label=_("what is right"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    decided_by = forms.CharField(label=_("decided by"), max_length=200)
    published_at = MinuteField(
        label=_("date on the page"), required=False, help_text=_("Only when the date itself was wrong.")
    )
    pending = forms.ChoiceField(
        label=_("the scheduled edition"), choices=PENDING, widget=forms.RadioSelect, required=False
    )


class WithdrawForm(ActForm):
    reason = forms.CharField(label=_("reason, shown to readers"), max_length=500)
    decided_by = forms.CharField(label=_("decided by"), max_length=200, required=False)
    pending = forms.ChoiceField(
        label=_("the scheduled edition"), choices=PENDING, widget=forms.RadioSelect, required=False
    )


class RestoreForm(ActForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its name, what the button says, its form, and how it is done with the form's data."""

    name: str
    label: Any
    do: Callable[..., object]
    form: type[ActForm] = ActForm
    help: Any = ""


def _with_pending(act: Callable[..., object]) -> Callable[..., object]:
    def do(article: Article, by: User | None, pending: str = "", **data: Any) -> object:
        return act(article, by=by, pending=Pending(pending) if pending else None, **data)

    return do


def _to_state(state: State) -> Callable[..., object]:
    return lambda article, by: publishing.set_state(article, state, by=by)


ACTS = [
    Act("submit", _("Submit for review"), _to_state(State.IN_REVIEW)),
    Act("approve", _("Approve"), _to_state(State.APPROVED)),
    Act("return", _("Back to draft"), _to_state(State.DRAFT)),
    Act("publish", _("Publish"), _with_pending(publishing.publish), PublishForm),
    Act("unschedule", _("Cancel the schedule"), lambda article, by: publishing.unschedule(article, by=by)),
    Act(
        "correct", _("Correct"), _with_pending(publishing.correct), CorrectForm,
        help=_("Publishes the newest version with a note of what was wrong and what is right."),
    ),
    Act(
        "withdraw", _("Withdraw"), _with_pending(publishing.withdraw), WithdrawForm,
        help=_("Takes the article down. Readers see the reason; the text stays here."),
    ),
    Act("reinstate", _("Reinstate"), lambda article, by: publishing.reinstate(article, by=by)),
    Act(
        "refresh", _("Render again"), lambda article, by: publishing.refresh(article, by=by),
        help=_("After a credit or a dictionary entry was changed."),
    ),
    Act(
        "restore", _("Restore"), lambda article, by, **data: publishing.restore_revision(article, by=by, **data),
        RestoreForm,
    ),
    Act("trash", _("Move to the trash"), lambda article, by: publishing.trash(article, by=by)),
    Act("untrash", _("Take out of the trash"), lambda article, by: publishing.untrash(article, by=by)),
]  # fmt: skip


def open_acts(article: Article, standing: Standing) -> list[Act]:
    """The acts that make sense now; the rest is hidden, and refused by the acts themselves."""
    if article.trashed_at:
        return [act for act in ACTS if act.name == "untrash"]
    names = {"publish"} | {
        State.DRAFT: {"submit"},
        State.IN_REVIEW: {"approve", "return"},
        State.APPROVED: {"return"},
    }[State(article.state)]
    names |= {"correct", "withdraw", "refresh"} if standing.public else set()
    names |= {"unschedule"} if standing.upcoming else set()
    names |= {"reinstate"} if standing.withdrawal else set()
    names |= set() if standing.was_published else {"trash"}
    return [act for act in ACTS if act.name in names]
