"""What the customer does for a living, and what relatives do."""

import re
from datetime import date

from gazel.memory.drafts import Draft
from gazel.memory.extraction.clauses import Clause
from gazel.memory.extraction.rule import Rule, rule
from gazel.memory.extraction.speaker import TOLD, fact_of_person, of_a_relative, since_of

JOBS = (
    "배달\\s*라이더|택배\\s*기사|대리\\s*기사|간호조무사|사무직|회사원|직장인|공무원|교사|교수|강사|선생님|간호사|의사|약사|자영업자?|프리랜서|개발자|디자이너|전업주부|주부|대학생|대학원생|학생|취업준비생|취준생|"
    "운전기사|택시기사|버스기사|배달원|배달기사|라이더|현장직|생산직|건설직|일용직|농부|농업|어업|어부|군인|직업군인|경찰관?|소방관|영업직|연구원|은행원|"
    "미용사|요리사|조리사|조리원|경비원|경비|미화원|물리치료사|치위생사|영양사|보육교사|유치원\\s*교사|상담원|상담사|텔레마케터|캐디|매니저|대표|연예인|배우|가수|운동선수|트레이너|강사|번역가|통역사|목수|용접공|전기기사|화물기사|트럭기사|선원|항해사|조종사|기관사|큐레이터|사서|공인중개사|부동산\\s*중개인|편의점\\s*점주|치킨집\\s*사장|분식집\\s*사장|미용실\\s*원장|학원\\s*원장|미용사|변호사|회계사|세무사|엔지니어|사업가|개인사업자|무직|은퇴자|요양보호사|사회복지사|승무원|기자|작가|유튜버|카페\\s*사장|식당\\s*사장|관리직|서비스직|판매직|선장|사육사|수의사|치과의사|한의사|간병인|가사도우미|베이비시터|대리기사|퀵기사|택배기사|지게차기사|굴착기기사|정비사|미장공|도배사|설비기사|환경미화원|연금생활자|구직자|인턴|계약직|공장장|농장주|과수원\s*주인|보험설계사|부사관|장교|교도관|집배원|통번역사|플로리스트|제빵사|바리스타|셰프|주방장|인테리어업자|스타트업\s*대표|상담간호사"
)
SHOPS = (
    "편의점|카페|커피숍|식당|치킨집|분식집|고깃집|횟집|중국집|국밥집|떡집|빵집|꽃집|술집|반찬가게|옷가게|미용실|네일샵|세탁소|철물점|문구점|정육점|"
    "약국|공방|학원|피시방|노래방|펜션|모텔|헬스장|쇼핑몰|정비소|농장|과수원|장사|사업|자영업"
)
CHANGES = (("복직", "복직", "복직함"), ("승진", "승진", "승진함"), ("개업|창업|가게를", "자영업", "가게를 엶"), ("귀농", "농업", "귀농함"), ("폐업|접었", "무직", "가게를 접음"), ("입사|취업|취직|재취업|합격", "취업", "취업함"))  # fmt: skip
BEING = r"(?:이?[구고][요여]|이고|이며|이에요|예요|에요|입니다|인데|이라|라서|이라서|라\s|이야|야|임|이신|이시|고|$|\s|,|\()"


def _job(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if of_a_relative(match, clause):
        return None
    job = match.group("job").replace(" ", "")
    return fact_of_person("job", "직업", job, f"직업은 {job}", clause, since=since_of(clause, said_on))


def _driver(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if of_a_relative(match, clause) or re.search(r"출퇴근|가끔|자가용", clause.text):
        return None
    vehicle = match.group(0)[:2].strip()
    return fact_of_person("job", "직업", f"{vehicle} 운전", f"{vehicle}를 모는 일을 함", clause)


def _farmer(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    return None if of_a_relative(match, clause) else fact_of_person("job", "직업", "농업", "농사를 지음", clause)


def _student(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    return None if of_a_relative(match, clause) else fact_of_person("job", "직업", "대학원생", "대학원에 다님", clause)


def _job_change(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    since = since_of(clause, said_on) or said_on
    for words, value, told in CHANGES:
        if re.search(words, match.group(0)):
            return fact_of_person("job", "직업", value, f"{since:%Y-%m}에 {told}", clause, since=since)
    if "휴직" in match.group(0):
        return fact_of_person("job", "직업", "휴직", f"{since:%Y-%m}부터 휴직", clause, since=since)
    if re.search(r"은퇴|정년|퇴직", match.group(0)):
        return fact_of_person("job", "직업", "은퇴", f"{since:%Y-%m}에 은퇴함", clause, since=since)
    if re.search(r"이직|옮겼|옮긴", match.group(0)):
        return fact_of_person("job", "직업", "이직", f"{since:%Y-%m}에 직장을 옮김", clause, since=since)
    return fact_of_person("job", "직업", "무직", f"{since:%Y-%m}에 일을 그만둠", clause, since=since)


def _relative_job(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    who = {"와이프": "아내", "신랑": "남편", "엄마": "어머니", "아빠": "아버지"}.get(match.group("who"), match.group("who"))
    job = match.group("job").replace(" ", "")
    return fact_of_person("family", f"{who} 직업", job, f"{who}의 직업은 {job}", clause)


RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:\d{{2}}\s*(?:세|살|[여남])|여자|여성|남자|남성|[2-8]0\s*대\s*(?:초반|중반|후반)?|년생|저는|전|제가|직업은|직업이|고객은|지금은?|현재)[\s,/]*(?:지금\s*|현재\s*)?(?P<job>{JOBS}){BEING}",
        _job, moods=TOLD,
    ),
    rule(rf"(?P<job>{JOBS})(?:으로|로)\s*(?:\S{1,6}\s*)?(?:일하|일합|일해|일한|뛰고|다니|근무|이직|전직|취업|취직|재직|전업)", _job),
    rule(rf"^(?:저\s*)?(?P<job>{JOBS})(?:이?[구고][요여]|이에요|예요|에요|입니다|이고요?|인데요?|이야)", _job),
    rule(rf"(?<![가-힣])(?P<job>{JOBS})(?:이에요|예요|에요|입니다|이고요?|인데|이라서?|라서?\s|이야|야(?=$|[\s.,!])|만\s*\d+\s*년)", _job),
    rule(rf"(?<![가-힣])(?P<job>{JOBS})\s*(?:일|생활|업무)?(?:을|를)?\s*(?:새로\s*|다시\s*|계속\s*)?(?:하고\s*있|해요|합니다|시작했|시작했|하는\s*중|다녀|다니고)", _job),
    rule(rf"(?:이제는?|이번에|지금은?|현재는?|요즘은?)\s*(?P<job>{JOBS})(?:를|을|로|으로|\s*일을?)?\s*(?:합니다|해요|하고\s*있|하게|일해|일합|일하|뛰)", _job),
    rule(r"(?P<job>[가-힣]{2,8})(?:으로|로)\s*(?:새로\s*|다시\s*)?(?:취직|취업|재취업|입사|전직|이직)(?:했|했어|하게|해서)", _job),
    rule(rf"(?<![가-힣])(?P<job>{JOBS})(?:이|가)?\s*(?:됐|되었|됐어|돼서|전향|전환)", _job, moods=TOLD),
    rule(r"(?:회사|직장)(?:도|까지|이랑)\s*(?:옮겼|옮긴|바꿨|바뀌)", _job_change),
    rule(r"(?:육아\s*)?휴직\s*(?:중|했|들어|해요|합니다|하고|신청)", _job_change),
    rule(r"이직(했|하였|함|해서)|(회사|직장)(을|를)?\s*(옮겼|옮긴|바꿨)|퇴사(했|함|해서)|(회사|직장|일)(을|를)?\s*그만\s*(뒀|두었|둬)|은퇴(했|함|해)|정년\s*퇴직(했|해|함|이)|퇴직(했|해\s*|함)|실직(했|함)", _job_change),
    rule(rf"(?P<who>남편|신랑|아내|와이프|배우자|아버지|아빠|어머니|엄마|아들|딸|동생|언니|누나|형|오빠)(?:은|는|이|가|도)\s*(?P<job>{JOBS}){BEING}", _relative_job, moods=TOLD),
    rule(r"(?:택시|버스|트럭|화물차|지게차|굴착기|크레인|배)(?:를|을)?\s*(?:몰(?:아|고|았|며)|운전(?:해|하고|합니다|하는))(?!\s*(?:다가|면))", _driver),
    rule(r"농사(?:를|일)?\s*(?:짓|지어|지으|지은)", _farmer),
    rule(r"(?P<job>[가-힣]{2,6}(?:집|점|원|실|방|가게|식당|카페|공방|학원|농장|과수원|목장|공장|사무소|약국|의원|한의원|편의점|미용실|세탁소|정비소))(?:을|를)?\s*(?:하고\s*있|운영(?:하|해|합)|차렸|열었|경영)", _job),
    rule(r"(?P<job>[가-힣]{2,6}(?:회사|은행|병원|학교|공장|센터|연구소|호텔|마트|백화점|공사|구청|시청|군청|우체국|소방서|경찰서))(?:에서|에)?\s*(?:일(?:해|하|합)|근무|다녀|다니)", _job),
    rule(rf"(?<![가-힣])(?P<job>{SHOPS})(?:을|를)?\s*(?:해요|합니다|하는데|하고(?=$|\s)|해서|하구요|한\s*지|한답니다|하는\s*(?:사람|중)|운영(?:해|하|합|\s*중))", _job),
    rule(r"(?<![가-힣])(?P<job>은행|공장|구청|시청|대기업|중소기업|공기업|어린이집|유치원|백화점|마트)(?:에)?\s*(?:다녀|다니|다닙)", _job),
    rule(r"대학원(?:에)?\s*(?:다녀|다니고|재학|석사|박사)", _student),
    rule(r"복직(?:했|해|합|하게)|승진(?:했|했어|하게|해서)|(?:가게|식당|카페|미용실|사무실|공방|학원)(?:를|을)?\s*(?:차렸|열었|개업|냈어|냈습)|(?:개업|창업)(?:했|해서|하게)|귀농(?:했|해서|한)|(?:가게|식당|사업|장사)(?:를|을)?\s*(?:접었|폐업|닫았|정리했)|(?:취업|취직|재취업)(?:에)?\s*(?:했|성공|됐)|최종\s*합격|입사(?:했|하게)", _job_change),
    rule(r"(?:일|직장|회사)(?:을|를|도)?\s*(?:쉬고\s*있|쉬는\s*중|관뒀|관두|때려)|(?:지금|요즘)\s*백수|놀고\s*있어", _job_change),
)  # fmt: skip
