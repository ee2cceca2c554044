"""Putting the memory engine together from settings: embedder, analyzer, store, manager, and the tables they need."""

from functools import cache
from pathlib import Path

from gazel.db.database import Database
from gazel.errors import EmbedderMismatch
from gazel.memory.kinds import WORDS_ONLY
from gazel.memory.life_model import LifeModel
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.queue import prepare_queue
from gazel.memory.store import PgvectorStore
from gazel.retrieval.embedding import Embedder
from gazel.retrieval.langchain_embeddings import LangchainEmbeddings
from gazel.retrieval.lexical import KoreanAnalyzer
from gazel.retrieval.onnx_embedder import GENERAL, MEMORY, OnnxEmbedder, ShippedModel
from gazel.retrieval.sentence_embedder import SentenceEmbedder
from gazel.settings import Settings

WORDS = "memory/words.txt"


def embedder_of(settings: Settings) -> Embedder:
    """For memories: the shipped model, or the sentence-transformers model that is set; one a process, loads on first use."""
    return _set_or(settings, MEMORY)


def clause_embedder_of(settings: Settings) -> Embedder:
    """For the clauses of documents: the shipped model, or the sentence-transformers model that is set."""
    return _set_or(settings, GENERAL)


def shipped_embedder(data: Path) -> Embedder:
    """The general model that comes with GAZEL, whatever is set: for what was trained on its vectors."""
    return _shipped(data, GENERAL)


def analyzer_of(settings: Settings) -> KoreanAnalyzer:
    """The Korean analyzer; one a process, loads on first use."""
    return _analyzer(settings.data)


def life_model_of(settings: Settings) -> LifeModel:
    """The judge of what tells of the speaker's own life; one a process, loads on first use."""
    return _life_model(settings.data)


@cache
def _life_model(data: Path) -> LifeModel:
    return LifeModel(data, _shipped(data, MEMORY), _analyzer(data))


def _set_or(settings: Settings, shipped: ShippedModel) -> Embedder:
    return _chosen(settings.embedding_model) if settings.embedding_model else _shipped(settings.data, shipped)


@cache
def _shipped(data: Path, model: ShippedModel) -> Embedder:
    return OnnxEmbedder(data, model)


@cache
def _chosen(model: str) -> Embedder:
    return SentenceEmbedder(model)


@cache
def _analyzer(data: Path) -> KoreanAnalyzer:
    return KoreanAnalyzer(data / WORDS)


def store_of(database: Database, settings: Settings) -> PgvectorStore:
    """The store on the shared pool; across customers it searches with HNSW over halfvec."""
    embedder = embedder_of(settings)
    return PgvectorStore(
        database.pool,
        index={
            "dims": embedder.dims,
            "embed": LangchainEmbeddings(embedder),
            "fields": ["text"],
            "words_only": WORDS_ONLY,
            "model": embedder.model_id,
            "analyzer": analyzer_of(settings).analyze,
            "ann_index_config": {"kind": "hnsw", "vector_type": "halfvec"},
        },
    )


def prepare_memory(database: Database, settings: Settings) -> None:
    """Create the store's and the queue's tables; raises EmbedderMismatch when another model wrote the vectors."""
    try:
        store_of(database, settings).setup()
    except EmbedderMismatch as error:
        raise EmbedderMismatch(
            error.args[0], hint="GAZEL_EMBEDDING_MODEL을 되돌리거나, `gazel reembed`로 모든 기억을 지금 모델로 다시 임베딩하세요."
        ) from error
    prepare_queue(database)


def manager_of(database: Database, settings: Settings) -> HierarchicalMemoryManager:
    """The memory engine on a prepared database."""
    return HierarchicalMemoryManager(
        database, store_of(database, settings), embedder_of(settings), analyzer_of(settings), life_model_of(settings), settings
    )
