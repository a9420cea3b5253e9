from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from survey.data_classes import PUBLIC
from survey.database import Base


class PublicationFile(Base):
    """The figures of a publication as open data, byte for byte as they appeared.

    Kept compressed; the hash is of the file as it is downloaded.
    """

    __tablename__ = "publication_file"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="hash_is_whole"),
        CheckConstraint("size > 0", name="file_is_not_empty"),
    )

    publication_id: Mapped[int] = mapped_column(
        ForeignKey("publication.id", ondelete="CASCADE"), primary_key=True, info=PUBLIC
    )
    name: Mapped[str] = mapped_column(primary_key=True, info=PUBLIC)
    sha256: Mapped[str] = mapped_column(info=PUBLIC)
    size: Mapped[int] = mapped_column(info=PUBLIC)
    compressed: Mapped[bytes] = mapped_column(deferred=True, info=PUBLIC)
