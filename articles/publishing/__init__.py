"""Door 3: what one may ask for.

Drafts are saved (`create_draft`, `write_draft`, `restore_revision`, `trash`), editions are made (`publish`,
`correct`), taken down (`withdraw`, `reinstate`, `unschedule`) and rendered again (`refresh`). Each act is one
transaction under the article's lock, used by the admin, the API and the commands alike.
"""

from .acts import Pending, correct, publish, reinstate, unschedule, withdraw
from .addresses import article_url
from .cloning import clone_block
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
from .links import story_ids
from .locking import locked
from .previewing import Preview, find_preview, preview, revoke_preview, share_preview
from .problems import problem_for
from .refreshing import Refreshed, count_refreshable, refresh, refreshable
from .rendering import digest_of, faults_of, read_content
from .representation import Card, CorrectionRepresentation, Document, EditionMarkRepresentation, LocalTime
from .returns import Return, returns_of
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
    "LocalTime",
    "NotPublic",
    "NotPublishable",
    "Pending",
    "Preview",
    "Refreshed",
    "Refused",
    "Return",
    "Snapshot",
    "StaleVersion",
    "article_url",
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
    "locked",
    "placed_editions",
    "placements",
    "preview",
    "problem_for",
    "publish",
    "read_content",
    "record_revision",
    "refresh",
    "refreshable",
    "reinstate",
    "restore_revision",
    "returns_of",
    "revoke_preview",
    "set_state",
    "share_preview",
    "story_ids",
    "take_snapshot",
    "trash",
    "unschedule",
    "untrash",
    "why_not_public",
    "withdraw",
    "without_placed",
    "write_draft",
]
