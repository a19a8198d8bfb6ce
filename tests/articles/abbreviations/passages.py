"""Passages in newsroom Vietnamese, each with the short forms that are read in it and what they stand for.

A passage is `(text, expected)`. `expected` maps each short form that must be expanded to its expansion; None says that
it must be left alone, whatever else is in the dictionary. What `expected` does not name must not be expanded at all.
A short form that stands for two things in one passage has a tuple.
"""

Expected = dict[str, str | tuple[str, ...] | None]

UBND, HĐND, TTHC = "Ủy ban nhân dân", "Hội đồng nhân dân", "thủ tục hành chính"
TP = "thành phố"

PASSAGES: list[tuple[str, Expected]] = [
    # One meaning.
    ("Sáng 12/3, UBND tỉnh Tân Giang họp bàn việc rút ngắn TTHC về đất đai.", {"UBND": UBND, "TTHC": TTHC}),
    ("Kỳ họp thứ mười của HĐND xã thông qua năm nghị quyết.", {"HĐND": HĐND}),
    (
        "Các ban của HĐND, UBND, MTTQ cùng giám sát việc thu phí.",
        {"HĐND": HĐND, "UBND": UBND, "MTTQ": "Mặt trận Tổ quốc"},
    ),
    ("Chỉ số PAR INDEX của tỉnh tăng ba bậc.", {"PAR INDEX": "Chỉ số cải cách hành chính"}),
    ("Người dân nộp phiếu LLTP qua mạng, không phải đến trụ sở.", {"LLTP": "lý lịch tư pháp"}),
    ("Xã còn 14 hộ nghèo thuộc diện DTTS.", {"DTTS": "dân tộc thiểu số"}),
    ("Toàn huyện có 27 HTX, trong đó chín HTX trồng chè.", {"HTX": "hợp tác xã"}),
    ("Lực lượng CSGT lập biên bản 40 trường hợp quá tải.", {"CSGT": "cảnh sát giao thông"}),
    ("Cán bộ TYT xã đến từng bản tiêm chủng.", {"TYT": "trạm y tế"}),
    ("Nhiệm vụ KT-XH sáu tháng đầu năm cơ bản hoàn thành.", {"KT-XH": "kinh tế - xã hội"}),
    ("Sở VH,TT&DL phối hợp tổ chức ngày hội.", {"VH,TT&DL": "văn hóa, thể thao và du lịch"}),
    ("Đại diện Sở LĐ-TB&XH trao quà cho các gia đình.", {"LĐ-TB&XH": "lao động, thương binh và xã hội"}),
    ("Theo WHO, tỷ lệ tiêm chủng của vùng đã vượt 95%.", {"WHO": "Tổ chức Y tế Thế giới"}),
    (
        "Vốn FDI vào các KCN đạt 300 triệu USD.",
        {"FDI": "đầu tư trực tiếp nước ngoài", "KCN": "khu công nghiệp", "USD": "đô la Mỹ"},
    ),
    ("Doanh thu quý hai đạt 12 tỷ VNĐ.", {"VNĐ": "đồng Việt Nam"}),
    ("Thành viên các nước ASEAN tham dự diễn đàn.", {"ASEAN": "Hiệp hội các quốc gia Đông Nam Á"}),
    ("Năng suất lúa đạt 6,2 tấn/ha, diện tích gieo cấy 1.200 ha.", {"ha": "héc-ta"}),
    ("Tuyến đường dài 14 km đi qua ba xã.", {"km": "ki-lô-mét"}),
    ("Các SDGs được lồng ghép vào chương trình của tỉnh.", {"SDGs": "mục tiêu phát triển bền vững"}),
    ("Hai bên ký MoU về đào tạo nhân lực.", {"MoU": "bản ghi nhớ hợp tác"}),
    ("Trao bằng khen cho 12 CCB tiêu biểu.", {"CCB": "cựu chiến binh"}),
    ("Công tác PCCC ở chợ trung tâm còn nhiều sơ hở.", {"PCCC": "phòng cháy, chữa cháy"}),
    ("Người dân đến bộ phận một cửa của UBND.", {"UBND": UBND}),
    ("Ủy viên T.Ư Đảng dự lễ khởi công.", {"T.Ư": "Trung ương"}),
    ("TTg yêu cầu các địa phương rà soát quỹ đất.", {"TTg": "Thủ tướng Chính phủ"}),
    # Definitions in the text.
    (
        "Tỉnh đẩy mạnh cải cách hành chính (CCHC). Kế hoạch CCHC gồm sáu nhóm việc.",
        {"CCHC": "cải cách hành chính"},
    ),
    ("Nhóm thủ tục hành chính (TTHC) về hộ tịch được rà lại.", {"TTHC": TTHC}),
    ("Chương trình nhà ở cho công nhân (NOCN) khởi động; NOCN có 300 căn.", {"NOCN": "nhà ở cho công nhân"}),
    ("NOXH (nhà ở xã hội) là nhu cầu lớn của công nhân.", {"NOXH": "nhà ở xã hội"}),
    (
        "Trung tâm Điều hành nước sạch (sau đây gọi tắt là TTĐHNS) có ba trạm. TTĐHNS trực đêm.",
        {"TTĐHNS": "Trung tâm Điều hành nước sạch"},
    ),
    ("Quỹ bảo trợ trẻ em, gọi tắt là QBTTE, do xã quản lý.", {"QBTTE": "Quỹ bảo trợ trẻ em"}),
    ("KPI (Key Performance Indicator) được giao đến từng phòng.", {"KPI": "Key Performance Indicator"}),
    (
        "Hợp tác với Cơ quan Phát triển Pháp (Agence Française de Développement - AFD) kéo dài ba năm. AFD cử hai chuyên gia.",
        {"AFD": "Agence Française de Développement"},
    ),
    ("Chỉ số giá tiêu dùng (CPI) tăng nhẹ; CPI quý này thấp hơn dự báo.", {"CPI": "chỉ số giá tiêu dùng"}),
    ("Ủy ban nhân dân tỉnh (UBND tỉnh) ban hành quy định. UBND tỉnh giao sở theo dõi.", {"UBND": UBND}),
    ("Tổ liên gia an toàn (TLGAT) là mô hình mới. Mỗi TLGAT có tám hộ.", {"TLGAT": "Tổ liên gia an toàn"}),
    ("Lý thuyết sức mua tương đương (PPP) được nhắc nhiều. Tính theo PPP, thu nhập cao hơn.", {"PPP": None}),
    ("CĐTTX là viết tắt của cụm từ “chuyển đổi tín chỉ xanh”.", {"CĐTTX": None}),
    ("TCX là viết tắt của tín chỉ xanh.", {"TCX": "tín chỉ xanh"}),
    (
        "Bộ Thông tin và Truyền thông (TT&TT) hướng dẫn. Sở TT&TT thực hiện.",
        {"TT&TT": "Thông tin và Truyền thông"},
    ),
    # Several meanings, told by the context.
    ("CT UBND xã trực tiếp xuống hiện trường.", {"CT": "chủ tịch", "UBND": UBND}),
    ("Xã triển khai CT mục tiêu quốc gia giảm nghèo.", {"CT": "chương trình"}),
    ("Bác sĩ TT Y tế huyện trực cả đêm.", {"TT": "trung tâm"}),
    ("Người dân TT Tam Đường góp ngày công làm đường.", {"TT": "thị trấn"}),
    ("Công ty CP Dược liệu Mường Lay đầu tư xưởng sấy.", {"CP": "cổ phần"}),
    ("Thủ tướng CP vừa ký quyết định hỗ trợ gạo.", {"CP": "Chính phủ"}),
    ("Đồng chí được bầu vào BCH Đảng bộ nhiệm kỳ mới.", {"BCH": "Ban Chấp hành"}),
    ("BCH PCTT xã kiểm tra các điểm sạt lở.", {"BCH": "Ban Chỉ huy", "PCTT": "phòng, chống thiên tai"}),
    ("Thông tư của BTC quy định mức thu lệ phí.", {"BTC": "Bộ Tài chính"}),
    ("BTC giải chạy trao huy chương cho 300 vận động viên.", {"BTC": "Ban Tổ chức"}),
    ("CQĐT Công an tỉnh khởi tố vụ án buôn lậu gỗ.", {"CQĐT": "cơ quan điều tra"}),
    ("Lộ trình xây dựng CQĐT gắn với chuyển đổi số.", {"CQĐT": "chính quyền điện tử"}),
    ("Ủy viên BTV Tỉnh ủy chủ trì buổi làm việc.", {"BTV": "Ban Thường vụ"}),
    ("Bài của phóng viên, BTV được tòa soạn chấm giải.", {"BTV": "biên tập viên"}),
    ("TP. Hà Nội và TP.Huế ký kết hợp tác du lịch.", {"TP.": TP}),
    (
        "TP. HCM mở thêm hai tuyến buýt; TP.HCM có 12 triệu dân.",
        {"TP. HCM": "Thành phố Hồ Chí Minh", "TP.HCM": "Thành phố Hồ Chí Minh"},
    ),
    ("Ban Bí thư và BCT đã cho ý kiến về đề án.", {"BCT": "Bộ Chính trị"}),
    ("GĐ Sở Tư pháp trả lời trước kỳ họp.", {"GĐ": "giám đốc"}),
    ("Kế hoạch đầu tư GĐ 2026-2030 được thông qua.", {"GĐ": "giai đoạn"}),
    ("TS Nguyễn Thị Hạnh trình bày tham luận.", {"TS": "tiến sĩ"}),
    ("Đoàn kiểm tra việc kê khai TS công của ba đơn vị.", {"TS": "tài sản"}),
    ("Trường TH và THCS Na Pheng có thêm bốn phòng học.", {"TH": "tiểu học", "THCS": "trung học cơ sở"}),
    ("Hai xe tải va chạm trên QL 6, đoạn qua bản Hin.", {"QL": "quốc lộ"}),
    ("Dự thảo về QL nhà nước đối với chợ đêm đang lấy ý kiến.", {"QL": "quản lý"}),
    ("Chi TX và chi đầu tư đều giảm.", {"TX": "thường xuyên"}),
    ("BV Đa khoa tỉnh tiếp nhận 30 ca cấp cứu.", {"BV": "bệnh viện"}),
    ("Tổ BV rừng đi tuần bốn ngày một tuần.", {"BV": "bảo vệ"}),
    ("Lạm phát được kiểm soát, CPI bình quân tăng 2,8%.", {"CPI": "chỉ số giá tiêu dùng"}),
    ("Tổ chức Minh bạch Quốc tế công bố điểm CPI của các nước.", {"CPI": "Chỉ số cảm nhận tham nhũng"}),
    # Left unresolved: the context does not tell.
    ("Theo TT, việc này sẽ làm sau Tết.", {"TT": None}),
    ("Anh Páo nói CT đã đồng ý.", {"CT": None}),
    ("Cổng đăng tải ý kiến của TTCP ngày hôm qua.", {"TTCP": None}),
    ("Đoàn có hai GV và một PV.", {"GV": None, "PV": None}),
    ("CLB bóng đá của xã thắng trận đầu.", {"CLB": None}),
    ("Mã chứng khoán XYZ tăng trần.", {"XYZ": None}),
    # Not read: numbers of documents, Roman numerals, credits, capitals, addresses, longer words.
    ("Thực hiện Nghị quyết số 39-NQ/TW và Nghị định 42/2022/NĐ-CP.", {}),
    ("Căn cứ 15/NQ-CP, Quyết định 1479/QĐ-TTg và Luật số 126/2025/QH15.", {}),
    ("Đại hội lần thứ XIII; Quốc hội khóa XV; chương CD.", {}),
    ("HÀ NỘI: TĂNG CƯỜNG LÃNH ĐẠO CCHC, RÀ SOÁT TTHC", {}),
    ("Lãnh đạo xã trao quà. Ảnh: VGP/Nhật Bắc", {}),
    ("Nguồn: TTXVN", {}),
    ("Xem tại https://dichvucong.gov.vn/TTHC/UBND và www.CCHC.vn.", {}),
    ("Thư gửi về UBND@tangiang.gov.vn trước ngày 30.", {}),
    ("Tên riêng ĐUBND và UBNDX không phải chữ tắt.", {}),
    ("Công văn số 217/UBND-VX được gửi xuống các xã.", {}),
    ("(TTXVN) - Sáng nay, mưa lớn ở vùng núi.", {}),
    ("Dịch Covid-19 và biến thể của nó vẫn được theo dõi; lớp K15 nghỉ học.", {}),
]
