"""The part of the official files that one département is made of, when they hold more."""

from dataclasses import replace

from pandas import Series

from maynum_dash.sources.official import OfficialTables


def of_department(official: OfficialTables, code: str) -> OfficialTables:
    """Keep what belongs to one département.

    Parameters
    ----------
    official
        What the files hold: one département, several, or the whole country.
    code
        What the INSEE codes of its communes start with; empty to keep everything.
    """
    if not code:
        return official
    communes = official.communes[official.communes["code"].str.startswith(code)].reset_index(drop=True)
    became = dict(zip(official.movements["former_code"], official.movements["code"], strict=True))
    parts, places = official.parts, official.places
    known = places["commune_code"].fillna(code)  # a place without a code is looked for by its name
    is_ours = Series([became.get(one, one) for one in parts["code"]], dtype="str").str.startswith(code)
    return replace(
        official,
        communes=communes,
        parts=parts[is_ours.to_numpy()].reset_index(drop=True),
        movements=official.movements[official.movements["code"].str.startswith(code)].reset_index(drop=True),
        cantons=official.cantons[official.cantons["code"].str.startswith(code)].reset_index(drop=True),
        coarse_epci=official.coarse_epci[official.coarse_epci["code"].isin(communes["epci_code"])],
        outline=official.outline[official.outline["code"] == code],
        places=places[known.str.startswith(code)].reset_index(drop=True),
    )
