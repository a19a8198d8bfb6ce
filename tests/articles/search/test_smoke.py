import pytest
from django.utils import timezone

from articles import search
from articles.models import Abbreviation
from tests.factories import make_article


@pytest.mark.django_db
def test_smoke(db):
    Abbreviation.objects.create(short="TTHC", expansion="thủ tục hành chính")
    a = make_article("Hà Nội cải cách TTHC", "Ông Hoà nói về 42/2022/NĐ-CP và 9.000 hồ sơ KT-XH. hoa hồng")
    b = make_article("Giảm thủ tục hành chính", "Hoa hồng ở ha noi")

    def ids(q, **k):
        return [h.card["id"] for h in search.find(q, now=timezone.now(), **k).hits]

    for rel in (False, True):
        assert ids("ha noi", by_relevance=rel) == ([b.pk, a.pk] if not rel else [a.pk, b.pk])
        assert ids("Hà Nội", by_relevance=rel) == [a.pk, b.pk]
        assert ids("hà nôi", by_relevance=rel)
        assert (
            set(ids("TTHC"))
            == {a.pk, b.pk}
            == set(ids("thu tuc hanh chinh"))
            == set(ids('"thủ tục hành chính"'))
        )
        assert ids("hòa")[0] == a.pk
        assert ids("hòa -hoa", by_relevance=rel) == []
        assert ids("hoa -hòa", by_relevance=rel) == [b.pk]
        assert (
            ids('"42/2022"', by_relevance=rel)
            == [a.pk]
            == ids("42/2022/NĐ-CP")
            == ids("9000")
            == ids("9.000")
            == ids("KTXH")
            == ids("kt-xh")
        )
        assert set(ids("-TTHC", by_relevance=rel)) == {b.pk}
        assert ids('"', by_relevance=rel) == []
    f = search.find("ha noi", now=timezone.now())
    print(f)
    assert f.suggestion == "Hà Nội"
    f1 = search.find("hà nội", now=timezone.now(), page_size=1)
    f2 = search.find("hà nội", now=timezone.now(), page_size=1, cursor=f1.next)
    assert [h.card["id"] for h in f2.hits] == [b.pk] and not f2.next
    f3 = search.find("hà nội", now=timezone.now(), page_size=1, cursor=f2.previous)
    assert [h.card["id"] for h in f3.hits] == [a.pk] and f3.next and not f3.previous
