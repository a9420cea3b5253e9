"""Offices hear of it when results about them appear."""

from flask import current_app

from survey import clock
from survey.agencies.desk import desk_email
from survey.channels import Channel, is_set_up
from survey.outbox.content import Words
from survey.outbox.models import MessageKind
from survey.outbox.service import enqueue
from survey.results.models import Publication, PublicationUnit

DAY = "%d/%m/%Y"
SUBJECT = "Đã công bố kết quả đánh giá: {unit}"
MAIL = """Kính gửi {unit},

Kết quả đánh giá kỳ từ {first} đến {last} của “{wave}” đã được công bố{corrected}:

{address}

Trang cho biết tỷ lệ hài lòng kèm khoảng tin cậy, kết luận so với mốc và từng câu hỏi. \
Đăng nhập, mở Việc cải thiện để lập việc cần làm cho các điểm được đánh giá thấp nhất.
"""
CORRECTED = " (bản đính chính số {version}: {correction})"


def tell_offices(publication: Publication) -> int:
    """Write to the desk of each unit that is rated; return how many were written to.

    In Vietnamese, as offices write to each other. Of invented results nobody hears.
    """
    if publication.wave.illustrative or not is_set_up(Channel.EMAIL):
        return 0
    told = 0
    for rated in publication.rated_units:
        address = desk_email(rated.unit)
        if address is None:
            continue
        enqueue(
            MessageKind.ALERT,
            Channel.EMAIL,
            address,
            _words(publication, rated),
            due_at=clock.now(),
            unit_id=rated.unit_id,
            wave_id=publication.wave_id,
        )
        told += 1
    return told


def _words(publication: Publication, rated: PublicationUnit) -> Words:
    wave, period, name = publication.wave, publication.period, rated.unit.name
    home = current_app.config["PUBLIC_URL"].rstrip("/")
    corrected = CORRECTED.format(
        version=publication.version, correction=publication.correction
    )
    text = MAIL.format(
        unit=name,
        wave=wave.name,
        first=f"{period.starts_on:{DAY}}",
        last=f"{period.ends_on:{DAY}}",
        corrected=corrected if publication.correction else "",
        address=f"{home}/results/{wave.slug}/{period.number}/{rated.unit.code}",
    )
    return Words(text=text, subject=SUBJECT.format(unit=name))
