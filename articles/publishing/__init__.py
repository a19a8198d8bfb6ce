"""Door 3: what one may ask for.

Drafts are saved (`create_draft`, `write_draft`, `restore_revision`, `trash`), editions are made (`publish`,
`correct`), taken down (`withdraw`, `reinstate`, `unschedule`) and rendered again (`refresh`, `refresh_showing`). Each act is one
transaction under the article's lock, used by the admin, the API and the commands alike.
"""

from .abbreviating import prepared_dictionary, texts_of
from .acts import Pending, correct, publish, reinstate, unschedule, withdraw
from .dictionary import Loaded, load_rows, meaning_of, merge_abbreviations, touched_articles
from .drafts import (
    EMPTY_SNAPSHOT,
    block_entries,
    create_draft,
    record_revision,
    restore_revision,
    set_state,
    trash,
    untrash,
    write_draft,
)
from .errors import Fault, NotPublishable, Refused, StaleVersion
from .identity import article_iri, photo_iri
from .locking import locked
from .problems import problem_for
from .refreshing import (
    Refreshed,
    articles_showing,
    count_refreshable,
    refresh,
    refresh_showing,
    refreshable,
)
from .rendering import article_url, digest_of, faults_of, nodes_of, read_content
from .representation import Card, CorrectionRepresentation, Document, EditionMarkRepresentation, LocalTime
from .showing import ShownPhoto, shown_photos
from .snapshots import Snapshot, take_snapshot
from .visibility import Gone, NotPublic, find_public, why_not_public

__all__ = [
    "EMPTY_SNAPSHOT",
    "Card",
    "CorrectionRepresentation",
    "Document",
    "EditionMarkRepresentation",
    "Fault",
    "Gone",
    "Loaded",
    "LocalTime",
    "NotPublic",
    "NotPublishable",
    "Pending",
    "Refreshed",
    "Refused",
    "ShownPhoto",
    "Snapshot",
    "StaleVersion",
    "article_iri",
    "article_url",
    "articles_showing",
    "block_entries",
    "correct",
    "count_refreshable",
    "create_draft",
    "digest_of",
    "faults_of",
    "find_public",
    "load_rows",
    "locked",
    "meaning_of",
    "merge_abbreviations",
    "nodes_of",
    "photo_iri",
    "prepared_dictionary",
    "problem_for",
    "publish",
    "read_content",
    "record_revision",
    "refresh",
    "refresh_showing",
    "refreshable",
    "reinstate",
    "restore_revision",
    "set_state",
    "shown_photos",
    "take_snapshot",
    "texts_of",
    "touched_articles",
    "trash",
    "unschedule",
    "untrash",
    "why_not_public",
    "withdraw",
    "write_draft",
]
