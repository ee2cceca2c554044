"""What can be looked up by number: KCD codes (classified by rule R2) and articles of statutes."""

import re

from gazel.catalog.catalog import Catalog
from gazel.catalog.rows import CodeGroup
from gazel.insurance import calc
from gazel.reasoning.compose.words import josa
from gazel.reasoning.evidence import Point

COLON = ("C18", "C19", "C20")
"""Codes behind which an intramucosal cancer may stand, told by depth and not by the code."""
SMALL_CANCER = ("C50", "C53", "C54", "C61", "C67")
SECONDARY = ("C77", "C78", "C79", "C80")
SIMILAR = ("갑상선암", "기타피부암", "제자리암", "경계성종양")
_ARTICLE = re.compile(r"제?\s*(\d+)\s*조(?:\s*의\s*(\d+))?")


def code_points(
    catalog: Catalog, codes: list[str], *, disease: str = "", believed: str = "", code_asked: bool = False
) -> list[Point]:
    """For each code the benefit group it belongs to, with the rule's own warnings; `believed` is what the speaker takes it for."""
    points = [point for code in codes for point in _of_code(catalog, code, disease, believed)]
    group = catalog.code_groups.get(disease)
    if code_asked and group and group.ranges:
        return [Point(f"{disease}의 KCD 코드는 {_spans(group)}입니다. {points[0].text}", points[0].citations, "R2"), *points[1:]]
    return points


def _of_code(catalog: Catalog, code: str, disease: str, believed: str) -> list[Point]:
    group = catalog.code_groups.get(disease)
    if group and group.ranges and not _within(group, code):
        right = _spans(group)
        text = f"아닙니다. {disease}의 KCD 코드는 {right}입니다. {josa(code, '은/는')} {_kind(catalog, code)}의 코드입니다."
        return [Point(text, group.citations, "R2")]
    result = calc.run("classify", {"code": code, "metastasis_policy": "primary_site"})
    category = result.result.get("category")
    name = _kind(catalog, code)
    subject = code if name == category or code[:3] in SECONDARY else f"{code}({name})"
    if disease and disease != category:
        subject = f"{disease}({_spans(group) if group else code})"
    text = _opening(category, believed, code) + _classified(subject, category, result.status)
    if code[:3] in SMALL_CANCER:
        text += " 소액암으로 정한 상품에서는 가입 후 1년 미만 진단이면 감액될 수 있어 증권의 감액 문구를 확인해야 합니다."
    if code.startswith(COLON):
        text += " 다만 대장점막내암인지는 코드가 아니라 침범 깊이로 정해지므로 병리 결과를 확인해야 합니다."
    return [Point(text, result.citations, "R2"), *(Point(notice, result.citations, "R2") for notice in result.notices)]


def _spans(group: CodeGroup) -> str:
    return "·".join(span.first if span.first == span.last else f"{span.first}~{span.last}" for span in group.ranges)


def _kind(catalog: Catalog, code: str) -> str:
    """What a code stands for: the one disease that the catalogue has under it, else its benefit group."""
    if code[:3] in SECONDARY:
        return f"{'림프절로' if code[:3] == 'C77' else '다른 곳에서'} 퍼진 전이암(이차성 암)"
    category = str(calc.run("classify", {"code": code, "metastasis_policy": "primary_site"}).result.get("category"))
    named = (
        group.id
        for group in catalog.code_groups.values()
        if len(group.ranges) == 1 and group.category in (category, "소액암") and _within(group, code)
    )
    return next(named, category)


def _within(group: CodeGroup, code: str) -> bool:
    return any(span.first <= code[:3] <= span.last for span in group.ranges)


def _classified(subject: str, category: str | None, status: str) -> str:
    if category is None or status == "needs_review":
        return f"{josa(subject, '은/는')} 원발부위 등 더 확인할 것이 있어 코드만으로 분류할 수 없습니다."
    if category == "비해당":
        return f"{josa(subject, '은/는')} 암·유사암 담보의 분류에 들지 않습니다(비해당). 양성 종양이나 다른 질환의 코드입니다."
    if category == "일반암":
        return f"{josa(subject, '은/는')} 경계성종양이나 유사암이 아니라 일반암으로 분류됩니다."
    return f"{josa(subject, '은/는')} {josa(category, '으로/로')} 분류되어 유사암 담보에서 봅니다."


def _opening(category: str | None, believed: str, code: str) -> str:
    """'네, 맞습니다.' or '아닙니다.' to what the speaker takes the code for."""
    if not believed or category is None:
        return ""
    holds = (
        category == believed
        or (believed == "유사암" and category in SIMILAR)
        or (believed == "소액암" and code[:3] in SMALL_CANCER)
    )
    return "네, 맞습니다. " if holds else "아닙니다. "


def article_points(catalog: Catalog, question: str) -> list[Point]:
    """The articles a question names ('상법 662조') that the data holds, in own words; one sentence where it holds none."""
    wanted = [f"제{number}조{f'의{branch}' if branch else ''}" for number, branch in _ARTICLE.findall(question)]
    law = (
        "상법"
        if "상법" in question
        else "금융소비자보호법"
        if re.search(r"금소법|금융소비자", question)
        else "보험업법"
        if "보험업법" in question
        else ""
    )
    points = []
    for article in wanted:
        rows = [
            row
            for row in catalog.statutes.values()
            if row.article.split("~")[0] == article and (not law or row.law.startswith(law[:4]))
        ]
        points += [Point(f"{row.law} {row.article}({row.title}): {row.summary}", row.citations) for row in rows]
        if not rows:
            points.append(
                Point(f"{law} {article}의 내용은 보유한 자료에 없습니다. 국가법령정보센터(law.go.kr)에서 확인해 주세요.".strip())
            )
    return points
