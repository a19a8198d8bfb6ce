"""The acts of the publishing page: what each asks for, and which of them make sense now."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
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


class DayAndTime(AdminSplitDateTime):
    """The admin's two fields, each with a name of its own for those who do not see the words beside them."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs)
        for widget, name in zip(self.widgets, (_("day"), _("time of day")), strict=True):
            widget.attrs["aria-label"] = name


class MinuteField(forms.SplitDateTimeField):
    """A local day and time. A time that the clocks jump over, or strike twice, is refused with a hint."""

    widget = DayAndTime

    def compress(self, data_list: Any) -> Any:
        try:
            return super().compress(data_list)
        except ValidationError as error:
            if not (data_list and all(data_list)):
                raise
            raise ValidationError(
                _(
                    "On that day the clocks are changed and this time does not exist, or exists twice: choose another."
                ),
                code="clock",
            ) from error


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


class StepForm(ActForm):
    """A step of a draft on its way, of the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("note"), max_length=500, required=False)


class ReturnForm(StepForm):
    note = forms.CharField(
        label=_("comment for the reporter"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500,
        help_text=_("What is to be done. They see it on their home page, and get it by mail where that is set up."),
    )  # fmt: skip


class HandOverForm(ActForm):
    to = forms.ModelChoiceField(
        User.objects.filter(is_active=True, is_staff=True).order_by("username"),
        label=_("to"),
        empty_label=None,
    )
    note = forms.CharField(label=_("note"), max_length=500, required=False)


class RestoreForm(ActForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its name, what the button says, its form, and how it is done with the form's data.

    Who may do it is asked by its name (`may`). A `rare` one is folded away on the page.
    """

    name: str
    label: Any
    do: Callable[..., object]
    form: type[ActForm] = ActForm
    help: Any = ""
    rare: bool = False

    @property
    def is_step(self) -> bool:
        return issubclass(self.form, StepForm)


def _with_pending(act: Callable[..., object]) -> Callable[..., object]:
    def do(article: Article, by: User | None, pending: str = "", **data: Any) -> object:
        return act(article, by=by, pending=Pending(pending) if pending else None, **data)

    return do


def _to_state(state: State) -> Callable[..., object]:
    def do(article: Article, by: User | None, version: int, note: str = "") -> None:
        publishing.set_state(article, state, by=by, note=note)

    return do


ACTS = [
    Act("submit", _("Submit for review"), _to_state(State.IN_REVIEW), StepForm,
        help=_("From now on the editors work on it; you change it again when it comes back.")),
    Act("approve", _("Approve"), _to_state(State.APPROVED), StepForm),
    Act("publish", _("Publish"), _with_pending(publishing.publish), PublishForm),
    Act("return", _("Return"), _to_state(State.DRAFT), ReturnForm),
    Act("unschedule", _("Cancel the schedule"), lambda article, by: publishing.unschedule(article, by=by)),
    Act("reinstate", _("Reinstate"), lambda article, by: publishing.reinstate(article, by=by),
        help=_("Readers see the withdrawn text again, as it was.")),
    Act(
        "correct", _("Correct"), _with_pending(publishing.correct), CorrectForm, rare=True,
        help=_("Publishes the newest version with a note of what was wrong and what is right."),
    ),
    Act(
        "withdraw", _("Withdraw"), _with_pending(publishing.withdraw), WithdrawForm, rare=True,
        help=_("Takes the article down. Readers see the reason; the text stays here for inspection."),
    ),
    Act(
        "refresh", _("Render again"), lambda article, by: publishing.refresh(article, by=by), rare=True,
        help=_("After a credit or a dictionary entry was changed."),
    ),
    Act(
        "restore", _("Restore"), lambda article, by, **data: publishing.restore_revision(article, by=by, **data),
        RestoreForm,
    ),
    Act("hand_over", _("Hand over"), lambda article, by, **data: publishing.hand_over(article, by=by, **data),
        HandOverForm, rare=True, help=_("The article becomes somebody else's own.")),
    Act("trash", _("Move to the trash"), lambda article, by: publishing.trash(article, by=by), rare=True),
    Act("untrash", _("Take out of the trash"), lambda article, by: publishing.untrash(article, by=by)),
]  # fmt: skip


def open_acts(article: Article, standing: Standing) -> list[Act]:
    """The acts that make sense now; the rest is hidden, and refused by the acts themselves."""
    if article.trashed_at:
        return [act for act in ACTS if act.name == "untrash"]
    names = {"publish", "hand_over"} | {
        State.DRAFT: {"submit"},
        State.IN_REVIEW: {"approve", "return"},
        State.APPROVED: {"return"},
    }[State(article.state)]
    names |= {"correct", "withdraw", "refresh"} if standing.public else set()
    names |= {"unschedule"} if standing.upcoming else set()
    names |= {"reinstate"} if standing.withdrawal else set()
    names |= set() if standing.was_published else {"trash"}
    return [act for act in ACTS if act.name in names]
