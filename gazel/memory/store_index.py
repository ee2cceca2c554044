"""How a store indexes its memories: which fields, which embedder, which vector type, distance and keyword analyzer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from langchain_core.embeddings import Embeddings
from langgraph.store.base import IndexConfig, PutOp, ensure_embeddings, get_text_at_path, tokenize_path
from typing_extensions import TypedDict

from gazel.errors import EmbedderMismatch, InvalidMemory
from gazel.memory.store_terms import Analyzer, term_ids, words_and_bigrams
from gazel.memory.store_vectors import checked_vector

OPERATORS = {"cosine": "<=>", "l2": "<->", "inner_product": "<#>", "hamming": "<~>", "jaccard": "<%%>"}
OPCLASS = {"cosine": "cosine", "l2": "l2", "inner_product": "ip", "hamming": "hamming", "jaccard": "jaccard"}
MAX_INDEXED_DIMS = {"vector": 2000, "halfvec": 4000, "bit": 64_000}
MAX_FIELD_BYTES = 500


class AnnIndexConfig(TypedDict, total=False):
    """The index for searches across customers; `flat` builds none."""

    kind: Literal["hnsw", "ivfflat", "flat"]
    vector_type: Literal["vector", "halfvec", "bit"]
    m: int
    ef_construction: int
    lists: int
    nlist: int


class PgIndexConfig(IndexConfig, total=False):
    """LangGraph's index settings with those of pgvector and of the keyword leg."""

    ann_index_config: AnnIndexConfig
    distance_type: Literal["l2", "inner_product", "cosine", "hamming", "jaccard"]
    model: str
    """Name of the embedding model, recorded at setup; another name later raises EmbedderMismatch."""
    analyzer: Analyzer
    """Text to terms of the keyword leg; words and bigrams of any language when left out."""
    words_only: list[str]
    """Indexed fields that are found by their words and get no vector."""


@dataclass(frozen=True, slots=True)
class StoreIndex:
    """A checked PgIndexConfig."""

    embeddings: Embeddings
    dims: int
    fields: tuple[tuple[str, Any], ...]
    analyzer: Analyzer
    model: str | None
    vector_type: str
    distance: str
    kind: str
    options: dict[str, int]
    words_only: frozenset[str] = frozenset()

    @property
    def operator(self) -> str:
        """pgvector's distance operator."""
        return OPERATORS[self.distance]

    @property
    def opclass(self) -> str:
        """pgvector's operator class for an index."""
        return f"{self.vector_type}_{OPCLASS[self.distance]}_ops"

    def cast(self, literal: str) -> str:
        """SQL that turns a vector literal into the stored type."""
        if self.vector_type == "bit":
            return f"binary_quantize({literal}::vector({self.dims}))"
        return f"{literal}::{self.vector_type}({self.dims})"

    def query(self, placeholder: str) -> str:
        """SQL that turns a QueryVector into the stored type."""
        vector = f"{placeholder}::vector"
        if self.vector_type == "bit":
            return f"binary_quantize({vector})"
        return vector if self.vector_type == "vector" else f"{vector}::{self.vector_type}"

    def similarity(self, distance: str) -> str:
        """SQL of the score of a distance: 1 - distance for cosine and jaccard, the negated distance otherwise."""
        return f"1 - ({distance})" if self.distance in ("cosine", "jaccard") else f"-({distance})"

    def texts(self, op: PutOp) -> list[tuple[str, str]]:
        """(field, text) of every text of a put that is to be indexed."""
        if op.index is False or op.value is None:
            return []
        paths = self.fields if op.index is None else tuple((path, tokenize_path(path)) for path in dict.fromkeys(op.index))
        found: list[tuple[str, str]] = []
        for path, tokens in paths:
            texts = get_text_at_path(op.value, tokens)
            found += [(f"{path}.{i}" if len(texts) > 1 else path, text) for i, text in enumerate(texts)]
        if any(len(field.encode()) > MAX_FIELD_BYTES for field, _ in found):
            raise InvalidMemory(f"색인할 필드 경로가 너무 깁니다(최대 {MAX_FIELD_BYTES}바이트).")
        return found

    def terms(self, texts: Sequence[str]) -> list[int]:
        """Keyword ids of the texts of one memory; one that is part of another adds a vector, but no words twice."""
        whole = [text for text in texts if not any(text != other and text in other for other in texts)]
        return term_ids(whole, self.analyzer)

    def checked(self, vectors: Sequence[Sequence[float]], count: int) -> list[list[float]]:
        """What the embedder gave; raises EmbedderMismatch when number or dimension is not as configured."""
        if len(vectors) != count or any(len(vector) != self.dims for vector in vectors):
            got = {len(vector) for vector in vectors}
            raise EmbedderMismatch(
                f"임베딩 모델이 {self.dims}차원 벡터 {count}개 대신 {len(vectors)}개({got}차원)를 돌려주었습니다.",
                hint="dims 설정과 임베딩 모델을 맞추세요.",
            )
        return [checked_vector(vector, self.dims) for vector in vectors]


def resolve_index(config: PgIndexConfig | None) -> StoreIndex | None:
    """The checked index settings; raises InvalidMemory for a type, distance, kind or number that pgvector cannot take."""
    if config is None:
        return None
    ann = dict(config.get("ann_index_config") or {})
    vector_type = _one_of("vector_type", ann.pop("vector_type", "vector"), tuple(MAX_INDEXED_DIMS))
    binary = vector_type == "bit"
    distances = ("hamming", "jaccard") if binary else ("cosine", "l2", "inner_product")
    distance = _one_of("distance_type", config.get("distance_type") or distances[0], distances)
    kind = _one_of("kind", ann.pop("kind", "hnsw"), ("hnsw", "ivfflat", "flat"))
    dims = _positive("dims", config.get("dims"))
    if kind != "flat" and dims > MAX_INDEXED_DIMS[vector_type]:
        raise InvalidMemory(
            f"{vector_type} 색인은 {MAX_INDEXED_DIMS[vector_type]}차원까지입니다.", hint='halfvec이나 kind="flat"을 쓰세요.'
        )
    return StoreIndex(
        embeddings=ensure_embeddings(config.get("embed")),
        dims=dims,
        fields=_fields(config),
        analyzer=config.get("analyzer") or words_and_bigrams,
        model=config.get("model"),
        vector_type=vector_type,
        distance=distance,
        kind=kind,
        options=_options(kind, ann),
        words_only=frozenset(config.get("words_only") or ()),
    )


def _fields(config: PgIndexConfig) -> tuple[tuple[str, Any], ...]:
    fields = cast(Any, config.get("fields")) or ["$"]
    if isinstance(fields, str):
        fields = [fields]
    if not isinstance(fields, list):
        raise InvalidMemory(f"fields는 필드 경로의 목록이어야 합니다({fields!r}).")
    return tuple((path, path if path == "$" else tokenize_path(path)) for path in dict.fromkeys(fields))


def _options(kind: str, ann: dict[str, Any]) -> dict[str, int]:
    names = {"hnsw": ("m", "ef_construction"), "ivfflat": ("lists", "nlist"), "flat": ()}[kind]
    return {"lists" if name == "nlist" else name: _positive(name, ann[name]) for name in names if ann.get(name) is not None}


def _one_of(name: str, value: Any, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise InvalidMemory(f"{name}={value!r}은(는) 쓸 수 없습니다.", hint=f"쓸 수 있는 것: {', '.join(allowed)}")
    return str(value)


def _positive(name: str, value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = 0
    if number <= 0:
        raise InvalidMemory(f"{name}은(는) 1 이상의 정수여야 합니다({value!r}).")
    return number
