"""What each kind of import file may hold: its columns, in English and in the words of the offices."""

from tasktrack.intake.table_spec import TableSpec, may, must
from tasktrack.intake.wide_columns import counter_figures, wide_counters, wide_marks

UNITS = TableSpec(
    "units",
    (
        must("code", "Mã", "Mã đơn vị"),
        must("name", "Tên đơn vị", "Cơ quan, đơn vị", "Đơn vị"),
        may("block", "Khối"),
        may("parent", "Đơn vị cấp trên", "Cơ quan cấp trên"),
        may("from", "Từ ngày"),
        may("to", "Đến ngày"),
    ),
)

OFFICERS = TableSpec(
    "officers",
    (
        must("code", "Mã", "Mã công chức"),
        must("name", "Họ và tên", "Công chức"),
        must("unit", "Đơn vị", "Cơ quan, đơn vị"),
        must("position", "Chức vụ"),
        may("group", "Nhóm công chức có nhiệm vụ tương đồng", "Nhóm"),
        may("from", "Từ ngày"),
        may("category", "Diện", "Diện cán bộ, công chức, viên chức"),
        may("contact", "Liên hệ", "Điện thoại", "Thư điện tử"),
        may("manager", "Người phụ trách trực tiếp"),
    ),
)

LEAVES = TableSpec(
    "leaves",
    (
        must("officer", "Công chức", "Mã công chức", "Mã"),
        must("kind", "Loại nghỉ", "Loại", "Lý do nghỉ"),
        must("from", "Từ ngày", "Nghỉ từ ngày"),
        may("to", "Đến ngày", "Nghỉ đến ngày"),
        may("document", "Văn bản", "Quyết định"),
    ),
)

PRODUCTS = TableSpec(
    "products",
    (
        must("code", "Mã", "Mã sản phẩm"),
        must("name", "Sản phẩm/công việc", "Tên sản phẩm"),
        may("measure", "Đơn vị tính"),
        may("group", "Nhóm phức tạp"),
        may("points", "Điểm"),
        may("coefficient", "Hệ số quy đổi", "Hệ số"),
        may("retired", "Ngừng áp dụng từ ngày"),
    ),
)

TASKS = TableSpec(
    "tasks",
    (
        may("key", "Mã", "Mã nhiệm vụ"),
        must("title", "Nội dung nhiệm vụ", "Nhiệm vụ", unless="product"),
        may("kind", "Loại", "Loại nhiệm vụ"),
        must("lead", "Cơ quan chủ trì", unless="officer"),
        may("support", "Cơ quan phối hợp"),
        may("officer", "Người thực hiện"),
        may("product", "Sản phẩm/công việc"),
        may("coefficient", "Hệ số quy đổi", "Hệ số"),
        may("quantity", "Số lượng", "Số lượng giao"),
        may("assigned_on", "Ngày giao"),
        may("due_on", "Thời hạn", "Thời hạn hoàn thành", "Hạn hoàn thành"),
        may("document", "Văn bản giao"),
        may("document_date", "Ngày văn bản"),
        may("issuer", "Cơ quan ban hành"),
        may("assigner", "Người chỉ đạo", "Người giao"),
        may("target", "Chỉ tiêu"),
        may("baseline", "Kết quả năm trước"),
        may("measure", "Đơn vị tính"),
        may("programme", "Chương trình, kế hoạch công tác", "Chương trình"),
        may("field", "Lĩnh vực"),
        may("urgency", "Độ khẩn"),
        may("subject", "Trích yếu", "Trích yếu nội dung văn bản"),
        may("linked", "Văn bản liên quan"),
        may("origin", "Nguồn giao"),
        may("taken_over", "Đảm nhận thêm"),
        may("head_in_person", "Người đứng đầu trực tiếp chỉ đạo"),
        may("parent", "Nhiệm vụ cha"),
        may("code", "Mã trong sổ"),
    ),
)

PROGRESS = TableSpec(
    "progress",
    (
        may("key", "Mã cập nhật"),
        must("task", "Nhiệm vụ", "Mã nhiệm vụ"),
        must("on", "Ngày", "Ngày cập nhật"),
        may("percent", "Tiến độ (%)"),
        may("quantity", "Số lượng"),
        may("done", "Hoàn thành", "Ngày hoàn thành"),
        may("result", "Kết quả thực hiện"),
        may("obstacle", "Khó khăn, vướng mắc"),
        may("proposal", "Đề xuất, kiến nghị"),
        may("next_step", "Công việc tiếp theo"),
        may("cause", "Nguyên nhân chậm"),
        may("evidence", "Tài liệu kiểm chứng"),
        may("actor", "Người cập nhật"),
    ),
)

REVIEWS = TableSpec(
    "reviews",
    (
        must("task", "Nhiệm vụ", "Mã nhiệm vụ", "key"),
        may("entry", "Cập nhật", "Mã cập nhật"),
        must("on", "Ngày", "Ngày xác nhận"),
        must("verdict", "Xác nhận kết quả"),
        may("exceeded", "Vượt mức yêu cầu"),
        may("reason", "Lý do"),
        may("reviewer", "Người xác nhận"),
        may("objective_confirmed_by", "Người xác nhận nguyên nhân khách quan"),
        may("objective_on", "Ngày xác nhận nguyên nhân khách quan"),
    ),
)

MARKS = TableSpec(
    "marks",
    (
        must("period", "Kỳ báo cáo", "Kỳ"),
        must("subject", "Đối tượng", "Đơn vị", "Công chức", "Mã công chức"),
        must("scheme", "Bộ tiêu chí"),
        must("criterion", "Tiêu chí"),
        may("points", "Điểm chấm", "Điểm thẩm định", "Điểm xác nhận"),
        may("self_points", "Điểm tự chấm"),
        may("max", "Điểm tối đa"),
        may("reason", "Lý do"),
        may("evidence", "Tài liệu kiểm chứng"),
        may("not_applicable", "Không áp dụng"),
    ),
)

REMARKS = TableSpec(
    "remarks",
    (
        must("period", "Kỳ báo cáo", "Kỳ"),
        must("subject", "Đối tượng", "Đơn vị", "Công chức", "Mã công chức"),
        may("strengths", "Ưu điểm"),
        may("shortcomings", "Hạn chế, khuyết điểm", "Hạn chế"),
        may("self_class", "Tự xếp loại", "Tự nhận xếp loại", "Mức tự xếp loại"),
        may("remark", "Nhận xét, đánh giá của cấp trên", "Nhận xét"),
        may("remarked_by", "Người nhận xét"),
    ),
)

DECISIONS = TableSpec(
    "decisions",
    (
        must("period", "Kỳ báo cáo", "Kỳ"),
        must("subject", "Đối tượng", "Mã", "Đơn vị", "Mã đơn vị", "Công chức", "Mã công chức"),
        must("scheme", "Bộ tiêu chí"),
        must("class", "Xếp loại", "Mức xếp loại"),
        must("reason", "Lý do"),
        must("document", "Số quyết định", "Số, ký hiệu văn bản", "Văn bản"),
        may("decided_by", "Người quyết định", "Cấp có thẩm quyền"),
        may("on", "Ngày quyết định", "Ngày"),
    ),
)

DOSSIERS = TableSpec(
    "dossiers",
    (
        may("key", "Mã hồ sơ", "Số hồ sơ", "Mã số hồ sơ", "Số biên nhận", "Mã biên nhận", "Mã"),
        must(
            "unit",
            "Đơn vị",
            "Cơ quan, đơn vị",
            "Cơ quan giải quyết",
            "Đơn vị giải quyết",
            "Đơn vị xử lý",
            "Cơ quan thực hiện",
            unless="key",
        ),
        may("officer", "Người thực hiện", "Công chức", "Cán bộ xử lý", "Người xử lý", "Mã công chức"),
        may(
            "procedure",
            "Thủ tục",
            "Thủ tục hành chính",
            "Tên thủ tục",
            "Tên thủ tục hành chính",
            "Mã thủ tục",
            "Tên TTHC",
        ),
        must("received_at", "Ngày tiếp nhận", "Thời gian tiếp nhận", "Ngày nhận", unless="key"),
        must(
            "appointed_at",
            "Ngày hẹn trả",
            "Ngày hẹn trả kết quả",
            "Thời gian hẹn trả",
            "Hạn trả kết quả",
            "Hạn xử lý",
            unless="key",
        ),
        may(
            "returned_at",
            "Ngày trả kết quả",
            "Ngày có kết quả",
            "Thời gian trả kết quả",
            "Ngày kết thúc xử lý",
            "Ngày hoàn thành",
        ),
        may("channel", "Hình thức tiếp nhận", "Hình thức nộp", "Kênh tiếp nhận", "Hình thức"),
        may("submitted_at", "Ngày nộp", "Ngày nộp hồ sơ", "Thời gian nộp"),
        may("paused_from", "Tạm dừng từ", "Ngày yêu cầu bổ sung", "Ngày tạm dừng"),
        may("paused_to", "Tạm dừng đến", "Ngày bổ sung", "Ngày tiếp tục xử lý"),
        may("supplements", "Số lần bổ sung"),
        may("bodies", "Số cơ quan phải liên hệ"),
        may("parts_points", "Điểm thời gian các cơ quan tham gia"),
        may("attitude_points", "Điểm thái độ"),
    ),
    # What one-stop systems give beside and the register does not keep: people's data, and states, which are computed.
    headings=tuple(
        (heading, "")
        for heading in (
            "Trạng thái",
            "Trạng thái hồ sơ",
            "Tình trạng",
            "Tình trạng hồ sơ",
            "Ghi chú",
            "Lĩnh vực",
            "Mức độ",
            "Chủ hồ sơ",
            "Tên chủ hồ sơ",
            "Người nộp",
            "Người nộp hồ sơ",
            "Họ tên người nộp",
            "Họ và tên người nộp",
            "Họ tên",
            "Họ và tên",
            "Họ tên chủ hồ sơ",
            "Tên tổ chức, cá nhân",
            "Tổ chức, cá nhân",
            "Ngày sinh",
            "Số CCCD",
            "Số CMND/CCCD",
            "Số định danh cá nhân",
            "Email",
            "E-mail",
            "Thư điện tử",
            "SĐT",
            "Tổ chức, cá nhân nộp hồ sơ",
            "Địa chỉ",
            "Số điện thoại",
            "Điện thoại",
        )
    ),
)

# Who takes over a task: what 'unit split' reads.
HANDINGS = TableSpec(
    "handings",
    (
        must("task", "Nhiệm vụ", "Mã nhiệm vụ", "code", "Mã"),
        must("unit", "Đơn vị nhận", "Bên nhận", "Đơn vị"),
    ),
)


WIDE_MARKS = wide_marks((), with_period=False)
COUNTERS = counter_figures()
WIDE_COUNTERS = wide_counters(())
TABLES = (
    UNITS,
    OFFICERS,
    LEAVES,
    PRODUCTS,
    TASKS,
    PROGRESS,
    REVIEWS,
    MARKS,
    WIDE_MARKS,
    REMARKS,
    DECISIONS,
    COUNTERS,
    WIDE_COUNTERS,
    DOSSIERS,
)
