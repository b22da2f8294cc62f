"""An invented plan without merged cells: two annexes, three sections, sixteen rows.

Every sentence is written for this file; none is taken from a real document (`selfcheck` compares).
Native to the `tabs` dialect: TT | Nội dung | Sản phẩm | Chủ trì | Phối hợp | Thời gian.
"""

from __future__ import annotations

from datetime import date

from .plan import (
    Annex,
    Chapter,
    Column,
    Due,
    LeafRow,
    Plan,
    Section,
    agencies,
    agency_list,
    before,
    conditional,
    every,
    in_year,
    month,
    ongoing,
    plain,
    product,
    products,
    quarter,
    until,
    untils,
)

DISTRICTS = ("UBND cấp huyện", "Ủy ban nhân dân cấp huyện")
COMMUNES = ("UBND cấp xã", "Ủy ban nhân dân cấp xã")
TOWNS = ("UBND các huyện, thị xã, thành phố", "Ủy ban nhân dân các huyện, thị xã, thành phố")
OFFICE = ("Văn phòng UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh")

COLUMNS = (
    Column("ordinal", "TT"),
    Column("task", "Nội dung thực hiện"),
    Column("deliverable", "Sản phẩm"),
    Column("lead", "Cơ quan chủ trì"),
    Column("coordinating", "Cơ quan phối hợp"),
    Column("deadline", "Thời gian hoàn thành"),
)

INSTITUTIONS = Section(
    "I",
    "Cải cách thể chế",
    (
        LeafRow(
            "1",
            {
                "task": plain(
                    "Xây dựng Nghị quyết quy định mức hỗ trợ hằng tháng cho công chức trực quầy một cửa ở cả ba"
                    " cấp của tỉnh {tinh}, bảo đảm phù hợp khả năng cân đối của ngân"
                    " sách địa phương và thay cho mức hỗ trợ đã áp dụng từ năm 2017."
                ),
                "deliverable": products("Tờ trình của UBND tỉnh", "Dự thảo Nghị quyết của HĐND tỉnh"),
                "lead": agencies("lead", "Sở Nội vụ", end="."),
                "coordinating": agency_list("coordinating", "Sở Tài chính", "Sở Tư pháp", DISTRICTS),
                "deadline": until(month("Tháng 7/2024", "2024-07", 31)),
                "other": plain("HĐND tỉnh"),
            },
        ),
        LeafRow(
            "2",
            {
                "task": plain(
                    "Lập danh mục văn bản quy phạm pháp luật về đất đai phải bãi bỏ hoặc thay thế khi Luật Đất đai"
                    " năm 2024 có hiệu lực; phân công cơ quan soạn thảo và ấn định thời hạn trình từng văn bản."
                ),
                "deliverable": product("Danh mục văn bản."),
                "lead": agencies("lead", "Sở Tài nguyên và Môi trường", end="."),
                "coordinating": agencies("coordinating", "Sở Tư pháp", TOWNS, end="."),
                "deadline": until(quarter("Quý III/2024", 2024, 3), "."),
                "other": plain("UBND tỉnh"),
            },
        ),
        LeafRow(
            "3",
            {
                "task": plain("Đăng tải toàn bộ dự thảo nghị quyết để lấy ý kiến nhân dân."),
                "deliverable": product("Báo cáo tổng hợp ý kiến"),
                "lead": agencies("lead", "Sở Tư pháp"),
                "coordinating": agencies("coordinating", "Ủy ban Mặt trận Tổ quốc tỉnh"),
                "deadline": until(ongoing("Thường xuyên")),
            },
        ),
        LeafRow(
            "4",
            {
                "task": plain(
                    "Biên soạn bộ câu hỏi tình huống pháp luật về cư trú, hộ tịch và chứng thực bằng tiếng Việt và"
                    " tiếng Bru - Vân Kiều, phát trên hệ thống loa của các xã biên giới vào sáng thứ bảy"
                    " đầu tiên của tháng."
                ),
                "deliverable": products(
                    "Bộ câu hỏi tình huống", "Bản ghi âm chương trình phát thanh", "Báo cáo đánh giá mức độ tiếp cận"
                ),
                "lead": agencies(
                    "lead", ("Sở Lao động - Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"), "Sở Tư pháp"
                ),
                "coordinating": agency_list(
                    "coordinating",
                    "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
                    "Đài Phát thanh và Truyền hình tỉnh",
                    COMMUNES,
                ),
                "deadline": until(before("Trước ngày 15/5/2024", "2024-05-15")),
                "note": plain("Thực hiện thí điểm tại 06 xã"),
            },
        ),
        LeafRow(
            "5",
            {
                "task": plain(
                    "Tổng kết việc phân cấp thẩm quyền cấp giấy phép môi trường trong giai đoạn 2020 - 2023, chỉ rõ"
                    " thủ tục còn vướng do chưa thống nhất giữa quy định của tỉnh và nghị định mới; đề xuất phương"
                    " án sửa quy định về phân cấp theo hướng một việc chỉ giao cho một cấp, một cơ quan chịu"
                    " trách nhiệm chính và có cơ chế hậu kiểm."
                ),
                "deliverable": products("Báo cáo tổng kết", "Phương án phân cấp trình UBND tỉnh"),
                "lead": agencies("lead", "Sở Tài nguyên và Môi trường"),
                "deadline": untils(
                    Due("Quý I/2024", "quarter", "in", "2024-Q1", "2024-01-01", "2024-03-31", applies_to="Báo cáo"),
                    Due(
                        "trước ngày 05/12/2024",
                        "date",
                        "before",
                        "2024-12-05",
                        None,
                        "2024-12-05",
                        applies_to="Phương án",
                    ),
                ),
            },
        ),
    ),
)

PROCEDURES = Section(
    "II",
    "Cải cách thủ tục hành chính",
    (
        LeafRow(
            "6",
            {
                "task": plain(
                    "Bố trí quầy tiếp nhận lưu động tại các xã cách trung tâm huyện trên ba mươi ki-lô-mét, mỗi tháng"
                    " hai ngày, để người cao tuổi và người khuyết tật nộp hồ sơ mà không phải đi xa."
                ),
                "deliverable": products("Lịch tiếp nhận lưu động", "Sổ theo dõi hồ sơ"),
                "lead": agency_list("lead", DISTRICTS, COMMUNES),
                "coordinating": agencies("coordinating", ("Bưu điện tỉnh", "Bưu điện tỉnh"), end="."),
                "deadline": until(every("Định kỳ hàng tháng", 1)),
            },
        ),
        LeafRow(
            "7",
            {
                "task": plain("Niêm yết mã QR tra cứu hồ sơ."),
                "deliverable": product("Báo cáo"),
                "lead": agencies("lead", OFFICE),
                "coordinating": agencies("coordinating", "Các sở, ban, ngành cấp tỉnh"),
                "deadline": until(quarter("Quý I/2024", 2024, 1)),
                "note": plain("Không phát sinh kinh phí"),
            },
        ),
        LeafRow(
            "8",
            {
                "task": plain(
                    "Cắt bớt một phần tư thời gian xử lý nội bộ của các thủ tục đăng ký biến động đất đai, cấp giấy"
                    " phép xây dựng nhà ở riêng lẻ và thẩm định thiết kế phòng cháy, chữa cháy; công bố lại"
                    " quy trình điện tử tương ứng."
                ),
                "deliverable": products("Quyết định công bố quy trình", "Báo cáo tỷ lệ thời gian được cắt giảm"),
                "lead": agency_list("lead", "Sở Tài nguyên và Môi trường", "Sở Xây dựng", "Công an tỉnh"),
                "coordinating": agencies(
                    "coordinating", OFFICE, ("UBND thành phố Đồng Hới", "Ủy ban nhân dân thành phố Đồng Hới")
                ),
                "deadline": until(month("Tháng 9/2024", "2024-09", 30), "."),
                "other": plain("Chủ tịch UBND tỉnh"),
            },
        ),
        LeafRow(
            "9",
            {
                "task": plain(
                    "Gọi điện khảo sát ngẫu nhiên người nộp hồ sơ trễ hẹn; lãnh đạo cơ quan để trễ hẹn ký thư xin lỗi."
                ),
                "deliverable": product("Phiếu khảo sát"),
                "lead": agencies("lead", "Trung tâm Phục vụ hành chính công tỉnh"),
                "coordinating": agencies("coordinating", "Các cơ quan liên quan", end="."),
                "deadline": until(every("Định kỳ hàng quý", 3), "."),
            },
        ),
        LeafRow(
            "10",
            {
                "task": plain(
                    "Kiểm tra đột xuất việc thu phí, lệ phí và việc yêu cầu thêm giấy tờ ngoài thành phần hồ sơ tại"
                    " bộ phận tiếp nhận cấp xã."
                ),
                "deliverable": products("Kế hoạch kiểm tra", "Thông báo kết luận kiểm tra"),
                "lead": agencies("lead", "Thanh tra tỉnh"),
                "coordinating": agencies("coordinating", "Sở Tài chính", "Sở Nội vụ", DISTRICTS),
                "deadline": until(in_year("Trong năm 2024", 2024)),
            },
        ),
    ),
)

DIGITAL = Section(
    "III",
    "Xây dựng chính quyền số",
    (
        LeafRow(
            "1",
            {
                "task": plain(
                    "Chuyển toàn bộ sổ hộ tịch lập trước năm 2007 của tỉnh {tinh} thành dữ liệu số, đối chiếu với dữ"
                    " liệu dân cư và xác thực lại những trường hợp sai lệch họ tên, ngày sinh, quê quán trước khi"
                    " đưa vào khai thác chung."
                ),
                "deliverable": products("Dữ liệu hộ tịch đã số hóa", "Biên bản nghiệm thu"),
                "lead": agencies("lead", "Sở Tư pháp"),
                "coordinating": agency_list("coordinating", "Công an tỉnh", TOWNS),
                "deadline": until(before("Trước ngày 30/11/2024", "2024-11-30")),
                "note": plain("Chuyển tiếp từ năm 2023"),
            },
        ),
        LeafRow(
            "2",
            {
                "task": plain("Cấp chữ ký số cá nhân cho trưởng thôn."),
                "deliverable": product("Danh sách cấp chữ ký số"),
                "lead": agencies("lead", ("Sở TT&TT", "Sở Thông tin và Truyền thông")),
                "coordinating": agencies("coordinating", COMMUNES),
                "deadline": until(quarter("Quý II/2024", 2024, 2)),
            },
        ),
        LeafRow(
            "3",
            {
                "task": plain(
                    "Thuê dịch vụ giám sát an toàn thông tin cho cổng tiếp nhận hồ sơ và kho tài liệu điện tử, trong"
                    " đó đơn vị cung cấp phải cảnh báo trong vòng hai giờ kể từ khi phát hiện dấu hiệu tấn công và"
                    " phối hợp khôi phục trong ngày."
                ),
                "deliverable": products("Hợp đồng thuê dịch vụ", "Báo cáo giám sát"),
                "lead": agencies("lead", "Sở Thông tin và Truyền thông"),
                "coordinating": agencies("coordinating", "Sở Tài chính", "Công an tỉnh"),
                "deadline": untils(
                    Due("tháng 3/2024", "month", "in", "2024-03", "2024-03-01", "2024-03-31", applies_to="Hợp đồng"),
                    Due(
                        "định kỳ hàng quý",
                        "recurring",
                        "in",
                        "P3M",
                        rrule="FREQ=MONTHLY;INTERVAL=3",
                        applies_to="Báo cáo giám sát",
                    ),
                ),
                "other": plain("UBND tỉnh"),
            },
        ),
        LeafRow(
            "4",
            {
                "task": plain("Kết nối bản đồ quy hoạch của tỉnh với ứng dụng công dân số."),
                "deliverable": product("Lớp bản đồ quy hoạch."),
                "lead": agencies("lead", "Sở Xây dựng"),
                "coordinating": agencies(
                    "coordinating", ("Sở TN&MT", "Sở Tài nguyên và Môi trường"), "Sở Thông tin và Truyền thông"
                ),
                "deadline": until(conditional("Sau khi quy hoạch tỉnh được công bố")),
            },
        ),
        LeafRow(
            "5",
            {
                "task": plain(
                    "Tổ chức cuộc thi ý tưởng rút gọn quy trình nội bộ dành cho công chức dưới ba mươi lăm tuổi; chọn"
                    " năm ý tưởng để thử nghiệm tại cơ quan của tác giả trong sáu tháng trước khi nhân rộng."
                ),
                "deliverable": products("Thể lệ cuộc thi", "Quyết định công nhận ý tưởng", "Báo cáo thử nghiệm"),
                "lead": agencies("lead", "Tỉnh đoàn", ("Sở Nội vụ", "Sở Nội vụ"), end="."),
                "coordinating": agencies("coordinating", "Các sở, ban, ngành cấp tỉnh", DISTRICTS, end="."),
                "deadline": until(quarter("Quý IV/2024", 2024, 4), "."),
                "note": plain("Nguồn kinh phí xã hội hóa"),
            },
        ),
        LeafRow(
            "6",
            {
                "task": plain("Công khai điểm hài lòng của từng cơ quan trên màn hình tại nơi tiếp công dân."),
                "deliverable": product("Bảng điểm hài lòng"),
                "lead": agencies("lead", OFFICE),
                "coordinating": agencies("coordinating", "Các cơ quan liên quan"),
                "deadline": until(ongoing("Thường xuyên")),
            },
        ),
    ),
)

PLAIN = Plan(
    slug="plain",
    province="Quảng Bình",
    number="2417/KH-UBND",
    issued=date(2023, 12, 18),
    year=2024,
    title="Cải cách hành chính tỉnh {tinh} năm 2024",
    legal_basis=(
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;",
        "Căn cứ Kế hoạch số 1655/KH-UBND ngày 06/9/2021 của UBND tỉnh {tinh} về cải cách hành chính giai đoạn 2021 - 2025,",
    ),
    chapters=(
        Chapter(
            "I",
            "MỤC ĐÍCH, YÊU CẦU",
            (
                (
                    "1",
                    "Tạo chuyển biến thấy được trong thái độ và thời gian phục vụ tại mọi nơi có tiếp xúc với người dân.",
                ),
                (
                    "2",
                    "Mỗi việc trong Kế hoạch có một cơ quan chịu trách nhiệm chính, một sản phẩm và một mốc thời gian.",
                ),
            ),
        ),
        Chapter(
            "II",
            "TỔ CHỨC THỰC HIỆN",
            (
                (
                    "1",
                    "Sở Nội vụ theo dõi tiến độ từng việc, nhắc việc chậm bằng văn bản và báo cáo UBND tỉnh trước ngày 10/12/2024.",
                ),
                (
                    "2",
                    "Sở Tài chính bố trí dự toán cho các việc có phát sinh chi và hướng dẫn thanh quyết toán đúng chế độ.",
                ),
                ("3", "Văn phòng UBND tỉnh công khai tiến độ trên trang thông tin của tỉnh, định kỳ hàng tháng."),
            ),
            tasks=True,
        ),
    ),
    closing="Trên đây là Kế hoạch cải cách hành chính năm 2024 của tỉnh {tinh}./.",
    recipients=("Bộ Nội vụ", "Thường trực Tỉnh ủy", "Các sở, ban, ngành cấp tỉnh", "Lưu: VT, NC"),
    signer_title=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signer="Phan Thị Hoài An",
    annexes=(
        Annex("01", "Nhiệm vụ về thể chế và thủ tục hành chính năm 2024", COLUMNS, (INSTITUTIONS, PROCEDURES)),
        Annex("02", "Nhiệm vụ về xây dựng chính quyền số năm 2024", COLUMNS, (DIGITAL,)),
    ),
)
