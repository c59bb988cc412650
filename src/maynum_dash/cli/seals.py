"""The commands that seal a state for a committee, and list the sealed ones."""

from argparse import Namespace
from importlib.metadata import version

from maynum_dash.cli import states
from maynum_dash.cli.answers import DONE, answer
from maynum_dash.cli.editions import find_record, of_record
from maynum_dash.cli.opening import author, opened, today
from maynum_dash.rendering.sealed import sealed_figures
from maynum_dash.store.snapshots import list_snapshots, seal


def freeze(options: Namespace) -> int:
    """Seal an import with the scale and the territories of today."""
    day = today()
    with opened() as store:
        record = find_record(store, options.import_name)
        edition = of_record(store, record)
        parameters = {
            "jour": day.isoformat(),
            "exercice": str(options.exercice or day.year),
            "lecture": options.lecture or str(edition.reading),
            "besoin": str(edition.need_source),
        }
        snapshot, is_new = seal(
            store,
            record.id,
            options.comite,
            edition.board.basis.files,
            parameters,
            sealed_figures(edition.board),
            version("maynum-dash"),
            author(options),
        )
    payload = states.seal_payload(snapshot)
    text = states.sealed(payload, is_new=is_new)
    answer({"deja_scelle": not is_new, **payload}, text, as_json=options.json, warning=edition.warning)
    return DONE


def show(options: Namespace) -> int:
    """List the sealed states."""
    with opened() as store:
        payload = {"etats": [states.seal_payload(snapshot) for snapshot in list_snapshots(store)]}
    answer(payload, states.seals(payload), as_json=options.json)
    return DONE
