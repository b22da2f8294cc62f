"""An invented plan with merged cells: one annex without a number, three sections, sixteen leaf rows.

Every sentence is written for this file; none is taken from a real document (`selfcheck` compares).
Objective, task, activity are a hierarchy; lead, coordinating and deadline are merged in places, always so
that the rules for a text that lost its merges (RECORDS.md section 2) give the same values back.
"""

from __future__ import annotations

from datetime import date

from .invented_plain import COMMUNES, DISTRICTS, OFFICE, TOWNS
from .plan import (
    ABOVE,
    Annex,
    Chapter,
    Column,
    LeafRow,
    Plan,
    Section,
    agencies,
    agency_list,
    before,
    conditional,
    doing,
    every,
    funds,
    in_year,
    millions,
    month,
    ongoing,
    plain,
    product,
    products,
    quarter,
    steps,
    until,
)

COLUMNS = (
    Column("ordinal", "STT"),
    Column("objective", "Mục tiêu"),
    Column("task", "Nhiệm vụ"),
    Column("activity", "Hoạt động"),
    Column("deliverable", "Kết quả, sản phẩm"),
    Column("lead", "Chủ trì"),
    Column("coordinating", "Phối hợp"),
    Column("deadline", "Thời gian"),
    Column("budget", "Kinh phí (triệu đồng)"),
)

ALLOCATED = funds("Theo dự toán được cấp", "allocated")

LEADERSHIP = Section(
    "I",
    "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
    (
        LeafRow(
            "1",
            {
                "objective": plain(
                    "Mọi cơ quan hành chính của tỉnh {tinh} được chấm điểm bằng dữ liệu, không dùng báo cáo tự khai; khoảng"
                    " cách điểm giữa nhóm đầu và nhóm cuối thu hẹp so với năm trước; người đứng đầu cơ quan thuộc"
                    " nhóm cuối giải trình trước tập thể UBND tỉnh và cam kết mốc khắc phục."
                ),
                "task": plain(
                    "Thay bộ tiêu chí chấm điểm cải cách hành chính bằng bộ tiêu chí lấy số liệu tự động từ các hệ thống đang vận hành"
                ),
                "activity": steps(
                    ("3.1", "Chọn những tiêu chí đã có sẵn số liệu trong phần mềm một cửa và phần mềm văn bản"),
                    ("3.2", "Thử chấm song song hai cách tại bốn sở và hai huyện trong quý đầu năm"),
                ),
                "deliverable": products("Danh mục tiêu chí", "Báo cáo chấm thử"),
                "lead": agencies("lead", "Sở Nội vụ"),
                "coordinating": agencies("coordinating", "Sở Thông tin và Truyền thông", OFFICE),
                "deadline": until(quarter("Quý I/2025", 2025, 1)),
                "budget": millions("150", 150),
            },
        ),
        LeafRow(
            ABOVE,
            {
                "objective": ABOVE,
                "task": ABOVE,
                "activity": doing(
                    "Công bố điểm số theo tháng trên màn hình tại trụ sở làm việc và trên cổng thông tin của tỉnh để nhân dân giám sát"
                ),
                "deliverable": product("Bảng điểm hằng tháng"),
                "lead": ABOVE,
                "coordinating": ABOVE,
                "deadline": until(every("Hàng tháng", 1)),
                "budget": ALLOCATED,
            },
        ),
        LeafRow(
            ABOVE,
            {
                "objective": ABOVE,
                "task": plain("Tổ chức phiên giải trình của người đứng đầu cơ quan xếp cuối"),
                "activity": doing(
                    "Gửi trước câu hỏi chất vấn, phát trực tiếp phiên giải trình và theo dõi việc thực hiện lời hứa"
                ),
                "deliverable": products("Thông báo kết luận", "Bảng theo dõi lời hứa"),
                "lead": agencies("lead", OFFICE),
                "coordinating": agencies("coordinating", "Đài Phát thanh và Truyền hình tỉnh", "Các cơ quan liên quan"),
                "deadline": until(before("Trước ngày 15/7/2025", "2025-07-15")),
                "note": plain("Mời đại biểu HĐND tỉnh dự"),
            },
        ),
        LeafRow(
            "2",
            {
                "objective": plain("Tối thiểu 40% đơn vị cấp xã được kiểm tra thực tế, không báo trước"),
                "task": plain("Kiểm tra công vụ theo hình thức vào vai người nộp hồ sơ"),
                "activity": doing(
                    "Tập huấn nhóm cộng tác viên, ghi nhận quá trình tiếp nhận và đối chiếu với nhật ký của phần mềm"
                ),
                "deliverable": product("Báo cáo kiểm tra"),
                "lead": agencies("lead", "Sở Nội vụ"),
                "coordinating": agencies("coordinating", "Thanh tra tỉnh", TOWNS),
                "deadline": until(in_year("Trong năm 2025", 2025)),
                "budget": millions("45", 45),
            },
        ),
        LeafRow(
            ABOVE,
            {
                "objective": ABOVE,
                "task": plain("Xử lý trách nhiệm sau kiểm tra"),
                "activity": doing("Mở sổ theo dõi kết luận"),
                "deliverable": product("Sổ theo dõi"),
                "lead": agencies("lead", "Thanh tra tỉnh"),
                "coordinating": agencies("coordinating", "Sở Nội vụ"),
                "deadline": until(quarter("Quý IV/2025", 2025, 4)),
            },
        ),
    ),
)

APPARATUS = Section(
    "II",
    "CẢI CÁCH TỔ CHỨC BỘ MÁY",
    (
        LeafRow(
            "1",
            {
                "objective": plain(
                    "Giảm ít nhất 10% số tổ chức bên trong các sở và số đơn vị sự nghiệp hưởng toàn bộ lương từ ngân"
                    " sách, không để gián đoạn dịch vụ y tế, giáo dục, khuyến nông tại vùng khó khăn."
                ),
                "task": plain(
                    "Sắp xếp các ban quản lý dự án chuyên ngành thành một đầu mối trực thuộc UBND tỉnh, bàn giao hồ sơ,"
                    " nhân sự, tài sản và công nợ trước khi ban mới hoạt động; giữ nguyên tiến độ các công trình trọng"
                    " điểm ven biển đang thi công và nghĩa vụ bảo hành của nhà thầu."
                ),
                "activity": doing(
                    "Kiểm kê tài sản, công nợ, hợp đồng còn hiệu lực của từng ban và lập phương án bàn giao"
                ),
                "deliverable": products("Biên bản kiểm kê", "Phương án bàn giao"),
                "lead": agency_list("lead", "Sở Nội vụ", "Sở Kế hoạch và Đầu tư"),
                "coordinating": agencies(
                    "coordinating", "Sở Tài chính", "Kho bạc Nhà nước tỉnh", "Các sở, ban, ngành cấp tỉnh"
                ),
                "deadline": until(month("Tháng 3/2025", "2025-03", 31)),
                "budget": millions("1.200", 1200),
            },
        ),
        LeafRow(
            ABOVE,
            {
                "objective": ABOVE,
                "task": ABOVE,
                "activity": doing(
                    "Xin ý kiến viên chức chịu tác động, giải đáp công khai chế độ đối với người nghỉ trước tuổi, người"
                    " chuyển công tác và người thôi việc ngay"
                ),
                "deliverable": product("Báo cáo tiếp thu ý kiến"),
                "lead": ABOVE,
                "coordinating": ABOVE,
                "deadline": ABOVE,
                "budget": millions("20", 20),
            },
        ),
        LeafRow(
            ABOVE,
            {
                "objective": ABOVE,
                "task": ABOVE,
                "activity": doing("Trình UBND tỉnh quyết định thành lập"),
                "deliverable": product("Quyết định"),
                "lead": agencies("lead", "Sở Nội vụ"),
                "coordinating": agencies("coordinating", "Sở Tư pháp"),
                "deadline": until(month("Tháng 6/2025", "2025-06", 30)),
                "budget": millions("0", 0),
            },
        ),
        LeafRow(
            ABOVE,
            {
                "objective": ABOVE,
                "task": plain("Rà lại số lượng cấp phó ở đơn vị mới sáp nhập"),
                "deliverable": product("Lộ trình giảm cấp phó"),
                "lead": agencies("lead", "Sở Nội vụ"),
                "coordinating": agencies("coordinating", DISTRICTS),
                "deadline": until(conditional("Theo quy định của Trung ương")),
            },
        ),
        LeafRow(
            "2",
            {
                "objective": plain("Điểm trường, trạm y tế sau sắp xếp phục vụ không kém trước"),
                "task": plain(
                    "Đánh giá độc lập sự hài lòng của phụ huynh, người bệnh ở những nơi vừa sáp nhập điểm trường, trạm y tế"
                ),
                "activity": steps(
                    ("3.1", "Thuê đơn vị khảo sát không thuộc ngành"),
                    (
                        "3.2",
                        "Phỏng vấn tại nhà ít nhất sáu trăm hộ, trong đó một nửa là hộ ở thôn cách điểm mới trên năm ki-lô-mét",
                    ),
                    ("3.3", "Kiến nghị mở lại điểm lẻ nếu cần"),
                ),
                "deliverable": products("Bộ phiếu khảo sát", "Báo cáo đánh giá độc lập", "Công văn kiến nghị"),
                "lead": agencies("lead", "Sở Y tế", "Sở Giáo dục và Đào tạo"),
                "deadline": until(quarter("Quý III/2025", 2025, 3)),
                "budget": funds("15 triệu đồng/đơn vị", "rate", 15_000_000, "đơn vị"),
            },
        ),
    ),
)

FINANCE = Section(
    "III",
    "CẢI CÁCH TÀI CHÍNH CÔNG VÀ CÔNG VỤ",
    (
        LeafRow(
            "1",
            {
                "objective": plain(
                    "100% đơn vị sự nghiệp tự bảo đảm chi thường xuyên công khai quỹ bổ sung thu nhập trước viên chức của mình"
                ),
                "task": plain("Hướng dẫn lập phương án tự chủ theo mẫu chung"),
                "activity": doing(
                    "Soạn mẫu phương án và bảng tính kèm theo, giải đáp trực tuyến vào chiều thứ năm hằng tuần trong thời gian các đơn vị lập phương án"
                ),
                "deliverable": products("Mẫu phương án", "Bảng tính"),
                "lead": agencies("lead", "Sở Tài chính"),
                "coordinating": agencies("coordinating", "Các đơn vị sự nghiệp công lập"),
                "deadline": until(before("Trước ngày 28/02/2025", "2025-02-28")),
                "budget": ALLOCATED,
            },
        ),
        LeafRow(
            ABOVE,
            {
                "objective": ABOVE,
                "task": plain("Thẩm định phương án tự chủ của các trường dạy nghề, bệnh viện tuyến huyện"),
                "activity": doing("Họp thẩm định theo cụm"),
                "deliverable": product("Văn bản thẩm định"),
                "lead": ABOVE,
                "coordinating": ABOVE,
                "deadline": until(quarter("Quý II/2025", 2025, 2)),
                "budget": millions("2.350", 2350),
            },
        ),
        LeafRow(
            ABOVE,
            {
                "objective": ABOVE,
                "task": plain(
                    "Đăng công khai báo cáo quyết toán của từng đơn vị lên cổng công khai ngân sách của tỉnh {tinh}, có bảng so sánh ba năm liền"
                ),
                "deliverable": product("Báo cáo quyết toán"),
                "lead": agencies("lead", "Sở Tài chính"),
                "coordinating": agencies("coordinating", "Sở Thông tin và Truyền thông"),
                "deadline": until(ongoing("Thường xuyên")),
            },
        ),
        LeafRow(
            "2",
            {
                "objective": plain(
                    "Không còn vị trí lãnh đạo cấp phòng bổ nhiệm mà không qua thi tuyển hoặc trình bày đề án"
                ),
                "task": plain("Thi tuyển cấp trưởng phòng tại tất cả các sở"),
                "activity": doing(
                    "Lập hội đồng có thành viên ngoài cơ quan, công bố đề tài trước hai tuần, cho công chức toàn tỉnh theo"
                    " dõi phần bảo vệ đề án qua mạng nội bộ và lưu bản ghi hình trong năm năm"
                ),
                "deliverable": products("Quy chế thi tuyển", "Quyết định bổ nhiệm"),
                "lead": agencies("lead", "Các sở, ban, ngành cấp tỉnh"),
                "coordinating": agencies("coordinating", "Sở Nội vụ"),
                "deadline": until(in_year("Năm 2025", 2025)),
                "budget": millions("60", 60),
            },
        ),
        LeafRow(
            ABOVE,
            {
                "objective": ABOVE,
                "task": ABOVE,
                "activity": doing(
                    "Thăm dò ý kiến người dân về công chức sau sáu tháng bổ nhiệm, kết quả dùng khi xét danh hiệu thi đua cuối năm"
                ),
                "deliverable": product("Kết quả thăm dò"),
                "lead": agencies("lead", DISTRICTS, COMMUNES),
                "coordinating": agencies("coordinating", "Ủy ban Mặt trận Tổ quốc tỉnh"),
                "deadline": until(quarter("Quý IV/2025", 2025, 4)),
                "note": plain("Làm trước ở cấp xã"),
            },
        ),
        LeafRow(
            "3",
            {
                "objective": plain("Mỗi công chức cấp xã được luân phiên học việc tại cấp tỉnh"),
                "task": plain("Mở lớp học việc ngắn ngày"),
                "activity": doing("Ghép cặp người hướng dẫn với người học"),
                "deliverable": product("Danh sách ghép cặp"),
                "lead": agencies("lead", "Sở Nội vụ"),
                "coordinating": agencies("coordinating", COMMUNES),
                "deadline": until(every("Định kỳ hàng quý", 3)),
                "budget": millions("320", 320),
            },
        ),
    ),
)

MERGED = Plan(
    slug="merged",
    province="Bình Thuận",
    number="5120/KH-UBND",
    issued=date(2024, 12, 20),
    year=2025,
    title="Cải cách hành chính nhà nước tỉnh {tinh} năm 2025",
    legal_basis=(
        "Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ, UBND tỉnh {tinh} ban hành Kế hoạch như sau:",
    ),
    chapters=(
        Chapter(
            "I",
            "MỤC ĐÍCH, YÊU CẦU",
            (
                ("1", "Gắn kết quả cải cách với việc đánh giá, xếp loại và sử dụng người đứng đầu."),
                ("2", "Chọn ít việc, làm đến cùng, có số liệu chứng minh."),
            ),
        ),
        Chapter(
            "II",
            "TRÁCH NHIỆM THỰC HIỆN",
            (
                ("1", "Sở Nội vụ làm đầu mối đôn đốc và tổng hợp kết quả, báo cáo UBND tỉnh trước ngày 05/12/2025."),
                ("2", "Sở Tài chính cân đối nguồn chi và hướng dẫn thủ tục thanh toán cho các cơ quan được giao việc."),
            ),
            tasks=True,
        ),
    ),
    closing="Trên đây là Kế hoạch cải cách hành chính năm 2025 của UBND tỉnh {tinh}./.",
    recipients=("Bộ Nội vụ", "Thường trực HĐND tỉnh", "Các sở, ban, ngành", "Lưu: VT, SNV"),
    signer_title=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    signer="Lương Đình Khải",
    annexes=(Annex(None, "DANH MỤC NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2025", COLUMNS, (LEADERSHIP, APPARATUS, FINANCE)),),
)
