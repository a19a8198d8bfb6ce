from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.publishing import withdraw
from tests.articles.api.site import make_site


def test_x(db, api, noon, time_machine):
    site = make_site()
    time_machine.shift(120)
    withdraw(site.others[1], by=None, reason="Sai <b>")
    time_machine.shift(120)
    slug = site.article.slug
    for p in [
        "/feeds/latest.rss",
        "/feeds/latest.atom",
        "/feeds/latest.json",
        "/feeds/chinh-tri.rss",
        "/feeds/tin-tuc.atom",
        "/feeds/quoc-hoi.json",
        "/sitemap.xml",
        "/sitemaps/0.xml",
        "/news-sitemap.xml",
        "/robots.txt",
        f"/articles/{site.article.pk}/{slug}/text/",
        f"/articles/{site.article.pk}/x/text/",
        f"/articles/{site.others[1].pk}/x/text/",
        "/feeds/x.rss",
    ]:
        with CaptureQueriesContext(connection) as q:
            r = api.get(p)
        print("=====", p, r.status_code, len(q))
        print(r.headers)
        print(r.content.decode()[:3000])
        if r.status_code == 200:
            assert api.get(p, headers={"if-none-match": r["ETag"]}).status_code == 304
            if "Last-Modified" in r.headers:
                x = api.get(p, headers={"if-modified-since": r["Last-Modified"]})
                assert x.status_code == 304
                print(x.headers)
