"""Whether digits can be an identifier: birth date and check digit of resident numbers, Luhn of cards."""

import re
from calendar import monthrange

_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_CARD_STARTS = re.compile(r"3[4-7]|4|5|6|9|2(?:2[2-9]|[3-6]|7[01]|720)")
OLDEST_BIRTH = 1930
"""A birth year before this is taken for something else (a date code) unless the check digit fits."""
NEWEST_BIRTH = 2035


def birth_year(front: str, gender: str) -> int:
    """The birth year of a resident number's six digits and its gender digit (1, 2, 5, 6: 19xx; 3, 4, 7, 8: 20xx)."""
    return (1900 if gender in "1256" else 2000) + int(front[:2])


def is_birth_date(front: str, gender: str) -> bool:
    """Whether YYMMDD is a day of the calendar in the century that the gender digit gives."""
    year, month, day = birth_year(front, gender), int(front[2:4]), int(front[4:6])
    return year <= NEWEST_BIRTH and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def has_check_digit(number: str) -> bool:
    """Whether the 13th digit fits (11 − weighted sum mod 11; foreigners' numbers of before 2020-10 use 13 −)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:12], _WEIGHTS, strict=True))
    base = 13 if number[6] in "5678" else 11
    return (base - total % 11) % 10 == int(number[12])


def is_plausible_resident_number(number: str) -> bool:
    """Whether 13 digits are a resident or foreigner number; since 2020-10 the last digits are random, so the shape counts."""
    front, gender = number[:6], number[6]
    if not is_birth_date(front, gender):
        return False
    return has_check_digit(number) or birth_year(front, gender) >= OLDEST_BIRTH


def is_card_number(number: str) -> bool:
    """Whether 14 to 16 digits start like a payment card and satisfy Luhn."""
    if not 14 <= len(number) <= 16 or not _CARD_STARTS.match(number):
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
