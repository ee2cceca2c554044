"""Spots insurers that the catalogue has no row of ('수협공제', '○○생명'), so that none of its own is answered for them."""

import re

_COMPANY = re.compile(
    r"(?<![가-힣A-Za-z])(?P<name>[가-힣A-Za-z]{1,8}?(?:생명|손해보험|손보|화재|해상|라이프|공제(?:회)?|신협|새마을금고|우체국)|신협|수협|새마을금고|우체국|토스|카카오)"
    r"(?=\s*(?:보험|공제|암보험|상품|의|은|는|이|가|도|랑|이랑|하고|과|와|에|꺼|거|건|갑상선|유사암|암|진단|$|[\s,.?!]))"
)
_NO_COMPANY = re.compile(
    r"(?:손해보험|손보|생명|화재|해상|라이프|공제)$|(?:모든|각|전|국내|대형|어느|무슨|다른|타|여러|중소|소득|세액|정산|본인|자동차)\s?(?:손해보험|손보|생명|화재|해상|라이프|공제)$"
)


def find_companies(text: str) -> tuple[str, ...]:
    """The names that look like an insurer's, in order, each once."""
    found = (match["name"] for match in _COMPANY.finditer(text))
    return tuple(dict.fromkeys(name for name in found if not _NO_COMPANY.match(name)))
