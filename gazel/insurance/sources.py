"""The sources behind the rules, as citations with evidence grade (A statute or document read, B careful transcription)."""

from gazel.insurance.citation import Citation, Grade

CHECKED = "2026-11-21"


def rule(rule_id: str, title: str) -> Citation:
    """The rule itself: demo logic, not an insurer's official calculation."""
    return Citation(doc=f"GAZEL 계산 규칙 {rule_id} {title}", clause=rule_id, as_of=CHECKED, source_class="rule")


def _law(doc: str, clause: str) -> Citation:
    return Citation(doc=doc, clause=clause, as_of=CHECKED, grade="A")


def _doc(doc: str, page: str = "", clause: str = "", grade: Grade = "A", insurer: str = "", as_of: str = CHECKED) -> Citation:
    return Citation(doc=doc, page=page, clause=clause, as_of=as_of, grade=grade, insurer=insurer)


COVERAGE_START = _doc("약관", "241", "암보장개시일 예시(2024-04-10 → 2024-07-09)", insurer="KB손해보험")
UNDER_FIFTEEN = _doc("가입제안서", "4", "15세 미만 보장개시", insurer="현대해상")
REVIVAL = _doc("가입제안서", "3", "부활 시 보장개시일", insurer="흥국화재")
CANCER_TABLE = _doc("암 보장 상품 연구 노트(KCD-8 별표)", clause="악성신생물 분류표", grade="B")
THYROID_CODE = _doc("상품요약서", "81", "갑상선암 C73·기타피부암 C44", insurer="메리츠화재")
PRIMARY_SITE = _doc("가입제안서", "3", "원발부위 기준 분류", insurer="흥국화재")
PRIMARY_UNKNOWN = _doc("가입제안서", "21~22", "원발암 미확인 시 이차암 기준", insurer="한화손해보험")
PRIMARY_RULING = _doc("대법원 2025.3.13. 선고 2023다250746", clause="설명의무", grade="C")
MUCOSAL = _doc("암 보장 상품 연구 노트", clause="대장점막내암(침범 깊이)", grade="B")
SMALL_CANCER = _doc("가입제안서", "6", "소액암 C50·C53·C54·C61·C67", insurer="메리츠화재")
DIAGNOSIS_DATE = _doc("약관", "175", "진단확정 시점 = 검사 결과보고", insurer="삼성화재")
ONE_YEAR = _doc("가입제안서", "6", "1년 경과시점", insurer="메리츠화재")
CLOCKS = _doc("암 보장 상품 연구 노트", clause="감액 시계: 진단일 / 수술·치료일", grade="B")
ROBOT = _doc("가입제안서", "8", "특정암 로봇수술 90일 5%·180일 25%·1년 50%", insurer="DB손해보험")
VOID = _law("상법", "제644조·제648조")
CANCEL_OPTION = _doc("가입제안서", "11", "나머지 계약 취소 선택권", insurer="삼성화재", as_of="2025-10-02")
ONCE_PER_TYPE = _doc("가입제안서", "5", "유형별 각각 최초 1회", insurer="삼성화재", as_of="2025-10-02")
WAIVER = _doc("가입제안서", clause="납입면제 사유(유사암 제외)", insurer="삼성화재", as_of="2025-10-02")
RATIO_PRACTICE = _doc("유사암 20% 감독 관행(2022-08)", clause="법정 한도 아님", grade="B")
G4_TERMS = _doc(
    "보험업감독업무시행세칙 별표15 실손의료보험 표준약관(2021.7.1본)", clause="4세대 공제·한도", grade="B", as_of="2021-07-01"
)
G5_TERMS = _doc(
    "보험업감독업무시행세칙 별표15 실손의료보험 표준약관(2026.5.6본)", clause="5세대 공제·한도", grade="B", as_of="2026-05-06"
)
G5_SUPERVISION = _doc("보험업감독규정", clause="제7-63조 제2항", grade="B", as_of="2026-05-06")
PAY_DEADLINE = _doc("약관(질병·상해)", clause="보험금의 지급절차: 3영업일·30영업일", insurer="현대해상")
PAY_DEADLINE_LAW = _law("상법", "제658조")
LATE_INTEREST = _doc("약관", "8", "보험금 지급 지연이자율 부표", insurer="삼성화재")
WITHDRAWAL = _law("금융소비자 보호에 관한 법률", "제46조")
ILLEGAL_CONTRACT = _law("금융소비자 보호에 관한 법률", "제47조")
QUALITY = _law("상법", "제638조의3 제2항")
LIMITATION = _law("상법", "제662조")
DISCLOSURE = _law("상법", "제651조·제651조의2·제655조")
DISCLOSURE_TERMS = _doc("질병·상해보험 표준약관", clause="제14조 알릴 의무 위반의 효과", grade="B")
ORAL_DISCLOSURE = _doc("가입제안서", "24", "설계사 구두 고지의 효력 없음", insurer="한화손해보험", as_of="2025-08-13")
SALES_CONDUCT = _law("금융소비자 보호에 관한 법률", "제21조")
INSURANCE_AGE = _doc("질병·상해보험 표준약관", clause="보험나이 계산(1988-10-02 / 2014-04-13 → 26세)", grade="B")
SURCHARGE = _doc("5세대 실손 비급여 할인·할증 구간", clause="특약2", grade="B", as_of="2026-05-06")
