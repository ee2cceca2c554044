"""Whether a turn tells something of the speaker's own life, or only asks or chats: what people later want to be reminded of."""

import re

from gazel.memory.extraction.clauses import clauses_of

SHORT = 6
OWN_LIFE = re.compile(
    r"(았|었|였|했|됐|갔|왔|봤|났|렸|졌|겼|쳤|꼈|탔|샀|뺐|줬|썼|컸|섰|폈|웠)(어|습|고|는데|지|다|음|죠|네|더|대|거|으|던)"
    r"|[해돼와가]서\s|중이|이에요|예요|입니다|이고|인데|하려|싶|할게|거든|(있|없)(어|습|고|는데)|대요|래요|해요|주세요|\bI\b.*(ed|am|was|have|went|got)\b"
)


def personal(text: str) -> float:
    """0 for a mere question or call, 0.5 for a statement, 1 for a statement of what happened, is or shall be."""
    stated = [c.text for c in clauses_of(text) if c.mood in ("statement", "reported") and len(c.text) >= SHORT]
    return 0.5 * bool(stated) + 0.5 * any(OWN_LIFE.search(clause) for clause in stated)
