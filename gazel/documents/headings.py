"""How Korean policy terms number their parts: 편·장·관·절, 제N조(제목), ①, 1., and the name of a 약관 or 특약."""

import re
from dataclasses import dataclass
from typing import Literal

Level = Literal["약관", "관", "조", "항", "호"]

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_BOOKLET = re.compile(
    r"(?:[\dIVX]{1,3}[-.\d]*\.?\s+)?(?P<title>(?!(?:이|그|본|위|각|해당|동|당해)\s)[^.,?!:;|]{0,60}(?:보통약관|특별약관|특약)(?:\s?[(\[][^)\]]{1,40}[)\]])?)"
)
_DIVISION = re.compile(r"제\s?(?P<number>\d+|[일이삼사오육칠팔구십]+)\s?(?P<unit>편|장|관|절)(?:\s+|\.|$)(?P<title>[^.]{0,60})")
_ARTICLE = re.compile(
    r"제\s?(?P<number>\d{1,3})\s?조(?:의\s?(?P<branch>\d{1,2}))?"
    r"(?:\s?[(（【\[<「](?P<title>[^)）】\]>」]{1,80})[)）】\]>」]|(?=\s*[①【<]|\s*$|\s+삭제))(?P<gap>\s*)(?P<rest>.*)"
)
_PARTICLE = re.compile(r"에|의|을|를|은|는|이|가|와|과|도|로|으로|부터|까지|,|\.")
_GOES_ON = re.compile(r"제\s?\d+\s?[조항호관]|(?:및|또는|내지|부터|까지|에|중|등)(?:\s|$)|에\s?따|에서")
"""What follows a mention of an article in a sentence, joined to it or after a blank, and never a heading."""
_IN_A_SENTENCE = re.compile(r"[은는을를의]\s|에\s|에서|하여|되어|따라|관한|경우|이\s특")
"""A name of a 약관 holds none of these; a line that ends in the word 특별약관 by chance does."""
_PARAGRAPH = re.compile(rf"(?P<mark>[{CIRCLED}])\s*(?P<rest>.*)")
_ITEM = re.compile(r"(?P<number>\d{1,2})\.(?!\d)\s*(?P<rest>\D.*)")
_CONTENTS = re.compile(r"(?:[.·…‥․∙]\s?){4,}\s*\d*$|\s{3,}\d{1,4}$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a part: `label` as it is cited ('제3조의2', '제1항'), its title and the text that follows."""

    level: Level
    label: str
    number: int
    title: str = ""
    rest: str = ""


def heading(line: str) -> Heading | None:
    """The heading that a line is, or None; a line of the table of contents is none."""
    if is_contents(line):
        return None
    if found := _ARTICLE.fullmatch(line):
        if (_GOES_ON if found["gap"] else _PARTICLE).match(found["rest"]) or _GOES_ON.match(found["rest"]):
            return None
        branch = f"의{found['branch']}" if found["branch"] else ""
        return Heading(
            "조", f"제{found['number']}조{branch}", int(found["number"]), (found["title"] or "").strip(), found["rest"]
        )
    if found := _PARAGRAPH.fullmatch(line):
        number = CIRCLED.index(found["mark"]) + 1
        return Heading("항", f"제{number}항", number, rest=found["rest"])
    if (found := _ITEM.fullmatch(line)) and not _BOOKLET.fullmatch(line):
        return Heading("호", f"제{found['number']}호", int(found["number"]), rest=found["rest"])
    if found := _DIVISION.fullmatch(line):
        return Heading("관", f"제{found['number']}{found['unit']}", 0, found["title"].strip())
    if (found := _BOOKLET.fullmatch(line)) and not _IN_A_SENTENCE.search(found["title"]):
        return Heading("약관", found["title"].strip(), 0)
    return None


def is_contents(line: str) -> bool:
    """Whether the line is an entry of a table of contents: dots or a gap, then a page number."""
    return bool(_CONTENTS.search(line))
