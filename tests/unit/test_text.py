"""Spelling, searching, sorting and cleaning of Vietnamese text."""

import random
import sqlite3
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.text import clean, fold, nfc, shown, sort_key
from tasktrack.render.clean import clean as written

ALPHABET = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")


def test_texts_are_cleaned_alike_where_they_are_kept_and_where_they_are_written() -> None:
    """The seal of a form holds what was written of a text: every character goes or stays in both."""
    every = [f"a{chr(code)}b" for code in range(sys.maxunicode + 1)]
    assert [hex(ord(text[1])) for text in every if clean(text) != written(text)] == []


def test_nfc_composes_and_strips() -> None:
    assert nfc("  Uỷ ban\n") == "Uỷ ban"


def test_clean_leaves_plain_vietnamese_alone() -> None:
    text = "Đề án [gấp] – “số hóa” 100% :fire: 🔥"
    assert clean(text) is text


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("\x1b[31mđỏ\x1b[0m", "[31mđỏ[0m"),
        ("\x9b31m", "31m"),
        ("a\x00b\x07c\x7fd", "abcd"),
        ("NV1\u202e2VN", "NV12VN"),
        ("\u2066x\u2069\u200b\ufeff\u00ad\u200f", "x"),
        ("một\thai\nba", "một\thai\nba"),
        ("một\r\nhai\rba\u2028bốn\x85năm", "một\nhai\nba\nbốn\nnăm"),
        ("tệp\udcff", "tệp\ufffd"),
        ("năm\u00a0mươi", "năm\u00a0mươi"),
        ("t\U000e0041ag", "tag"),
    ],
)
def test_clean_removes_what_a_terminal_obeys(given_text: str, expected: str) -> None:
    assert clean(given_text) == expected


def test_clean_puts_one_line_where_asked() -> None:
    assert clean("một\thai\r\nba\x1b", one_line=True) == "một hai ba"


@given(st.text())
def test_clean_leaves_no_control_behind_and_is_stable(text: str) -> None:
    cleaned = clean(text)
    kinds = {unicodedata.category(character) for character in cleaned if character not in "\n\t"}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert not any(
        unicodedata.bidirectional(c) in {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI"} for c in cleaned
    )
    assert clean(cleaned) == cleaned
    assert not set(clean(text, one_line=True)) & set("\n\t")
    cleaned.encode("utf-8")


def test_shown_is_short_and_never_empty() -> None:
    assert shown(" \x1b ") == '""'
    assert shown("a\nb") == "a b"
    assert len(shown("x" * 5000)) == 80


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hòa", "hoa"),
        ("hoà", "hoa"),
        ("Ủy ban", "uy ban"),
        ("Uỷ  ban\u00a0", "uy ban"),
        ("ĐẶNG Đình", "dang dinh"),
        ("Ðắk Lắk", "dak lak"),
        (unicodedata.normalize("NFD", "Nguyễn Thượng"), "nguyen thuong"),
        ("Quý\tIV/2026", "quy iv/2026"),
        ("İzmir", "izmir"),
        ("", ""),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text())
def test_fold_is_stable_and_blind_to_the_normal_form(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_letters_sort_in_the_order_of_the_alphabet() -> None:
    shuffled = random.Random(1).sample(ALPHABET, len(ALPHABET))
    assert sorted(shuffled, key=sort_key) == ALPHABET


def test_tones_sort_only_between_equal_letters() -> None:
    words = ["ma", "mà", "mả", "mã", "má", "mạ", "mai", "mắc", "mâu", "me"]
    assert sorted(random.Random(4).sample(words, len(words)), key=sort_key) == words
    words = ["ba ba", "ba bạ", "bà ba", "bà bà", "bạ ba"]
    assert sorted(random.Random(4).sample(words, len(words)), key=sort_key) == words


def test_names_sort_as_a_vietnamese_directory_does() -> None:
    names = [
        "An Giang",
        "Bà Rịa - Vũng Tàu",
        "Bắc Giang",
        "Bắc Kạn",
        "Bắc Ninh",
        "Cà Mau",
        "Cao Bằng",
        "Cần Thơ",
        "Đà Nẵng",
        "Đắk Lắk",
        "Đồng Nai",
        "Gia Lai",
        "Hà Nội",
        "Hà Tĩnh",
        "Hòa Bình",
        "Ôn Lương",
        "Phường 2",
        "Phường 10",
        "Sở Nội vụ",
        "Sở Y tế",
        "Thanh Hóa",
        "Yên Bái",
    ]
    shuffled = random.Random(2).sample(names, len(names))
    # Cà before Cao: the tone counts only where the letters are the same, and a blank stands before o.
    assert sorted(shuffled, key=sort_key) == names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa", "hoà"),
        ("Ủy ban", "Uỷ  BAN"),
        ("thủy", "thuỷ"),
        ("Đ", "Ð"),
        ("Phường 02", "phường 2"),
        ("ệ", unicodedata.normalize("NFD", "ệ")),
    ],
)
def test_spellings_of_one_word_share_a_key(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


def test_signs_stand_before_digits_and_letters_and_foreign_letters_with_their_bare_form() -> None:
    names = ["(dự thảo)", "2", "10", "Munich", "Müller", "Mún", "[x]", "日本"]
    assert sorted(names, key=sort_key)[:3] == ["(dự thảo)", "[x]", "2"]
    assert sort_key("Mun") < sort_key("Mün z") < sort_key("Muo")
    assert max(names, key=sort_key) == "日本"


def test_numbers_sort_by_value_however_long() -> None:
    numbers = [str(10**power) for power in range(40)]
    shuffled = random.Random(3).sample(numbers, len(numbers))
    assert sorted(shuffled, key=sort_key) == numbers


WORDS = st.text("aàảãáạăằâậbdđeéêghinoôơỡuưựy 12-", max_size=8)


@given(st.lists(WORDS, max_size=6))
def test_sqlite_orders_keys_as_python_does(words: list[str]) -> None:
    keys = [sort_key(word) for word in words]
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE TABLE k (k TEXT)")
        connection.executemany("INSERT INTO k VALUES (?)", [(key,) for key in keys])
        stored = [row[0] for row in connection.execute("SELECT k FROM k ORDER BY k")]
    finally:
        connection.close()
    assert stored == sorted(keys)


@given(st.text())
def test_a_key_holds_no_nul_and_ignores_case_and_normal_form(text: str) -> None:
    key = sort_key(text)
    assert "\0" not in key
    assert key == sort_key(unicodedata.normalize("NFD", text))
    assert key == sort_key(text.lower())
