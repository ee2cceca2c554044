"""What texts name: exact, short, misspelt, glued together, in English, and what they do not name."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazel.catalog.catalog import Catalog
from gazel.catalog.jamo import jamo
from gazel.catalog.lexicon import Lexicon, Mention
from gazel.catalog.loading import load_catalog
from gazel.settings import ROOT

CATALOG = load_catalog(ROOT / "data" / "insurance")
LEXICON = Lexicon(CATALOG)

ORDINARY = """
오늘 날씨가 정말 좋네요 / 저녁에 뭐 먹을까요 김치찌개 어때요 / 아이가 열이 나서 걱정이에요 / 회사에서 회의가 길어졌어요 / 주말에 가족이랑 여행 가려고 해요
커피 한 잔 마시고 다시 연락드릴게요 / 이 부분을 다시 설명해 주세요 / 고맙습니다 도움이 많이 됐어요 / 잘 이해가 안 되네요 쉽게 말해줘 / 수술이 필요하다고 하시더라고요
유사한 사례가 있나요 / 둘이 유사함을 느꼈어요 / 메리트가 뭐예요 / 현대인은 바쁘게 살아요 / 삼성전자 주식을 샀어요 / 롯데마트에서 장을 봤어요 / 현대자동차가 좋아요
교보문고에서 책을 샀어요 / 신한은행 통장으로 받을게요 / 아버지가 운전사로 일하세요 / 경계선에 서 있는 기분이에요 / 피부염 때문에 가려워요 / 방광염으로 약을 먹어요
신장염이 있어요 / 췌장염은 아니래요 / 라이더 재킷을 샀어요 / 베이비시터를 구해요 / 차이나타운에 가봤어요 / 여행사에서 예약했어요 / 진단은 언제 받으셨어요 / 입원은 안 했어요
검사비가 많이 나왔어요 / 치료비가 부담돼요 / 나이가 서른다섯이에요 / 월급날은 이십오일이에요 / 결혼기념일이 다음 달이에요 / 우리 팀장님이 소개해 주셨어요 / 친구가 말해 줬어요
전화번호가 바뀌었어요 / 주소를 변경하고 싶어요 / 직장을 옮겼어요 이번에 대기업이에요 / 자녀가 두 명 있어요 / 담배는 끊었어요 / 운동은 일주일에 세 번 해요 / 암튼 그래요
아침에 일찍 일어나요 / 컴퓨터가 고장 났어요 / 버스를 놓쳐서 늦었어요 / 영화 보러 갈래요 / 비밀번호를 잊어버렸어요 / 그럼 다음날이면? / 네 알겠습니다 / 아니요 괜찮아요
ㅇㅇ 그거 말고 / 음식이 맛있어요 / 전화 주세요 / 이메일로 보내주세요 / 기다리고 있을게요 / 언제쯤 가능할까요 / 생각해 볼게요 / 천천히 하세요 / 수고하셨습니다 / 안녕하세요 반갑습니다
대기시간이 길어요 / 실버타운에 계세요 / 네이비 색이 좋아요 / 케이지를 샀어요 / 세면기가 막혔어요 / 안과 검진을 받았어요 / 하이힐을 신었어요 / 동양화를 배워요 / 한여름에 더워요
""".replace("\n", "/").split("/")


def named(text: str, kind: str = "") -> set[str]:
    return {m.id for m in LEXICON.find(text) if (m.kind == kind if kind else m.kind not in ("topic", "procedure", "term"))}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("삼성화재의 갑상선암 보장", {"삼성화재", "갑상선암"}),
        ("삼화 갑상샘암", {"삼성화재", "갑상선암"}),
        ("DB랑 KB, 현해", {"DB손해보험", "KB손해보험", "현대해상"}),
        ("디비 동부 케이비", {"DB손해보험", "KB손해보험"}),
        ("samsung THYROID cancer", {"삼성화재", "갑상선암"}),
        ("갑 상 선 암 유 사 암", {"갑상선암", "유사암"}),
        ("KB손보갑상선암", {"KB손해보험", "갑상선암"}),
        ("삼성이랑현대비교", {"삼성화재", "현대해상"}),
        ("한화생명이랑 교보 비교", {"한화생명", "교보생명"}),
        ("한화생명 말고 한화", {"한화생명", "한화손해보험"}),
        ("삼성생명", {"삼성생명"}),
        ("흥국생명 말고 흥국", {"흥국생명", "흥국화재"}),
        ("상피내암", {"제자리암"}),
        ("가젤 보험", {"가젤손해보험(가상)"}),
        ("메리츠하구 한화손보중에", {"메리츠화재", "한화손해보험"}),
        ("삼성허구현대", {"삼성화재", "현대해상"}),
        ("KB아니면메리츠", {"KB손해보험", "메리츠화재"}),
        ("삼성아님디비", {"삼성화재", "DB손해보험"}),
        ("흥국이나 롯데나", {"흥국화재", "롯데손해보험"}),
        ("삼성vs메리츠", {"삼성화재", "메리츠화재"}),
        ("케비하구 메리", {"KB손해보험", "메리츠화재"}),
        ("갑상선 양성종양", {"갑상선양성종양"}),
        ("마이헬스 파트너", {"SSF-MHP-2508.12-3"}),
    ],
)
def test_names_in_all_their_forms(text: str, wanted: set[str]) -> None:
    assert named(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("갑산선암", "갑상선암"),
        ("갑상선앙", "갑상선암"),
        ("갑상썬암", "갑상선암"),
        ("갑성샘암", "갑상선암"),
        ("유시암", "유사암"),
        ("유사앟", "유사암"),
        ("매리츠", "메리츠화재"),
        ("메리쓰", "메리츠화재"),
        ("흥국화제", "흥국화재"),
        ("흥국화쟤는", "흥국화재"),
        ("롯떼", "롯데손해보험"),
        ("롯데손혜보험", "롯데손해보험"),
        ("현대햬상이랑", "현대해상"),
        ("삼성하재", "삼성화재"),
        ("한화손해보헌", "한화손해보험"),
        ("경게성종양", "경계성종양"),
        ("대장점먁내암", "대장점막내암"),
        ("표적향암", "표적항암"),
        ("다번치 로봇", "다빈치로봇"),
        ("납입면재", "납입면제대상보장"),
    ],
)
def test_misspelt_names_score_below_exact_ones(text: str, wanted: str) -> None:
    found = {m.id: m for m in LEXICON.find(f"{text} 알려줘") if m.kind not in ("topic", "term")}
    assert wanted in found
    assert found[wanted].score < 1.0


@pytest.mark.parametrize("text", [line.strip() for line in ORDINARY if line.strip()])
def test_ordinary_sentences_name_no_insurer_disease_or_rider(text: str) -> None:
    assert not {m for m in LEXICON.find(text) if m.kind in ("insurer", "unknown_insurer", "disease", "code", "product")}
    assert not {m for m in LEXICON.find(text) if m.score < 0.9 and m.kind not in ("topic", "procedure")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("c73", {"C73"}),
        ("C 73이래요", {"C73"}),
        ("c770", {"C77.0"}),
        ("C77.0과 d47.3", {"C77.0", "D47.3"}),
        ("P1 계약", set()),
        ("2026-10-01", set()),
        ("C16.9 진단", {"C16.9"}),
        ("비타민 D10000", set()),
        ("코드 C 50", {"C50"}),
        ("abc12", set()),
    ],
)
def test_kcd_codes_in_their_normal_form(text: str, wanted: set[str]) -> None:
    assert named(text, "code") == wanted


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("갑상선암 진단비", "유사암진단비"),
        ("갑산선암 진단금", "유사암진단비"),
        ("경계성종양 진단금", "유사암진단비"),
        ("위암 진단비", "암진단비"),
        ("암진단비", "암진단비"),
        ("유방암 진단자금", "암진단비"),
        ("수술비", "암수술비"),
        ("항암치료비", "항암방사선약물"),
        ("로봇수술", "다빈치로봇"),
    ],
)
def test_diagnosis_benefit_follows_the_disease(text: str, family: str) -> None:
    assert family in named(text, "family")


def test_diagnosis_benefit_alone_names_no_family() -> None:
    assert named("진단비 얼마야", "family") == set()


@pytest.mark.parametrize(
    ("text", "family", "in_data"),
    [
        ("3대 진단비", "3대진단비", False),
        ("뇌졸중", "뇌혈관질환", False),
        ("심근경색", "허혈성심장질환", False),
        ("치아보험", "치아", False),
        ("운전자보험", "운전자", False),
        ("실손", "실손", True),
        ("유사암진단비", "유사암진단비", True),
    ],
)
def test_families_say_whether_the_data_holds_figures(text: str, family: str, in_data: bool) -> None:
    (mention,) = {m for m in LEXICON.find(text) if m.kind == "family" and m.id == family}
    assert mention.in_data is in_data


def test_the_longest_name_of_a_kind_wins() -> None:
    mentions = LEXICON.find("상급종합병원 외래")
    assert [m.id for m in mentions if m.kind == "facility"] == ["상급종합병원"]
    assert named("삼성서울병원", "insurer") == set()


def test_mentions_point_into_the_text() -> None:
    text = "음, 삼성 화재 갑상선  암 진단비 c 73"
    for mention in LEXICON.find(text):
        assert text[mention.start : mention.end] == mention.surface
    assert {m.surface for m in LEXICON.find(text)} >= {"삼성 화재", "갑상선  암", "c 73"}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("갑상선암이면 보험료 안내도 되나요", "premium_waiver"),
        ("서류 낸지 일주일 됐는데 돈이 안들어와요", "payment_deadline"),
        ("림프절에 또 퍼졌대요", "metastasis_c77"),
        ("C77인데요", "metastasis_c77"),
        ("요오드 치료 받으면 나와요?", "iodine_therapy"),
        ("3년 넘게 지났는데 청구 되나여?", "limitation"),
        ("청약찰회 하고 싶어요", "withdrawal"),
        ("설계사한테 다 말했는데", "oral_disclosure_void"),
        ("약관을 못 받았어요", "quality_cancellation"),
        ("제 정보 다 지워주세요", "privacy_rights"),
        ("AI에요 사람이에요?", "ai_notice"),
        ("제일 좋은데 하나만 찍어줘", "comparison_rule"),
        ("갈아타는게 나을까", "switching_contract"),
        ("수술 꼭 해야돼요?", "medical_advice"),
        ("카톡용으로 줄여줘", "advertising_review"),
        ("산정특례 5%", "special_calculation"),
        ("도수치료 보장돼요?", "indemnity_msk"),
        ("is it waiting period 90 days", "waiting_period"),
        ("가입하고 두달만에 진단", "waiting_diagnosis"),
        ("보험금 못 준대요 금감원", "dispute_mediation"),
    ],
)
def test_spoken_questions_touch_their_topic(text: str, topic: str) -> None:
    weights = dict(LEXICON.topics(text))
    assert weights.get(topic, 0) >= 0.6


def test_hints_alone_stay_light() -> None:
    assert all(weight < 0.6 for _, weight in LEXICON.topics("그 진단 결과"))


def fuzzy_terms(catalog: Catalog) -> list[str]:
    names = [*catalog.insurers, *catalog.code_groups, *(row.id for row in catalog.families.values())]
    return [name for name in names if 4 <= len(name) <= 8 and all("가" <= letter <= "힣" for letter in name)]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(fuzzy_terms(CATALOG)), st.data())
def test_one_slip_of_a_jamo_still_finds_the_name_or_a_nearer_one(name: str, data: st.DataObject) -> None:
    letters = list(jamo(name))
    place = data.draw(st.integers(0, len(letters) - 1))
    vowels = [chr(code) for code in range(0x1161, 0x1176)]
    initials = [chr(code) for code in range(0x1100, 0x1113)]
    pool = vowels if letters[place] in vowels else initials if letters[place] in initials else [chr(0x11AB), chr(0x11BC)]
    letters[place] = data.draw(st.sampled_from(pool))
    typo = unicodedata.normalize("NFC", "".join(letters))
    if typo in CATALOG.ordinary_words:
        return
    assert any(m.kind not in ("topic", "procedure") for m in LEXICON.find(f"{typo}은 어때요"))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gives_sound_mentions(text: str) -> None:
    for mention in LEXICON.find(text):
        assert isinstance(mention, Mention)
        assert 0 <= mention.start < mention.end <= len(text)
        assert 0 < mention.score <= 1
        assert text[mention.start : mention.end] == mention.surface


@given(
    st.sampled_from(["갑상선암", "유사암진단비", "흥국화재", "다빈치로봇"]),
    st.lists(st.sampled_from([" ", "  ", "\t", ""]), min_size=8, max_size=8),
)
def test_blanks_inside_a_name_do_not_matter(name: str, blanks: list[str]) -> None:
    spaced = "".join(letter + blank for letter, blank in zip(name, blanks, strict=False)).strip() + (
        "" if len(name) <= 8 else name[8:]
    )
    wanted = {(m.kind, m.id) for m in LEXICON.find(name)}
    assert wanted <= {(m.kind, m.id) for m in LEXICON.find(spaced)}


def test_a_misspelt_rider_still_names_its_disease() -> None:
    assert named("갑산썬암진단비") == {"유사암진단비", "갑상선암"}
