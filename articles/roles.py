"""The five roles of the house, and the rights that each holds.

A role is a group whose rights are written here: every `migrate` makes the groups and sets their rights to these, also
for plug-ins that were installed meanwhile. A house that wants other rights makes groups of its own beside them.
"""

from typing import Any

from django.apps import apps as all_apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import plugins


class Role(models.TextChoices):
    """The value is the group's name in the database."""

    REPORTER = "reporter", _("Reporter")
    EDITOR = "editor", _("Editor")
    PUBLISHER = "publisher", _("Publisher")
    PHOTO_DESK = "photo desk", _("Photo desk")
    MANAGING_EDITOR = "managing editor", _("Managing editor")


ALL = "add change delete view"
WRITE = "add change view"

# By model of this app: verbs, as in Django's permissions. Names with an underscore are permissions of the model's own.
READING = dict.fromkeys(["section", "author", "source", "abbreviation"], "view")
REPORTER = {
    "article": WRITE,
    "byline": ALL,
    "relatedstory": ALL,
    "photo": WRITE,
    "tag": "add view",
    **READING,
}
LEDGER = dict.fromkeys(
    "articleslug correction edition importedpage logentry publicchange revision withdrawal redirect".split(),
    "view",
)
EDITOR = {
    **REPORTER,
    **LEDGER,
    "placement": "view",
    **dict.fromkeys(["tag", "author", "source", "abbreviation"], WRITE),
    "article": f"{WRITE} see_any_article change_any_article approve_article",
    "photo": f"{WRITE} change_any_photo",
}
PUBLISHER = {
    **EDITOR,
    "article": f"{EDITOR['article']} publish_article inspect_withdrawn",
    "section": WRITE,
    "redirect": ALL,
    "placement": ALL,
}
PHOTO_DESK = {
    "article": "view see_any_article",
    "byline": "view",
    "relatedstory": "view",
    "photo": f"{ALL} change_any_photo",
    "tag": "view",
    **READING,
}

RIGHTS: dict[Role, dict[str, str]] = {
    Role.REPORTER: REPORTER,
    Role.EDITOR: EDITOR,
    Role.PUBLISHER: PUBLISHER,
    Role.PHOTO_DESK: PHOTO_DESK,
}
"""The managing editor is not among them: they hold everything but what follows."""
ADMINISTRATORS_ONLY = {"articles.delete_user", "articles.delete_article", "articles.delete_logentry"}

BLOCK_VERBS = {
    Role.REPORTER: ALL,
    Role.EDITOR: ALL,
    Role.PUBLISHER: ALL,
    Role.PHOTO_DESK: "view",
}
"""On every block type, plug-ins' too."""
GUEST_VERBS = {Role.EDITOR: "view", Role.PUBLISHER: "view change"}
"""On the other tables of plug-ins."""


def rights_of(role: Role, every: set[str]) -> set[str]:
    """The permissions (`app.codename`) that the role holds, of all that there are."""
    guests = guest_labels()
    if role == Role.MANAGING_EDITOR:
        own = {name for name in every if name.split(".")[0] in {"articles", *guests}}
        return (own | {"auth.view_group"}) - ADMINISTRATORS_ONLY
    blocks = {(block._meta.app_label, block._meta.model_name) for block in plugins.blocks().values()}
    held = {
        f"articles.{verb if '_' in verb else f'{verb}_{model}'}"
        for model, verbs in RIGHTS[role].items()
        for verb in verbs.split()
    }
    for label, model in blocks:
        held |= {f"{label}.{verb}_{model}" for verb in BLOCK_VERBS[role].split()}
    for label in guests:
        for guest in all_apps.get_app_config(label).get_models():
            if (label, guest._meta.model_name) not in blocks:
                held |= {
                    f"{label}.{verb}_{guest._meta.model_name}" for verb in GUEST_VERBS.get(role, "").split()
                }
    return held & every


def guest_labels() -> set[str]:
    """The app labels of the plug-ins that are installed."""
    return {config.label for config in all_apps.get_app_configs() if config.name in settings.NEWSROOM_PLUGINS}


def set_up_roles(using: str, apps: Any = all_apps, **signal: Any) -> None:
    """Makes the roles' groups and gives them their rights, no fewer and no more. Runs after every `migrate`."""
    try:
        Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    except LookupError:
        return
    ids = {
        f"{label}.{codename}": pk
        for pk, label, codename in Permission.objects.using(using).values_list(
            "pk", "content_type__app_label", "codename"
        )
    }
    groups = Group.objects.using(using)
    groups.bulk_create([Group(name=role.value) for role in Role], ignore_conflicts=True)
    held = Group.permissions.through.objects.using(using)
    for group in groups.filter(name__in=Role.values):
        wanted = {ids[name] for name in rights_of(Role(group.name), set(ids))}
        now = set(held.filter(group_id=group.pk).values_list("permission_id", flat=True))
        held.filter(group_id=group.pk, permission_id__in=now - wanted).delete()
        held.bulk_create([held.model(group_id=group.pk, permission_id=right) for right in wanted - now])
