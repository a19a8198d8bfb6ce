"""Door 3: what one may ask for.

Drafts are saved (`create_draft`, `write_draft`, `restore_revision`, `trash`), editions are made (`publish`,
`correct`), taken down (`withdraw`, `reinstate`, `unschedule`) and rendered again (`refresh`, `refresh_showing`). Each act is one
transaction under the article's lock, used by the admin, the API and the commands alike.
"""

from .abbreviating import prepared_dictionary, texts_of
from .acts import Pending, correct, publish, reinstate, unschedule, withdraw
from .addresses import article_url
from .cloning import clone_block
from .dictionary import Loaded, load_rows, meaning_of, merge_abbreviations, touched_articles
from .drafts import (
    EMPTY_SNAPSHOT,
    block_entries,
    create_draft,
    hand_over,
    record_revision,
    restore_revision,
    set_state,
    trash,
    untrash,
    write_draft,
)
from .errors import Fault, NotPublishable, Refused, StaleVersion
from .front import MOST_PLACES, front_cards, placed_editions, placements, without_placed
from .identity import article_iri, photo_iri
from .links import story_ids
from .locking import locked
from .previewing import Preview, find_preview, preview, revoke_preview, share_preview
from .problems import problem_for
from .refreshing import (
    Refreshed,
    articles_showing,
    count_refreshable,
    refresh,
    refresh_showing,
    refreshable,
)
from .rendering import digest_of, faults_of, nodes_of, read_content
from .representation import Card, CorrectionRepresentation, Document, EditionMarkRepresentation, LocalTime
from .returns import Return, returns_of
from .showing import ShownPhoto, shown_photos
from .snapshots import MAX_RELATED, Snapshot, take_snapshot
from .visibility import Gone, NotPublic, find_public, why_not_public

__all__ = [
    "EMPTY_SNAPSHOT",
    "MAX_RELATED",
    "MOST_PLACES",
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
    "Preview",
    "Refreshed",
    "Refused",
    "Return",
    "ShownPhoto",
    "Snapshot",
    "StaleVersion",
    "article_iri",
    "article_url",
    "articles_showing",
    "block_entries",
    "clone_block",
    "correct",
    "count_refreshable",
    "create_draft",
    "digest_of",
    "faults_of",
    "find_preview",
    "find_public",
    "front_cards",
    "hand_over",
    "load_rows",
    "locked",
    "meaning_of",
    "merge_abbreviations",
    "nodes_of",
    "photo_iri",
    "placed_editions",
    "placements",
    "prepared_dictionary",
    "preview",
    "problem_for",
    "publish",
    "read_content",
    "record_revision",
    "refresh",
    "refresh_showing",
    "refreshable",
    "reinstate",
    "restore_revision",
    "returns_of",
    "revoke_preview",
    "set_state",
    "share_preview",
    "shown_photos",
    "story_ids",
    "take_snapshot",
    "texts_of",
    "touched_articles",
    "trash",
    "unschedule",
    "untrash",
    "why_not_public",
    "withdraw",
    "without_placed",
    "write_draft",
]
