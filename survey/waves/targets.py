"""The index targets in force in the two provinces, and the documents that set them."""

from collections.abc import Mapping
from dataclasses import replace

from survey.waves.service import Target

TARGETS = (
    Target(
        value=0.85,
        legal_text=(
            "Mức độ hài lòng về giải quyết thủ tục hành chính đạt từ 85 % trở lên "
            "(kế hoạch 02/KH-VHTTDL ngày 12/01/2021, Tuyên Quang)"
        ),
        legal_text_en=(
            "Satisfaction with the handling of procedures of 85 % or more "
            "(plan 02/KH-VHTTDL of 12 January 2021, Tuyên Quang)"
        ),
    ),
    Target(
        value=0.95,
        legal_text=(
            "Mức độ hài lòng đạt từ 95 % trở lên, tính theo Bộ Chỉ số phục vụ người "
            "dân, doanh nghiệp (kế hoạch cải cách hành chính năm 2025, Lai Châu); "
            "là thước đo khác với tỷ lệ ở trang này"
        ),
        legal_text_en=(
            "Satisfaction of 95 % or more by the service index set (reform plan for "
            "2025, Lai Châu); another measure than the share on this page"
        ),
        only_reference=True,
    ),
)

# A line that another province has drawn is shown for comparison only.
OF_PROVINCE: Mapping[str, tuple[Target, ...]] = {
    "08": TARGETS,
    "12": (replace(TARGETS[0], only_reference=True), TARGETS[1]),
}
