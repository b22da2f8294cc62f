"""An invented plan whose parties stand in one column with labels: two annexes, three sections, fourteen rows.

Every sentence is written for this file; none is taken from a real document (`selfcheck` compares).
Native to the `bars` dialect: TT | Nhiệm vụ | Sản phẩm | Cơ quan thực hiện | Thời gian thực hiện | Ghi chú.
No cell is merged; the note column is empty in most rows.
"""

from __future__ import annotations

from datetime import date

from .invented_plain import COMMUNES, DISTRICTS, OFFICE, TOWNS
from .plan import (
    Annex,
    Cell,
    Chapter,
    Column,
    Due,
    LeafRow,
    Mention,
    Plan,
    Section,
    agencies,
    before,
    every,
    in_year,
    labelled,
    month,
    ongoing,
    plain,
    product,
    products,
    quarter,
    until,
    untils,
)

COLUMNS = (
    Column("ordinal", "TT"),
    Column("task", "Nhiệm vụ cụ thể"),
    Column("deliverable", "Sản phẩm"),
    Column("implementing", "Cơ quan thực hiện"),
    Column("deadline", "Thời gian thực hiện"),
    Column("note", "Ghi chú"),
)


def shared(lead: tuple[Mention, ...], helping: tuple[Mention, ...]) -> Cell:
    """A party cell with a line for the lead and one for those who help."""
    return labelled(("Cơ quan chủ trì", "lead", lead), ("Cơ quan phối hợp", "coordinating", helping))


COUNTER = Section(
    "A",
    "Phục vụ tại nơi tiếp nhận hồ sơ",
    (
        LeafRow(
            "1",
            {
                "task": plain(
                    "Xóa việc bắt người dân khai lại những thông tin đã có trong dữ liệu dân cư: rà từng tờ khai của mọi"
                    " thủ tục cấp huyện, cấp xã trong tỉnh {tinh}, đánh dấu ô thông tin trùng và sửa biểu mẫu điện tử"
                    " để hệ thống tự điền."
                ),
                "deliverable": products("Danh sách biểu mẫu phải sửa", "Biểu mẫu điện tử mới"),
                "implementing": shared((OFFICE,), ("Công an tỉnh", DISTRICTS)),
                "deadline": until(quarter("Quý II/2023", 2023, 2)),
            },
        ),
        LeafRow(
            "2",
            {
                "task": plain("Trả kết quả qua bưu chính miễn phí cho hộ nghèo."),
                "deliverable": product("Báo cáo số lượt phục vụ"),
                "implementing": labelled(
                    ("Cơ quan chủ trì", "lead", (TOWNS,)),
                    ("Cơ quan phối hợp", "coordinating", ("Bưu điện tỉnh",)),
                    ("Cơ quan tổng hợp", "consolidating", (OFFICE,)),
                ),
                "deadline": until(every("Định kỳ hàng quý", 3), "."),
                "note": plain("Ngân sách huyện chi trả"),
            },
        ),
        LeafRow(
            "3",
            {
                "task": plain(
                    "Đặt ghi âm cuộc gọi ở đường dây nóng, phân loại phản ánh trong ngày, chuyển đúng nơi xử lý và nhắn tin"
                    " kết quả cho người phản ánh; phản ánh quá hạn tự động hiện trên màn hình điều hành của"
                    " Chủ tịch UBND tỉnh vào mỗi sáng thứ hai."
                ),
                "deliverable": products("Quy trình xử lý phản ánh", "Báo cáo tuần"),
                "implementing": shared((OFFICE,), ("Sở Thông tin và Truyền thông", "các cơ quan liên quan")),
                "deadline": untils(
                    Due("tháng 02/2023", "month", "in", "2023-02", "2023-02-01", "2023-02-28", applies_to="Quy trình"),
                    Due("thường xuyên", "ongoing", "in", applies_to="Báo cáo"),
                ),
            },
        ),
        LeafRow(
            "4",
            {
                "task": plain("Làm việc sáng thứ bảy tại bộ phận một cửa của năm phường."),
                "deliverable": product("Lịch trực"),
                "implementing": agencies(
                    "implementing", ("UBND thành phố Bắc Kạn", "Ủy ban nhân dân thành phố Bắc Kạn"), end="."
                ),
                "deadline": until(in_year("Trong năm 2023", 2023)),
            },
        ),
        LeafRow(
            "5",
            {
                "task": plain(
                    "Đào tạo lại kỹ năng lắng nghe, viết phiếu hướng dẫn dễ hiểu và xử lý tình huống căng thẳng cho công"
                    " chức một cửa; học xong phải qua sát hạch bằng tình huống thật do người dân chấm."
                ),
                "deliverable": products("Giáo trình", "Kết quả sát hạch"),
                "implementing": shared(("Sở Nội vụ",), ("Trường Chính trị tỉnh", DISTRICTS, COMMUNES)),
                "deadline": until(before("Trước ngày 30/9/2023", "2023-09-30")),
                "note": plain("Hai lớp, mỗi lớp bốn ngày"),
            },
        ),
    ),
)

DOCUMENTS = Section(
    "B",
    "Văn bản và quy trình",
    (
        LeafRow(
            "6",
            {
                "task": plain("Bỏ việc gửi bản giấy kèm bản điện tử giữa các cơ quan."),
                "deliverable": product("Công văn chấn chỉnh."),
                "implementing": shared((OFFICE,), ("Các sở, ban, ngành cấp tỉnh",)),
                "deadline": until(month("Tháng 01/2023", "2023-01", 31)),
            },
        ),
        LeafRow(
            "7",
            {
                "task": plain(
                    "Quy định rõ người nào được quyền trả lại hồ sơ, trả lại mấy lần, bằng hình thức nào; mỗi lần trả lại"
                    " phải nêu căn cứ cụ thể và có chữ ký số của lãnh đạo phòng chuyên môn."
                ),
                "deliverable": products("Quyết định ban hành quy định", "Văn bản hướng dẫn"),
                "implementing": labelled(
                    ("Cơ quan xây dựng dự thảo", "drafting", (OFFICE,)),
                    ("Cơ quan thẩm định", "appraising", ("Sở Tư pháp",)),
                    ("Cơ quan phối hợp", "coordinating", ("Sở Nội vụ", TOWNS)),
                ),
                "deadline": until(quarter("Quý III/2023", 2023, 3)),
            },
        ),
        LeafRow(
            "8",
            {
                "task": plain("Lập nhật ký sửa đổi cho mọi quy trình nội bộ."),
                "deliverable": product("Nhật ký sửa đổi"),
                "implementing": agencies("implementing", "Các sở, ban, ngành cấp tỉnh", DISTRICTS, end="."),
                "deadline": until(ongoing("Thường xuyên")),
            },
        ),
        LeafRow(
            "9",
            {
                "task": plain(
                    "Đối chiếu giá dịch vụ công chứng, đo đạc, thẩm định giá do các đơn vị trong tỉnh {tinh} đang thu với khung"
                    " giá đã ban hành; công bố nơi thu vượt và buộc hoàn trả phần vượt cho người nộp."
                ),
                "deliverable": products("Bảng đối chiếu giá", "Quyết định xử lý", "Danh sách hoàn trả"),
                "implementing": shared(("Sở Tài chính",), ("Sở Tư pháp", "Sở Tài nguyên và Môi trường")),
                "deadline": untils(
                    Due(
                        "trước ngày 20/6/2023",
                        "date",
                        "before",
                        "2023-06-20",
                        None,
                        "2023-06-20",
                        applies_to="Bảng đối chiếu",
                    ),
                    Due(
                        "quý IV/2023",
                        "quarter",
                        "in",
                        "2023-Q4",
                        "2023-10-01",
                        "2023-12-31",
                        applies_to="Danh sách hoàn trả",
                    ),
                ),
            },
        ),
        LeafRow(
            "10",
            {
                "task": plain("Gộp ba báo cáo tháng thành một."),
                "deliverable": product("Mẫu báo cáo chung"),
                "implementing": shared(("Sở Nội vụ",), ("các cơ quan liên quan",)),
                "deadline": until(quarter("Quý I/2023", 2023, 1)),
            },
        ),
    ),
)

PEOPLE = Section(
    "A",
    "Con người và truyền thông",
    (
        LeafRow(
            "1",
            {
                "task": plain("Ký hợp đồng chuyên trang với báo của tỉnh."),
                "deliverable": product("Hợp đồng"),
                "implementing": shared(("Sở Nội vụ",), ("Báo Bắc Kạn",)),
                "deadline": until(month("Tháng 3/2023", "2023-03", 31)),
            },
        ),
        LeafRow(
            "2",
            {
                "task": plain(
                    "Viết mười câu chuyện có thật về người dân được giải quyết nhanh hoặc bị làm khó, giữ nguyên tên cơ quan,"
                    " đọc trên đài huyện và dùng làm tình huống trong lớp bồi dưỡng công chức tập sự."
                ),
                "deliverable": products("Tập truyện", "Bản ghi âm"),
                "implementing": shared(("Sở Thông tin và Truyền thông",), ("Sở Nội vụ", DISTRICTS)),
                "deadline": until(quarter("Quý IV/2023", 2023, 4)),
                "note": plain("Có thù lao cho người kể"),
            },
        ),
        LeafRow(
            "3",
            {
                "task": plain("Đối thoại với già làng, trưởng bản."),
                "deliverable": product("Biên bản đối thoại"),
                "implementing": shared(("Ban Dân tộc",), (COMMUNES,)),
                "deadline": until(quarter("Quý II/2023", 2023, 2)),
            },
        ),
        LeafRow(
            "4",
            {
                "task": plain(
                    "Khen ngay trong tuần người có sáng kiến rút ngắn thủ tục, mức thưởng do người đứng đầu quyết định, không"
                    " chờ đến đợt tổng kết; sáng kiến được chuyển cho ít nhất hai đơn vị khác áp dụng thử."
                ),
                "deliverable": products("Quyết định khen thưởng", "Phiếu áp dụng thử"),
                "implementing": shared(
                    ("Các sở, ban, ngành cấp tỉnh", DISTRICTS), ("Sở Khoa học và Công nghệ", "Sở Nội vụ")
                ),
                "deadline": until(ongoing("Thường xuyên"), "."),
            },
        ),
    ),
)

LABELLED = Plan(
    slug="labelled",
    province="Bắc Kạn",
    number="812/KH-UBND",
    issued=date(2022, 12, 14),
    year=2023,
    title="Cải cách hành chính tỉnh {tinh} năm 2023",
    legal_basis=(
        "Căn cứ Quyết định số 1450/QĐ-UBND ngày 11/8/2021 của UBND tỉnh {tinh} về chương trình cải cách hành chính,",
    ),
    chapters=(
        Chapter(
            "I",
            "YÊU CẦU",
            (("1", "Việc nào cũng có người chịu trách nhiệm, có ngày xong và có người dân làm chứng."),),
        ),
        Chapter(
            "II",
            "TỔ CHỨC THỰC HIỆN",
            (
                ("1", "Sở Nội vụ đôn đốc các cơ quan thực hiện Kế hoạch và báo cáo UBND tỉnh trước ngày 15/12/2023."),
                ("2", "Ban Dân tộc phản ánh khó khăn của đồng bào vùng cao khi làm thủ tục để kịp thời điều chỉnh."),
            ),
            tasks=True,
        ),
    ),
    closing="Trên đây là Kế hoạch cải cách hành chính năm 2023 của tỉnh {tinh}./.",
    recipients=("Thường trực Tỉnh ủy", "Các sở, ban, ngành", "Lưu: VT"),
    signer_title=("CHỦ TỊCH",),
    signer="Nông Thị Bích",
    annexes=(
        Annex("01", "Phục vụ người dân và sửa quy trình", COLUMNS, (COUNTER, DOCUMENTS)),
        Annex("02", "Con người và truyền thông về cải cách hành chính", COLUMNS, (PEOPLE,)),
    ),
)
