"""Office documents are ZIP archives: how large they come to is checked before they are opened."""

from io import BytesIO
from zipfile import ZipFile

from flows.sources.drafts import MANY, Content, Unfit, too_large
from flows.sources.kinds import BROKEN_ZIP


def check_parcel(content: Content) -> None:
    """Raise Unfit for a document that does not unpack, or unpacks to more than may be read.

    Python's own reader never unpacks more of a member than its entry says, so that the entries
    can be believed.
    """
    try:
        with ZipFile(BytesIO(content.raw)) as parcel:
            infos = parcel.infolist()
            if any(info.flag_bits & 1 for info in infos):
                raise Unfit("encrypted", "it is locked with a password; unlock it first")
            if sum(info.file_size for info in infos) > MANY * content.largest:
                raise too_large("unpacked, the document", MANY * content.largest)
            for info in infos:
                parcel.read(info)
    except BROKEN_ZIP as error:
        raise Unfit("archive_broken", f"it does not unpack ({error}); save it anew") from None
