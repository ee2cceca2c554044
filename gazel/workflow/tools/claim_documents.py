"""Which documents a claim needs, and whether what a question takes for granted of them holds ('영수증만 내면 끝이죠?')."""

import re
from collections.abc import Iterator

from gazel.catalog.catalog import Catalog
from gazel.catalog.knowledge import Document, Procedure
from gazel.reasoning.compose.words import josa

NEVER_HANDED_IN = frozenset({"policy", "denial_letter"})
ALWAYS = "모든 청구"
_COPIES = r"(?:원본|사본|사진|복사본)?(?:(?:한|1)(?:장|통|개)|하나)?(?:달랑)?"
_ENOUGH = r"(?:만(?!기|원|들)|(?:이|로|으로)?면(?!제)).{0,14}(?:끝|되|돼|된|됨|충분|오케이|ok|나오|나와|나옴|받|가능|괜찮)"
_NEEDLESS = r"(?:은|는|이|가|도)?(?:굳이)?(?:안(?:내|가져가|보내|챙겨|떼)(?:도|면)|없어도|필요없|빼도|빼고내도|생략)"


def needed(catalog: Catalog, row: Procedure, question: str) -> list[Document]:
    """The documents to be handed in for a procedure; a visit without a stay needs no certificate of admission."""
    ids = dict.fromkeys(name for step in row.steps for name in step.documents if name not in NEVER_HANDED_IN)
    if "통원" in question and "입원" not in question:
        ids.pop("admission_certificate", None)
    return [catalog.documents[name] for name in ids]


def belief_denied(catalog: Catalog, row: Procedure, question: str) -> str:
    """'No' to a question that takes one document for enough, or one that every claim needs for superfluous; '' otherwise."""
    dense = "".join(question.split()).lower()
    wanted = needed(catalog, row, question)
    for said, _ in _named(list(catalog.documents.values()), dense, _COPIES + _ENOUGH):
        if len(wanted) > 1:
            return f"아닙니다. {said}만으로는 부족합니다."
    for said, document in _named(wanted, dense, _NEEDLESS):
        if document.needed_for == ALWAYS:
            return f"아닙니다. {josa(said, '은/는')} 모든 청구에 필요한 서류입니다."
    return ""


def _named(documents: list[Document], dense: str, follows: str) -> Iterator[tuple[str, Document]]:
    """(the name as it was said, the document) of each behind whose name such words follow."""
    for document in documents:
        for name in sorted((document.name, *document.synonyms), key=len, reverse=True):
            if re.search(re.escape("".join(name.split()).lower()) + follows, dense):
                yield name, document
                break
