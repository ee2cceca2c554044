"""All settings, read once from the environment (`GAZEL_…`)."""

from functools import cache
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """Environment variables carry the prefix GAZEL_, e.g. GAZEL_DATABASE_URL."""

    model_config = SettingsConfigDict(env_prefix="GAZEL_", extra="ignore", frozen=True)

    home: Path = Field(default_factory=lambda: user_data_path("gazel"), description="folder of the embedded database")
    data: Path = Field(default=ROOT / "data", description="folder of the shipped data")
    database_url: str | None = Field(default=None, description="PostgreSQL server; embedded when unset")
    pool_size: int = Field(default=16, ge=2)
    host: str = Field(default="127.0.0.1", description="address to serve on; 0.0.0.0 for the whole network")
    port: int = 8501
    tenant: str = "demo"

    llm_base_url: str | None = Field(default=None, description="OpenAI-compatible server, e.g. http://localhost:8000/v1")
    llm_model: str | None = Field(default=None, description="model name; the server's first model when unset")
    llm_api_key: str = "none"
    llm_first_token_seconds: float = Field(default=8.0, gt=0, description="longest wait for a model's first token in a turn")
    llm_plan_seconds: float = Field(default=12.0, gt=0, description="longest time a model may take to understand a question")
    llm_step_seconds: float = Field(default=30.0, gt=0, description="longest time of any other call to a model")

    tools: str | None = Field(default=None, description="own tools: dotted paths of LangChain tools, JSON files of MCP servers")
    tool_seconds: float = Field(default=20.0, gt=0, description="longest time a tool of GAZEL_TOOLS may take")
    act_steps: int = Field(default=3, ge=0, description="how often a model may ask for more after tool results")

    embedding_model: str | None = Field(
        default=None, description="sentence-transformers model; the shipped ONNX model when unset"
    )

    promotion_threshold: float = Field(default=0.6, description="importance from which a fact is promoted to semantic memory")
    consolidate_after: int = Field(default=6, ge=1, description="working writes after which a consolidation is queued")
    decay_half_life_days: float = Field(default=120, gt=0, description="half-life of an interest that nobody came back to")
    working_messages: int = Field(default=20, ge=2, description="messages of a thread kept verbatim in context")
    summary_tokens: int = Field(default=400, ge=50, description="tokens of a thread's running summary, beyond the messages kept")
    checkpoint_keep_days: int = Field(default=90, ge=1, description="days a thread's checkpoints are kept")
    max_question_chars: int = 4000


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
