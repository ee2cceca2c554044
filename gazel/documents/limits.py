"""How large a document may be, and the one way to refuse it."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from gazel.errors import DocumentRejected

MAX_FILE_BYTES = 200_000_000
MAX_TEXT_BYTES = 20_000_000
"""Largest text or HTML file; a 500-page policy is about 1 MB of text."""
MAX_PAGES = 5_000
MAX_UNPACKED_BYTES = 300_000_000
MAX_PACK_RATIO = 200
"""An XML part packs about 10–40 times; what packs more than this is built to fill the memory."""
RATIO_COUNTS_FROM = 5_000_000
MAX_ENTRIES = 10_000


def rejected(name: str, why: str, todo: str) -> DocumentRejected:
    """The error that says which file, why and what to do."""
    return DocumentRejected(f"'{name}' 문서를 받을 수 없습니다: {why}", hint=todo)


def check_size(path: Path, name: str) -> None:
    """Refuse an absent, empty or oversized file."""
    if not path.is_file():
        raise rejected(name, "그런 파일이 없습니다.", "경로를 확인하세요.")
    size = path.stat().st_size
    if size == 0:
        raise rejected(name, "파일이 비어 있습니다.", "원본을 다시 내려받으세요.")
    if size > MAX_FILE_BYTES:
        raise rejected(name, f"파일이 {size // 1_000_000}MB입니다(최대 {MAX_FILE_BYTES // 1_000_000}MB).", "나누어 올려 주세요.")


def open_zip(path: Path, name: str) -> ZipFile:
    """The archive, unless it is broken, locked or would unpack to more than a document can be."""
    try:
        archive = ZipFile(path)
    except (BadZipFile, OSError) as error:
        raise rejected(name, f"압축 구조가 손상되었습니다({error}).", "원본을 다시 내려받으세요.") from error
    entries = archive.infolist()
    unpacked, packed = sum(e.file_size for e in entries), max(sum(e.compress_size for e in entries), 1)
    why = ""
    if any(entry.flag_bits & 1 for entry in entries):
        why = "암호가 걸려 있습니다."
    elif len(entries) > MAX_ENTRIES:
        why = f"압축 안에 파일이 {len(entries):,}개입니다(최대 {MAX_ENTRIES:,}개)."
    elif unpacked > MAX_UNPACKED_BYTES:
        why = f"압축을 풀면 {unpacked // 1_000_000:,}MB입니다(최대 {MAX_UNPACKED_BYTES // 1_000_000}MB). 압축 폭탄으로 보입니다."
    elif unpacked > RATIO_COUNTS_FROM and unpacked / packed > MAX_PACK_RATIO:
        why = f"압축률이 {unpacked // packed:,}배입니다(최대 {MAX_PACK_RATIO}배). 압축 폭탄으로 보입니다."
    if why:
        archive.close()
        raise rejected(name, why, "암호를 풀거나 PDF로 저장해 다시 올려 주세요.")
    return archive


def read_entry(archive: ZipFile, entry: str, name: str) -> bytes:
    """One part of an archive; a part that unpacks to more than its own header says is refused."""
    size = archive.getinfo(entry).file_size
    try:
        with archive.open(entry) as part:
            content = part.read(size + 1)
    except (BadZipFile, OSError, RuntimeError, EOFError) as error:
        raise rejected(name, f"'{entry}' 부분이 손상되었습니다({error}).", "원본을 다시 내려받으세요.") from error
    if len(content) > size:
        raise rejected(name, f"'{entry}' 부분이 적힌 크기보다 큽니다. 압축 폭탄으로 보입니다.", "PDF로 저장해 다시 올려 주세요.")
    return content
