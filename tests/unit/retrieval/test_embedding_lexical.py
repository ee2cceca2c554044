"""The shipped embedder and the Korean analyser."""

import math
from pathlib import Path
from threading import Thread

import pytest

from gazel.errors import SettingsError
from gazel.memory.assembly import analyzer_of, clause_embedder_of, embedder_of
from gazel.retrieval.lexical import read_words, stem_english
from gazel.retrieval.onnx_embedder import GENERAL, MEMORY, OnnxEmbedder, ShippedModel, check_files
from gazel.settings import settings

EMBEDDER = embedder_of(settings())
ANALYZER = analyzer_of(settings())


def cosine(a: list[float], b: list[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def test_vectors_are_normalised_and_near_when_the_meaning_is() -> None:
    question = EMBEDDER.embed_query("갑상선암 진단비는 얼마인가요?")
    near, far = EMBEDDER.embed_passages(["갑상선암 진단비 금액", "오늘 점심은 김치찌개"])
    assert len(question) == EMBEDDER.dims == 384
    assert math.isclose(cosine(question, question), 1, abs_tol=1e-3)
    assert cosine(question, near) > cosine(question, far) + 0.03


def test_a_text_has_one_vector_whatever_stands_beside_it() -> None:
    alone = EMBEDDER.embed_passages(["유사암"])[0]
    beside = EMBEDDER.embed_passages(["아주 긴 글 " * 200, "유사암"])[1]
    assert cosine(alone, beside) == pytest.approx(1, abs=1e-4)


def test_many_threads_get_the_same_vectors() -> None:
    expected, found = EMBEDDER.embed_query("유사암"), []
    threads = [Thread(target=lambda: found.append(EMBEDDER.embed_query("유사암"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert all(cosine(vector, expected) == pytest.approx(1, abs=1e-4) for vector in found)


@pytest.mark.parametrize("model", [GENERAL, MEMORY], ids=["general", "memory"])
def test_the_shipped_files_are_checked(model: ShippedModel, tmp_path: Path) -> None:
    assert check_files(settings().data, model) == []
    (tmp_path / model.folder).mkdir(parents=True)
    (tmp_path / model.folder / "tokenizer.json").write_text("{}")
    assert len(check_files(tmp_path, model)) == 2
    with pytest.raises(SettingsError, match=r"model_int8\.onnx"):
        OnnxEmbedder(tmp_path, model).embed_query("유사암")


def test_memories_are_found_by_the_model_that_was_taught_what_answers_a_question() -> None:
    question, answer, form = (
        "제가 기르는 짐승이 무엇이라고 말씀드렸죠?",
        "우리 집에 토끼가 두 마리 있어요",
        "보험료가 얼마라고 말씀하셨죠?",
    )
    likeness = {
        embedder.model_id: [cosine(embedder.embed_query(question), vector) for vector in embedder.embed_passages([answer, form])]
        for embedder in (EMBEDDER, clause_embedder_of(settings()))
    }
    taught, general = likeness[MEMORY.model_id], likeness[GENERAL.model_id]
    assert taught[0] > taught[1] + 0.1
    assert general[0] < general[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("이전에 유사암에대해 어떤 질문했었죠?", {"유사암", "질문", "이전"}),
        ("유사 암 진단비", {"유사암", "진단비"}),
        ("갑상샘암 갑산선암", {"갑상선암"}),
        ("납입 면제가 되나요", {"납입면제"}),
        ("실비 청구", {"실손", "청구"}),
        ("claims for cancers", {"claim", "cancer"}),
        ("Did I purchase. Or was it served?", {"purchas", "serv"}),
        ("DB의 C73 claim", {"db", "c73", "claim"}),
    ],
)
def test_words_are_found_despite_blanks_particles_and_variants(text: str, words: set[str]) -> None:
    assert set(ANALYZER.analyze(text)) == words


@pytest.mark.parametrize("text", ["", " ", "🎉🎉", "\x00", "\ud800", "ㅋㅋㅋ", "?!…"])
def test_nothing_to_find_gives_no_words_and_no_error(text: str) -> None:
    assert isinstance(ANALYZER.analyze(text), list)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("claims", "claim"),
        ("claimed", "claim"),
        ("claiming", "claim"),
        ("policies", "polici"),
        ("policy", "polici"),
        ("cookies", "cooki"),
        ("purchased", "purchas"),
        ("purchase", "purchas"),
        ("class", "class"),
        ("stopped", "stop"),
        ("is", "is"),
    ],
)
def test_english_words_are_cut_to_a_stem(word: str, stem: str) -> None:
    assert stem_english(word) == stem


def test_the_word_list_folds_each_variant_into_a_listed_word() -> None:
    words, variants = read_words(settings().data / "memory/words.txt")
    lowered = {word.lower() for word in words}
    assert set(variants.values()) <= lowered
    assert len(lowered) == len(words)
