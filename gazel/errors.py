"""Every error GAZEL raises on purpose, as one tree.

GazelError
├── SettingsError            a setting is missing or has a value that cannot work
├── DatabaseError
│   ├── DatabaseUnavailable  no server answers, or it went away and did not come back
│   ├── MigrationError       the schema could not be brought to this version
│   └── EmbedderMismatch     the store was written with another embedding model
├── CatalogError             a data file breaks its own rules (names file, row and field)
├── RuleError                a rule function was called with a value it cannot take
├── MemoryEngineError
│   ├── InvalidMemory        a value the store cannot hold (wrong dimension, bad namespace, bad filter)
│   └── ConsentMissing       a health fact was to be stored without the customer's consent
├── ReasonerError
│   ├── ModelUnavailable     no model server answers in time
│   └── ModelMisbehaved      the model server answered with something unusable
├── WorkflowError
│   ├── UnknownCustomer      no such customer in this tenant
│   ├── UnknownContract      no such contract of this customer
│   ├── UnknownRun           no such run of this customer
│   └── QuestionRejected     the question is empty or too long to be taken
└── DocumentRejected         a file could not be read (encrypted, broken, scanned, too large)

A message says what happened, why, and what to do; `str(error)` is Korean and fit to be shown to a user.
"""


class GazelError(Exception):
    """Root of the tree; `hint` says what the reader can do about it."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message} {self.hint}" if self.hint else message


class SettingsError(GazelError):
    """A setting is missing or has a value that cannot work."""


class DatabaseError(GazelError):
    """PostgreSQL could not do what was asked."""


class DatabaseUnavailable(DatabaseError):
    """No server answers, or it went away and did not come back."""


class MigrationError(DatabaseError):
    """The schema could not be brought to this version."""


class EmbedderMismatch(DatabaseError):
    """The store was written with another embedding model or dimension."""


class CatalogError(GazelError):
    """A data file breaks its own rules; the message names file, row and field."""


class RuleError(GazelError):
    """A rule function was called with a value it cannot take."""


class MemoryEngineError(GazelError):
    """The memory engine refused something."""


class InvalidMemory(MemoryEngineError, ValueError):
    """A value, namespace, vector or filter the store cannot hold."""


class ConsentMissing(MemoryEngineError):
    """A health fact was to be stored without the customer's consent."""


class ReasonerError(GazelError):
    """The language model could not be used; the rules take over."""


class ModelUnavailable(ReasonerError):
    """No model server answers in time."""


class ModelMisbehaved(ReasonerError):
    """The model server answered with something unusable."""


class WorkflowError(GazelError):
    """A run could not be started, found or continued."""


class UnknownCustomer(WorkflowError):
    """No such customer in this tenant."""


class UnknownContract(WorkflowError):
    """No such contract of this customer."""


class UnknownRun(WorkflowError):
    """No such run of this customer."""


class QuestionRejected(WorkflowError):
    """The question is empty or too long to be taken."""


class DocumentRejected(GazelError):
    """A document could not be read (encrypted, broken, scanned, too large)."""
