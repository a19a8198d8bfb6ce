"""Publishing names every photo that may not be shown, also within a gallery, and says why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.publishing import NotPublishable, publish
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db


def test_each_photo_is_named_with_its_fault() -> None:
    bare = make_photo(caption="Chợ sớm", credit=" ", alt="")
    ended = make_photo(caption="Phố cổ", licence_expires=timezone.localdate() - timedelta(days=1))
    fine = make_photo(caption="Đồi xanh")
    items = [{"photo": photo.pk, "caption": ""} for photo in (bare, ended, fine)]
    article = make_article(
        publish=False, blocks=[{"type": "gallery", "data": {"caption": "", "items": items}}]
    )
    with pytest.raises(NotPublishable) as caught:
        publish(article, by=None)
    told = "\n".join(str(fault) for fault in caught.value.faults)
    assert f"{bare.pk} “Chợ sớm”" in told
    assert f"{ended.pk} “Phố cổ”" in told
    assert "Đồi xanh" not in told
    assert {fault.field for fault in caught.value.faults} == {"credit", "licence_expires"}


@pytest.mark.parametrize(
    ("file", "fields", "faults"),
    [
        (b"", {"alt": ""}, set()),
        (b"file", {"alt": ""}, {"alt"}),
        (b"file", {"alt": "", "decorative": True}, set()),
        (b"file", {"alt": "Chợ"}, set()),
    ],
    ids=["awaited", "no alt", "decorative", "alt"],
)
def test_alternative_text_is_asked_for_once_the_file_is_there(
    file: bytes, fields: dict[str, object], faults: set[str]
) -> None:
    photo = make_photo(**fields)
    if file:
        photo.file = "photos/there.jpg"
        photo.save()
    article = make_article(publish=False, photo=photo.pk)
    try:
        publish(article, by=None)
        found = set()
    except NotPublishable as error:
        found = {fault.field for fault in error.faults}
    assert found == faults
