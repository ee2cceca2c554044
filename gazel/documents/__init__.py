"""A broker's own policy documents: read, cut into clauses, stored and searched, one customer at a time.

Page texts come from a reader per format (`pdf`, `docx`, `hwpx`, `html`, `plain_text`), `clauses` cuts them into the clause
tree (관·조·항·호 and tables), `library` is the one door to what is stored.
"""

from gazel.documents.rows import count

__all__ = ["count"]
