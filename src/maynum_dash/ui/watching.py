"""What pages watch: payments, deadlines and alerts of the data in view, gathered once."""

from maynum_dash.analysis.steering.alerts import find_alerts, within
from maynum_dash.analysis.steering.watch import Watch, build_watch
from maynum_dash.domain.alerts import Alert
from maynum_dash.domain.allotment import PAYMENT_DAYS
from maynum_dash.store.imports import current_import
from maynum_dash.store.lives import earlier_posts
from maynum_dash.ui import loading, state
from maynum_dash.ui.frame import Context

LONGEST_DELAY = 365


def delay() -> int:
    """Days allowed to pay what is due, as this user chose them."""
    return int(state.number(state.DELAY, 0, LONGEST_DELAY, PAYMENT_DAYS))


def watch(context: Context) -> Watch:
    """Gather payments and deadlines of every post, whatever the filters; the cap counts earlier imports.

    Parameters
    ----------
    context
        The view.
    """
    board, record, day, days = context.board, context.edition.record, context.today, delay()
    before = None if record is None else record.id
    latest = current_import(loading.store())
    key = (board.key, day, days, before, None if latest is None else latest.id, "watch")

    def gather() -> Watch:
        history = earlier_posts(loading.store(), before, is_demo=board.workbook.is_demo)
        return build_watch(board, day, days, history)

    return loading.once_long(key, gather)


def alerts(context: Context) -> tuple[Alert, ...]:
    """List the alerts of the posts in view, and those of the envelopes.

    Parameters
    ----------
    context
        The view.
    """
    seen = watch(context)
    key = (context.board.key, context.today, seen.key)
    found = loading.once((*key, "alerts"), lambda: find_alerts(seen))
    if not context.filters.narrows:
        return found
    kept = (*key, context.filters.selection, "alerts")
    return loading.once(kept, lambda: within(found, context.posts["post_id"].tolist()))
