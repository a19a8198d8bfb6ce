"""Pages of our own writing, as files in a folder, and the importer that reads them."""

import hashlib
from io import BytesIO
from pathlib import Path

from PIL import Image

from articles.importing import read_page
from articles.importing.drafting import Importer, Outcome
from articles.models import Section

TEXT_PAGE = """Quảng Trị: Mở rộng bến thuyền du lịch

Thứ sáu,\u00a007/05/2021 09:40
Từ viết tắt Xem với cỡ chữ

Tỉnh Quảng Trị sẽ mở rộng bến thuyền du lịch trên sông Hiếu, thêm hai cầu tàu và một nhà chờ cho khách bộ hành, hoàn thành trước mùa hè sang năm.

Lãnh đạo tỉnh khảo sát bến thuyền. Ảnh: Lệ Thu

Sáng 6/5, đoàn công tác của tỉnh đã khảo sát bến thuyền và nghe đơn vị tư vấn trình bày ba phương án mở rộng.

Nhà chờ có mái che

Theo phương án được chọn, nhà chờ rộng 400 m², có mái che, lối đi cho xe lăn và bảng chỉ dẫn bằng hai thứ tiếng.

Ảnh: Lệ Thu

Bến thuyền phải an toàn trong mùa lũ

Lãnh đạo tỉnh đề nghị tính kỹ mực nước lũ 50 năm gần đây: cầu tàu phải nổi được, nhà chờ phải cao hơn mặt đường.

Nguồn: Quangtri.gov.vn

Tìm theo ngày :

Đánh giá

(Di chuột vào ngôi sao để chọn điểm)"""

HTML_PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Chợ nổi có bến mới</title>
<link rel="canonical" href="https://cu.example.vn/tin/cho-noi-co-ben-moi-77.html"></head><body><article>
<h1>Chợ nổi có bến mới</h1><time>Thứ hai, 03/04/2023 08:05</time>
<p class="sapo">Bến mới dài 120 m giúp ghe của bà con neo đậu an toàn, du khách lên xuống thuận tiện hơn trước.</p>
<figure><img src="anh/cho.png" alt="Ghe bán trái cây"><figcaption>Chợ nổi lúc sáng sớm. Ảnh: Minh Đức</figcaption></figure>
<p>Bến được xây trong tám tháng. Xem <a href="https://cu.example.vn/tin/khoi-cong.html">lễ khởi công</a>.</p>
<div class="related"><a href="/tin/cho-cu.html">Chợ cũ thành công viên</a></div>
<h2>Ghe neo an toàn</h2>
<ul><li>Hai mươi chỗ neo</li><li>Bốn bậc lên bờ</li></ul>
<table><tr><th>Hạng mục</th><th>Số</th></tr><tr><td>Chỗ neo</td><td>20</td></tr></table>
<p>Bà con mong có thêm đèn chiếu sáng vào ban đêm.</p>
<p>Từ khóa: chợ nổi, du lịch</p><p>Nguồn: Baoapbac.vn</p></article></body></html>"""


def png(colour: tuple[int, int, int] = (20, 90, 160)) -> bytes:
    content = BytesIO()
    Image.new("RGB", (64, 48), colour).save(content, "PNG")
    return content.getvalue()


def save(folder: Path, text: str = TEXT_PAGE, name: str = "page.txt") -> Path:
    """The page as a file; folders on the way are made."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def save_html(
    folder: Path, text: str = HTML_PAGE, name: str = "page.html", picture: bytes | None = None
) -> Path:
    """The page with its picture beside it."""
    path = save(folder, text, name)
    (folder / "anh").mkdir(exist_ok=True)
    (folder / "anh" / "cho.png").write_bytes(png() if picture is None else picture)
    return path


def import_file(path: Path, *, publish: bool = False, address: str = "") -> Outcome:
    """One page as the command imports it, into the section for news."""
    section = Section.objects.get_or_create(slug="tin-tuc", defaults={"name": "Tin tức"})[0]
    return Importer(section, publish=publish).lay(read_page(path.read_bytes(), address=address), path)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
