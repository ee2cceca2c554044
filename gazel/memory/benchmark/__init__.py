"""The memory benchmark: the shipped Korean conversations and others' files, asked of this engine and of PostgresStore."""
