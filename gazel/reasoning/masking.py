"""Masks personal identifiers before anything is stored, logged or put into a prompt."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from gazel.reasoning.identifier_checks import (
    OLDEST_BIRTH,
    birth_year,
    is_birth_date,
    is_card_number,
    is_plausible_resident_number,
)

RESIDENT, FOREIGNER, CARD, PHONE = "주민등록번호", "외국인등록번호", "카드번호", "전화번호"
ACCOUNT, EMAIL, LICENCE, PASSPORT = "계좌번호", "이메일", "운전면허번호", "여권번호"


@dataclass(frozen=True, slots=True)
class Masked:
    """The text with '[주민등록번호]' and the like in the place of identifiers, and the kinds found in order."""

    text: str
    kinds: tuple[str, ...] = ()


class _Span(NamedTuple):
    start: int
    end: int
    kind: str


_SAME_LENGTH = str.maketrans(
    "０１２３４５６７８９＊－–—―‐‑−ー＠．（）～　\u00a0●○•◯□■※",
    "0123456789*--------@.()~  *******",
)
_DIGIT_WORDS = str.maketrans("영공일이삼사오육륙칠팔구", "001234566789")
_POLICY_CUE = re.compile(
    r"(?:(?:증권|계약|접수|사고|설계|청약|문서|주문|송장|관리|고객|상품|민원|사건|등록|심의|심의필|승인)\s*번호|증권|policy\s*(?:number|no\.?)|no\.|제)"
    r"\s*(?:는|은|이|가|:|#)?\s*(?:제\s*)?$",
    re.IGNORECASE,
)
_RESIDENT_CUE = re.compile(r"주민|민번|주번|외국인\s*등록|뒷?자리|생년월일")
_CARD_CUE = re.compile(r"카드|card", re.IGNORECASE)
_BANKS = r"국민|신한|우리|하나|농협|기업|카카오|카뱅|토스|케이뱅크|새마을|우체국|수협|신협|제일|씨티|대구|부산|광주|전북|경남|제주|산업|IBK|KB|NH|SC"
_GAP = r"[ ./_~·*]{0,2}-?[ ]{0,2}"

_EMAIL = re.compile(r"[\w.+%-]+\s?(?:@|골뱅이)\s?[\w-]+(?:\s?\.\s?[A-Za-z]{2,})+", re.ASCII)
_FULL = re.compile(rf"(?<![\d,.])(?P<front>(?:\d ?){{5}}\d){_GAP}(?P<back>[1-8](?: ?\d){{6}})(?!\d|,\d|\s?원)")
_PARTIAL = re.compile(
    rf"(?<![\d,.])(?P<front>\d{{6}}){_GAP}(?P<gender>[1-8])(?:[ ]?[\d*xX]){{0,5}}[*xX](?:[ ]?[\d*xX]){{0,5}}(?!\d)"
    r"|(?<![\d,.-])(?P<date>\d{6})\s?-\s?(?P<digit>[1-8])(?![\d*-])"
)
_STARRED = re.compile(r"(?<![\d,.])(?:\d{6}\s?-?\s?[*xX]{7}|[*xX]{6}\s?-\s?[1-8]\d{6})(?!\d)")
_HALVES = re.compile(r"(?:앞\s*(?:자리)?\D{0,6}(?P<front>\d{6})\D{0,12})?뒷?\s*자리\D{0,6}(?P<back>[1-8]\d{6})(?!\d)")
_SAID = r"[영공일이삼사오육륙칠팔구]"
_WORDS = re.compile(rf"(?:{_SAID} ?){{5}}{_SAID}(?:\s|-|다시|에|의|하이픈|대시){{0,3}}[일이삼사오육칠팔](?: ?{_SAID}){{6}}")
_DOTTED = re.compile(r"(?<![\d,.-])(?P<front>\d\d([./-])\d\d\2\d\d)\s?-\s?(?P<back>[1-8]\d{6})(?!\d)")
_CARD_WORDS = re.compile(rf"(?<![가-힣])(?:{_SAID}[ -]?){{15}}{_SAID}(?![가-힣])")
_CARD = re.compile(
    r"(?<![\d,.-])(?:[\dX*x]{4}[ ./·-]{0,3}[\d*Xx]{4}[ ./·-]{0,3}[\d*Xx]{4}[ ./·-]{0,3}[\d*xX]{3,4}"
    r"|\d{4}[ ./·-]{0,3}\d{6}[ ./·-]{0,3}\d{4,5})(?![\d-]|,\d)"
)
_PHONE = re.compile(
    r"(?<![\d,.-])(?:\+?\s?82[ -]?\(?0?\)?|0)(?:"
    r"1[016789][ .)/·-]{0,3}[\d*xX]{3,4}[ ./·-]{0,3}[\d*xX]{4}"
    r"|(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|50\d?)[ .)-]{1,2}\d{3,4}[ .-]\d{4}"
    r"|(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70)\d{7,8}"
    r")(?!\d|,\d|\s?원)|(?<![가-힣\d])[0공영][1일][0공영][ .·-]{0,3}[\d영공일이삼사오육륙칠팔구]{4}[ .·-]{0,3}[\d영공일이삼사오육륙칠팔구]{4}(?!\d)"
    r"|(?<![\d,.-])0 1 [016789](?: \d){7,8}(?! ?\d)"
)
_LICENCE = re.compile(r"(?<![\d,.-])(?:1[1-9]|2[0-8])-\d{2}-\d{6}-\d{2}(?![\d-])")
_PASSPORT = re.compile(r"(?:여권|passport)\D{0,10}(?P<number>[A-Z]\d{8}|[A-Z]\d{3}[A-Z]\d{4})(?!\d)", re.IGNORECASE)
_NUMBER = r"(?P<number>(?!\d{4}[ .-]\d\d?[ .-]\d)\d(?:[ .·-]?\d){9,15})(?![\d-]|,\d|\s?(?:원|억|만|천))"
_BETWEEN = r"(?:(?!주민|외국인|카드|전화|연락|휴대|핸드|여권|면허)[^\d\n]){0,14}"
_ACCOUNT_NAMED = re.compile(rf"(?:계좌|통장|입금|송금|이체|account){_BETWEEN}{_NUMBER}", re.IGNORECASE)
_ACCOUNT_BANK = re.compile(rf"(?:{_BANKS})(?:은행|뱅크|금고)?{_BETWEEN}{_NUMBER}", re.IGNORECASE)
_ACCOUNT_AFTER = re.compile(
    rf"(?<![\d,.-]){_NUMBER}(?=\s?(?:{_BANKS})(?:은행|뱅크)|\s?(?:계좌|통장|로\s?입금|으로\s?입금))", re.IGNORECASE
)
_ACCOUNT_SHAPED = re.compile(
    r"(?<![\d,.-])(?:\d{3}-\d{3}-\d{6}|\d{6}-\d{2}-\d{6}|\d{4}-\d{3}-\d{6}|\d{4}-\d{2}-\d{7}|\d{3}-\d{4}-\d{4}-\d{2}|\d{3}-\d{6}-\d{2}-\d{3}|\d{3}-\d{6}-\d{5})(?![\d-])"
)


def mask(text: str) -> Masked:
    """Replace identifiers: resident and foreigner numbers, cards, phones, accounts, e-mail, licences, passports."""
    plain = text.translate(_SAME_LENGTH)
    taken: list[_Span] = []
    for find in _FINDERS:
        for span in find(plain):
            if all(span.end <= other.start or other.end <= span.start for other in taken):
                taken.append(span)
    taken.sort()
    pieces, position = [], 0
    for span in taken:
        pieces += [text[position : span.start], f"[{span.kind}]"]
        position = span.end
    return Masked("".join([*pieces, text[position:]]), tuple(dict.fromkeys(span.kind for span in taken)))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _person(gender: str) -> str:
    return FOREIGNER if gender in "5678" else RESIDENT


def _is_policy(text: str, start: int) -> bool:
    return bool(_POLICY_CUE.search(text[max(0, start - 20) : start]))


def _cued(text: str, start: int) -> bool:
    return bool(_RESIDENT_CUE.search(text[max(0, start - 20) : start]))


def _resident(text: str) -> Iterator[_Span]:
    for found in (*_FULL.finditer(text), *_DOTTED.finditer(text)):
        number = _digits(found["front"]) + _digits(found["back"])
        if is_plausible_resident_number(number) and not (_is_policy(text, found.start()) and not _cued(text, found.start())):
            yield _Span(found.start(), found.end(), _person(number[6]))
    for found in _PARTIAL.finditer(text):
        front, gender = (found["front"], found["gender"]) if found["front"] else (found["date"], found["digit"])
        old_enough = birth_year(front, gender) >= OLDEST_BIRTH or _cued(text, found.start())
        if is_birth_date(front, gender) and old_enough and not _is_policy(text, found.start()):
            yield _Span(found.start(), found.end(), _person(gender))
    for found in _STARRED.finditer(text):
        yield _Span(found.start(), found.end(), RESIDENT)
    for found in _HALVES.finditer(text):
        yield _Span(found.start("front") if found["front"] else found.start("back"), found.end(), _person(found["back"][0]))
    for found in _WORDS.finditer(text):
        number = _digits(found[0].translate(_DIGIT_WORDS))
        if len(number) == 13 and is_birth_date(number[:6], number[6]):
            yield _Span(found.start(), found.end(), _person(number[6]))


def _card(text: str) -> Iterator[_Span]:
    for found in _CARD.finditer(text):
        starred = any(sign in found[0] for sign in "*xX") and len(_digits(found[0])) >= 4
        cued = bool(_CARD_CUE.search(text[max(0, found.start() - 15) : found.start()]))
        fits = is_card_number(_digits(found[0])) if not starred else True
        if (fits or cued) and not _is_policy(text, found.start()):
            yield _Span(found.start(), found.end(), CARD)


def _card_words(text: str) -> Iterator[_Span]:
    for found in _CARD_WORDS.finditer(text):
        if is_card_number(_digits(found[0].translate(_DIGIT_WORDS))):
            yield _Span(found.start(), found.end(), CARD)


def _plain(pattern: re.Pattern[str], kind: str) -> Callable[[str], Iterator[_Span]]:
    def find(text: str) -> Iterator[_Span]:
        group = "number" if "number" in pattern.groupindex else 0
        for found in pattern.finditer(text):
            if not _is_policy(text, found.start(group)):
                yield _Span(found.start(group), found.end(group), kind)

    return find


_FINDERS: tuple[Callable[[str], Iterator[_Span]], ...] = (
    _plain(_EMAIL, EMAIL), _plain(_PASSPORT, PASSPORT), _plain(_LICENCE, LICENCE), _plain(_ACCOUNT_NAMED, ACCOUNT), _card_words, _resident, _card,
    _plain(_PHONE, PHONE), _plain(_ACCOUNT_BANK, ACCOUNT), _plain(_ACCOUNT_AFTER, ACCOUNT), _plain(_ACCOUNT_SHAPED, ACCOUNT),
)  # fmt: skip
"""In order of certainty: what an earlier finder took, a later one leaves alone."""
