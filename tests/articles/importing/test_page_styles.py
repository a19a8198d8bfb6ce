"""One article in the markup of many sites, drawn by lot from a fixed seed: it must come out the same from each."""

import random

import pytest

from articles.importing import Heading, PhotoLine, read_page
from articles.importing.page import Paragraph

TITLE = "Xã Tân Lập đưa chợ phiên về trung tâm cụm xã"
LEAD = "Chợ phiên mới rộng 3.000 m² có mái che, nước sạch và khu bán nông sản riêng, thu hút người dân bốn xã lân cận."
TEXT = (
    "Chợ họp vào thứ bảy hằng tuần, từ 5 giờ sáng đến 11 giờ trưa, có 120 hộ đăng ký bán hàng.",
    "Bà Lý Thị Máy, thôn Nà Pồng, bán măng khô và mật ong rừng, mỗi phiên thu hơn một triệu đồng.",
)
CAPTION = "Chợ phiên Tân Lập. Ảnh: Hà Mi"
TITLES = """<h1>{}</h1>|<h2 class="title">{}</h2>|<h3 class="news-title">{}</h3>|<p class="tieude">{}</p>|<div class="news_title"><span>{}</span></div>|
<span class="ArticleTitle">{}</span>|<div class="detail-header"><h4>{}</h4></div>|<p style="font-size:20px"><strong>{}</strong></p>|<div id="ctl00_lblTitle"><b>{}</b></div>|
<span id="lblTitle" class="news-title">{}</span>|
<font size="4" color="#cc0000"><b>{}</b></font><br>"""
DATES = """<div class="date">Thứ ba, 14/03/2023 09:20</div>|<p class="meta">Ngày đăng: 14/03/2023 09:20 - Lượt xem: 55</p>|<div>(14/03/2023 09:20)</div>|
<div class="post-meta"><ul><li>14/03/2023 09:20</li><li>55 lượt xem</li></ul></div>|<p><em>Cập nhật: 09:20 14/03/2023</em></p>|
<table><tr><td>Thứ ba - 14/03/2023 09:20</td><td align="right"><a>In ra</a></td></tr></table>|<p><span class="day">14/03/2023</span> <span class="time">09:20</span></p>|
<div class="box-date"><span>Thứ Ba 14/03/2023</span><span>09:20</span></div>|
<time datetime="2023-03-14T09:20:00+07:00" itemprop="datePublished">14/03/2023 09:20</time>|
<span class="date">Thứ ba, 14/03/2023 09:20</span>"""
TOOLS = """|<div class="tools"><a>In trang</a> <a>Gửi email</a></div>|<div>Từ viết tắt Xem với cỡ chữ</div>|<ul class="list-inline"><li>Chia sẻ</li><li>Zalo</li></ul>|
<div class="audio-player"><span>Nghe bài viết</span><audio src="a.mp3"></audio></div>|
<div class="tool">Từ viết tắt Xem với cỡ chữ <img src="/up.gif"><img src="/down.gif"></div>|
<div>Từ viết tắt Xem với cỡ chữ <img src="/up.gif"><img src="/down.gif"></div>"""
LEADS = """<p class="sapo">{}</p>|<div class="summary"><p>{}</p></div>|<p><strong>{}</strong></p>|<h2 class="sapo">{}</h2>|<div class="hometext">{}</div>|<p>{}</p>|<h3>{}</h3>|
<div style="font-weight:bold">{}</div>|
<div class="summary">{}<ul class="rel"><li><a href="/r1">Chợ đêm thành phố mở cửa trở lại</a></li></ul></div>|
<h4 class="excerpt"><em>{}</em></h4>|
<p>{}</p><ul><li><a href="/r1">Chợ đêm thành phố mở cửa trở lại</a></li></ul>"""
PICTURES = """<figure><img src="a.jpg"><figcaption>{}</figcaption></figure>|<p style="text-align:center"><img src="a.jpg"></p><p style="text-align:center"><em>{}</em></p>|
<table align="center"><tr><td><img src="a.jpg"></td></tr><tr><td>{}</td></tr></table>|<center><img src="a.jpg"><br>{}</center>|
<p><img src="a.jpg"></p><p class="caption">{}</p>|<div class="box"><img src="a.jpg"><div class="caption">Chợ phiên Tân Lập.<span class="by">Ảnh: Hà Mi</span></div></div>|
<div class="VCSortableInPreviewMode" type="Photo"><div><img src="a.jpg" alt="Chợ phiên - Ảnh 1."></div><div class="PhotoCMS_Caption"><p>{}</p></div></div>|
<figure><picture><source srcset="a.webp"><img src="a.jpg"></picture><figcaption><p>Chợ phiên Tân Lập.</p><p class="author">Ảnh: Hà Mi</p></figcaption></figure>|
<center><a href="a.jpg"><img src="a.jpg"></a><br><font size="2"><i>{}</i></font></center>"""
HEADS = """<h2>{}</h2>|<h3><em>{}</em></h3>|<p><strong>{}</strong></p>|<div><b>{}</b></div>|<p><span style="font-weight:bold">{}</span></p>"""
BODIES = """<div class="content">{}</div>|<div class="entry-content">{}</div>|<div class="noidung">{}</div>|{}|<div class="ck-content">{}</div>|<section class="text">{}</section>"""
AUTHORS = """<p style="text-align:right"><strong>Hà Mi</strong></p>|<div class="author">Hà Mi</div>|<p>Tác giả: Hà Mi</p>|<div style="text-align:right"><b>Tin, ảnh: Hà Mi</b></div>|<p>Hà Mi</p>|
<div class="author-info"><img src="/av.jpg" class="avatar"><span class="name">Hà Mi</span></div>"""
SOURCES = """|<p class="source">Nguồn: Báo Cao Bằng</p>|<p align="right"><i>Theo Báo Cao Bằng</i></p>|<div class="nguon">Nguồn tin: Báo Cao Bằng</div>|
<div class="article-source"><span>Nguồn:</span> <a href="https://baocaobang.example.vn">Báo Cao Bằng</a></div>"""
TAILS = """|<div class="related"><h3>Tin liên quan</h3><ul><li><a href="/1">Chợ đêm thành phố</a> (10/03/2023)</li></ul></div>|<div><b>Các tin khác</b><br><a href="/1">Chợ đêm thành phố</a></div>|
<div class="rating">Đánh giá <span>(Di chuột vào ngôi sao để chọn điểm)</span></div>|
<h4>Tin cùng chuyên mục</h4><div class="row"><a href="/1">Chợ đêm thành phố</a><p>Phố đi bộ mở cửa trở lại, đông khách hơn năm trước nhiều.</p></div>|
<div>Tìm theo ngày : <input></div><div>Đánh giá <span>(Di chuột vào ngôi sao để chọn điểm)</span></div>|
<ul><li>Tags:</li><li><a>chợ phiên</a></li><li><a>Tân Lập</a></li></ul>"""
FRAMES = """<header><nav><a href="/">Trang chủ</a><a href="/t">Tin tức</a></nav></header><main><div class="breadcrumb"><a href="/">Trang chủ</a> / <a href="/t">Tin tức</a></div>{}</main><footer>© 2023</footer>|
<table width="100%"><tr><td><a href="/">Trang chủ</a></td></tr><tr><td>{}</td></tr></table>|
<div id="top">Thứ năm, 16/03/2023</div><div id="left"><ul><li><a href="/a">Giới thiệu</a></li></ul></div><div id="center">{}</div><div id="right"><h3>Thông báo</h3><a href="/c">Lịch tiếp dân</a></div>|
<div class="top-bar">Thứ năm, 26/11/2026</div><div class="row"><article>{}</article><div class="sidebar"><h4>Đọc nhiều</h4><a>Giá cam tăng</a></div></div>"""
NAMES = f"{TITLE}|Chi tiết tin|{TITLE} - Cổng TTĐT xã"
SEED = 20_230_314


def drawn(lot: random.Random, choices: str) -> str:
    return lot.choice(choices.replace("\n", "").split("|"))


@pytest.mark.parametrize("number", range(60))
def test_the_same_article_from_every_site(number: int) -> None:
    lot = random.Random(SEED + number)
    lead = drawn(lot, LEADS).format(LEAD)
    source = drawn(lot, SOURCES)
    ending = drawn(lot, AUTHORS) + source
    picture, heading = drawn(lot, PICTURES).format(CAPTION), drawn(lot, HEADS).format("Hàng quê về chợ")
    inner = f"<p>{TEXT[0]}</p>{picture}{heading}<p>{TEXT[1]}</p>"
    within = lot.random() < 0.5
    body = drawn(lot, BODIES).format(inner + (ending if within else "")) + ("" if within else ending)
    top = drawn(lot, TITLES).format(TITLE) + drawn(lot, DATES) + drawn(lot, TOOLS)
    page = drawn(lot, FRAMES).format(top + lead + body + drawn(lot, TAILS))
    html = f"<!DOCTYPE html><html><head><title>{drawn(lot, NAMES)}</title></head><body>{page}</body></html>"

    read = read_page(html.encode())
    assert read.headline == TITLE
    assert read.published_at is not None
    assert read.published_at.isoformat() == "2023-03-14T09:20:00+07:00"
    assert read.lead == LEAD
    assert [author.name for author in read.authors] == ["Hà Mi"]
    assert (read.source.name if read.source else "") == ("Báo Cao Bằng" if source else "")
    assert [type(block) for block in read.blocks] == [Paragraph, PhotoLine, Heading, Paragraph]
    first, photo, _head, last = read.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(photo, PhotoLine)
    assert isinstance(last, Paragraph)
    assert (first.text, last.text) == TEXT
    assert (photo.caption, photo.credit) == ("Chợ phiên Tân Lập.", "Hà Mi")
